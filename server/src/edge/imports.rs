//! Files of imports: the list that is uploaded, and the rows of it that were refused.

use std::collections::BTreeMap;

use axum::Json;
use axum::body::Body;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{Extension, Multipart, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::failure::{Failure, Problem};
use domain::id::{CompanyId, ImportId};
use futures::StreamExt;
use http::header::{ACCEPT, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, StatusCode, Uri};
use serde_json::json;
use services::{Actor, ServiceError, Services};

use super::attachment::attachment;
use super::{back, calls};

/// The largest body of an upload that is read. A list may have 50 MB; a larger one is read on without
/// being kept, since a browser that is cut off cannot show why.
pub const MOST_READ: usize = 256 << 20;

/// `POST /c/{company}/imports/upload`, a form with the field `file`: keeps a list and leads to its
/// mapping. The same again under a field `key` before it is kept once. A program gets `201` with the id, or problem details.
pub async fn upload(
    State(services): State<Services>,
    actor: Option<Extension<Actor>>,
    Path(company): Path<CompanyId>,
    uri: Uri,
    headers: HeaderMap,
    form: Multipart,
) -> Response {
    let is_form = headers
        .get(ACCEPT)
        .and_then(|wish| wish.to_str().ok())
        .is_some_and(|wish| wish.contains("text/html"));
    match take(&services, actor.as_deref(), company, form).await {
        Ok(import) if is_form => {
            Redirect::to(&format!("/c/{company}/contacts/import/{import}")).into_response()
        }
        Ok(import) => (StatusCode::CREATED, Json(json!({ "import": import }))).into_response(),
        Err(failure) if is_form => {
            lead_back(&services, actor.as_deref(), company, uri.path(), &failure).await
        }
        Err(failure) => calls::problem(&failure),
    }
}

async fn take(
    services: &Services,
    actor: Option<&Actor>,
    company: CompanyId,
    mut form: Multipart,
) -> Result<ImportId, Failure> {
    let actor = actor.ok_or(Failure::new(Problem::SignInNeeded))?;
    actor.require_company(company)?;
    let no_file = || Failure::field("file", Problem::Required);
    let mut key = String::new();
    while let Some(field) = form.next_field().await.map_err(|error| problem_of(&error))? {
        match field.name() {
            Some("key") => key = field.text().await.map_err(|error| problem_of(&error))?,
            Some("file") => return keep(services, actor, &key, field).await.map_err(Failure::from),
            _ => {}
        }
    }
    Err(no_file())
}

/// The rest of a refused list is read too; see [`MOST_READ`].
async fn keep(
    services: &Services,
    actor: &Actor,
    key: &str,
    field: Field<'_>,
) -> Result<ImportId, ServiceError> {
    let name = field.file_name().unwrap_or_default().to_owned();
    let mut content = field.map(|piece| piece.map_err(|error| problem_of(&error)));
    if name.is_empty() && content.next().await.is_none_or(|piece| piece.is_ok_and(|piece| piece.is_empty())) {
        return Err(Failure::field("file", Problem::Required).into());
    }
    let kept = services.upload_import(actor, &name, key, &mut content).await;
    while kept.is_err() && content.next().await.is_some_and(|piece| piece.is_ok()) {}
    kept
}

fn problem_of(error: &MultipartError) -> Problem {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
        _ => Problem::Malformed,
    }
}

/// Back to the page of the form, with the failure.
async fn lead_back(
    services: &Services,
    actor: Option<&Actor>,
    company: CompanyId,
    path: &str,
    failure: &Failure,
) -> Response {
    if failure.problem == Problem::SignInNeeded {
        return Redirect::to("/signin").into_response();
    }
    match services.keep_draft(actor, path, BTreeMap::new(), failure).await {
        Ok(Some(token)) => {
            let page = back::with_draft(&format!("/c/{company}/contacts/import"), token.expose());
            Redirect::to(&page).into_response()
        }
        Ok(None) => calls::problem(failure),
        Err(error) => calls::problem(&error.into()),
    }
}

/// `GET /c/{company}/imports/{import}/refused.csv`.
pub async fn refused(
    State(services): State<Services>,
    actor: Option<Extension<Actor>>,
    Path((company, import)): Path<(CompanyId, ImportId)>,
) -> Response {
    match file_of(&services, actor, company, import).await {
        Ok(answer) => answer,
        Err(failure) => calls::problem(&failure),
    }
}

async fn file_of(
    services: &Services,
    actor: Option<Extension<Actor>>,
    company: CompanyId,
    import: ImportId,
) -> Result<Response, Failure> {
    let Extension(actor) = actor.ok_or(Failure::new(Problem::SignInNeeded))?;
    actor.require_company(company)?;
    let rows = services.refused_rows(&actor, import).await?;
    let disposition = attachment("refused.csv", &rows.file_name)?;
    let body = Body::from_stream(rows.into_stream().map(Ok::<_, std::convert::Infallible>));
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (CONTENT_DISPOSITION, disposition),
    ];
    Ok((headers, body).into_response())
}
