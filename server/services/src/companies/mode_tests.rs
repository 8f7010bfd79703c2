use domain::companies::{CompanyProfileForm, ModeForm};
use domain::company::CompanyMode;
use domain::failure::Problem;
use domain::messages::SendMessageForm;
use domain::provider_accounts::SaveAccountForm;
use domain::rights::Role;
use providers::outbound::OutboundConfig;
use sandbox::smtp::{SmtpSink, SmtpSinkConfig};

use crate::actor::Actor;
use crate::provider_accounts::Outbounds;
use crate::services::Services;
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(
    going_live_asks_for_what_is_needed_one_after_the_other,
    nothing_that_waits_changes_its_mode,
    only_who_manages_the_company_switches,
);

fn to(mode: CompanyMode) -> ModeForm {
    ModeForm { mode: mode.word().to_owned() }
}

async fn switch(services: &Services, actor: &Actor, mode: CompanyMode) -> Option<Problem> {
    services.set_company_mode(actor, &to(mode)).await.err().and_then(|error| error.problem())
}

async fn complete(services: &Services, owner: &Actor) -> TestResult {
    let profile = CompanyProfileForm {
        name: "Karaca".to_owned(),
        kind: "merchant".to_owned(),
        trade_name: "Karaca A.Ş.".to_owned(),
        tax_number: "1234567890".to_owned(),
        mersis: "0123456789000015".to_owned(),
        address: "Konya".to_owned(),
        privacy_contact: "kvkk@karaca.example".to_owned(),
        ..CompanyProfileForm::default()
    };
    Ok(services.update_company_profile(owner, &profile).await?)
}

async fn connect(services: &Services, owner: &Actor, port: u16) -> TestResult {
    let port = port.to_string();
    let values = [
        ("host", "127.0.0.1"),
        ("port", port.as_str()),
        ("security", "none"),
        ("auth", "none"),
        ("from_address", "bilgi@karaca.example"),
        ("connections", "1"),
        ("limit_per", "hour"),
    ];
    let values = values.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let form = SaveAccountForm { provider: "smtp".to_owned(), values, ..SaveAccountForm::default() };
    services.save_account(owner, form).await?;
    Ok(())
}

/// Services whose real world is one mail server of the test.
async fn services(world: &World, sink: &SmtpSink) -> TestResult<Services> {
    world.pass(1);
    let real = OutboundConfig { allow: vec![sink.addr()], ..OutboundConfig::default() };
    let outbounds = Outbounds::new(real, OutboundConfig::default());
    Ok(world.restarted(|config| config.outbounds = outbounds).await?)
}

async fn going_live_asks_for_what_is_needed_one_after_the_other(world: World) -> TestResult {
    let owner = world.owner().await?;
    let sink = SmtpSink::start(SmtpSinkConfig::default()).await?;
    let services = services(&world, &sink).await?;
    assert_eq!(switch(&services, &owner, CompanyMode::Live).await, Some(Problem::ProfileIncomplete));
    complete(&services, &owner).await?;
    assert_eq!(switch(&services, &owner, CompanyMode::Live).await, Some(Problem::NoAccount));
    connect(&services, &owner, 1).await?;
    assert!(switch(&services, &owner, CompanyMode::Live).await.is_some(), "no account works");
    assert_eq!(services.company_mode(&owner).await?.mode, CompanyMode::Test);
    connect(&services, &owner, sink.addr().port()).await?;
    assert_eq!(switch(&services, &owner, CompanyMode::Live).await, None);
    assert_eq!(services.company_mode(&owner).await?.mode, CompanyMode::Live);
    assert_eq!(switch(&services, &owner, CompanyMode::Test).await, None);
    assert_eq!(services.company_mode(&owner).await?.mode, CompanyMode::Test);
    Ok(())
}

async fn nothing_that_waits_changes_its_mode(world: World) -> TestResult {
    let owner = world.owner().await?;
    complete(&world.services, &owner).await?;
    let form = SendMessageForm {
        channel: "sms".to_owned(),
        recipient: "0532 123 45 67".to_owned(),
        class: "informational".to_owned(),
        text: "Siparişiniz hazır".to_owned(),
        ..SendMessageForm::default()
    };
    world.services.send_message(&owner, &form).await?;
    assert!(world.services.company_mode(&owner).await?.waits);
    assert_eq!(switch(&world.services, &owner, CompanyMode::Live).await, Some(Problem::StillWaiting));
    Ok(())
}

async fn only_who_manages_the_company_switches(world: World) -> TestResult {
    let owner = world.owner().await?;
    let viewer = world.member(&owner, "mehmet", Role::Viewer).await?;
    assert_eq!(switch(&world.services, &viewer, CompanyMode::Live).await, Some(Problem::Forbidden));
    Ok(())
}
