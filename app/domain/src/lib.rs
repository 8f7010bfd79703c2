//! The words shared by browser and server: typed ids, states and their moves, rights, phone numbers,
//! SMS text, forms and views. Pure: no I/O and no clock, so the same rule runs on both sides.

mod coded;
pub mod email_address;
pub mod failure;
pub mod id;
pub mod lang;
pub mod message;
pub mod money;
pub mod page;
pub mod phone;
pub mod rights;
pub mod sms;
pub mod time;
pub mod turkish;
