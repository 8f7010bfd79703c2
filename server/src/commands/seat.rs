//! Who works in a data folder: each process holds a file that is locked while it lives.
//!
//! The system lets go of a lock when its process ends, in whatever way, and not while it merely sleeps. So
//! whoever gets a file knows that the one named in it has ended, without waiting for anything.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::Path;

/// More processes than a ledger has numbers share no folder.
const MOST: u32 = 1_024;

/// A place in a data folder, for as long as this value lives.
#[derive(Debug)]
pub struct Seat {
    own: File,
    /// Left by others that have ended.
    empty: Vec<File>,
}

impl Seat {
    /// Takes the first free seat; answers also by what names those who have ended sat in free ones.
    ///
    /// # Errors
    /// Files, or a folder on a system without locks.
    pub fn take(data: &Path) -> std::io::Result<(Self, Vec<i64>)> {
        let (mut free, mut ended) = (Vec::new(), Vec::new());
        for number in 0..MOST {
            let path = data.join(format!("process-{number}.lock"));
            if !free.is_empty() && !path.exists() {
                break;
            }
            if let Some(mut file) = lock(&path)? {
                ended.extend(name_in(&mut file)?);
                free.push(file);
            }
        }
        let empty = free.split_off(free.len().min(1));
        let own = free.pop().ok_or_else(|| std::io::Error::other("all seats are taken"))?;
        Ok((Self { own, empty }, ended))
    }

    /// Whether a process that lives sits in a data folder. It takes no seat.
    ///
    /// # Errors
    /// As [`Seat::take`].
    pub fn is_anybody_there(data: &Path) -> std::io::Result<bool> {
        for number in 0..MOST {
            let path = data.join(format!("process-{number}.lock"));
            if !path.exists() {
                break;
            }
            if lock(&path)?.is_none() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Writes down by what name the ledger knows this process. Those who ended are forgotten with it, so
    /// this comes after their numbers were freed.
    ///
    /// # Errors
    /// Files.
    pub fn sign(&mut self, name: i64) -> std::io::Result<()> {
        self.own.set_len(0)?;
        self.own.rewind()?;
        write!(self.own, "{name}")?;
        self.empty.drain(..).try_for_each(|file| file.set_len(0))
    }
}

/// The file, unless a process that lives has it.
fn lock(path: &Path) -> std::io::Result<Option<File>> {
    let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Nobody, when the one who sat there had not got so far.
fn name_in(file: &mut File) -> std::io::Result<Option<i64>> {
    let mut text = String::new();
    file.read_to_string(&mut text)?;
    Ok(text.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> std::io::Result<std::path::PathBuf> {
        let folder = std::env::temp_dir().join(format!("messaging_seat_{name}_{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        Ok(folder)
    }

    #[test]
    fn names_only_those_who_have_ended() -> std::io::Result<()> {
        let folder = folder("ended")?;
        let (mut first, none) = Seat::take(&folder)?;
        first.sign(11)?;
        let (mut second, still_none) = Seat::take(&folder)?;
        second.sign(22)?;
        assert_eq!((none, still_none), (vec![], vec![]));
        drop(first);
        let (mut third, ended) = Seat::take(&folder)?;
        assert_eq!(ended, [11]);
        third.sign(33)?;
        drop((second, third));
        let (mut fourth, ended) = Seat::take(&folder)?;
        assert_eq!(ended, [33, 22]);
        fourth.sign(44)?;
        drop(fourth);
        assert_eq!(Seat::take(&folder)?.1, [44], "the seat left empty names nobody any more");
        std::fs::remove_dir_all(folder)
    }

    #[test]
    fn tells_whether_anybody_sits_there() -> std::io::Result<()> {
        let folder = folder("there")?;
        assert!(!Seat::is_anybody_there(&folder)?);
        let (first, _) = Seat::take(&folder)?;
        let second = Seat::take(&folder)?;
        drop(first);
        assert!(Seat::is_anybody_there(&folder)?);
        drop(second);
        assert!(!Seat::is_anybody_there(&folder)?);
        std::fs::remove_dir_all(folder)
    }

    #[test]
    fn names_the_ended_again_until_somebody_has_signed() -> std::io::Result<()> {
        let folder = folder("again")?;
        Seat::take(&folder)?.0.sign(11)?;
        assert_eq!(Seat::take(&folder)?.1, [11]);
        assert_eq!(Seat::take(&folder)?.1, [11]);
        std::fs::remove_dir_all(folder)
    }
}
