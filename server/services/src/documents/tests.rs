use domain::lang::Lang;
use domain::time::Timestamp;

use super::face::{Faces, Style};
use super::layout::{Layout, PAGE, Role, lay_out};
use super::{Block, Document, Table};
use crate::error::ServiceError;

type TestResult = Result<(), ServiceError>;

fn of(blocks: Vec<Block>) -> Document {
    let made_at = Timestamp::from_seconds(1_795_000_000);
    let title = "Mesaj kanıt belgesi".to_owned();
    Document { title, lang: Lang::Tr, made_at, foot: "Yıldız İnşaat A.Ş.".to_owned(), blocks }
}

fn laid_out(blocks: Vec<Block>) -> Result<Layout, ServiceError> {
    Ok(lay_out(&of(blocks), &Faces::load()?))
}

fn table(rows: usize) -> Block {
    let columns = vec![("Zaman".to_owned(), 1), ("Durum".to_owned(), 2)];
    let rows = (0..rows).map(|row| vec![format!("09:{row:02}"), "Teslim edildi".to_owned()]).collect();
    Block::Table(Table { columns, rows })
}

fn texts(layout: &Layout) -> Vec<&str> {
    layout.pages.iter().flat_map(|page| &page.lines).map(|line| line.text.as_str()).collect()
}

/// What people write: Turkish, other scripts, marks that combine, pictures, and what no font has.
const WRITTEN: &str = "Sayın ĞÜŞİÖÇ ğüşıöç, borcunuz ₺1.250,50 – “ödeyin”…\tSaygılar\r\n\r\n\
    Привет, γειά, שלום, مرحبا بالعالم\n😀 👩‍👩‍👧 🧧 ❤️ i̇ e\u{301}\u{327} ﷽ 你好 \u{202E}rtl \u{200B}\u{AD}\n\
    \u{E001} \u{F8FF} \u{FEFF} \u{FFFE} \u{0} \u{7} \u{10FFFD}";

#[test]
fn a_document_can_be_kept_and_be_read_aloud() -> TestResult {
    let facts = vec![("Alıcı".to_owned(), "0532 123 45 67".to_owned()), ("Metin".to_owned(), WRITTEN.into())];
    let blocks = vec![
        Block::Note(WRITTEN.to_owned()),
        Block::Heading(WRITTEN.lines().next().unwrap_or_default().to_owned()),
        Block::Facts(facts),
        Block::Paragraph(WRITTEN.repeat(60)),
        Block::Facts(Vec::new()),
        Block::Paragraph(String::new()),
        table(150),
        table(0),
    ];
    let pdf = of(blocks).to_pdf()?;
    let text = String::from_utf8_lossy(&pdf);
    assert!(pdf.starts_with(b"%PDF-1.7"));
    for standard in ["pdfaid:part", "pdfuaid:part", "/StructTreeRoot", "/Lang", "Mesaj kanıt belgesi"] {
        assert!(text.contains(standard), "{standard}");
    }
    Ok(())
}

#[test]
fn the_same_document_is_the_same_file() -> TestResult {
    let document = of(vec![Block::Paragraph("Merhaba".to_owned())]);
    assert_eq!(document.to_pdf()?, document.to_pdf()?);
    Ok(())
}

#[test]
fn what_the_font_has_no_picture_of_is_named() -> TestResult {
    let layout = laid_out(vec![Block::Paragraph("Şık 你\u{E001}\u{FEFF}".to_owned())])?;
    assert!(texts(&layout).contains(&"Şık [U+4F60][U+E001][U+FEFF]"), "{:?}", texts(&layout));
    Ok(())
}

#[test]
fn a_line_ends_before_the_margin_and_loses_nothing() -> TestResult {
    let words = "Kısaçalışmaödeneği ve ".repeat(40) + &"ş".repeat(400);
    let layout = laid_out(vec![Block::Paragraph(words.clone())])?;
    let faces = Faces::load()?;
    let lines = layout.pages.iter().flat_map(|page| &page.lines);
    let lines: Vec<_> = lines.filter(|line| line.style == Style::TEXT).collect();
    for line in &lines {
        let width = faces.of(line.style).width(line.text.trim_end(), line.style.size);
        assert!(line.at.0 + width <= PAGE.0 - 53.0, "{}", line.text);
    }
    assert_eq!(lines.iter().map(|line| line.text.as_str()).collect::<String>(), words);
    Ok(())
}

#[test]
fn a_table_shows_its_head_on_every_page_and_says_it_once() -> TestResult {
    let layout = laid_out(vec![table(200)])?;
    let heads = layout.pages.iter().flat_map(|page| &page.lines).filter(|line| line.text == "Zaman");
    let heads: Vec<_> = heads.collect();
    assert!(layout.pages.len() > 2);
    assert_eq!(heads.len(), layout.pages.len());
    assert_eq!(heads.iter().filter(|line| line.leaf.is_some()).count(), 1);
    let rows = layout.elements.iter().find(|element| element.role == Role::Table);
    assert_eq!(rows.map(|table| table.children.len()), Some(201));
    Ok(())
}

#[test]
fn a_heading_never_stands_alone_at_the_end_of_a_page() -> TestResult {
    for lines in 0..60 {
        let blocks = vec![
            Block::Paragraph("satır\n".repeat(lines)),
            Block::Heading("Başlık".to_owned()),
            Block::Paragraph("Gövde".to_owned()),
        ];
        let layout = laid_out(blocks)?;
        let page_of =
            |text| layout.pages.iter().position(|page| page.lines.iter().any(|line| line.text == text));
        assert_eq!(page_of("Başlık"), page_of("Gövde"), "{lines}");
    }
    Ok(())
}
