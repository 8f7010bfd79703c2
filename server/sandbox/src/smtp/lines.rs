//! Lines out of a byte stream, without copying them.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt};

/// Larger than any line the sink takes.
const CAPACITY: usize = 32 * 1024;

/// A read buffer that hands out whole lines, terminator included.
pub(super) struct LineBuffer {
    bytes: Box<[u8]>,
    start: usize,
    end: usize,
    /// Up to here `bytes[start..]` is known to hold no LF.
    scanned: usize,
}

impl LineBuffer {
    pub(super) fn new() -> Self {
        Self { bytes: vec![0; CAPACITY].into_boxed_slice(), start: 0, end: 0, scanned: 0 }
    }

    /// The next line that is already here, up to and with its LF.
    pub(super) fn next_line(&mut self) -> Option<&[u8]> {
        let from = self.scanned.max(self.start);
        let Some(found) = memchr::memchr(b'\n', &self.bytes[from..self.end]) else {
            self.scanned = self.end;
            return None;
        };
        let line = self.start..from + found + 1;
        self.start = line.end;
        self.scanned = line.end;
        Some(&self.bytes[line])
    }

    /// Whether the buffer is full and still holds no whole line.
    pub(super) fn is_full(&self) -> bool {
        self.start == 0 && self.end == CAPACITY
    }

    /// Forgets what was read ahead: plain text sent after STARTTLS must not count as sent under TLS.
    pub(super) fn discard(&mut self) {
        (self.start, self.end, self.scanned) = (0, 0, 0);
    }

    /// Reads once; 0 means that the peer has closed.
    pub(super) async fn fill(&mut self, stream: &mut (impl AsyncRead + Unpin)) -> io::Result<usize> {
        self.make_room();
        let count = stream.read(&mut self.bytes[self.end..]).await?;
        self.end += count;
        Ok(count)
    }

    fn make_room(&mut self) {
        if self.start == 0 {
            return;
        }
        self.bytes.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.scanned = self.scanned.saturating_sub(self.start);
        self.start = 0;
    }
}
