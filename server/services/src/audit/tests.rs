use domain::operator::{AuditChainRow, ChainState};

use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(
    every_chain_is_checked_and_named,
    an_end_that_was_cut_off_is_noticed,
    entries_without_a_noted_end_are_no_whole_chain,
    a_company_without_entries_has_lost_them,
);

/// What the chains of the platform and of the one company look like.
async fn chains(world: &World, owner: &crate::actor::Actor) -> TestResult<[ChainState; 2]> {
    let chains = world.services.verify_audit_chains(owner).await?.chains;
    let [platform, company] = chains.as_slice() else { return Err(format!("{chains:?}").into()) };
    assert_eq!((platform.company, company.company), (None, owner.company().ok()));
    Ok([platform.state, company.state])
}

async fn every_chain_is_checked_and_named(world: World) -> TestResult {
    let owner = world.owner().await?;
    let check = world.services.verify_audit_chains(&owner).await?;
    assert_eq!(check.at, world.services.now());
    let row = |company, name: &str, entries| AuditChainRow {
        company,
        name: name.to_owned(),
        state: ChainState::Whole(entries),
    };
    assert_eq!(check.chains, [row(None, "", 0), row(owner.company().ok(), "Işık Ltd.", 1)]);
    world.introduce(&owner).await?;
    world.services.rewrap_data_keys(&owner).await?;
    assert_eq!(chains(&world, &owner).await?, [ChainState::Whole(0), ChainState::Whole(2)]);
    Ok(())
}

async fn an_end_that_was_cut_off_is_noticed(world: World) -> TestResult {
    let owner = world.owner().await?;
    for _ in 0..2 {
        world.introduce(&owner).await?;
    }
    world.execute("DELETE FROM audit_log WHERE sequence = 3").await?;
    assert_eq!(chains(&world, &owner).await?[1], ChainState::BrokenAt(3));
    world.execute("DELETE FROM audit_log WHERE sequence = 2").await?;
    assert_eq!(chains(&world, &owner).await?[1], ChainState::BrokenAt(2));
    Ok(())
}

async fn entries_without_a_noted_end_are_no_whole_chain(world: World) -> TestResult {
    let owner = world.owner().await?;
    world.execute("DELETE FROM audit_heads").await?;
    assert_eq!(chains(&world, &owner).await?[1], ChainState::BrokenAt(2));
    Ok(())
}

async fn a_company_without_entries_has_lost_them(world: World) -> TestResult {
    let owner = world.owner().await?;
    world.execute("DELETE FROM audit_log; DELETE FROM audit_heads").await?;
    assert_eq!(chains(&world, &owner).await?, [ChainState::Whole(0), ChainState::BrokenAt(1)]);
    Ok(())
}
