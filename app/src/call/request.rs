use serde::Serialize;
use server_fn::ServerFn;

/// A call before it is made: one type for all calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub path: &'static str,
    /// The arguments, encoded as a form's fields.
    pub fields: String,
    pub is_post: bool,
}

impl Request {
    /// A call that only reads.
    pub fn get<C: ServerFn + Serialize>(call: &C) -> Self {
        Self { path: C::PATH, fields: serde_qs::to_string(call).unwrap_or_default(), is_post: false }
    }

    /// A call that changes something, or whose arguments are too long for an address.
    pub fn post<C: ServerFn + Serialize>(call: &C) -> Self {
        Self { is_post: true, ..Self::get(call) }
    }
}
