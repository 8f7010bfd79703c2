use domain::lang::Lang;
use domain::turkish::format_integer;

const KB: u64 = 1_000;

/// `12,4 MB` in Turkish, `12.4 MB` in English; less than a megabyte in whole kilobytes.
pub fn size_text(bytes: u64, lang: Lang) -> String {
    let (unit, name) = match bytes {
        0..1_000_000 => return format!("{} KB", bytes.div_ceil(KB)),
        1_000_000..1_000_000_000 => (KB * KB, "MB"),
        _ => (KB * KB * KB, "GB"),
    };
    let point = match lang {
        Lang::Tr => ',',
        Lang::En => '.',
    };
    let whole = format_integer(i64::try_from(bytes / unit).unwrap_or(i64::MAX), lang);
    format!("{whole}{point}{} {name}", bytes % unit * 10 / unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_told_as_people_read_them() {
        for (bytes, turkish, english) in [
            (0, "0 KB", "0 KB"),
            (1, "1 KB", "1 KB"),
            (999_999, "1000 KB", "1000 KB"),
            (12_450_000, "12,4 MB", "12.4 MB"),
            (3_000_000_000, "3,0 GB", "3.0 GB"),
            (1_234_500_000_000, "1.234,5 GB", "1,234.5 GB"),
        ] {
            assert_eq!(
                (size_text(bytes, Lang::Tr).as_str(), size_text(bytes, Lang::En).as_str()),
                (turkish, english)
            );
        }
    }
}
