//! People who sign in.

mod entity;
mod queries;
mod record;

pub use queries::{
    any_exists, email_is_taken, find, find_by_login, insert, set_lang, set_password, set_phone,
    touch_sign_in, username_is_taken, verify_email,
};
pub use record::User;
