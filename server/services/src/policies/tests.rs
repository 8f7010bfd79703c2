use domain::accounts::{PolicyAct, PolicyKind, PolicyToRead, PublishPolicyForm};
use domain::companies::CompanyForm;
use domain::failure::Problem;
use domain::id::{CompanyId, PolicyVersionId};
use domain::lang::Lang;
use domain::messages::{BulkForm, SendMessageForm};
use domain::operator::{OperatorProfile, OperatorProfileForm};
use domain::rights::Role;
use storage::policies::{acts_of, find};

use crate::actor::Actor;
use crate::error::ServiceError;
use crate::testing::{PASSWORD, TestResult, World, here, on_both_databases};

on_both_databases!(
    documents_stand_under_the_operators_name_in_both_languages,
    a_newer_version_has_to_be_read_again,
    what_is_new_since_somebody_joined_is_due_with_what_they_know,
    a_sign_in_hears_of_documents_that_are_due,
    the_processing_agreement_is_accepted_for_the_company,
    one_acceptance_holds_for_the_whole_company_and_no_other,
    nothing_new_is_sent_before_the_terms_are_accepted,
    the_proof_names_the_words_that_were_on_the_page,
    what_was_accepted_is_read_in_the_words_of_that_day,
    a_proof_whose_words_were_not_kept_says_so,
    nobody_reads_what_somebody_else_accepted,
    a_document_that_only_informs_is_never_accepted,
    only_operators_publish_and_never_over_a_newer_version,
);

fn problem<T>(result: Result<T, ServiceError>) -> Option<Problem> {
    result.err().and_then(|error| error.problem())
}

async fn latest(world: &World, kind: PolicyKind) -> Result<PolicyVersionId, ServiceError> {
    Ok(world.services.latest_policy(None, kind, Lang::Tr).await?.reference.id)
}

/// The latest texts of a document with a sentence more.
async fn changed(world: &World, operator: &Actor, kind: PolicyKind) -> TestResult<PublishPolicyForm> {
    let texts = world.services.policy_texts(operator, kind).await?;
    Ok(PublishPolicyForm {
        kind: kind.word().to_owned(),
        base: texts.reference.id.to_string(),
        title_tr: texts.title_tr,
        title_en: texts.title_en,
        body_tr: format!("{}\n\nYeni bir cümle.", texts.body_tr),
        body_en: format!("{}\n\nAnother sentence.", texts.body_en),
    })
}

/// Publishes the next version of a document, a second later.
async fn publish(world: &World, operator: &Actor, kind: PolicyKind) -> TestResult<PolicyVersionId> {
    world.pass(1);
    let form = changed(world, operator, kind).await?;
    world.services.publish_policy(operator, &form).await?;
    Ok(latest(world, kind).await?)
}

async fn rename(world: &World, operator: &Actor, name: &str) -> TestResult {
    let mut form = OperatorProfileForm::from(&world.services.operator_profile(operator).await?);
    form.name = name.to_owned();
    Ok(world.services.save_operator_profile(operator, &form).await?)
}

async fn open(world: &World, actor: &Actor) -> Result<Vec<PolicyToRead>, ServiceError> {
    world.services.policies_to_read(actor).await
}

async fn due(world: &World, actor: &Actor) -> Result<Vec<PolicyKind>, ServiceError> {
    let due = open(world, actor).await?.into_iter().filter(|open| open.is_due);
    Ok(due.map(|open| open.policy.reference.kind).collect())
}

async fn documents_stand_under_the_operators_name_in_both_languages(world: World) -> TestResult {
    let owner = world.owner().await?;
    let form = OperatorProfileForm {
        name: "Posta Kutusu".to_owned(),
        contact: "info@posta.example".to_owned(),
        trade_name: "Posta Kutusu A.Ş.".to_owned(),
        address: "Çarşı Sk. 1\nİzmir".to_owned(),
        ..OperatorProfileForm::default()
    };
    world.services.save_operator_profile(&owner, &form).await?;
    for (lang, title, address) in
        [(Lang::Tr, "Aydınlatma Metni", "- Adres: "), (Lang::En, "Clarification Text", "- Address: ")]
    {
        let policy = world.services.latest_policy(None, PolicyKind::Clarification, lang).await?;
        assert_eq!(policy.title, title);
        for words in ["Posta Kutusu (info@posta.example)", "Posta Kutusu A.Ş.", address, "Çarşı Sk. 1, İzmir"]
        {
            assert!(policy.body.contains(words), "{words}: {}", policy.body);
        }
        assert!(!policy.body.contains("MERSİS") && !policy.body.contains("{{"), "{}", policy.body);
    }
    Ok(())
}

