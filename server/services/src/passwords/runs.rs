/// Neighbours on keyboards (Turkish Q and F, folded), in the alphabet and among digits.
const ROWS: &[&str] = &[
    "1234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopgu",
    "asdfghjklsi",
    "zxcvbnmoc",
    "fggiodrnhpqw",
    "uieautkmlysx",
    "jovcczsb",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
];

/// How many characters are a surprise: not a repetition of the one before, and not its neighbour in a
/// row, whichever way one goes.
pub(super) fn surprises(text: &[char]) -> usize {
    let followed = text.windows(2).filter(|pair| pair[0] == pair[1] || are_neighbours(pair[0], pair[1]));
    text.len() - followed.count()
}

fn are_neighbours(a: char, b: char) -> bool {
    ROWS.iter().any(|row| {
        let letters = || row.chars().zip(row.chars().skip(1));
        letters().any(|pair| pair == (a, b) || pair == (b, a))
    })
}

/// The shortest piece that gives the text when repeated, the last time perhaps in part: `kedikedike`
/// is `kedi`. The text itself when nothing repeats.
pub(super) fn unit(text: &[char]) -> &[char] {
    let repeats =
        |length: &usize| text.iter().skip(*length).zip(text).all(|(later, earlier)| later == earlier);
    let length = (1..=text.len() / 2).find(repeats).unwrap_or(text.len());
    &text[..length]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn a_walk_over_the_keyboard_surprises_little() {
        for (text, count) in
            [("aaaaaa", 1), ("qwertyuiop", 1), ("1234554321", 1), ("asdfqwer", 2), ("kvtb", 4)]
        {
            assert_eq!(surprises(&letters(text)), count, "{text}");
        }
    }

    #[test]
    fn finds_what_is_repeated() {
        for (text, piece) in
            [("kedikedike", "kedi"), ("ababab", "ab"), ("aaaa", "a"), ("kedi", "kedi"), ("", "")]
        {
            assert_eq!(unit(&letters(text)), letters(piece), "{text}");
        }
    }
}
