use std::collections::BTreeMap;

use domain::failure::{Failure, Problem};

use crate::secrets::Token;
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(
    a_draft_comes_back_without_its_secrets,
    a_draft_lives_ten_minutes,
    nobody_guesses_a_draft,
    a_very_long_form_is_not_kept,
);

fn fields(email: &str) -> BTreeMap<String, String> {
    [("email", email), ("password", "mor salkım altında"), ("token", "t"), ("national_id", "10000000146")]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into()
}

async fn keep(world: &World, email: &str) -> TestResult<Option<Token>> {
    let failure = Failure::field("email", Problem::Taken);
    Ok(world.services.keep_draft("/setup", fields(email), &failure).await?)
}

async fn a_draft_comes_back_without_its_secrets(world: World) -> TestResult {
    let token = keep(&world, "ayse@firma.com.tr").await?.ok_or("not kept")?;
    for _ in 0..2 {
        let draft = world.services.draft(token.expose()).await?.ok_or("gone")?;
        let kept: Vec<_> = draft.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(kept, [("email", "ayse@firma.com.tr")]);
        assert_eq!((draft.path.as_str(), draft.failure), ("/setup", Failure::field("email", Problem::Taken)));
    }
    Ok(())
}

async fn a_draft_lives_ten_minutes(world: World) -> TestResult {
    let token = keep(&world, "a@b.co").await?.ok_or("not kept")?;
    world.pass(599);
    assert!(world.services.draft(token.expose()).await?.is_some());
    world.pass(1);
    assert!(world.services.draft(token.expose()).await?.is_none());
    assert_eq!(world.services.purge_expired().await?, 1);
    Ok(())
}

async fn nobody_guesses_a_draft(world: World) -> TestResult {
    keep(&world, "a@b.co").await?;
    for guess in ["", "drf_0000000000001", Token::generate()?.expose()] {
        assert!(world.services.draft(guess).await?.is_none(), "{guess}");
    }
    Ok(())
}

async fn a_very_long_form_is_not_kept(world: World) -> TestResult {
    assert!(keep(&world, &"a".repeat(70_000)).await?.is_none());
    Ok(())
}
