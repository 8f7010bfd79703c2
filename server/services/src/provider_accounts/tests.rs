use std::collections::BTreeMap;
use std::net::SocketAddr;

use domain::failure::Problem;
use domain::id::AccountId;
use domain::provider_accounts::{
    AccountState, ConnectionTest, LastTest, PauseReason, SaveAccountForm, TestOutcome,
};
use domain::rights::Role;
use providers::outbound::OutboundConfig;
use sandbox::smtp::{SmtpCredentials, SmtpSink, SmtpSinkConfig};

use super::Outbounds;
use crate::error::ServiceError;
use crate::services::Services;
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(
    an_account_is_connected_and_tried_and_keeps_its_secret_to_itself,
    tells_a_wrong_password_and_takes_the_right_one,
    tells_what_is_wrong_at_its_field,
    is_nobodys_business_without_the_right,
    a_paused_account_says_so_until_it_is_resumed,
    test_mode_without_a_stand_in_reaches_nothing,
);

const SECRET: &str = "kanarya-parolası";

async fn sink(password: &str) -> TestResult<SmtpSink> {
    let credentials =
        SmtpCredentials { user: "bilgi@firma.com.tr".to_owned(), password: password.to_owned() };
    let config = SmtpSinkConfig { credentials: Some(credentials), require_auth: true, ..Default::default() };
    Ok(SmtpSink::start(config).await?)
}

fn to(addr: SocketAddr) -> OutboundConfig {
    OutboundConfig { allow: vec![addr], ..OutboundConfig::default() }
}

/// Services that reach a mail server of the test as if it were the real world.
async fn live(world: &World, sink: &SmtpSink) -> TestResult<Services> {
    // Ids of the restarted process must not meet those of the first one.
    world.pass(1);
    let outbounds = Outbounds::new(to(sink.addr()), OutboundConfig::default());
    Ok(world.restarted(|config| config.outbounds = outbounds).await?)
}

fn form(addr: SocketAddr, password: &str) -> SaveAccountForm {
    let values = [
        ("host", "127.0.0.1".to_owned()),
        ("port", addr.port().to_string()),
        ("security", "none".to_owned()),
        ("auth", "password".to_owned()),
        ("username", "bilgi@firma.com.tr".to_owned()),
        ("password", password.to_owned()),
        ("from_address", "bilgi@firma.com.tr".to_owned()),
        ("connections", "1".to_owned()),
        ("limit_per", "hour".to_owned()),
    ];
    let values: BTreeMap<_, _> = values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    SaveAccountForm { provider: "smtp".to_owned(), values, ..SaveAccountForm::default() }
}

fn good(test: LastTest) -> TestResult<ConnectionTest> {
    match test.outcome {
        TestOutcome::Good(found) => Ok(found),
        TestOutcome::Bad(failure) => Err(format!("the test failed: {failure:?}").into()),
    }
}

fn bad(test: &LastTest) -> Option<Problem> {
    match &test.outcome {
        TestOutcome::Good(_) => None,
        TestOutcome::Bad(failure) => Some(failure.problem),
    }
}

fn problem<T>(result: Result<T, ServiceError>) -> Option<Problem> {
    result.err().and_then(|error| error.problem())
}

async fn go_live(world: &World) -> TestResult {
    world.execute("UPDATE companies SET mode = 2").await
}

async fn an_account_is_connected_and_tried_and_keeps_its_secret_to_itself(world: World) -> TestResult {
    let owner = world.owner().await?;
    go_live(&world).await?;
    let sink = sink(SECRET).await?;
    let services = live(&world, &sink).await?;
    let account = services.save_account(&owner, form(sink.addr(), SECRET)).await?;
    let test = services.test_account(&owner, account).await?;
    let found = good(test.clone())?;
    assert!(found.name.contains("sandbox"), "{}", found.name);
    let view = services.get_account(&owner, account).await?;
    assert_eq!(view.last_test, Some(test));
    assert_eq!(view.kept_secrets, ["password"]);
    assert!(!format!("{view:?}").contains(SECRET));
    assert_eq!(view.values.get("username").map(String::as_str), Some("bilgi@firma.com.tr"));
    let stored = storage::provider_accounts::load(world.db.read(), account).await?.ok_or("no account")?;
    assert!(!format!("{stored:?}").contains(SECRET));
    let rows = services.list_accounts(&owner).await?;
    assert_eq!(rows.iter().map(|row| (row.id, row.is_default)).collect::<Vec<_>>(), [(account, true)]);
    Ok(())
}

