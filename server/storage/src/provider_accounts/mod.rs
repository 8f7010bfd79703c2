//! A company's connections to providers.

mod entity;
mod for_engine;
mod held;
mod inspection;
mod queries;
mod record;

pub use for_engine::{AccountStamp, SendingAccount, all, by_callback, load, paused, stamps};
pub use held::{has_queue, held_counts, removed_with_queue, waiting_counts};
pub use inspection::{last_inspection, people_written_to, set_last_inspection};
pub use queries::{
    change, default_of, find, insert, make_default, note_balance_failure, of_company, pause, remove, resume,
    set_balance, set_last_test, set_sender_names, throttle,
};
pub use record::{AccountChange, CallbackToken, Pause, ProviderAccount};
