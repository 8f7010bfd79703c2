use domain::companies::{ChangeRightsForm, CompanyForm, RemoveMemberForm};
use domain::failure::Problem;
use domain::id::MembershipId;
use domain::rights::{Right, Rights, Role};

use crate::actor::Actor;
use crate::error::ServiceError;
use crate::testing::{PASSWORD, TestResult, World, here, on_both_databases};

on_both_databases!(
    new_rights_hold_from_the_next_request_on,
    nobody_gives_what_they_lack,
    an_admin_changes_no_owner,
    the_last_owner_stays,
    two_owners_who_leave_at_once_leave_one_behind,
    a_removed_member_is_out_at_once,
    a_member_may_leave,
    members_of_other_companies_are_not_found,
    every_change_is_in_the_audit_log,
);

fn problem<T>(result: Result<T, ServiceError>) -> Option<Problem> {
    result.err().and_then(|error| error.problem())
}

fn seat(actor: &Actor) -> MembershipId {
    actor.seat().map_or(MembershipId::from_i64(0), |seat| seat.membership)
}

fn change(member: MembershipId, role: Role, rights: &[Right]) -> ChangeRightsForm {
    ChangeRightsForm {
        member: member.to_string(),
        role: role.word().to_owned(),
        rights: rights.iter().map(|right| right.word().to_owned()).collect(),
        ..ChangeRightsForm::default()
    }
}

fn remove(member: MembershipId) -> RemoveMemberForm {
    RemoveMemberForm { member: member.to_string(), ..RemoveMemberForm::default() }
}

async fn new_rights_hold_from_the_next_request_on(world: World) -> TestResult {
    let owner = world.owner().await?;
    let viewer = world.member(&owner, "mehmet", Role::Viewer).await?;
    let cookie = world.sign_in("mehmet", PASSWORD, &here()).await?.cookie;
    world
        .services
        .change_member_rights(&owner, &change(seat(&viewer), Role::Viewer, &[Right::Export]))
        .await?;
    assert_eq!(world.actor(&cookie).await?.rights(), Rights::NONE.with(Right::Export));
    world.services.change_member_rights(&owner, &change(seat(&viewer), Role::Sender, &[])).await?;
    assert_eq!(world.actor(&cookie).await?.rights(), Role::Sender.rights());
    Ok(())
}

async fn nobody_gives_what_they_lack(world: World) -> TestResult {
    let owner = world.owner().await?;
    let clerk = world.member(&owner, "mehmet", Role::Viewer).await?;
    let other = world.member(&owner, "zeynep", Role::Viewer).await?;
    let bundle = [Right::ManageMembers, Right::SeeContacts, Right::SeeMessages, Right::SeeReports];
    world.services.change_member_rights(&owner, &change(seat(&clerk), Role::Viewer, &bundle)).await?;
    let cookie = world.sign_in("mehmet", PASSWORD, &here()).await?.cookie;
    let clerk = world.actor(&cookie).await?;
    for form in [change(seat(&other), Role::Sender, &[]), change(seat(&clerk), Role::Owner, &[])] {
        let refused = world.services.change_member_rights(&clerk, &form).await;
        assert_eq!(problem(refused), Some(Problem::Forbidden));
    }
    let given = change(seat(&other), Role::Viewer, &[Right::ManageMembers]);
    world.services.change_member_rights(&clerk, &given).await?;
    Ok(())
}

async fn an_admin_changes_no_owner(world: World) -> TestResult {
    let owner = world.owner().await?;
    let admin = world.member(&owner, "mehmet", Role::Admin).await?;
    let down = world.services.change_member_rights(&admin, &change(seat(&owner), Role::Viewer, &[])).await;
    assert_eq!(problem(down), Some(Problem::Forbidden));
    let up = world.services.change_member_rights(&admin, &change(seat(&admin), Role::Owner, &[])).await;
    assert_eq!(problem(up), Some(Problem::Forbidden));
    assert_eq!(
        problem(world.services.remove_member(&admin, &remove(seat(&owner))).await),
        Some(Problem::Forbidden)
    );
    Ok(())
}

