//! Lists as files.

use app::exports::{ContactTable, MemberTable, MessageTable, PersonTable, VolumeTable};
use axum::body::Body;
use axum::extract::{Extension, Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::exports::{ExportForm, ExportKind, ExportOrder};
use domain::failure::{Failure, Problem};
use domain::id::{CampaignId, CompanyId};
use http::header::{ACCEPT, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Uri};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use services::exports::ExportedFile;
use services::{Actor, ServiceError, Services};

use super::attachment::attachment;
use super::calls;
use super::timeouts::Unhurried;

/// `GET /c/{company}/exports/{what}/file?format=xlsx&reason=…` and the filter of the list: the list as a
/// file. A browser that is refused is led to the page that asks; a program gets problem details.
pub async fn file(
    State(services): State<Services>,
    actor: Option<Extension<Actor>>,
    Path((company, what)): Path<(CompanyId, String)>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    match written(&services, actor.as_deref(), company, &what, &uri).await {
        Ok(answer) => answer,
        Err(failure) if wants_page(&headers) => lead_back(company, &what, &uri, &failure),
        Err(failure) => calls::problem(&failure),
    }
}

async fn written(
    services: &Services,
    actor: Option<&Actor>,
    company: CompanyId,
    what: &str,
    uri: &Uri,
) -> Result<Response, Failure> {
    let actor = actor.ok_or(Failure::new(Problem::SignInNeeded))?;
    actor.require_company(company)?;
    let kind = ExportKind::from_word(what).ok_or(Failure::new(Problem::NotFound))?;
    let order = asked::<ExportForm>(uri)?.parse();
    let file = list(services, actor, kind, order, uri).await?;
    answer(file)
}

/// Whoever may not is told so before a form that is not filled in.
async fn list(
    services: &Services,
    actor: &Actor,
    kind: ExportKind,
    order: Result<ExportOrder, Failure>,
    uri: &Uri,
) -> Result<ExportedFile, ServiceError> {
    let (lang, rights) = (actor.lang(), actor.rights());
    services.check_export(actor, kind)?;
    let order = order?;
    match kind {
        ExportKind::Messages => {
            services.export_messages(actor, &asked(uri)?, order, MessageTable::new(lang, rights)).await
        }
        ExportKind::People => {
            let campaign = asked::<OfCampaign>(uri)?.campaign;
            services.export_people(actor, campaign, order, PersonTable::new(lang, rights)).await
        }
        ExportKind::Contacts => {
            services.export_contacts(actor, &asked(uri)?, order, ContactTable::new(lang)).await
        }
        ExportKind::Members => {
            services.export_members(actor, &asked(uri)?, order, MemberTable::new(lang, rights)).await
        }
        ExportKind::Volume => {
            services.export_volume(actor, &asked(uri)?, order, VolumeTable::new(lang, rights)).await
        }
    }
}

#[derive(Deserialize)]
struct OfCampaign {
    campaign: CampaignId,
}

fn asked<T: DeserializeOwned>(uri: &Uri) -> Result<T, Failure> {
    let read = Query::<T>::try_from_uri(uri);
    read.map(|Query(asked)| asked).map_err(|_| Problem::Malformed.into())
}

fn answer(file: ExportedFile) -> Result<Response, Failure> {
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(file.format.content_type())),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (CONTENT_DISPOSITION, attachment(&format!("export.{}", file.format), &file.name)?),
    ];
    Ok((headers, Extension(Unhurried), Body::from_stream(file.into_stream())).into_response())
}

pub(super) fn wants_page(headers: &HeaderMap) -> bool {
    let wish = headers.get(ACCEPT).and_then(|wish| wish.to_str().ok());
    wish.is_some_and(|wish| wish.contains("text/html"))
}

/// The page that asks, with what was typed and why no file came of it.
fn lead_back(company: CompanyId, what: &str, uri: &Uri, failure: &Failure) -> Response {
    let Some(kind) = ExportKind::from_word(what) else { return calls::problem(failure) };
    let asked = uri.query().unwrap_or_default();
    let kept = form_urlencoded::parse(asked.as_bytes()).filter(|(name, _)| name != "problem");
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(kept).append_pair("problem", failure.problem.word());
    Redirect::to(&format!("/c/{company}/exports/{kind}?{}", query.finish())).into_response()
}
