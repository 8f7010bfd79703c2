//! People and firms, the addresses they share, and their tags.

mod addresses;
mod audience;
mod counts;
mod fresh;
mod held;
mod known;
mod list;
mod matching;
mod page;
#[cfg(test)]
mod plans;
mod purge;
mod reach;
mod record;
mod reports;
mod save;
mod search;
mod take_in;
mod writing;

pub use addresses::{Unlinked, link, note_dead, set_state, shared_by, unlink};
pub use audience::{Everybody, KnownAddress, closed_addresses, has_any_closed, known_addresses, walk_on};
pub use counts::{people_of_reach, total};
pub use held::{HeldAddress, address_of, addresses_of};
pub use list::list;
pub use page::ContactPage;
pub use purge::{deleted_before, purge};
pub use reach::Reach;
pub use record::{StoredContact, cards, find};
pub use reports::{NotMine, has_any_reported, is_reported, report, reports_of, take_report_back};
pub use save::{add, change, code_is_taken, delete, restore};
pub use search::search;
pub use take_in::{IncomingContact, TakenIn, take_in};
pub use writing::Writing;
