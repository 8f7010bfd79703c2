//! Lists that are taken in: how they are read, how far they are, and what was refused.

mod entity;
mod queries;
mod record;
mod reject_entity;
mod rejects;
mod running;

pub use queries::{cancel, count_running, find, forget_file, insert, list, save_plan, start};
pub use record::{Import, NewImport};
pub use rejects::{
    RejectCursor, StoredReject, first_rejects, forget_rejects, insert_rejects, rejects_after,
    with_old_rejects,
};
pub use running::{Step, advance, claim, finish, free_leases, release};
