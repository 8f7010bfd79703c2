//! Looks through a workbook before anything is unpacked for good: what it says about its parts, and
//! what they really are.

use std::io::Read;

use domain::failure::Problem;
use zip::ZipArchive;

use super::Source;
use super::error::ReadError;
use super::stretch::Stretch;

const MOST_PARTS: usize = 2_000;
/// Bytes of all parts, of one sheet, of the texts of all cells (which stay in memory), of any other part.
const MOST_IN_ALL: u64 = 1 << 30;
const LARGEST_SHEET: u64 = 768 << 20;
const LARGEST_TEXTS: u64 = 128 << 20;
const LARGEST_OTHER: u64 = 32 << 20;
/// How many times larger than its packed form a part may be, once it has more than 10 MB.
const MOST_RATIO: u64 = 100;
const RATIO_FROM: u64 = 10 << 20;
/// The shortest text of the list of all texts: `<si/>`.
const SHORTEST_TEXT: u64 = 5;
/// Where the number of all texts must stand.
const BEGINNING: usize = 4 << 10;

/// What a part of a workbook is, as far as its size goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Sheet,
    Texts,
    /// Settings that are read as a whole.
    Other,
    /// Pictures, macros and the like: nobody unpacks them.
    Unread,
}

impl Part {
    fn of(name: &str) -> Self {
        let name = name.to_ascii_lowercase();
        if name.ends_with("sharedstrings.xml") {
            Self::Texts
        } else if name.contains("worksheets/") && name.ends_with(".xml") {
            Self::Sheet
        } else if name.ends_with(".xml") || name.ends_with(".rels") {
            Self::Other
        } else {
            Self::Unread
        }
    }

    const fn most(self) -> u64 {
        match self {
            Self::Sheet => LARGEST_SHEET,
            Self::Texts => LARGEST_TEXTS,
            Self::Other | Self::Unread => LARGEST_OTHER,
        }
    }
}

/// Refuses a container that is no workbook, and one that would fill the memory.
pub(super) fn check(source: &mut impl Source) -> Result<(), ReadError> {
    let mut archive = ZipArchive::new(&mut *source).map_err(|_| Problem::FileUnreadable)?;
    if archive.len() > MOST_PARTS || archive.has_overlapping_files().unwrap_or(true) {
        return Err(Problem::FileBomb.into());
    }
    let (mut total, mut sheets) = (0, 0);
    for place in 0..archive.len() {
        let mut entry = archive.by_index(place).map_err(|_| Problem::FileUnreadable)?;
        let part = Part::of(entry.name().map_err(|_| Problem::FileUnreadable)?.as_ref());
        sheets += u32::from(part == Part::Sheet);
        if part == Part::Unread {
            continue;
        }
        let packed = entry.compressed_size();
        total += check_part(&mut entry, part, packed)?;
        if total > MOST_IN_ALL {
            return Err(Problem::FileBomb.into());
        }
    }
    if sheets == 0 { Err(Problem::FileNotAList.into()) } else { Ok(()) }
}

/// Unpacks a part without keeping it; returns how large it really is.
fn check_part(entry: &mut impl Read, part: Part, packed: u64) -> Result<u64, ReadError> {
    let mut piece = vec![0; 64 << 10];
    let mut stretch = matches!(part, Part::Sheet | Part::Texts).then(Stretch::default);
    let mut beginning = Vec::new();
    let mut size = 0_u64;
    loop {
        let read = entry.read(&mut piece).map_err(|_| Problem::FileUnreadable)?;
        if read == 0 {
            break;
        }
        size += read as u64;
        let swollen = size > RATIO_FROM && size > packed.saturating_mul(MOST_RATIO);
        if size > part.most() || swollen {
            return Err(Problem::FileBomb.into());
        }
        let missing = BEGINNING.saturating_sub(beginning.len()).min(read);
        beginning.extend_from_slice(&piece[..missing]);
        if let Some(stretch) = &mut stretch {
            stretch.take(&piece[..read])?;
        }
    }
    if part == Part::Texts && announced(&beginning) > size / SHORTEST_TEXT + 1 {
        return Err(Problem::FileBomb.into());
    }
    Ok(size)
}

/// How many texts the list of all texts says it has: memory is set aside for them beforehand.
fn announced(beginning: &[u8]) -> u64 {
    let text = String::from_utf8_lossy(beginning);
    let numbers = text.split("ount").skip(1).map(|behind| {
        let digits = behind.trim_start_matches(|mark: char| !mark.is_ascii_digit());
        let end = digits.find(|mark: char| !mark.is_ascii_digit()).unwrap_or(digits.len());
        digits[..end].parse::<u64>().unwrap_or(0)
    });
    let whole = text.contains("<sst") && text.split("<sst").nth(1).is_some_and(|tag| tag.contains('>'));
    if whole || text.is_empty() { numbers.max().unwrap_or(0) } else { u64::MAX }
}
