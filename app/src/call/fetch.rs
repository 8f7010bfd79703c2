//! Requests from the browser.

use domain::failure::Problem;
use leptos::ev::SubmitEvent;
use leptos::form::form_data_from_event;
use send_wrapper::SendWrapper;
use server_fn::redirect::REDIRECT_HEADER;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestInit, Response, UrlSearchParams};

use super::body::Body;
use super::request::Request;

/// What came back.
pub struct Received {
    pub body: Body,
    /// Where the answer sends the visitor.
    pub place: Option<String>,
}

/// Makes a request; one that does not get through answers `Unreachable`.
pub async fn send(request: Request) -> Received {
    let sent = SendWrapper::new(fetch(request)).await;
    sent.unwrap_or_else(|_| Received { body: Body::failed(Problem::Unreachable), place: None })
}

async fn fetch(request: Request) -> Result<Received, JsValue> {
    let (init, headers) = (RequestInit::new(), Headers::new()?);
    headers.set("Accept", "application/json")?;
    if request.is_post {
        headers.set("Content-Type", "application/x-www-form-urlencoded")?;
        init.set_method("POST");
        init.set_body(&JsValue::from_str(&request.fields));
    }
    init.set_headers(&headers);
    let address =
        if request.is_post { request.path.to_owned() } else { [request.path, "?", &request.fields].concat() };
    let answer = JsFuture::from(leptos::prelude::window().fetch_with_str_and_init(&address, &init)).await?;
    received(&answer.dyn_into()?).await
}

async fn received(response: &Response) -> Result<Received, JsValue> {
    let text = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
    let headers = response.headers();
    let place = match headers.get(REDIRECT_HEADER)? {
        Some(_) => headers.get("Location")?,
        None => None,
    };
    Ok(Received { body: Body::new(response.ok(), text), place })
}

/// The fields of the form that is submitted, as the browser itself would post them. Leptos adds the name
/// of the pressed button even when it has none, and `serde_qs` cannot read a field without a name beside
/// nested ones.
pub fn fields_of(event: &SubmitEvent) -> Option<String> {
    let fields = form_data_from_event(event).ok()?;
    fields.delete("");
    let encoded = UrlSearchParams::new_with_str_sequence_sequence(&fields).ok()?;
    encoded.to_string().as_string()
}
