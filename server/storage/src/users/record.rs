use domain::accounts::account_key;
use domain::id::UserId;
use domain::lang::Lang;
use domain::time::Timestamp;

use super::entity::Model;
use crate::columns::{micros, time};

/// A person who signs in.
#[derive(Clone, PartialEq, Eq)]
pub struct User {
    pub id: UserId,
    pub email: String,
    pub username: String,
    pub name: String,
    pub phone: Option<String>,
    /// The stored form of the password, with its marker.
    pub password: String,
    pub password_changed_at: Timestamp,
    pub lang: Lang,
    pub is_operator: bool,
    pub email_verified_at: Option<Timestamp>,
    pub phone_verified_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub last_sign_in_at: Option<Timestamp>,
    /// Set while the account waits for its deletion.
    pub closed_at: Option<Timestamp>,
}

impl std::fmt::Debug for User {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("User").field("id", &self.id).finish_non_exhaustive()
    }
}

impl From<Model> for User {
    fn from(row: Model) -> Self {
        Self {
            id: UserId::from_i64(row.id),
            email: row.email,
            username: row.username,
            name: row.name,
            phone: row.phone,
            password: row.password,
            password_changed_at: Timestamp::from_micros(row.password_changed_at),
            lang: Lang::parse(&row.lang).unwrap_or_default(),
            is_operator: row.is_operator,
            email_verified_at: time(row.email_verified_at),
            phone_verified_at: time(row.phone_verified_at),
            created_at: Timestamp::from_micros(row.created_at),
            last_sign_in_at: time(row.last_sign_in_at),
            closed_at: time(row.closed_at),
        }
    }
}

impl From<User> for Model {
    fn from(user: User) -> Self {
        Self {
            id: user.id.as_i64(),
            email_key: account_key(&user.email),
            email: user.email,
            username_key: account_key(&user.username),
            username: user.username,
            name: user.name,
            phone: user.phone,
            password: user.password,
            password_changed_at: user.password_changed_at.micros(),
            lang: user.lang.code().to_owned(),
            is_operator: user.is_operator,
            email_verified_at: micros(user.email_verified_at),
            phone_verified_at: micros(user.phone_verified_at),
            created_at: user.created_at.micros(),
            last_sign_in_at: micros(user.last_sign_in_at),
            closed_at: micros(user.closed_at),
        }
    }
}
