//! People and firms that receive messages, and the addresses they are reached at: things of their own,
//! shared by cards that share a phone.

mod address;
mod card;
mod consent;
mod form;
mod kind;
mod query;
mod search;
mod tag;
mod view;

pub use address::{ContactAddress, read_emails, read_phones};
pub use card::{ContactCard, display_name};
pub use consent::{ConsentForm, ConsentWord};
pub use form::{
    AddAddressForm, ContactChange, ContactForm, LONGEST_CODE, LONGEST_NAME, LONGEST_NOTES, LONGEST_TITLE,
    MOST_ADDRESSES, default_recipient,
};
pub use kind::{AddressKind, AddressRole, AddressSource, AddressState, ContactKind};
pub use query::{ContactCursor, ContactQuery, ContactSelection, ContactSort, HasAddress};
pub use search::{SearchPiece, name_words, search_pieces, search_words};
pub use tag::{ContactChoice, TagBadge, TagContacts, TagContactsForm, TagName, TagRow};
pub use view::{
    AddressBadge, AddressRow, ContactList, ContactRow, ContactView, DAYS_TO_RESTORE, TimelineEntry,
    TimelineEvent,
};
