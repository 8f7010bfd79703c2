use domain::accounts::{PolicyAct, PolicyKind};
use domain::failure::Problem;
use domain::id::{CompanyId, PolicyVersionId};
use domain::lang::Lang;
use domain::page::Brand;
use domain::rights::Role;
use storage::policies::{PolicyVersion, acts_of, find, insert};

use crate::error::ServiceError;
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(
    documents_stand_under_the_operators_name_in_both_languages,
    a_newer_version_has_to_be_read_again,
    the_processing_agreement_is_accepted_for_the_company,
    the_proof_names_the_words_that_were_on_the_page,
    a_document_that_only_informs_is_never_accepted,
);

fn problem<T>(result: Result<T, ServiceError>) -> Option<Problem> {
    result.err().and_then(|error| error.problem())
}

async fn latest(world: &World, kind: PolicyKind) -> Result<PolicyVersionId, ServiceError> {
    Ok(world.services.latest_policy(None, kind, Lang::Tr).await?.reference.id)
}

/// Publishes version 2 of a document.
async fn publish(world: &World, kind: PolicyKind) -> TestResult<PolicyVersionId> {
    let old = find(world.db.read(), latest(world, kind).await?).await?.ok_or("no version 1")?;
    let id = PolicyVersionId::from_i64(world.services.ids().next_id());
    let new = PolicyVersion { id, version: 2, ..old };
    world.db.write(move |tx| Box::pin(async move { Ok(insert(tx, new).await?) })).await?;
    Ok(id)
}

async fn documents_stand_under_the_operators_name_in_both_languages(world: World) -> TestResult {
    let owner = world.owner().await?;
    let brand = Brand { name: "Posta Kutusu".to_owned(), contact: "info@posta.example".to_owned() };
    world.services.save_brand(&owner, brand).await?;
    for (lang, word) in [(Lang::Tr, "Aydınlatma Metni"), (Lang::En, "Clarification Text")] {
        let policy = world.services.latest_policy(None, PolicyKind::Clarification, lang).await?;
        assert_eq!(policy.title, word);
        assert!(policy.body.contains("Posta Kutusu (info@posta.example)"), "{}", policy.body);
    }
    Ok(())
}

async fn a_newer_version_has_to_be_read_again(world: World) -> TestResult {
    let owner = world.owner().await?;
    let to_read = async || -> Result<Vec<PolicyKind>, ServiceError> {
        let open = world.services.policies_to_read(&owner).await?;
        Ok(open.into_iter().map(|policy| policy.reference.kind).collect())
    };
    use PolicyKind as P;
    assert_eq!(to_read().await?, [P::Privacy, P::Processing, P::SubProcessors]);
    let old = latest(&world, P::Terms).await?;
    let new = publish(&world, P::Terms).await?;
    assert_eq!(to_read().await?, [P::Terms, P::Privacy, P::Processing, P::SubProcessors]);
    assert_eq!(problem(world.services.accept_policy(&owner, old).await), Some(Problem::StaleTab));
    world.services.accept_policy(&owner, new).await?;
    assert_eq!(to_read().await?, [P::Privacy, P::Processing, P::SubProcessors]);
    world.services.show_policy(&owner, new).await?;
    assert_eq!(to_read().await?, [P::Privacy, P::Processing, P::SubProcessors]);
    Ok(())
}

async fn the_processing_agreement_is_accepted_for_the_company(world: World) -> TestResult {
    let owner = world.owner().await?;
    let sender = world.member(&owner, "mehmet", Role::Sender).await?;
    let agreement = latest(&world, PolicyKind::Processing).await?;
    assert_eq!(problem(world.services.accept_policy(&sender, agreement).await), Some(Problem::Forbidden));
    world.services.accept_policy(&owner, agreement).await?;
    let act = acts_of(world.db.read(), owner.user()).await?.pop().ok_or("no proof")?;
    let company: Option<CompanyId> = owner.company().ok();
    assert_eq!((act.policy, act.act, act.company), (agreement, PolicyAct::Accepted, company));
    Ok(())
}

async fn the_proof_names_the_words_that_were_on_the_page(world: World) -> TestResult {
    let owner = world.owner().await?;
    let privacy = latest(&world, PolicyKind::Privacy).await?;
    world.services.accept_policy(&owner, privacy).await?;
    let brand = Brand { name: "Başka Ad".to_owned(), ..world.services.brand().await? };
    world.services.save_brand(&owner, brand).await?;
    world.services.accept_policy(&owner, privacy).await?;
    let acts = acts_of(world.db.read(), owner.user()).await?;
    let texts: Vec<_> = acts.iter().filter(|act| act.policy == privacy).map(|act| &act.text_sha256).collect();
    assert!(texts.len() == 2 && texts[0] != texts[1]);
    Ok(())
}

async fn a_document_that_only_informs_is_never_accepted(world: World) -> TestResult {
    let owner = world.owner().await?;
    for kind in [PolicyKind::Clarification, PolicyKind::Privacy, PolicyKind::SubProcessors] {
        let policy = latest(&world, kind).await?;
        world.services.accept_policy(&owner, policy).await?;
        let acts = acts_of(world.db.read(), owner.user()).await?;
        let found: Vec<_> = acts.iter().filter(|act| act.policy == policy).map(|act| act.act).collect();
        assert!(!found.is_empty() && found.iter().all(|act| *act == PolicyAct::Shown), "{kind}: {found:?}");
    }
    Ok(())
}
