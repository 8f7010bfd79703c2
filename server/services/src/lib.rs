//! What the product does: the use cases. The only place where storage, providers and the ERP meet.

pub mod live;
pub mod passwords;
pub mod secrets;
pub mod texts;
