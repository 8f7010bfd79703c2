//! Where everything stands on its page, before anything is drawn.

use super::face::{Faces, Style};
use super::{Block, Document, Table};

/// A4, in points.
pub const PAGE: (f32, f32) = (595.28, 841.89);
const MARGIN: f32 = 54.0;
const WIDTH: f32 = PAGE.0 - 2.0 * MARGIN;
const BOTTOM: f32 = PAGE.1 - 72.0;
/// Where the foot stands.
pub const FOOT: (f32, f32) = (MARGIN, PAGE.1 - 40.0);
/// Between the columns of facts and tables.
const GAP: f32 = 10.0;
/// The names of facts.
const NAMES: f32 = 140.0;

/// What a text is to somebody who hears it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Title,
    Heading,
    Paragraph,
    /// A list of facts, one of them, its name and its value.
    Facts,
    Fact,
    Name,
    Value,
    Table,
    Row,
    Head,
    Cell,
}

/// The document as it is read.
#[derive(Debug, Clone, PartialEq)]
pub struct Element {
    pub role: Role,
    /// Its whole text, of a heading.
    pub text: String,
    pub children: Vec<Element>,
    /// The number of what is written of it, in [`Line::leaf`].
    pub leaf: Option<usize>,
}

/// A line of text on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub at: (f32, f32),
    pub style: Style,
    pub text: String,
    /// None of what is only repeated for the eye.
    pub leaf: Option<usize>,
}

/// A mark that leads to a heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    pub text: String,
    pub page: usize,
    pub at: (f32, f32),
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    pub lines: Vec<Line>,
    /// The height of lines that part rows.
    pub rules: Vec<f32>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    pub pages: Vec<Page>,
    pub elements: Vec<Element>,
    pub marks: Vec<Mark>,
    /// How many texts there are.
    pub leaves: usize,
}

/// From where to where rows are parted.
pub const RULE: (f32, f32) = (MARGIN, MARGIN + WIDTH);

pub fn lay_out(document: &Document, faces: &Faces) -> Layout {
    let mut pen = Pen {
        faces,
        done: Vec::new(),
        page: Page::default(),
        y: MARGIN,
        elements: Vec::new(),
        marks: Vec::new(),
        leaves: 0,
    };
    pen.heading(Role::Title, Style::TITLE, &document.title);
    for block in &document.blocks {
        pen.block(block);
    }
    pen.break_page();
    Layout { pages: pen.done, elements: pen.elements, marks: pen.marks, leaves: pen.leaves }
}

struct Pen<'a> {
    faces: &'a Faces,
    done: Vec<Page>,
    page: Page,
    y: f32,
    elements: Vec<Element>,
    marks: Vec<Mark>,
    leaves: usize,
}

/// A text in its column.
struct Column {
    x: f32,
    style: Style,
    lines: Vec<String>,
    leaf: Option<usize>,
}

