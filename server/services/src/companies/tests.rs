use domain::companies::{CompanyForm, CompanyProfileForm, ProfileGap};
use domain::company::CompanyMode;
use domain::failure::Problem;
use domain::id::CompanyId;
use domain::operator::ChainState;
use domain::rights::Role;

use crate::error::ServiceError;
use crate::testing::{PASSWORD, TestResult, World, here, on_both_databases};

on_both_databases!(
    an_owner_makes_a_second_company_and_moves_into_it,
    a_viewer_makes_no_company,
    switching_renews_the_cookie_and_makes_pages_stale,
    a_sign_in_goes_to_the_company_of_the_last_visit,
    nobody_switches_into_a_company_of_others,
    the_profile_is_kept_and_its_national_id_never_comes_back,
    an_empty_national_id_keeps_the_stored_one,
    only_who_manages_the_company_changes_its_profile,
    a_changed_audit_row_breaks_the_chain,
    erased_details_do_not_break_the_chain,
);

fn problem<T>(result: Result<T, ServiceError>) -> Option<Problem> {
    result.err().and_then(|error| error.problem())
}

fn form(name: &str) -> CompanyForm {
    CompanyForm { name: name.to_owned() }
}

fn craftsman() -> CompanyProfileForm {
    CompanyProfileForm {
        name: "Işık Usta".to_owned(),
        kind: "craftsman".to_owned(),
        national_id: "10000000146".to_owned(),
        address: "Çarşı Sk. 1\nİzmir".to_owned(),
        privacy_contact: "kvkk@firma.com.tr".to_owned(),
        ..CompanyProfileForm::default()
    }
}

async fn an_owner_makes_a_second_company_and_moves_into_it(world: World) -> TestResult {
    let owner = world.owner().await?;
    let made = world.services.create_company(&owner, &form("İkinci A.Ş.")).await?;
    let moved = world.actor(&made.cookie.ok_or("no cookie")?).await?;
    assert_eq!(moved.company(), Ok(made.id));
    let list = world.services.list_companies(&moved).await?;
    let names: Vec<_> = list.iter().map(|row| (row.name.as_str(), row.role, row.mode)).collect();
    assert_eq!(
        names,
        [("Işık Ltd.", Role::Owner, CompanyMode::Test), ("İkinci A.Ş.", Role::Owner, CompanyMode::Test),]
    );
    Ok(())
}

async fn a_viewer_makes_no_company(world: World) -> TestResult {
    let owner = world.owner().await?;
    let viewer = world.member(&owner, "mehmet", Role::Viewer).await?;
    let refused = world.services.create_company(&viewer, &form("Yeni")).await;
    assert_eq!(problem(refused), Some(Problem::Forbidden));
    Ok(())
}

async fn switching_renews_the_cookie_and_makes_pages_stale(world: World) -> TestResult {
    let first = world.owner().await?;
    let old = world.sign_in("ayse", PASSWORD, &here()).await?.cookie;
    let owner = world.actor(&old).await?;
    let made = world.services.create_company(&owner, &form("İkinci")).await?;
    let there = world.actor(&made.cookie.ok_or("no cookie")?).await?;
    let back = world.services.switch_company(&there, first.company()?).await?;
    assert!(world.actor(&old).await.is_err());
    let actor = world.actor(&back).await?;
    assert_eq!(actor.company(), first.company());
    assert_eq!(actor.require_company(made.id), Err(Problem::StaleTab.into()));
    let visitor = world.services.visitor(&actor).await?;
    assert_eq!(visitor.companies.len(), 2);
    assert_eq!(visitor.company.map(|badge| badge.id), actor.company().ok());
    Ok(())
}

async fn a_sign_in_goes_to_the_company_of_the_last_visit(world: World) -> TestResult {
    let owner = world.owner().await?;
    let second = world.services.create_company(&owner, &form("İkinci")).await?.id;
    let signed_in = world.sign_in("ayse", PASSWORD, &here()).await?;
    assert_eq!(signed_in.company, Some(second));
    let actor = world.actor(&signed_in.cookie).await?;
    world.services.switch_company(&actor, owner.company()?).await?;
    assert_eq!(world.sign_in("ayse", PASSWORD, &here()).await?.company, owner.company().ok());
    Ok(())
}

