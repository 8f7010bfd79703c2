use std::collections::BTreeMap;

use domain::failure::{Failure, Problem};
use domain::rights::Role;
use providers::registry;
use storage::form_drafts;

use crate::secrets::Token;
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(
    a_draft_comes_back_without_its_secrets,
    a_draft_lives_ten_minutes,
    nobody_guesses_a_draft,
    only_the_person_who_typed_a_draft_sees_it,
    no_secret_of_a_provider_is_written_down,
    the_longest_form_of_a_call_is_kept_while_there_is_room,
);

fn fields(email: &str) -> BTreeMap<String, String> {
    [("email", email), ("password", "mor salkım altında"), ("token", "t"), ("national_id", "10000000146")]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into()
}

async fn keep(world: &World, email: &str) -> TestResult<Option<Token>> {
    let failure = Failure::field("email", Problem::Taken);
    Ok(world.services.keep_draft(None, "/setup", fields(email), &failure).await?)
}

async fn a_draft_comes_back_without_its_secrets(world: World) -> TestResult {
    let token = keep(&world, "ayse@firma.com.tr").await?.ok_or("not kept")?;
    for _ in 0..2 {
        let draft = world.services.draft(None, token.expose()).await?.ok_or("gone")?;
        let kept: Vec<_> = draft.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(kept, [("email", "ayse@firma.com.tr")]);
        assert_eq!((draft.path.as_str(), draft.failure), ("/setup", Failure::field("email", Problem::Taken)));
    }
    Ok(())
}

async fn a_draft_lives_ten_minutes(world: World) -> TestResult {
    let token = keep(&world, "a@b.co").await?.ok_or("not kept")?;
    world.pass(599);
    assert!(world.services.draft(None, token.expose()).await?.is_some());
    world.pass(1);
    assert!(world.services.draft(None, token.expose()).await?.is_none());
    assert_eq!(world.services.purge_expired().await?, 1);
    Ok(())
}

async fn nobody_guesses_a_draft(world: World) -> TestResult {
    keep(&world, "a@b.co").await?;
    for guess in ["", "drf_0000000000001", Token::generate()?.expose()] {
        assert!(world.services.draft(None, guess).await?.is_none(), "{guess}");
    }
    Ok(())
}

async fn only_the_person_who_typed_a_draft_sees_it(world: World) -> TestResult {
    let owner = world.owner().await?;
    let other = world.member(&owner, "cem", Role::Viewer).await?;
    let failure = Failure::field("email", Problem::Taken);
    let kept = world.services.keep_draft(Some(&owner), "/x", fields("a@b.co"), &failure).await?;
    let token = kept.ok_or("not kept")?;
    assert!(world.services.draft(Some(&owner), token.expose()).await?.is_some());
    assert!(world.services.draft(Some(&other), token.expose()).await?.is_none());
    assert!(world.services.draft(None, token.expose()).await?.is_none());
    Ok(())
}

async fn no_secret_of_a_provider_is_written_down(world: World) -> TestResult {
    for provider in registry::all() {
        let typed = provider.fields.iter().map(|field| {
            let word = if field.is_secret() { "kanarya" } else { "serçe" };
            (format!("values[{}]", field.name), word.to_owned())
        });
        let failure = Failure::new(Problem::Invalid);
        let kept = world.services.keep_draft(None, "/x", typed.collect(), &failure).await?;
        let hash = kept.ok_or("not kept")?.hash();
        let found = form_drafts::find(world.services.db().read(), hash.as_bytes(), world.services.now());
        let fields = found.await?.ok_or("gone")?.fields;
        assert!(!fields.contains("kanarya"), "{}: {fields}", provider.id);
        let plain = provider.fields.iter().filter(|field| !field.is_secret()).count();
        assert_eq!(fields.matches("serçe").count(), plain, "{}: {fields}", provider.id);
    }
    Ok(())
}

async fn the_longest_form_of_a_call_is_kept_while_there_is_room(world: World) -> TestResult {
    let long = "ş".repeat(500_000);
    let token = keep(&world, &long).await?.ok_or("not kept")?;
    let draft = world.services.draft(None, token.expose()).await?.ok_or("gone")?;
    assert_eq!(draft.fields.get("email"), Some(&long));
    let mut kept = 1;
    while keep(&world, &long).await?.is_some() {
        kept += 1;
        assert!(kept < 100, "there is always room");
    }
    assert!(kept > 10, "{kept}");
    assert!(keep(&world, "ayse@firma.com.tr").await?.is_some(), "a short one always fits");
    world.pass(600);
    assert!(keep(&world, &long).await?.is_some());
    Ok(())
}