impl Pen<'_> {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(text) => {
                self.y += 14.0;
                self.heading(Role::Heading, Style::HEADING, text);
            }
            Block::Paragraph(text) => self.paragraph(Style::TEXT, text),
            Block::Note(text) => self.paragraph(Style::NOTE, text),
            Block::Facts(facts) => self.facts(facts),
            Block::Table(table) => self.table(table),
        }
    }

    /// A heading never stands at the end of a page.
    fn heading(&mut self, role: Role, style: Style, text: &str) {
        let column = self.column(MARGIN, WIDTH, style, text);
        let element = Self::written(role, text, &column);
        self.make_room(column.height() + 3.0 * Style::TEXT.leading());
        self.marks.push(Mark { text: text.to_owned(), page: self.done.len(), at: (MARGIN, self.y) });
        self.elements.push(element);
        self.write(&[column]);
        self.y += 4.0;
    }

    fn paragraph(&mut self, style: Style, text: &str) {
        let column = self.column(MARGIN, WIDTH, style, text);
        self.elements.push(Self::written(Role::Paragraph, "", &column));
        self.write(&[column]);
        self.y += 5.0;
    }

    fn facts(&mut self, facts: &[(String, String)]) {
        let mut children = Vec::with_capacity(facts.len());
        for (name, value) in facts {
            let name = self.column(MARGIN, NAMES - GAP, Style::LABEL, name);
            let value = self.column(MARGIN + NAMES, WIDTH - NAMES, Style::TEXT, value);
            let written = [Self::written(Role::Name, "", &name), Self::written(Role::Value, "", &value)];
            children.push(Element::of(Role::Fact, written.into()));
            self.write(&[name, value]);
            self.y += 2.0;
        }
        self.elements.push(Element::of(Role::Facts, children));
        self.y += 4.0;
    }

    fn table(&mut self, table: &Table) {
        let columns = spread(table);
        let heads: Vec<_> = table.columns.iter().map(|(head, _)| head.as_str()).collect();
        let (head, element) = self.row(&columns, Role::Head, Style::HEAD, &heads);
        let mut rows = vec![element];
        self.make_room(height(&head) + 2.0 * Style::CELL.leading());
        self.write(&head);
        for cells in &table.rows {
            let cells: Vec<_> = cells.iter().map(String::as_str).collect();
            let (row, element) = self.row(&columns, Role::Cell, Style::CELL, &cells);
            rows.push(element);
            if self.make_room(height(&row) + 6.0) {
                self.write_again(&head);
            }
            self.y += 3.0;
            self.page.rules.push(self.y);
            self.y += 1.0;
            self.write(&row);
        }
        self.elements.push(Element::of(Role::Table, rows));
        self.y += 6.0;
    }

    fn row(
        &mut self,
        columns: &[(f32, f32)],
        role: Role,
        style: Style,
        cells: &[&str],
    ) -> (Vec<Column>, Element) {
        let row = columns.iter().zip(cells).map(|((x, width), text)| self.column(*x, *width, style, text));
        let row: Vec<_> = row.collect();
        let written = row.iter().map(|cell| Self::written(role, "", cell)).collect();
        (row, Element::of(Role::Row, written))
    }

    fn column(&mut self, x: f32, width: f32, style: Style, text: &str) -> Column {
        let lines = self.faces.of(style).wrap(text, style.size, width);
        let leaf = lines.iter().any(|line| !line.trim().is_empty()).then_some(self.leaves);
        self.leaves += usize::from(leaf.is_some());
        Column { x, style, lines, leaf }
    }

    fn written(role: Role, text: &str, column: &Column) -> Element {
        Element { role, text: text.to_owned(), children: Vec::new(), leaf: column.leaf }
    }

    /// Writes columns beside each other, over as many pages as it takes.
    fn write(&mut self, columns: &[Column]) {
        let most = columns.iter().map(|column| column.lines.len()).max().unwrap_or_default();
        let leading = columns.iter().map(|column| column.style.leading()).fold(0.0, f32::max);
        for number in 0..most {
            self.make_room(leading);
            self.y += leading;
            for column in columns {
                let Some(text) = column.lines.get(number).filter(|text| !text.trim().is_empty()) else {
                    continue;
                };
                let at = (column.x, self.y);
                self.page.lines.push(Line { at, style: column.style, text: text.clone(), leaf: column.leaf });
            }
        }
    }

    /// The head of a table on its next page: for the eye only.
    fn write_again(&mut self, head: &[Column]) {
        let seen = head.iter().map(|column| Column { leaf: None, lines: column.lines.clone(), ..*column });
        self.write(&seen.collect::<Vec<_>>());
    }

    /// Whether it took a new page. What is higher than a page begins on one and goes on.
    fn make_room(&mut self, height: f32) -> bool {
        let breaks = self.y + height > BOTTOM && self.y > MARGIN;
        if breaks {
            self.break_page();
        }
        breaks
    }

    fn break_page(&mut self) {
        self.done.push(std::mem::take(&mut self.page));
        self.y = MARGIN;
    }
}

impl Element {
    const fn of(role: Role, children: Vec<Self>) -> Self {
        Self { role, text: String::new(), children, leaf: None }
    }
}

impl Column {
    fn height(&self) -> f32 {
        self.lines.iter().map(|_| self.style.leading()).sum()
    }
}

fn height(columns: &[Column]) -> f32 {
    columns.iter().map(Column::height).fold(0.0, f32::max)
}

/// Where the columns of a table begin, and how wide they are.
fn spread(table: &Table) -> Vec<(f32, f32)> {
    let whole: f32 = table.columns.iter().map(|(_, share)| f32::from(*share)).sum();
    let mut x = MARGIN;
    let place = |(_, share): &(String, u16)| {
        let width = WIDTH * f32::from(*share) / whole;
        let begins = x;
        x += width;
        (begins, width - GAP)
    };
    table.columns.iter().map(place).collect()
}
