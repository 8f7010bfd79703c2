//! Numbers of a chart's axes.

/// A round number, even, that no bar is above; none above a thousand million.
pub fn top_of(most: u32) -> u32 {
    let decades = (0..9).map(|power| 10_u32.pow(power));
    let mut tops = decades.flat_map(|decade| [2, 4, 8, 10].map(|step| step * decade));
    tops.find(|top| *top >= most).unwrap_or(most)
}

/// Hundredths of a per cent as SVG takes them.
pub fn hundredths(value: u32) -> String {
    format!("{}.{:02}%", value / 100, value % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_top_is_round_even_and_high_enough() {
        let tops: Vec<_> = [0, 2, 3, 5, 9, 40, 101, 770, 100_000].map(top_of).to_vec();
        assert_eq!(tops, [2, 2, 4, 8, 10, 40, 200, 800, 100_000]);
        assert_eq!(top_of(u32::MAX), u32::MAX);
    }

    #[test]
    fn a_share_has_two_decimals() {
        assert_eq!((hundredths(805), hundredths(9_999)), ("8.05%".to_owned(), "99.99%".to_owned()));
    }
}
