//! Data keys, wrapped by a master key.

mod entity;
mod queries;

pub use queries::{
    WrappedKey, any_exists, count_by_master, insert, latest, masters, of_other_masters, rewrap, version,
};
