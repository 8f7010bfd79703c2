use domain::campaigns::AudienceForm;
use domain::companies::RemoveMemberForm;
use domain::failure::{Failure, Problem};
use domain::id::MembershipId;
use domain::rights::Role;

use crate::actor::Actor;
use crate::error::ServiceError;
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(
    drafts_go_to_the_member_who_was_chosen,
    drafts_go_to_whoever_removes_when_nobody_was_chosen,
    says_what_a_member_leaves_behind,
    only_those_who_may_remove_a_member_see_what_is_left,
);

fn seat(actor: &Actor) -> MembershipId {
    actor.seat().map_or(MembershipId::from_i64(0), |seat| seat.membership)
}

fn remove(member: &Actor, heir: Option<&Actor>) -> RemoveMemberForm {
    let heir = heir.map(|heir| seat(heir).to_string()).unwrap_or_default();
    RemoveMemberForm { member: seat(member).to_string(), heir }
}

fn problem_at<T>(result: Result<T, ServiceError>, field: &str) -> Option<Problem> {
    Failure::from(result.err()?).of(field).map(|found| found.problem)
}

async fn draft(world: &World, by: &Actor) -> TestResult<domain::id::CampaignId> {
    let audience = AudienceForm {
        channel: "sms".to_owned(),
        typed: "0532 123 45 67".to_owned(),
        ..AudienceForm::default()
    };
    Ok(world.services.save_audience(by, audience).await?)
}

async fn drafts_go_to_the_member_who_was_chosen(world: World) -> TestResult {
    let owner = world.owner().await?;
    let leaver = world.member(&owner, "mehmet", Role::Sender).await?;
    let heir = world.member(&owner, "zeynep", Role::Sender).await?;
    let viewer = world.member(&owner, "veli", Role::Viewer).await?;
    let campaign = draft(&world, &leaver).await?;
    for heir in [&viewer, &leaver] {
        let refused = world.services.remove_member(&owner, &remove(&leaver, Some(heir))).await;
        assert_eq!(problem_at(refused, "heir"), Some(Problem::Invalid));
    }
    // Whoever goes by themselves says who goes on.
    let refused = world.services.remove_member(&leaver, &remove(&leaver, None)).await;
    assert_eq!(problem_at(refused, "heir"), Some(Problem::Required));
    world.services.remove_member(&owner, &remove(&leaver, Some(&heir))).await?;
    assert_eq!(world.services.get_campaign(&heir, campaign).await?.created_by, "zeynep Demir");
    assert_eq!(world.services.list_members(&owner).await?.len(), 3);
    Ok(())
}

async fn drafts_go_to_whoever_removes_when_nobody_was_chosen(world: World) -> TestResult {
    let owner = world.owner().await?;
    let leaver = world.member(&owner, "mehmet", Role::Sender).await?;
    let campaign = draft(&world, &leaver).await?;
    world.services.remove_member(&owner, &remove(&leaver, None)).await?;
    let now = world.services.get_campaign(&owner, campaign).await?.created_by;
    assert_ne!(now, "mehmet Demir");
    assert_eq!(world.services.list_members(&owner).await?.len(), 1);
    Ok(())
}

async fn says_what_a_member_leaves_behind(world: World) -> TestResult {
    let owner = world.owner().await?;
    let leaver = world.member(&owner, "mehmet", Role::Admin).await?;
    draft(&world, &leaver).await?;
    draft(&world, &leaver).await?;
    draft(&world, &owner).await?;
    world.invite(&leaver, "deniz", Role::Viewer).await?;
    let left = world.services.leaving_member(&owner, seat(&leaver)).await?;
    assert_eq!((left.drafts, left.under_way, left.lists, left.invitations), (2, 0, 0, 1));
    let heirs: Vec<_> = left.heirs.iter().map(|heir| heir.id).collect();
    assert_eq!(heirs, [seat(&owner)]);
    Ok(())
}

async fn only_those_who_may_remove_a_member_see_what_is_left(world: World) -> TestResult {
    let owner = world.owner().await?;
    let sender = world.member(&owner, "mehmet", Role::Sender).await?;
    let refused = world.services.leaving_member(&sender, seat(&owner)).await;
    assert_eq!(refused.err().and_then(|error| error.problem()), Some(Problem::Forbidden));
    world.services.leaving_member(&sender, seat(&sender)).await?;
    Ok(())
}
