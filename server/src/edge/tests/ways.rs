//! The three ways a call is made: as JSON, as a form by a program, as a form by a browser by itself.

use axum::body::{Body, to_bytes};
use axum::response::Response;
use http::header::{ACCEPT, CONTENT_TYPE, COOKIE, LOCATION, REFERER};
use http::{Method, Request, StatusCode};
use serde_json::Value;
use services::secrets::Token;
use services::{Actor, Origin};

use super::world::{TestResult, World};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Json,
    Form,
    Browser,
}

impl Way {
    pub const ALL: [Self; 3] = [Self::Json, Self::Form, Self::Browser];
}

impl World {
    /// Makes a call in one of the ways. What a browser is told by a redirect is answered as a program
    /// would have it.
    pub async fn call_as(
        &self,
        way: Way,
        method: &Method,
        path: &str,
        cookie: Option<&str>,
        body: &Value,
    ) -> TestResult<(StatusCode, Value)> {
        if way == Way::Json || *method == Method::GET {
            return self.call(method, path, cookie, body).await;
        }
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(ACCEPT, if way == Way::Browser { "text/html" } else { "application/json" })
            .header(REFERER, "http://localhost/somewhere")
            .header("sec-fetch-site", "same-origin");
        let request = match cookie {
            Some(cookie) => request.header(COOKIE, cookie),
            None => request,
        };
        let answer = self.send(request.body(Body::from(encoded(body)))?).await?;
        if way == Way::Form {
            return read(answer).await;
        }
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{path}: a browser is led on");
        self.told(&answer, cookie).await
    }

    async fn told(&self, answer: &Response, cookie: Option<&str>) -> TestResult<(StatusCode, Value)> {
        let place = answer.headers().get(LOCATION).ok_or("led nowhere")?.to_str()?;
        let Some(token) = place.split(['?', '&']).find_map(|pair| pair.strip_prefix("draft=")) else {
            return Ok((StatusCode::OK, Value::Null));
        };
        let actor = self.asker(cookie).await?;
        let draft = self.services().draft(actor.as_ref(), token).await?.ok_or("the form is gone")?;
        let status = StatusCode::from_u16(draft.failure.problem.status())?;
        Ok((status, serde_json::to_value(draft.failure)?))
    }

    async fn asker(&self, cookie: Option<&str>) -> TestResult<Option<Actor>> {
        let token = cookie.and_then(|cookie| Token::parse(cookie.trim_start_matches("session=")));
        let Some(token) = token else { return Ok(None) };
        Ok(self.services().session_of(&token, &Origin::local()).await?.map(|asker| asker.actor))
    }
}

async fn read(answer: Response) -> TestResult<(StatusCode, Value)> {
    let status = answer.status();
    let bytes = to_bytes(answer.into_body(), 1 << 20).await?;
    Ok((status, serde_json::from_slice(&bytes).unwrap_or(Value::Null)))
}

/// A body as a form posts it: `form[name]=x`, `columns[0]=y`.
fn encoded(body: &Value) -> String {
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    for (name, value) in body.as_object().into_iter().flatten() {
        add(&mut pairs, name, value);
    }
    pairs.finish()
}

fn add(pairs: &mut form_urlencoded::Serializer<'_, String>, name: &str, value: &Value) {
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(inner, value)| add(pairs, &format!("{name}[{inner}]"), value));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, value)| add(pairs, &format!("{name}[{at}]"), value));
        }
        Value::String(text) => {
            pairs.append_pair(name, text);
        }
        other => {
            pairs.append_pair(name, &other.to_string());
        }
    }
}
