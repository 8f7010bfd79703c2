use domain::companies::{CompanyForm, InviteMemberForm};
use domain::failure::{Failure, Problem};
use domain::lang::Lang;
use domain::rights::Role;

use crate::error::ServiceError;
use crate::testing::{PASSWORD, TestResult, World, here, on_both_databases};

on_both_databases!(
    an_invited_person_joins_with_a_proven_address,
    an_invitation_works_once,
    an_invitation_ends_after_a_week,
    a_newer_invitation_replaces_the_older,
    a_withdrawn_invitation_is_dead,
    a_person_joins_a_second_company,
    refuses_to_invite_a_member_again,
    refuses_to_give_a_role_with_more_rights,
    only_who_manages_members_sees_invitations,
);

fn problem<T>(result: Result<T, ServiceError>) -> Option<Problem> {
    result.err().and_then(|error| error.problem())
}

fn form(name: &str, role: Role) -> InviteMemberForm {
    InviteMemberForm { email: format!("{name}@firma.com.tr"), role: role.word().to_owned() }
}

async fn an_invited_person_joins_with_a_proven_address(world: World) -> TestResult {
    let owner = world.owner().await?;
    let token = world.invite(&owner, "mehmet", Role::Sender).await?;
    let view = world.services.view_invitation(&token).await?;
    assert_eq!((view.company.as_str(), view.role, view.has_account), ("Işık Ltd.", Role::Sender, false));
    let accept = world.accept_form("mehmet").await?;
    let joined = world.services.accept_invitation_as_new(&token, &accept, Lang::Tr, &here()).await?;
    let actor = world.actor(&joined.cookie).await?;
    assert_eq!((actor.company(), actor.rights()), (owner.company(), Role::Sender.rights()));
    let user = storage::users::find(world.db.read(), joined.user).await?.ok_or("no user")?;
    assert!(user.email_verified_at.is_some() && !user.is_operator);
    let members = world.services.list_members(&owner).await?;
    let roles: Vec<_> = members.iter().map(|row| (row.role, row.is_self)).collect();
    assert_eq!(roles, [(Role::Owner, true), (Role::Sender, false)]);
    Ok(())
}

async fn an_invitation_works_once(world: World) -> TestResult {
    let owner = world.owner().await?;
    let token = world.invite(&owner, "mehmet", Role::Sender).await?;
    let first = world.accept_form("mehmet").await?;
    world.services.accept_invitation_as_new(&token, &first, Lang::Tr, &here()).await?;
    let second = world.accept_form("zeynep").await?;
    let refused = world.services.accept_invitation_as_new(&token, &second, Lang::Tr, &here()).await;
    assert_eq!(problem(refused), Some(Problem::LinkExpired));
    Ok(())
}

async fn an_invitation_ends_after_a_week(world: World) -> TestResult {
    let owner = world.owner().await?;
    let token = world.invite(&owner, "mehmet", Role::Sender).await?;
    world.pass(7 * 24 * 3_600);
    assert_eq!(problem(world.services.view_invitation(&token).await), Some(Problem::LinkExpired));
    assert!(world.services.list_invitations(&owner).await?.is_empty());
    Ok(())
}

async fn a_newer_invitation_replaces_the_older(world: World) -> TestResult {
    let owner = world.owner().await?;
    let old = world.invite(&owner, "mehmet", Role::Viewer).await?;
    let new = world.invite(&owner, "MEHMET", Role::Sender).await?;
    assert_eq!(problem(world.services.view_invitation(&old).await), Some(Problem::LinkExpired));
    assert_eq!(world.services.view_invitation(&new).await?.role, Role::Sender);
    assert_eq!(world.services.list_invitations(&owner).await?.len(), 1);
    Ok(())
}

async fn a_withdrawn_invitation_is_dead(world: World) -> TestResult {
    let owner = world.owner().await?;
    let token = world.invite(&owner, "mehmet", Role::Viewer).await?;
    let id = world.services.list_invitations(&owner).await?[0].id;
    world.services.withdraw_invitation(&owner, id).await?;
    assert_eq!(problem(world.services.view_invitation(&token).await), Some(Problem::LinkExpired));
    let again = world.services.withdraw_invitation(&owner, id).await;
    assert_eq!(problem(again), Some(Problem::NotFound));
    Ok(())
}

async fn a_person_joins_a_second_company(world: World) -> TestResult {
    let owner = world.owner().await?;
    let mehmet = world.member(&owner, "mehmet", Role::Viewer).await?;
    let made = world.services.create_company(&owner, &CompanyForm { name: "İkinci".to_owned() }).await?;
    let there = world.actor(&made.cookie.ok_or("no cookie")?).await?;
    let token = world.invite(&there, "mehmet", Role::Accountant).await?;
    assert!(world.services.view_invitation(&token).await?.has_account);
    let taken = world.accept_form("baska").await?;
    let refused = world.services.accept_invitation_as_new(&token, &taken, Lang::Tr, &here()).await;
    let failure = Failure::from(refused.err().ok_or("an address got two accounts")?);
    assert_eq!(failure.of("email").map(|field| field.problem), Some(Problem::Taken));
    let cookie = world.services.accept_invitation(&mehmet, &token).await?;
    let moved = world.actor(&cookie).await?;
    assert_eq!((moved.company(), moved.rights()), (Ok(made.id), Role::Accountant.rights()));
    assert_eq!(world.services.list_companies(&moved).await?.len(), 2);
    let again = world.invite(&there, "zeynep", Role::Viewer).await?;
    let twice = world.services.accept_invitation(&moved, &again).await;
    assert_eq!(problem(twice), Some(Problem::AlreadyDone));
    Ok(())
}

async fn refuses_to_invite_a_member_again(world: World) -> TestResult {
    let owner = world.owner().await?;
    world.member(&owner, "mehmet", Role::Viewer).await?;
    let refused = world.services.invite_member(&owner, &form("Mehmet", Role::Sender)).await;
    assert_eq!(problem(refused), Some(Problem::Taken));
    Ok(())
}

async fn refuses_to_give_a_role_with_more_rights(world: World) -> TestResult {
    let owner = world.owner().await?;
    let admin = world.member(&owner, "mehmet", Role::Admin).await?;
    let refused = world.services.invite_member(&admin, &form("zeynep", Role::Owner)).await;
    assert_eq!(problem(refused), Some(Problem::Forbidden));
    world.services.invite_member(&admin, &form("zeynep", Role::Admin)).await?;
    Ok(())
}

async fn only_who_manages_members_sees_invitations(world: World) -> TestResult {
    let owner = world.owner().await?;
    let sender = world.member(&owner, "mehmet", Role::Sender).await?;
    assert_eq!(problem(world.services.list_invitations(&sender).await), Some(Problem::Forbidden));
    let refused = world.services.invite_member(&sender, &form("zeynep", Role::Viewer)).await;
    assert_eq!(problem(refused), Some(Problem::Forbidden));
    assert!(world.sign_in("mehmet", PASSWORD, &here()).await.is_ok());
    Ok(())
}