async fn nobody_switches_into_a_company_of_others(world: World) -> TestResult {
    let owner = world.owner().await?;
    let second = world.services.create_company(&owner, &form("İkinci")).await?.id;
    world.sign_in("ayse", PASSWORD, &here()).await?;
    let admin = world.member(&owner, "mehmet", Role::Admin).await?;
    for company in [second, CompanyId::from_i64(99)] {
        let refused = world.services.switch_company(&admin, company).await;
        assert_eq!(problem(refused), Some(Problem::NotFound));
    }
    Ok(())
}

async fn the_profile_is_kept_and_its_national_id_never_comes_back(world: World) -> TestResult {
    let owner = world.owner().await?;
    world.services.update_company_profile(&owner, &craftsman()).await?;
    let profile = world.services.company_profile(&owner).await?;
    assert!(profile.has_national_id && profile.gaps().is_empty(), "{:?}", profile.gaps());
    assert_eq!(profile.address, "Çarşı Sk. 1\nİzmir");
    let stored = storage::companies::find(world.db.read(), owner.company()?).await?.ok_or("no company")?;
    let sealed = stored.national_id.ok_or("no national id")?;
    assert!(!String::from_utf8_lossy(&sealed).contains("10000000146"));
    let rows = storage::audit::of_company(world.db.read(), owner.company().ok(), None, 10).await?;
    assert!(rows.iter().all(|row| !row.details.as_deref().unwrap_or_default().contains("10000000146")));
    Ok(())
}

async fn an_empty_national_id_keeps_the_stored_one(world: World) -> TestResult {
    let owner = world.owner().await?;
    world.services.update_company_profile(&owner, &craftsman()).await?;
    let mut form = world.services.company_profile(&owner).await?.to_form();
    form.privacy_contact = String::new();
    world.services.update_company_profile(&owner, &form).await?;
    let profile = world.services.company_profile(&owner).await?;
    assert!(profile.has_national_id);
    assert_eq!(profile.gaps(), [ProfileGap::PrivacyContact]);
    Ok(())
}

async fn only_who_manages_the_company_changes_its_profile(world: World) -> TestResult {
    let owner = world.owner().await?;
    let sender = world.member(&owner, "mehmet", Role::Sender).await?;
    let refused = world.services.update_company_profile(&sender, &craftsman()).await;
    assert_eq!(problem(refused), Some(Problem::Forbidden));
    assert_eq!(world.services.company_profile(&sender).await?.name, "Işık Ltd.");
    Ok(())
}

async fn a_changed_audit_row_breaks_the_chain(world: World) -> TestResult {
    let owner = world.owner().await?;
    world.services.update_company_profile(&owner, &craftsman()).await?;
    world.services.update_company_profile(&owner, &craftsman()).await?;
    let company = owner.company().ok();
    assert_eq!(world.services.verify_audit_chain(company).await?, ChainState::Whole(3));
    world.execute("UPDATE audit_log SET actor_id = 7 WHERE sequence = 2").await?;
    assert_eq!(world.services.verify_audit_chain(company).await?, ChainState::BrokenAt(2));
    world.execute("DELETE FROM audit_log WHERE sequence = 1").await?;
    assert_eq!(world.services.verify_audit_chain(company).await?, ChainState::BrokenAt(1));
    Ok(())
}

async fn erased_details_do_not_break_the_chain(world: World) -> TestResult {
    let owner = world.owner().await?;
    let company = owner.company().ok();
    world.execute("UPDATE audit_log SET details = NULL, address = NULL, salt = NULL").await?;
    assert_eq!(world.services.verify_audit_chain(company).await?, ChainState::Whole(1));
    world.services.update_company_profile(&owner, &craftsman()).await?;
    world.execute("UPDATE audit_log SET details = '{}' WHERE sequence = 2").await?;
    assert_eq!(world.services.verify_audit_chain(company).await?, ChainState::BrokenAt(2));
    Ok(())
}
