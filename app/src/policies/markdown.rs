//! The small part of Markdown that documents are written in. Nothing of it is HTML: a page that
//! draws it shows every letter as a letter.

/// One block of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading with its level, 1 to 3.
    Heading(u8, String),
    Paragraph(String),
    /// Lines that began with `- ` or `* `.
    List(Vec<String>),
}

/// Reads a document: blocks are set apart by blank lines, headings and lists end the block before.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let mut open = false;
    for line in text.lines().map(str::trim) {
        match line_of(line) {
            Line::Blank => open = false,
            Line::Heading(level, words) => {
                found.push(Block::Heading(level, words.to_owned()));
                open = false;
            }
            Line::Item(words) => open = add_item(&mut found, words, open),
            Line::Words(words) => open = add_words(&mut found, words, open),
        }
    }
    found
}

enum Line<'a> {
    Blank,
    Heading(u8, &'a str),
    Item(&'a str),
    Words(&'a str),
}

fn line_of(line: &str) -> Line<'_> {
    let heading = [("### ", 3), ("## ", 2), ("# ", 1)].into_iter();
    if let Some((words, level)) =
        heading.filter_map(|(mark, level)| Some((line.strip_prefix(mark)?, level))).next()
    {
        return Line::Heading(level, words.trim());
    }
    match line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")) {
        Some(words) => Line::Item(words.trim()),
        None if line.is_empty() => Line::Blank,
        None => Line::Words(line),
    }
}

fn add_item(found: &mut Vec<Block>, words: &str, open: bool) -> bool {
    match found.last_mut() {
        Some(Block::List(items)) if open => items.push(words.to_owned()),
        _ => found.push(Block::List(vec![words.to_owned()])),
    }
    true
}

fn add_words(found: &mut Vec<Block>, words: &str, open: bool) -> bool {
    let so_far = match found.last_mut() {
        Some(Block::Paragraph(text)) if open => Some(text),
        Some(Block::List(items)) if open => items.last_mut(),
        _ => None,
    };
    match so_far {
        Some(text) => {
            text.push(' ');
            text.push_str(words);
        }
        None => found.push(Block::Paragraph(words.to_owned())),
    }
    true
}

/// The words of a block, cut where `**` begins or ends emphasis; every second piece is emphasised.
pub fn emphasis(words: &str) -> Vec<(String, bool)> {
    let pieces = words.split("**").enumerate().map(|(place, piece)| (piece.to_owned(), place % 2 == 1));
    pieces.filter(|(piece, _)| !piece.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_headings_paragraphs_and_lists() {
        let text = "# Başlık\nilk\nsatır\n\n## Alt\n- bir\n  devamı\n- iki\n\nson";
        assert_eq!(
            blocks(text),
            [
                Block::Heading(1, "Başlık".to_owned()),
                Block::Paragraph("ilk satır".to_owned()),
                Block::Heading(2, "Alt".to_owned()),
                Block::List(vec!["bir devamı".to_owned(), "iki".to_owned()]),
                Block::Paragraph("son".to_owned()),
            ]
        );
    }

    #[test]
    fn a_tag_is_only_letters() {
        assert_eq!(blocks("<script>"), [Block::Paragraph("<script>".to_owned())]);
    }

    #[test]
    fn a_list_after_a_blank_line_is_a_new_one() {
        assert_eq!(blocks("- a\n\n- b").len(), 2);
        assert_eq!(blocks("  \n\n"), []);
    }

    #[test]
    fn two_stars_make_words_strong() {
        let pieces = emphasis("a **b** c");
        assert_eq!(pieces, [("a ".to_owned(), false), ("b".to_owned(), true), (" c".to_owned(), false)]);
    }
}
