//! Draws what was laid out, and tells what it is.

use std::num::NonZeroU16;

use krilla::color::rgb;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, Node, SpanTag, TableHeaderScope, Tag,
    TagGroup, TagKind, TagTree,
};
use krilla::text::TextDirection;
use krilla::{Document as Pdf, SerializeSettings};

use super::Document;
use super::face::{Faces, Style};
use super::layout::{Element, FOOT, Layout, Line, Mark, PAGE, Page, RULE, Role};
use crate::error::ServiceError;

/// Red, green, blue.
const INK: [u8; 3] = [17, 24, 39];
const DIM: [u8; 3] = [75, 85, 99];
const FAINT: [u8; 3] = [209, 213, 219];

const FIRST: NonZeroU16 = NonZeroU16::MIN;
const SECOND: NonZeroU16 = FIRST.saturating_add(1);

pub fn draw(document: &Document, faces: &Faces, layout: Layout) -> Result<Vec<u8>, ServiceError> {
    let standards = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|_| ServiceError::Broken("the standards of documents do not fit together"))?;
    let mut pdf =
        Pdf::new_with(SerializeSettings { configuration: standards, ..SerializeSettings::default() });
    pdf.set_metadata(metadata(document));
    let mut written = vec![Vec::new(); layout.leaves];
    let pages = layout.pages.len();
    for (number, page) in (1..).zip(&layout.pages) {
        let size = PageSettings::from_wh(PAGE.0, PAGE.1);
        let mut sheet = pdf.start_page_with(size.ok_or(ServiceError::Broken("a page has no size"))?);
        let mut surface = sheet.surface();
        draw_page(&mut surface, faces, page, &mut written);
        draw_foot(&mut surface, faces, &format!("{}    {number} / {pages}", document.foot));
        surface.finish();
        sheet.finish();
    }
    pdf.set_outline(outline(&layout.marks));
    let mut tree = TagTree::new().with_lang(Some(document.lang.code().to_owned()));
    layout.elements.iter().for_each(|element| tree.push(tagged(element, &mut written)));
    pdf.set_tag_tree(tree);
    pdf.finish().map_err(|_| ServiceError::Broken("a document does not meet its standards"))
}

fn metadata(document: &Document) -> Metadata {
    let made = document.made_at.to_utc();
    let day = made.date();
    let date = DateTime::new(u16::try_from(day.year()).unwrap_or_default())
        .month(day.month())
        .day(day.day())
        .hour(made.hour())
        .minute(made.minute())
        .second(made.second())
        .utc_offset_hour(0)
        .utc_offset_minute(0);
    Metadata::new()
        .title(document.title.clone())
        .language(document.lang.code().to_owned())
        .creation_date(date)
}

fn draw_page(surface: &mut Surface<'_>, faces: &Faces, page: &Page, written: &mut [Vec<Identifier>]) {
    for height in &page.rules {
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
        draw_rule(surface, *height);
        surface.end_tagged();
    }
    for line in &page.lines {
        let tag = match line.leaf {
            Some(_) => ContentTag::Span(SpanTag::empty()),
            None => ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther)),
        };
        let identifier = surface.start_tagged(tag);
        draw_line(surface, faces, line);
        surface.end_tagged();
        if let Some(leaf) = line.leaf.and_then(|leaf| written.get_mut(leaf)) {
            leaf.push(identifier);
        }
    }
}

fn draw_line(surface: &mut Surface<'_>, faces: &Faces, line: &Line) {
    let (style, font) = (line.style, faces.of(line.style).font.clone());
    surface.set_fill(Some(fill(if style.dim { DIM } else { INK })));
    let at = Point::from_xy(line.at.0, line.at.1);
    surface.draw_text(at, font, style.size, &line.text, false, TextDirection::Auto);
}

fn draw_rule(surface: &mut Surface<'_>, height: f32) {
    let mut path = PathBuilder::new();
    if let Some(rect) = Rect::from_ltrb(RULE.0, height, RULE.1, height + 0.6) {
        path.push_rect(rect);
    }
    if let Some(path) = path.finish() {
        surface.set_fill(Some(fill(FAINT)));
        surface.draw_path(&path);
    }
}

fn draw_foot(surface: &mut Surface<'_>, faces: &Faces, text: &str) {
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
    let width = RULE.1 - RULE.0;
    let shown = faces.of(Style::NOTE).wrap(text, Style::NOTE.size, width);
    let text = shown.into_iter().next_back().unwrap_or_default();
    draw_line(surface, faces, &Line { at: FOOT, style: Style::NOTE, text, leaf: None });
    surface.end_tagged();
}

fn fill([red, green, blue]: [u8; 3]) -> Fill {
    Fill { paint: rgb::Color::new(red, green, blue).into(), ..Fill::default() }
}

fn outline(marks: &[Mark]) -> Outline {
    let mut outline = Outline::new();
    for mark in marks {
        let to = XyzDestination::new(mark.page, Point::from_xy(mark.at.0, mark.at.1));
        outline.push_child(OutlineNode::new(mark.text.clone(), to));
    }
    outline
}

fn tagged(element: &Element, written: &mut [Vec<Identifier>]) -> Node {
    let mut group = TagGroup::new(tag(element));
    if let Some(leaf) = element.leaf.and_then(|leaf| written.get_mut(leaf)) {
        leaf.drain(..).for_each(|identifier| group.push(identifier));
    }
    element.children.iter().for_each(|child| group.push(tagged(child, written)));
    group.into()
}

fn tag(element: &Element) -> TagKind {
    let heading = |level| Tag::Hn(level, Some(element.text.clone())).into();
    match element.role {
        Role::Title => heading(FIRST),
        Role::Heading => heading(SECOND),
        Role::Paragraph => Tag::P.into(),
        Role::Facts => Tag::L(ListNumbering::None).into(),
        Role::Fact => Tag::LI.into(),
        Role::Name => Tag::Lbl.into(),
        Role::Value => Tag::LBody.into(),
        Role::Table => Tag::Table.into(),
        Role::Row => Tag::TR.into(),
        Role::Head => Tag::TH(TableHeaderScope::Column).into(),
        Role::Cell => Tag::TD.into(),
    }
}
