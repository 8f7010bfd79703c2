//! The letters of documents: DejaVu Sans, which has all of Turkish and most of what people write.

use std::fmt::Write as _;
use std::mem::take;

use krilla::text::Font;

use crate::error::ServiceError;

/// How a text looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    pub bold: bool,
    /// In points.
    pub size: f32,
    pub dim: bool,
}

impl Style {
    pub const TITLE: Self = Self { bold: true, size: 17.0, dim: false };
    pub const HEADING: Self = Self { bold: true, size: 11.5, dim: false };
    pub const TEXT: Self = Self { bold: false, size: 9.5, dim: false };
    pub const LABEL: Self = Self { bold: false, size: 9.5, dim: true };
    pub const HEAD: Self = Self { bold: true, size: 8.5, dim: false };
    pub const CELL: Self = Self { bold: false, size: 8.5, dim: false };
    pub const NOTE: Self = Self { bold: false, size: 8.0, dim: true };

    /// From one line to the next.
    pub fn leading(self) -> f32 {
        self.size * 1.4
    }
}

/// A font to write with, and to measure with.
pub struct Face {
    pub font: Font,
    metrics: ttf_parser::Face<'static>,
}

pub struct Faces {
    regular: Face,
    bold: Face,
}

impl Faces {
    pub fn load() -> Result<Self, ServiceError> {
        Ok(Self { regular: Face::load(dejavu::sans::regular())?, bold: Face::load(dejavu::sans::bold())? })
    }

    pub const fn of(&self, style: Style) -> &Face {
        if style.bold { &self.bold } else { &self.regular }
    }
}

impl Face {
    fn load(data: &'static [u8]) -> Result<Self, ServiceError> {
        const BROKEN: ServiceError = ServiceError::Broken("the font of documents cannot be read");
        let metrics = ttf_parser::Face::parse(data, 0).map_err(|_| BROKEN)?;
        Ok(Self { font: Font::new(data.into(), 0).ok_or(BROKEN)?, metrics })
    }

    /// The lines of a text in a width, each of which but the last ends with the space it was broken at.
    pub fn wrap(&self, text: &str, size: f32, width: f32) -> Vec<String> {
        text.lines().flat_map(|line| self.wrap_line(&self.shown(line), size, width)).collect()
    }

    fn wrap_line(&self, line: &str, size: f32, width: f32) -> Vec<String> {
        let mut lines = Vec::new();
        let (mut current, mut used) = (String::new(), 0.0);
        for word in line.split_inclusive(' ') {
            let needed = self.width(word.trim_end(), size);
            if used > 0.0 && used + needed > width {
                lines.push(take(&mut current));
                used = 0.0;
            }
            if needed <= width {
                current.push_str(word);
                used += self.width(word, size);
                continue;
            }
            for letter in word.chars() {
                let step = self.advance(letter) * size;
                if used > 0.0 && used + step > width {
                    lines.push(take(&mut current));
                    used = 0.0;
                }
                current.push(letter);
                used += step;
            }
        }
        lines.push(current);
        lines
    }

    pub fn width(&self, text: &str, size: f32) -> f32 {
        text.chars().map(|letter| self.advance(letter)).sum::<f32>() * size
    }

    /// In parts of the size.
    fn advance(&self, letter: char) -> f32 {
        let glyph = self.metrics.glyph_index(letter);
        let units = glyph.and_then(|glyph| self.metrics.glyph_hor_advance(glyph)).unwrap_or_default();
        f32::from(units) / f32::from(self.metrics.units_per_em())
    }

    /// A line as the font can show it: what it has no picture of is named by its number, as `[U+1F9E7]`,
    /// so that a reader sees that something stood there.
    fn shown(&self, line: &str) -> String {
        let mut shown = String::with_capacity(line.len());
        for letter in line.chars() {
            match letter {
                '\t' => shown.push(' '),
                letter if self.can_show(letter) => shown.push(letter),
                letter => drop(write!(shown, "[U+{:04X}]", u32::from(letter))),
            }
        }
        shown
    }

    /// Private characters mean something else in every font; a byte-order mark may not stand in a PDF.
    fn can_show(&self, letter: char) -> bool {
        let private = matches!(letter, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'.. | '\u{FEFF}' | '\u{FFFE}');
        !letter.is_control() && !private && self.metrics.glyph_index(letter).is_some()
    }
}