async fn a_newer_version_has_to_be_read_again(world: World) -> TestResult {
    let owner = world.owner().await?;
    let to_read = async || -> Result<Vec<PolicyKind>, ServiceError> {
        Ok(open(&world, &owner).await?.into_iter().map(|open| open.policy.reference.kind).collect())
    };
    use PolicyKind as P;
    assert_eq!(to_read().await?, [P::Privacy, P::Processing, P::SubProcessors]);
    let old = latest(&world, P::Terms).await?;
    let new = publish(&world, &owner, P::Terms).await?;
    assert_eq!(to_read().await?, [P::Terms, P::Privacy, P::Processing, P::SubProcessors]);
    assert_eq!(problem(world.services.accept_policy(&owner, old).await), Some(Problem::Conflict));
    world.services.show_policy(&owner, new).await?;
    assert_eq!(to_read().await?, [P::Terms, P::Privacy, P::Processing, P::SubProcessors]);
    world.services.accept_policy(&owner, new).await?;
    assert_eq!(to_read().await?, [P::Privacy, P::Processing, P::SubProcessors]);
    world.services.show_policy(&owner, new).await?;
    assert_eq!(to_read().await?, [P::Privacy, P::Processing, P::SubProcessors]);
    Ok(())
}

async fn what_is_new_since_somebody_joined_is_due_with_what_they_know(world: World) -> TestResult {
    let owner = world.owner().await?;
    assert_eq!(due(&world, &owner).await?, []);
    for kind in [PolicyKind::Privacy, PolicyKind::Terms] {
        publish(&world, &owner, kind).await?;
    }
    assert_eq!(due(&world, &owner).await?, [PolicyKind::Terms, PolicyKind::Privacy]);
    for open in open(&world, &owner).await?.into_iter().filter(|open| open.is_due) {
        let before = open.before.ok_or("nothing to compare with")?;
        assert_eq!((before.version, open.policy.reference.version), (1, 2));
        let is_new = |body: &str| body.contains("Yeni bir cümle.");
        assert!(is_new(&open.policy.body) && !is_new(&before.body));
    }
    // Somebody who joins now has accepted these terms, and was never told otherwise.
    let newcomer = world.member(&owner, "mehmet", Role::Sender).await?;
    assert_eq!(due(&world, &newcomer).await?, []);
    let unseen = open(&world, &newcomer).await?;
    assert!(unseen.iter().all(|open| open.before.is_none()), "{unseen:?}");
    Ok(())
}

