//! What the engine and the settings pages know of a provider, whichever it is.

mod answers;
mod callback;
mod capabilities;
mod content;
mod failure;
mod inspection;
mod interface;
mod outgoing;
mod printable;
mod readable;
mod report;

pub use answers::{
    Balance, ConnectionReport, Package, RemoteTemplate, TemplateButton, TemplateField, TemplateHeader,
};
pub use callback::{
    Callback, CallbackEvent, CallbackRefusal, CallbackRequest, Inbound, InboundContent, OptOutChange, Sender,
    TemplateChange,
};
pub use capabilities::{Capabilities, Limit, PullSchedule, Push};
pub use content::{
    Attachment, ButtonKind, ButtonParameter, Content, EmailContent, HeaderParameter, IysFilter, SmsContent,
    TemplateContent, TemplateParameter, Unsubscribe, WhatsappContent,
};
pub use failure::{FailureKind, ProviderFailure, Scope};
pub use inspection::{Check, Inspection};
pub use interface::Provider;
pub use outgoing::{Accepted, Gate, OpenGate, Outgoing, Recipient, SendOutcome};
pub(crate) use readable::Readable;
pub(crate) use report::last10;
pub use report::{DeliveryReport, ReportPage, ReportQuery};
