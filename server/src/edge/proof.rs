//! The sheet that proves a message.

use app::exports::{proof_document, proof_name};
use axum::extract::{Extension, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::failure::{Failure, Problem};
use domain::id::{CompanyId, MessageId};
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue};
use services::{Actor, ServiceError, Services};
use tokio::task::spawn_blocking;

use super::attachment::attachment;
use super::calls;
use super::exports::wants_page;

/// `GET /c/{company}/messages/{message}/proof.pdf`: what is known of a message as PDF. A browser whose
/// session is over is led to the message, which asks it to sign in; all else gets problem details.
pub async fn sheet(
    State(services): State<Services>,
    actor: Option<Extension<Actor>>,
    Path((company, message)): Path<(CompanyId, MessageId)>,
    headers: HeaderMap,
) -> Response {
    match written(&services, actor.as_deref(), company, message).await {
        Ok(answer) => answer,
        Err(failure) if failure.problem == Problem::SignInNeeded && wants_page(&headers) => {
            Redirect::to(&format!("/c/{company}/messages/{message}")).into_response()
        }
        Err(failure) => calls::problem(&failure),
    }
}

async fn written(
    services: &Services,
    actor: Option<&Actor>,
    company: CompanyId,
    message: MessageId,
) -> Result<Response, Failure> {
    let actor = actor.ok_or(Failure::new(Problem::SignInNeeded))?;
    actor.require_company(company)?;
    let proof = services.prove_message(actor, message).await?;
    let document = proof_document(&proof, actor.lang());
    let drawn = spawn_blocking(move || document.to_pdf()).await;
    let pdf = drawn.map_err(|_| ServiceError::Broken("a document was not drawn to its end"))??;
    let name = format!("{}.pdf", proof_name(&proof, actor.lang()));
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("application/pdf")),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (CONTENT_DISPOSITION, attachment("proof.pdf", &name)?),
    ];
    Ok((headers, pdf).into_response())
}