async fn a_sign_in_hears_of_documents_that_are_due(world: World) -> TestResult {
    let owner = world.owner().await?;
    let signed_in = world.sign_in("ayse", PASSWORD, &here()).await?;
    assert!(!world.services.documents_are_due(&signed_in, &here()).await?);
    let new = publish(&world, &owner, PolicyKind::Clarification).await?;
    let signed_in = world.sign_in("ayse", PASSWORD, &here()).await?;
    assert!(world.services.documents_are_due(&signed_in, &here()).await?);
    world.services.show_policy(&owner, new).await?;
    assert!(!world.services.documents_are_due(&signed_in, &here()).await?);
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

async fn one_acceptance_holds_for_the_whole_company_and_no_other(world: World) -> TestResult {
    let owner = world.owner().await?;
    let admin = world.member(&owner, "mehmet", Role::Admin).await?;
    publish(&world, &owner, PolicyKind::Processing).await?;
    let agreement = latest(&world, PolicyKind::Processing).await?;
    for actor in [&owner, &admin] {
        assert_eq!(due(&world, actor).await?, [PolicyKind::Processing]);
    }
    world.services.accept_policy(&admin, agreement).await?;
    assert_eq!(due(&world, &owner).await?, [], "another manager has accepted it");
    let cookie = world.sign_in("ayse", PASSWORD, &here()).await?.cookie;
    let form = CompanyForm { name: "İkinci".to_owned() };
    let second = world.services.create_company(&world.actor(&cookie).await?, &form).await?;
    let there = world.actor(&second.cookie.ok_or("no cookie")?).await?;
    assert_eq!(due(&world, &there).await?, [PolicyKind::Processing], "of another company nobody has");
    Ok(())
}

fn message() -> SendMessageForm {
    SendMessageForm {
        channel: "sms".to_owned(),
        recipient: "0532 123 45 67".to_owned(),
        class: "informational".to_owned(),
        text: "Siparişiniz hazır".to_owned(),
        ..SendMessageForm::default()
    }
}

async fn nothing_new_is_sent_before_the_terms_are_accepted(world: World) -> TestResult {
    let owner = world.owner().await?;
    let cookie = world.sign_in("ayse", PASSWORD, &here()).await?.cookie;
    publish(&world, &owner, PolicyKind::Clarification).await?;
    let actor = world.actor(&cookie).await?;
    let sent = world.services.send_message(&actor, &message()).await?;
    let new = publish(&world, &owner, PolicyKind::Terms).await?;
    let actor = world.actor(&cookie).await?;
    let refused = world.services.send_message(&actor, &message()).await;
    assert_eq!(problem(refused), Some(Problem::TermsNotAccepted));
    assert_eq!(problem(world.services.audience_choices(&actor).await), Some(Problem::TermsNotAccepted));
    // What is on its way is looked at and stopped as ever.
    world.services.get_message(&actor, sent).await?;
    world.services.cancel_message(&actor, sent).await?;
    for (act, refusal) in [("release", Problem::TermsNotAccepted), ("cancel", Problem::NotFound)] {
        let (act, messages) = (act.to_owned(), vec![sent.to_string()]);
        let form = BulkForm { act, messages, ..BulkForm::default() };
        assert_eq!(problem(world.services.preview_bulk(&actor, &form).await), Some(refusal));
    }
    world.services.show_policy(&actor, new).await?;
    assert!(world.actor(&cookie).await?.terms_wait(), "shown is not accepted");
    world.services.accept_policy(&actor, new).await?;
    world.services.send_message(&world.actor(&cookie).await?, &message()).await?;
    Ok(())
}

async fn the_proof_names_the_words_that_were_on_the_page(world: World) -> TestResult {
    let owner = world.owner().await?;
    let privacy = latest(&world, PolicyKind::Privacy).await?;
    world.services.accept_policy(&owner, privacy).await?;
    rename(&world, &owner, "Başka Ad").await?;
    world.services.accept_policy(&owner, privacy).await?;
    let acts = acts_of(world.db.read(), owner.user()).await?;
    let texts: Vec<_> = acts.iter().filter(|act| act.policy == privacy).map(|act| &act.text_sha256).collect();
    assert!(texts.len() == 2 && texts[0] != texts[1]);
    Ok(())
}

async fn what_was_accepted_is_read_in_the_words_of_that_day(world: World) -> TestResult {
    let owner = world.owner().await?;
    let rows = world.services.list_own_policy_events(&owner).await?;
    let found: Vec<_> = rows.iter().map(|row| (row.kind, row.version, row.act)).collect();
    use {PolicyAct as A, PolicyKind as P};
    assert_eq!(found, [(P::Terms, 1, A::Accepted), (P::Clarification, 1, A::Shown)]);
    rename(&world, &owner, "Başka Ad").await?;
    publish(&world, &owner, P::Terms).await?;
    let event = world.services.own_policy_event(&owner, rows[0].id).await?;
    assert_eq!((event.row.title.as_str(), event.row.version), ("Kullanım Koşulları", 1));
    let old_name = OperatorProfile::default().brand.name;
    assert!(event.is_exact && event.body.contains(&old_name) && !event.body.contains("Başka Ad"));
    assert_eq!(
        (event.lang, event.address.as_str(), event.agent.as_str()),
        (Lang::Tr, "192.0.2.1", "Firefox")
    );
    assert_eq!(event.sha256.len(), 64);
    Ok(())
}

async fn a_proof_whose_words_were_not_kept_says_so(world: World) -> TestResult {
    let owner = world.owner().await?;
    let terms = world.services.list_own_policy_events(&owner).await?.remove(0).id;
    world.execute("DELETE FROM policy_texts").await?;
    assert!(world.services.own_policy_event(&owner, terms).await?.is_exact, "the same words, written anew");
    rename(&world, &owner, "Başka Ad").await?;
    let event = world.services.own_policy_event(&owner, terms).await?;
    assert!(!event.is_exact && event.body.contains("Başka Ad"));
    Ok(())
}

async fn nobody_reads_what_somebody_else_accepted(world: World) -> TestResult {
    let owner = world.owner().await?;
    let admin = world.member(&owner, "mehmet", Role::Admin).await?;
    let terms = world.services.list_own_policy_events(&owner).await?.remove(0).id;
    assert_eq!(problem(world.services.own_policy_event(&admin, terms).await), Some(Problem::NotFound));
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

async fn only_operators_publish_and_never_over_a_newer_version(world: World) -> TestResult {
    let owner = world.owner().await?;
    let admin = world.member(&owner, "mehmet", Role::Admin).await?;
    let form = changed(&world, &owner, PolicyKind::Privacy).await?;
    let services = &world.services;
    assert_eq!(problem(services.publish_policy(&admin, &form).await), Some(Problem::Forbidden));
    assert_eq!(problem(services.policy_texts(&admin, PolicyKind::Privacy).await), Some(Problem::Forbidden));
    let half = PublishPolicyForm { body_en: " ".to_owned(), ..form.clone() };
    assert_eq!(problem(services.publish_policy(&owner, &half).await), Some(Problem::Required));
    assert_eq!(services.publish_policy(&owner, &form).await?, 2);
    assert_eq!(problem(services.publish_policy(&owner, &form).await), Some(Problem::Conflict));
    let same = PublishPolicyForm { base: latest(&world, PolicyKind::Privacy).await?.to_string(), ..form };
    assert_eq!(problem(services.publish_policy(&owner, &same).await), Some(Problem::AlreadyDone));
    let published = find(world.db.read(), latest(&world, PolicyKind::Privacy).await?).await?;
    let published = published.ok_or("no version 2")?;
    assert_eq!((published.version, published.published_by), (2, Some(owner.user())));
    let entries = storage::audit::of_company(world.db.read(), None, None, 10).await?;
    assert!(entries.iter().any(|entry| entry.action == "policy.published"));
    Ok(())
}
