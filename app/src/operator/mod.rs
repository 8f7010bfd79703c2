//! The pages of the operator: how the installation stands, who operates it, its documents, keys and audit
//! log; no WASM.

mod api;
mod audit_page;
mod keys_page;
mod page;
mod profile_page;
mod publish_page;
mod size;
mod standing;

pub use audit_page::AuditPage;
pub use keys_page::KeysPage;
pub use page::OperatorPage;
pub use profile_page::OperatorProfilePage;
pub use publish_page::PublishPage;
