//! The words shared by browser and server: typed ids, states and their moves, rights, phone numbers,
//! SMS text, forms and views. Pure: no I/O and no clock, so the same rule runs on both sides.

pub mod accounts;
pub mod campaigns;
mod coded;
pub mod companies;
pub mod company;
pub mod contacts;
pub mod credit;
pub mod email_address;
pub mod exports;
pub mod failure;
pub mod form_text;
pub mod id;
pub mod imports;
pub mod lang;
pub mod limits;
pub mod message;
pub mod messages;
pub mod money;
pub mod operator;
pub mod page;
pub mod phone;
pub mod provider_accounts;
pub mod provider_form;
pub mod refusals;
pub mod reports;
pub mod rights;
pub mod search;
pub mod short_links;
pub mod sms;
pub mod template;
pub mod text;
pub mod time;
pub mod topic;
pub mod turkish;
