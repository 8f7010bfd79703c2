use domain::failure::Problem;
use leptos::ev::SubmitEvent;

use super::body::Body;
use super::request::Request;

/// What came back.
pub struct Received {
    pub body: Body,
    /// Where the answer sends the visitor.
    pub place: Option<String>,
}

/// Outside a browser nothing is requested.
pub async fn send(_request: Request) -> Received {
    Received { body: Body::failed(Problem::Unreachable), place: None }
}

/// Outside a browser no form is submitted.
pub fn fields_of(_event: &SubmitEvent) -> Option<String> {
    None
}
