//! The ledger: one row per message, written before anything leaves the machine, and the verbs that move
//! it. Implemented on SQLite and PostgreSQL by [`SqlLedger`] and in memory, as the model of the tests.

mod contract;
mod decide;
mod flags;
mod history;
mod page;
mod planning;
mod reason;
mod reporting;
mod sending;
mod shares;
mod signals;
#[cfg(feature = "testing")]
mod simulated;
pub(crate) mod sql;
mod standing;
mod stopping;

pub use contract::Ledger;
pub use flags::Flags;
pub use history::{AttemptView, EventView, HistoryView};
pub use page::{
    AuthorCount, Cursor, DayCount, DayOutcome, MessageFilter, MessagePage, MessageRow, MessageView, OpenTo,
    Unreached,
};
pub use planning::{Body, Content, FirstState, NewMessage, Planned, Resend, SendKey};
pub use reason::Reason;
pub use reporting::{
    AwaitedReport, DoubtfulMessage, Report, ReportResult, ReportSubject, Resolution, ResolvedBy, Verdict,
};
pub use sending::{
    AccountRoom, Answer, ClaimOrder, Claimed, Departure, Ended, Exchange, Exchanged, GiveBack, GivenBackAs,
    NodeLease, Recovered, Settled, Settlement,
};
pub use signals::{Change, Signals, Watch, Watched};
#[cfg(feature = "testing")]
pub use simulated::SimulatedLedger;
pub use sql::{PlannedIn, SqlLedger};
pub use stopping::{Release, Selected, Selection, Step, WaitingFor};
