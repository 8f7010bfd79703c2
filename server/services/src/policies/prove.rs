use domain::accounts::{PolicyAct, PolicyKind, SeenPolicies, Via};
use domain::failure::Problem;
use domain::id::{CompanyId, PolicyEventId, PolicyVersionId, UserId};
use domain::lang::Lang;
use storage::policies::{self, PolicyEvent, PolicyText, PolicyVersion};
use storage::{DbErr, Tx};

use super::text::words_of;
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
    terms: (PolicyVersionId, PolicyText),
    clarification: (PolicyVersionId, PolicyText),
}

/// Checks that a sign-up form named the versions that are the latest now.
///
/// # Errors
/// `Conflict` when a newer version was published since the page was drawn: it has to be read.
pub(crate) async fn sign_up_documents(
    services: &Services,
    seen: SeenPolicies,
    lang: Lang,
) -> Result<SignUpDocuments, ServiceError> {
    let operator = services.operator().await?;
    let terms = latest_is(services, PolicyKind::Terms, seen.terms).await?;
    let clarification = latest_is(services, PolicyKind::Clarification, seen.clarification).await?;
    let words = |policy: &PolicyVersion| (policy.id, words_of(policy, lang, &operator));
    Ok(SignUpDocuments { terms: words(&terms), clarification: words(&clarification) })
}

async fn latest_is(
    services: &Services,
    kind: PolicyKind,
    seen: PolicyVersionId,
) -> Result<PolicyVersion, ServiceError> {
    let latest = policies::latest(services.db().read(), None, kind).await?;
    latest.filter(|policy| policy.id == seen).ok_or(Problem::Conflict.into())
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

/// Records what a reader did, and keeps the words that it is about.
pub(super) async fn prove(
    tx: &Tx,
    services: &Services,
    reader: &Reader,
    act: PolicyAct,
    policy: PolicyVersionId,
    words: PolicyText,
) -> Result<(), DbErr> {
    let event = PolicyEvent {
        id: PolicyEventId::from_i64(services.ids().next_id()),
        user: reader.user,
        company: reader.company,
        policy,
        act,
        at: services.now(),
        address: reader.origin.address(),
        agent: reader.origin.agent().to_owned(),
        lang: reader.lang,
        via: reader.via,
        text_sha256: words.sha256.clone(),
    };
    policies::keep_text(tx, words).await?;
    policies::record(tx, event).await
}
