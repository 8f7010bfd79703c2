//! Files of messages: upload, look-up, download, deletion.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};

use axum::Json;
use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header::{CONTENT_RANGE, CONTENT_TYPE, RANGE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::errors::ApiError;
use super::state::State;
use crate::sync::locked;

/// A download address works for five minutes.
const URL_LIFE: i64 = 300_000_000;
/// The oldest files go when all together are larger.
const MAX_TOTAL: usize = 256 << 20;

#[derive(Default)]
pub(super) struct MediaStore(Mutex<Files>);

#[derive(Default)]
struct Files {
    files: VecDeque<Arc<File>>,
    /// Download tokens with the id they are for and their end, unix microseconds.
    urls: HashMap<String, (String, i64)>,
}

struct File {
    id: String,
    mime: String,
    content: Bytes,
}

impl MediaStore {
    fn add(&self, file: File) {
        let files = &mut locked(&self.0).files;
        files.push_back(Arc::new(file));
        while files.iter().map(|file| file.content.len()).sum::<usize>() > MAX_TOTAL {
            files.pop_front();
        }
    }

    fn find(&self, id: &str) -> Option<Arc<File>> {
        locked(&self.0).files.iter().find(|file| file.id == id).cloned()
    }

    fn remove(&self, id: &str) {
        locked(&self.0).files.retain(|file| file.id != id);
    }

    fn open_url(&self, token: String, id: &str, until: i64) {
        locked(&self.0).urls.insert(token, (id.to_owned(), until));
    }

    fn by_url(&self, token: &str, now: i64) -> Option<Arc<File>> {
        let id =
            locked(&self.0).urls.get(token).filter(|(_, until)| now < *until).map(|(id, _)| id.clone())?;
        self.find(&id)
    }
}

/// Calls on a file, or `None` when the path means something else.
pub(super) fn route(
    state: &State,
    id: &str,
    edge: &str,
    request: &Request,
) -> Option<Result<Response, ApiError>> {
    if id == "media-download" {
        return Some(download(state, edge, request.headers()));
    }
    let file = state.media.find(id)?;
    match request.method().as_str() {
        "GET" => Some(Ok(Json(look_up(state, &file)).into_response())),
        "DELETE" => {
            state.media.remove(id);
            Some(Ok(Json(json!({ "success": true })).into_response()))
        }
        _ => None,
    }
}

/// `POST /{phone_number_id}/media`.
pub(super) async fn upload(state: &State, request: Request) -> Result<Response, ApiError> {
    let unreadable = |_| ApiError::details(100, "the form cannot be read");
    let mut form = Multipart::from_request(request, &())
        .await
        .map_err(|_| ApiError::details(100, "a multipart form is needed"))?;
    let (mut product, mut kind, mut file) = (String::new(), String::new(), None);
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        let name = field.name().unwrap_or_default().to_owned();
        let mime = field.content_type().unwrap_or_default().to_owned();
        let content = field.bytes().await.map_err(unreadable)?;
        let text = || String::from_utf8_lossy(&content).into_owned();
        match name.as_str() {
            "messaging_product" => product = text(),
            "type" => kind = text(),
            "file" => file = Some((mime, content)),
            _ => {}
        }
    }
    let (mime, content) = file.ok_or_else(|| ApiError::details(100, "The parameter file is required."))?;
    if product != "whatsapp" {
        return Err(ApiError::details(100, "The parameter messaging_product is required."));
    }
    let mime = if kind.is_empty() { mime } else { kind };
    check_size(&mime, content.len())?;
    let id = state.ids.digits();
    state.media.add(File { id: id.clone(), mime, content });
    Ok(Json(json!({ "id": id })).into_response())
}

fn check_size(mime: &str, bytes: usize) -> Result<(), ApiError> {
    let bare = mime.split(';').next().unwrap_or_default().trim();
    let limit = match bare {
        "image/jpeg" | "image/png" => 5 << 20,
        "image/webp" => 500 << 10,
        "text/plain" | "application/pdf" => 100 << 20,
        _ if bare.starts_with("application/msword") || bare.starts_with("application/vnd.") => 100 << 20,
        _ if bare.starts_with("audio/") || bare.starts_with("video/") => 16 << 20,
        _ => return Err(ApiError::details(100, format!("files of type {bare} are not supported"))),
    };
    if bytes <= limit { Ok(()) } else { Err(ApiError::details(131_053, format!("more than {limit} bytes"))) }
}

fn look_up(state: &State, file: &File) -> Value {
    let token = format!("{:016x}", state.ids.next().wrapping_mul(0x9e37_79b9_7f4a_7c15));
    state.media.open_url(token.clone(), &file.id, state.clock.unix_micros() + URL_LIFE);
    let hash: String = Sha256::digest(&file.content).iter().map(|byte| format!("{byte:02x}")).collect();
    json!({
        "messaging_product": "whatsapp", "url": format!("{}/media-download/{token}", state.base_url),
        "mime_type": file.mime, "sha256": hash, "file_size": file.content.len(), "id": file.id,
    })
}

fn download(state: &State, token: &str, headers: &HeaderMap) -> Result<Response, ApiError> {
    let Some(file) = state.media.by_url(token, state.clock.unix_micros()) else {
        return Ok(StatusCode::NOT_FOUND.into_response());
    };
    let kind = [(CONTENT_TYPE, file.mime.clone())];
    let range = headers.get(RANGE).and_then(|range| range.to_str().ok());
    let Some((from, to)) = range.and_then(|range| parse_range(range, file.content.len())) else {
        return Ok((kind, file.content.clone()).into_response());
    };
    let place = [(CONTENT_RANGE, format!("bytes {from}-{to}/{}", file.content.len()))];
    Ok((StatusCode::PARTIAL_CONTENT, kind, place, file.content.slice(from..=to)).into_response())
}

/// `bytes=a-b` or `bytes=a-` as the first and last byte.
fn parse_range(range: &str, length: usize) -> Option<(usize, usize)> {
    let (from, to) = range.strip_prefix("bytes=")?.split_once('-')?;
    let last = length.checked_sub(1)?;
    let from = from.parse().ok()?;
    let to = if to.is_empty() { last } else { to.parse::<usize>().ok()?.min(last) };
    (from <= to).then_some((from, to))
}
