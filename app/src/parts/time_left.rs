use crate::i18n::*;

/// Seconds as people say them: rounded up, minutes and hours from one and a half of them on.
pub fn time_left(i18n: Locale, seconds: u32) -> String {
    let (minutes, hours) = (seconds.div_ceil(60), seconds.div_ceil(3_600));
    if seconds < 90 {
        let seconds = seconds.max(1);
        t_count!(i18n, seconds, parts.one_seconds_left | seconds_left, number = seconds)
    } else if minutes <= 90 {
        t_count!(i18n, minutes, parts.one_minutes_left | minutes_left, number = minutes)
    } else {
        t_count!(i18n, hours, parts.one_hours_left | hours_left, number = hours)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_told_of_a_hundred_minutes() {
        let told = [0, 1, 89, 90, 5_400, 5_401, 86_400].map(|seconds| time_left(Locale::en, seconds));
        let told = told.map(|words| words.trim_start_matches("about ").to_owned());
        let expected =
            ["1 second", "1 second", "89 seconds", "2 minutes", "90 minutes", "2 hours", "24 hours"];
        assert_eq!(told, expected.map(|words| format!("{words} left")));
    }
}