async fn tells_a_wrong_password_and_takes_the_right_one(world: World) -> TestResult {
    let owner = world.owner().await?;
    go_live(&world).await?;
    let sink = sink(SECRET).await?;
    let services = live(&world, &sink).await?;
    let account = services.save_account(&owner, form(sink.addr(), "yanlış")).await?;
    assert_eq!(bad(&services.test_account(&owner, account).await?), Some(Problem::ProviderCredentials));
    let kept = services.get_account(&owner, account).await?.last_test;
    assert_eq!(kept.as_ref().and_then(bad), Some(Problem::ProviderCredentials));
    let change = |password| SaveAccountForm { account: account.to_string(), ..form(sink.addr(), password) };
    services.save_account(&owner, change(SECRET)).await?;
    good(services.test_account(&owner, account).await?)?;
    // Left empty, the right one stays.
    services.save_account(&owner, change("")).await?;
    good(services.test_account(&owner, account).await?)?;
    Ok(())
}

async fn tells_what_is_wrong_at_its_field(world: World) -> TestResult {
    let owner = world.owner().await?;
    let mut form = form(SocketAddr::from(([127, 0, 0, 1], 2525)), "");
    form.values.insert("host".to_owned(), "bu bir sunucu değil".to_owned());
    form.name = "a\r\nb".to_owned();
    let refused = world.services.save_account(&owner, form).await.err().ok_or("it was saved")?;
    let ServiceError::Refused(failure) = refused else { return Err(refused.into()) };
    assert_eq!(failure.of("values[host]").map(|field| field.problem), Some(Problem::NotAHost));
    assert_eq!(failure.of("values[password]").map(|field| field.problem), Some(Problem::Required));
    assert_eq!(failure.of("name").map(|field| field.problem), Some(Problem::LineBreak));
    assert!(world.services.list_accounts(&owner).await?.is_empty());
    Ok(())
}

async fn is_nobodys_business_without_the_right(world: World) -> TestResult {
    let owner = world.owner().await?;
    let sender = world.member(&owner, "mehmet", Role::Sender).await?;
    let services = &world.services;
    let account = services.save_account(&owner, form(SocketAddr::from(([127, 0, 0, 1], 25)), SECRET)).await?;
    assert_eq!(problem(services.get_account(&sender, account).await), Some(Problem::Forbidden));
    assert_eq!(problem(services.pause_account(&sender, account).await), Some(Problem::Forbidden));
    assert_eq!(problem(services.remove_account(&sender, account, None).await), Some(Problem::Forbidden));
    let stranger = AccountId::from_i64(account.as_i64() + 1);
    assert_eq!(problem(services.get_account(&owner, stranger).await), Some(Problem::NotFound));
    assert_eq!(problem(services.resume_account(&owner, stranger).await), Some(Problem::NotFound));
    Ok(())
}

async fn a_paused_account_says_so_until_it_is_resumed(world: World) -> TestResult {
    let owner = world.owner().await?;
    let services = &world.services;
    let account = services.save_account(&owner, form(SocketAddr::from(([127, 0, 0, 1], 25)), SECRET)).await?;
    services.pause_account(&owner, account).await?;
    let row = services.get_account(&owner, account).await?.row;
    assert_eq!((row.state, row.pause), (AccountState::Paused, Some(PauseReason::ByPerson)));
    services.resume_account(&owner, account).await?;
    assert_eq!(services.get_account(&owner, account).await?.row.state, AccountState::Active);
    services.remove_account(&owner, account, None).await?;
    assert_eq!(problem(services.get_account(&owner, account).await), Some(Problem::NotFound));
    Ok(())
}

async fn test_mode_without_a_stand_in_reaches_nothing(world: World) -> TestResult {
    let owner = world.owner().await?;
    let sink = sink(SECRET).await?;
    let services = live(&world, &sink).await?;
    let account = services.save_account(&owner, form(sink.addr(), SECRET)).await?;
    assert_eq!(problem(services.test_account(&owner, account).await), Some(Problem::ProviderSettings));
    assert_eq!(sink.report().connections, 0);
    Ok(())
}
