//! Labels on contacts.

mod links;
mod queries;

pub use links::{count_all_of, empty_a_piece, of_contacts, put_on, take_off};
pub use queries::{Tag, delete, ensure, find, find_named, list, rename};