async fn the_last_owner_stays(world: World) -> TestResult {
    let owner = world.owner().await?;
    let admin = world.member(&owner, "mehmet", Role::Admin).await?;
    let down = world.services.change_member_rights(&owner, &change(seat(&owner), Role::Admin, &[])).await;
    assert_eq!(problem(down), Some(Problem::LastOwner));
    assert_eq!(
        problem(world.services.remove_member(&owner, &remove(seat(&owner))).await),
        Some(Problem::LastOwner)
    );
    world.services.change_member_rights(&owner, &change(seat(&admin), Role::Owner, &[])).await?;
    world.services.remove_member(&owner, &remove(seat(&owner))).await?;
    Ok(())
}

async fn two_owners_who_leave_at_once_leave_one_behind(world: World) -> TestResult {
    let owner = world.owner().await?;
    let second = world.member(&owner, "mehmet", Role::Owner).await?;
    let [one, two] = [remove(seat(&owner)), remove(seat(&second))];
    let (first, other) =
        tokio::join!(world.services.remove_member(&owner, &one), world.services.remove_member(&second, &two));
    let problems: Vec<_> = [first, other].into_iter().filter_map(Result::err).map(|e| e.problem()).collect();
    assert_eq!(problems, [Some(Problem::LastOwner)]);
    Ok(())
}

async fn a_removed_member_is_out_at_once(world: World) -> TestResult {
    let owner = world.owner().await?;
    let member = world.member(&owner, "mehmet", Role::Sender).await?;
    let cookie = world.sign_in("mehmet", PASSWORD, &here()).await?.cookie;
    world.services.remove_member(&owner, &remove(seat(&member))).await?;
    assert!(world.actor(&cookie).await.is_err());
    let back = world.sign_in("mehmet", PASSWORD, &here()).await?;
    assert!(back.company.is_none() && world.actor(&back.cookie).await?.company().is_err());
    Ok(())
}

async fn a_member_may_leave(world: World) -> TestResult {
    let owner = world.owner().await?;
    let [viewer, other] = [
        world.member(&owner, "mehmet", Role::Viewer).await?,
        world.member(&owner, "zeynep", Role::Viewer).await?,
    ];
    assert_eq!(
        problem(world.services.remove_member(&viewer, &remove(seat(&other))).await),
        Some(Problem::Forbidden)
    );
    world.services.remove_member(&viewer, &remove(seat(&viewer))).await?;
    assert_eq!(world.services.list_members(&owner).await?.len(), 2);
    Ok(())
}

async fn members_of_other_companies_are_not_found(world: World) -> TestResult {
    let owner = world.owner().await?;
    let member = world.member(&owner, "mehmet", Role::Viewer).await?;
    let made = world.services.create_company(&owner, &CompanyForm { name: "İkinci".to_owned() }).await?;
    let there = world.actor(&made.cookie.ok_or("no cookie")?).await?;
    let changed =
        world.services.change_member_rights(&there, &change(seat(&member), Role::Sender, &[])).await;
    assert_eq!(problem(changed), Some(Problem::NotFound));
    assert_eq!(
        problem(world.services.remove_member(&there, &remove(seat(&member))).await),
        Some(Problem::NotFound)
    );
    Ok(())
}

async fn every_change_is_in_the_audit_log(world: World) -> TestResult {
    let owner = world.owner().await?;
    let member = world.member(&owner, "mehmet", Role::Viewer).await?;
    world.services.change_member_rights(&owner, &change(seat(&member), Role::Sender, &[])).await?;
    world.services.remove_member(&owner, &remove(seat(&member))).await?;
    let rows = storage::audit::of_company(world.db.read(), owner.company().ok(), None, 10).await?;
    let actions: Vec<_> = rows.iter().rev().map(|row| (row.action.as_str(), row.actor)).collect();
    let (by_owner, by_member) = (owner.user().as_i64(), member.user().as_i64());
    assert_eq!(
        actions,
        [
            ("company.created", by_owner),
            ("member.invited", by_owner),
            ("member.joined", by_member),
            ("member.rights_changed", by_owner),
            ("member.removed", by_owner),
        ]
    );
    Ok(())
}
