//! Small pieces that pages are made of.

mod channel;
mod confirm;
mod copy;
mod empty;
mod funnel;
mod icon;
mod live;
mod loaded;
mod moment;
mod notice;
mod page;
mod refresh;
mod skeleton;
mod table;
mod time_left;

pub use channel::{channel_icon, channel_inside, channel_leading, channel_name};
pub use confirm::Confirm;
pub use copy::CopyField;
pub use empty::Empty;
pub use funnel::{Funnel, FunnelStep};
pub use icon::{BrandMark, Icon};
pub use live::use_changes;
pub use loaded::{FailureNotice, Loaded};
pub use moment::{Clock, Day, Moment};
pub use notice::{Notice, Tone};
pub use page::{Page, PageBody, PageHead};
pub use refresh::Refresh;
pub use skeleton::Skeleton;
pub use table::{ActCell, Cell, CheckCell, LeadCell, Table, TableRow};
pub use time_left::time_left;
