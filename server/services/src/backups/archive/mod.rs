//! The archive: what stands in it and in which order. `backup.json` comes first and says what follows,
//! `tables/…` hold rows, `files/…` the sealed files as they lie on disk, and `end.json` comes last with
//! counts and checksums; without it the archive was cut off.

mod contents;
mod reader;
mod writer;

pub use contents::{Contents, FORMAT, Head, Sum, TableHead};
pub use reader::{Entry, read};
pub use writer::{Item, write};

const HEAD: &str = "backup.json";
const TABLES: &str = "tables";
const FILES: &str = "files";
const END: &str = "end.json";
