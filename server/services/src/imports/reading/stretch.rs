use domain::failure::Problem;
use memchr::{memchr, memmem};

use super::error::ReadError;

/// The longest stretch without a new cell: Excel's longest text, each letter written as an entity.
const LONGEST: u64 = 1 << 20;
/// The longest beginning of a mark that is looked at.
const MARK: usize = 16;

/// Follows XML and refuses a cell, a comment or a tag that would fill the memory by itself.
#[derive(Debug, Default)]
pub(super) struct Stretch {
    /// Bytes since the last cell began.
    since: u64,
    /// What ends the comment or the literal text that is being read.
    until: Option<&'static [u8]>,
    /// The end of the last piece, when a mark may go on in the next.
    kept: Vec<u8>,
    /// Behind the cells of a sheet nothing is read.
    is_over: bool,
}

impl Stretch {
    pub fn take(&mut self, piece: &[u8]) -> Result<(), ReadError> {
        if self.is_over {
            return Ok(());
        }
        let mut bytes = std::mem::take(&mut self.kept);
        bytes.extend_from_slice(piece);
        let mut rest = bytes.as_slice();
        while !self.is_over {
            let Some(behind) = self.step(rest) else { break };
            self.since += (rest.len() - behind.len()) as u64;
            if self.since > LONGEST {
                return Err(Problem::FileBomb.into());
            }
            rest = behind;
        }
        if self.since + rest.len() as u64 > LONGEST {
            return Err(Problem::FileBomb.into());
        }
        let kept = rest.len().min(MARK);
        self.since += (rest.len() - kept) as u64;
        self.kept = rest[rest.len() - kept..].to_vec();
        Ok(())
    }

    /// Goes behind the next mark; `None` when it is not all there yet.
    fn step<'a>(&mut self, rest: &'a [u8]) -> Option<&'a [u8]> {
        if let Some(end) = self.until {
            let found = memmem::find(rest, end)?;
            self.until = None;
            return rest.get(found + end.len()..);
        }
        let at = memchr(b'<', rest)?;
        let mark = rest.get(at..at + MARK)?;
        self.until = literal_end(mark);
        if begins_cell(mark) {
            self.since = 0;
        }
        self.is_over = mark.starts_with(b"</sheetData");
        rest.get(at + 1..)
    }
}

fn literal_end(mark: &[u8]) -> Option<&'static [u8]> {
    if mark.starts_with(b"<!--") {
        Some(b"-->")
    } else if mark.starts_with(b"<![CDATA[") {
        Some(b"]]>")
    } else {
        None
    }
}

fn begins_cell(mark: &[u8]) -> bool {
    matches!(local_name(&mark[1..]), b"c" | b"row" | b"si")
}

/// The name of a tag without its prefix.
fn local_name(tag: &[u8]) -> &[u8] {
    let end = tag.iter().position(|byte| matches!(byte, b' ' | b'>' | b'/' | b'\n' | b'\r' | b'\t'));
    let name = &tag[..end.unwrap_or(tag.len())];
    name.iter().position(|byte| *byte == b':').map_or(name, |colon| &name[colon + 1..])
}
