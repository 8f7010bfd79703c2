//! Databases for tests: each its own, with the whole schema, gone afterwards.

mod every;
mod postgres;
mod sqlite;
mod temp_folder;
mod test_db;

pub use every::every_database;
pub use postgres::postgres;
pub use sqlite::sqlite;
pub use temp_folder::TempFolder;
pub use test_db::TestDb;
