use domain::accounts::{PolicyAct, PolicyKind, SeenPolicies, Via};
use domain::failure::Problem;
use domain::id::{CompanyId, PolicyVersionId, UserId};
use domain::lang::Lang;
use domain::page::Brand;
use storage::policies::{self, PolicyEvent, PolicyVersion};
use storage::{DbErr, Tx};

use super::text::fingerprint;
use crate::actor::Origin;
use crate::error::ServiceError;
use crate::services::Services;

/// Who reads a document, from where and through what.
#[derive(Debug, Clone)]
pub(crate) struct Reader {
    pub user: UserId,
    pub company: Option<CompanyId>,
    pub lang: Lang,
    pub origin: Origin,
    pub via: Via,
}

/// Proof without a reader yet: the document, what was done, and the words on the page.
#[derive(Debug, Clone)]
pub(crate) struct SignUpDocuments {
    terms: (PolicyVersionId, Vec<u8>),
    clarification: (PolicyVersionId, Vec<u8>),
}

/// Checks that a sign-up form named the versions that are the latest now.
///
/// # Errors
/// `StaleTab` when a newer version was published since the page was drawn: it has to be read.
pub(crate) async fn sign_up_documents(
    services: &Services,
    seen: SeenPolicies,
    lang: Lang,
) -> Result<SignUpDocuments, ServiceError> {
    let brand = services.brand().await?;
    let terms = latest_is(services, PolicyKind::Terms, seen.terms).await?;
    let clarification = latest_is(services, PolicyKind::Clarification, seen.clarification).await?;
    let proof = |policy: &PolicyVersion, brand: &Brand| (policy.id, fingerprint(policy, lang, brand));
    Ok(SignUpDocuments { terms: proof(&terms, &brand), clarification: proof(&clarification, &brand) })
}

async fn latest_is(
    services: &Services,
    kind: PolicyKind,
    seen: PolicyVersionId,
) -> Result<PolicyVersion, ServiceError> {
    let latest = policies::latest(services.db().read(), None, kind).await?;
    latest.filter(|policy| policy.id == seen).ok_or(Problem::StaleTab.into())
}

/// Records what a sign-up proves: the terms were accepted, the clarification text was shown. It never
/// records an "acceptance" of the latter: informing is a duty and no contract (KVKK, article 10).
pub(crate) async fn prove_sign_up(
    tx: &Tx,
    services: &Services,
    reader: &Reader,
    documents: SignUpDocuments,
) -> Result<(), ServiceError> {
    let (terms, clarification) = (documents.terms, documents.clarification);
    prove(tx, services, reader, PolicyAct::Shown, clarification.0, clarification.1).await?;
    Ok(prove(tx, services, reader, PolicyAct::Accepted, terms.0, terms.1).await?)
}

pub(super) async fn prove(
    tx: &Tx,
    services: &Services,
    reader: &Reader,
    act: PolicyAct,
    policy: PolicyVersionId,
    text_sha256: Vec<u8>,
) -> Result<(), DbErr> {
    let event = PolicyEvent {
        id: services.ids().next_id(),
        user: reader.user,
        company: reader.company,
        policy,
        act,
        at: services.now(),
        address: reader.origin.address(),
        agent: reader.origin.agent().to_owned(),
        lang: reader.lang,
        via: reader.via,
        text_sha256,
    };
    policies::record(tx, event).await
}
