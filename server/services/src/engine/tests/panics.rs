use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use domain::message::State;
use domain::time::Timestamp;
use providers::descriptor::Descriptor;
use providers::provider::{ConnectionReport, Gate, Outgoing, Provider, ProviderFailure, SendOutcome};

use super::rig::{Rig, StandIns, sink};
use crate::engine::lane::{Lane, LaneParts};
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(an_adapter_that_panics_keeps_no_place_and_ends_nothing);

/// Far more than it takes; only a failure waits for so long.
const LONG: Duration = Duration::from_secs(20);

/// An adapter with a mistake in it.
struct Broken(&'static Descriptor);

#[async_trait]
impl Provider for Broken {
    fn descriptor(&self) -> &'static Descriptor {
        self.0
    }

    async fn send(&self, batch: &[Outgoing], _: Timestamp, _: &dyn Gate) -> Vec<SendOutcome> {
        let beyond = batch.len();
        vec![ProviderFailure::unclear(format!("{:?}", batch[beyond].recipient)).into()]
    }

    async fn test_connection(&self) -> Result<ConnectionReport, ProviderFailure> {
        Err(ProviderFailure::unsupported())
    }
}

async fn an_adapter_that_panics_keeps_no_place_and_ends_nothing(world: World) -> TestResult {
    let sink = sink().await?;
    let rig = Rig::new(world, StandIns::smtp(&sink)).await?;
    let account = rig.connect_smtp().await?;
    let inner = &rig.engine.inner;
    inner.refresh_lanes().await?;
    let good = inner.lane(account).ok_or("no lane")?;
    let broken = Lane::new(LaneParts {
        id: account,
        company: good.company,
        channel: good.channel,
        mode: good.mode,
        mail_domain: good.mail_domain.clone(),
        stamp: good.stamp,
        provider: Arc::new(Broken(good.provider.descriptor())),
        rate: None,
        throttled_until: None,
        balance_at: None,
        faster: 1,
        pause: None,
    });
    let put = |lane| inner.lanes.write().map(|mut lanes| lanes.insert(account, lane)).map(drop);
    put(Arc::new(broken)).map_err(|_| "poisoned")?;
    let first = rig.plan(vec![rig.email(account, "ayse@ornek.com.tr").await?]).await?[0];
    // The turn ends although its worker did not come back.
    assert_eq!(tokio::time::timeout(LONG, rig.engine.step()).await??, 1);
    assert_eq!(rig.state(first).await?, State::OnWire);
    // Its place is free for the next one.
    let second = rig.plan(vec![rig.email(account, "ali@ornek.com.tr").await?]).await?[0];
    assert_eq!(tokio::time::timeout(LONG, rig.engine.step()).await??, 1);
    assert_eq!(rig.state(second).await?, State::OnWire);
    // The other messages of the account go on once the adapter is mended; what was on the wire is in doubt.
    put(good).map_err(|_| "poisoned")?;
    let third = rig.plan(vec![rig.email(account, "veli@ornek.com.tr").await?]).await?[0];
    assert_eq!(rig.engine.drain().await?, 1);
    rig.world.pass(600);
    rig.engine.look_after().await?;
    assert_eq!(rig.states(&[first, second, third]).await?, [State::InDoubt, State::InDoubt, State::Accepted]);
    assert_eq!(sink.report().accepted, 1);
    Ok(())
}
