//! People who sign in.

mod entity;
mod queries;
mod record;

pub use queries::{
    any_exists, email_is_taken, find, find_by_login, insert, set_email, set_lang, set_password, set_phone,
    set_profile, touch_sign_in, username_is_taken, verify_email, verify_phone,
};
pub use record::User;
