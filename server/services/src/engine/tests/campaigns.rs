//! Campaigns that were stopped, repeated or found late, as a provider gets them.

use std::collections::HashMap;
use std::time::Duration;

use domain::campaigns::{AudienceForm, CampaignState, CampaignView, ContentForm, LaunchForm, ResendForm};
use domain::failure::Problem;
use domain::id::{AccountId, AttemptId, CampaignId, MessageId};
use domain::message::{FailureReason, SkipReason, State};
use domain::messages::MessageQuery;
use storage::ledger::{
    AccountRoom, Answer, ClaimOrder, Claimed, Cursor, Departure, GiveBack, GivenBackAs, MessageFilter,
    Reason, Report, ReportSubject, Settlement,
};

use super::rig::{Rig, StandIns, sink};
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(
    what_workers_had_in_hand_at_a_stop_does_not_leave,
    an_interrupted_stop_goes_on,
    what_was_planned_behind_a_stop_does_not_leave,
    a_repeat_taken_back_does_not_leave_and_the_next_one_does,
    a_message_sent_again_after_a_stop_leaves,
    a_repeat_of_what_has_arrived_is_skipped,
    a_campaign_found_late_asks_before_it_leaves,
    a_campaign_that_could_not_be_planned_in_time_asks,
    what_is_due_soon_or_transactional_never_asks,
    planning_that_ended_in_the_middle_goes_on,
    lists_know_a_mail_by_its_subject,
);

const MINUTE: Duration = Duration::from_secs(60);

struct Scene {
    rig: Rig,
    account: AccountId,
    sink: sandbox::smtp::SmtpSink,
}

impl Scene {
    async fn new(world: World) -> TestResult<Self> {
        let sink = sink().await?;
        let rig = Rig::new(world, StandIns::smtp(&sink)).await?;
        let account = rig.connect_smtp().await?;
        Ok(Self { rig, account, sink })
    }

    async fn draft(&self, people: u32) -> TestResult<CampaignId> {
        let typed: Vec<_> = (1..=people).map(|n| format!("ok+{n}@ornek.com.tr")).collect();
        let audience =
            AudienceForm { channel: "email".into(), typed: typed.join("\n"), ..AudienceForm::default() };
        let id = self.rig.services.save_audience(&self.rig.owner, audience).await?;
        let content = ContentForm {
            campaign: id.to_string(),
            class: "informational".into(),
            subject: "Bilgi".into(),
            body: "Merhaba".into(),
            ..ContentForm::default()
        };
        self.rig.services.save_content(&self.rig.owner, content).await?;
        Ok(id)
    }

    async fn launch(&self, id: CampaignId, at: &str) -> TestResult {
        let form = LaunchForm { campaign: id.to_string(), at: at.to_owned(), ..LaunchForm::default() };
        self.rig.services.launch_campaign(&self.rig.owner, form).await?;
        Ok(())
    }

    /// A campaign that was launched and may leave.
    async fn due(&self, people: u32) -> TestResult<CampaignId> {
        let id = self.draft(people).await?;
        self.launch(id, "").await?;
        self.rig.world.pass(11);
        Ok(id)
    }

    async fn messages(&self, id: CampaignId) -> TestResult<Vec<MessageId>> {
        let filter = MessageFilter { campaign: Some(id), ..MessageFilter::default() };
        let page = self.rig.ledger().list_messages(self.rig.company, &filter, Cursor::Newest, 100).await?;
        let mut ids: Vec<_> = page.rows.iter().map(|row| row.id).collect();
        ids.sort_unstable();
        Ok(ids)
    }

    async fn view(&self, id: CampaignId) -> TestResult<CampaignView> {
        Ok(self.rig.services.get_campaign(&self.rig.owner, id).await?)
    }

    async fn cancel(&self, id: CampaignId) -> Result<(), crate::ServiceError> {
        self.rig.services.cancel_campaign(&self.rig.owner, id).await
    }

    /// What a worker takes into its hands.
    async fn claim(&self) -> TestResult<Vec<Claimed>> {
        let inner = &self.rig.engine.inner;
        inner.refresh_lanes().await?;
        let node = inner.keep_node(self.rig.services.now()).await?.ok_or("no node")?;
        let until = self.rig.services.now() + MINUTE;
        let accounts = vec![AccountRoom { company: self.rig.company, account: self.account, room: 100 }];
        Ok(self
            .rig
            .ledger()
            .claim(ClaimOrder { node, until, limit: 100, accounts, company_rooms: HashMap::new() })
            .await?)
    }

    async fn hand_back(&self, claimed: &[Claimed]) -> TestResult {
        let to = GivenBackAs::Queued { due_at: self.rig.services.now() };
        let back = |one: &Claimed| GiveBack { message: one.message, fence: one.fence, to };
        self.rig.ledger().give_back(claimed.iter().map(back).collect()).await?;
        Ok(())
    }

    /// Sends what is due; the provider refuses all of it.
    async fn fail_all(&self) -> TestResult {
        let claimed = self.claim().await?;
        let answer_by = self.rig.services.now() + MINUTE;
        let departure = |one: &Claimed| Departure {
            message: one.message,
            fence: one.fence,
            attempt: AttemptId::from_i64(self.rig.services.ids().next_id()),
            call: None,
            answer_by,
            sha256: None,
        };
        let departures: Vec<_> = claimed.iter().map(departure).collect();
        let settlement = |one: &Departure| Settlement {
            message: one.message,
            fence: one.fence,
            attempt: one.attempt,
            answer: Answer::Failed(FailureReason::MailboxFull),
            provider_ref: None,
            code: None,
            text: None,
        };
        let answers = departures.iter().map(settlement).collect();
        self.rig.ledger().put_on_wire(departures).await?;
        self.rig.ledger().settle(answers).await?;
        Ok(())
    }

    async fn resend(&self, id: CampaignId) -> TestResult<u32> {
        let form = ResendForm { campaign: id.to_string(), ..ResendForm::default() };
        Ok(self.rig.services.resend_failed(&self.rig.owner, form).await?)
    }

    fn sent(&self) -> u64 {
        self.sink.report().accepted
    }
}

async fn what_workers_had_in_hand_at_a_stop_does_not_leave(world: World) -> TestResult {
    let scene = Scene::new(world).await?;
    let id = scene.due(3).await?;
    let in_hand = scene.claim().await?;
    assert_eq!(in_hand.len(), 3);
    scene.cancel(id).await?;
    let open = scene.view(id).await?;
    assert!(!open.was_undone() && open.may_stop(), "they may still leave: {:?}", open.progress);
    scene.hand_back(&in_hand).await?;
    scene.rig.engine.drain().await?;
    assert_eq!(scene.sent(), 0);
    assert_eq!(scene.rig.states(&scene.messages(id).await?).await?, [State::Cancelled; 3]);
    let view = scene.view(id).await?;
    assert!(view.was_undone() && !view.may_stop());
    Ok(())
}

async fn an_interrupted_stop_goes_on(world: World) -> TestResult {
    let scene = Scene::new(world).await?;
    let id = scene.due(3).await?;
    let (company, before) = (scene.rig.company, MessageId::from_i64(scene.rig.services.ids().next_id()));
    let noted =
        scene.rig.services.db().write(move |tx| {
            Box::pin(async move { storage::campaigns::stop(tx, company, id, before).await })
        });
    assert_eq!(noted.await?, Some(storage::campaigns::Stopped::Everything));
    assert!(scene.view(id).await?.may_stop());
    scene.cancel(id).await?;
    assert_eq!(scene.view(id).await?.progress.cancelled, 3);
    scene.cancel(id).await?;
    Ok(())
}

async fn what_was_planned_behind_a_stop_does_not_leave(world: World) -> TestResult {
    let scene = Scene::new(world).await?;
    let id = scene.due(1).await?;
    scene.cancel(id).await?;
    let mut late = scene.rig.email(scene.account, "ok+9@ornek.com.tr").await?;
    late.campaign = Some(id);
    let late = scene.rig.plan(vec![late]).await?;
    scene.rig.engine.drain().await?;
    assert_eq!((scene.sent(), scene.rig.state(late[0]).await?), (0, State::Cancelled));
    Ok(())
}

async fn a_repeat_taken_back_does_not_leave_and_the_next_one_does(world: World) -> TestResult {
    let scene = Scene::new(world).await?;
    let id = scene.due(2).await?;
    scene.fail_all().await?;
    assert_eq!(scene.resend(id).await?, 2);
    scene.rig.world.pass(11);
    let in_hand = scene.claim().await?;
    scene.cancel(id).await?;
    scene.hand_back(&in_hand).await?;
    scene.rig.engine.drain().await?;
    assert_eq!(scene.sent(), 0);
    let view = scene.view(id).await?;
    assert_eq!((view.state, view.progress.failed), (CampaignState::Finished, 2));
    assert_eq!(scene.resend(id).await?, 2);
    scene.rig.world.pass(11);
    scene.rig.engine.drain().await?;
    assert_eq!(scene.sent(), 2);
    Ok(())
}

async fn a_message_sent_again_after_a_stop_leaves(world: World) -> TestResult {
    let scene = Scene::new(world).await?;
    let id = scene.due(1).await?;
    scene.fail_all().await?;
    scene.cancel(id).await?;
    let first = scene.messages(id).await?[0];
    scene.rig.services.resend_message(&scene.rig.owner, first).await?;
    scene.rig.engine.drain().await?;
    assert_eq!(scene.sent(), 1);
    Ok(())
}

async fn a_repeat_of_what_has_arrived_is_skipped(world: World) -> TestResult {
    let scene = Scene::new(world).await?;
    let id = scene.due(1).await?;
    scene.fail_all().await?;
    let first = scene.messages(id).await?[0];
    scene.resend(id).await?;
    let found = scene.rig.ledger().message(scene.rig.company, first).await?.ok_or("no message")?;
    let report = Report {
        account: scene.account,
        subject: ReportSubject::Attempt(found.attempt.ok_or("no attempt")?),
        state: State::Delivered,
        reason: None,
        at: scene.rig.services.now(),
        code: None,
        text: None,
    };
    scene.rig.ledger().apply_reports(vec![report]).await?;
    scene.rig.world.pass(11);
    scene.rig.engine.drain().await?;
    let repeat = scene.messages(id).await?[1];
    let found = scene.rig.ledger().message(scene.rig.company, repeat).await?.ok_or("no repeat")?;
    assert_eq!((scene.sent(), found.row.reason), (0, Some(Reason::Skip(SkipReason::Arrived))));
    Ok(())
}

async fn a_campaign_found_late_asks_before_it_leaves(world: World) -> TestResult {
    let scene = Scene::new(world).await?;
    let id = scene.draft(2).await?;
    let at = (scene.rig.services.now() + MINUTE * 60).to_istanbul().to_string();
    scene.launch(id, &at.chars().take(16).collect::<String>()).await?;
    scene.rig.engine.drain().await?;
    scene.rig.engine.close().await;
    scene.rig.world.pass(3 * 3_600);
    let engine = scene.rig.other_engine(&StandIns::smtp(&scene.sink), Default::default()).await?;
    engine.drain().await?;
    let held = scene.view(id).await?;
    assert_eq!((scene.sent(), held.state, held.progress.needs_person), (0, CampaignState::Held, 2));
    assert!(held.may_stop());
    // The process that ended has no number for ids any more.
    let services = &engine.inner.services;
    services.send_late(&scene.rig.owner, id).await?;
    let going = scene.view(id).await?;
    assert_eq!((going.state, going.progress.waiting), (CampaignState::Running, 2));
    assert!(going.undo_until.is_some());
    engine.drain().await?;
    assert_eq!(scene.sent(), 0, "the undo window comes first");
    scene.rig.world.pass(11);
    engine.drain().await?;
    assert_eq!(scene.sent(), 2);
    let twice = services.send_late(&scene.rig.owner, id).await.err();
    assert_eq!(twice.and_then(|error| error.problem()), Some(Problem::Conflict));
    Ok(())
}

/// Launched, and nobody wrote a line of it yet.
async fn interrupt(scene: &Scene, id: CampaignId) -> TestResult {
    let (company, now) = (scene.rig.company, scene.rig.services.now());
    let act = storage::campaigns::Launch {
        at: now,
        by: scene.rig.owner.user(),
        approved_by: Some(scene.rig.owner.user()),
        scheduled_at: None,
        release_at: now,
        version: scene.view(id).await?.version,
        lease_until: now + MINUTE,
    };
    let work = scene.rig.services.db().write(move |tx| {
        Box::pin(async move { Ok(storage::campaigns::launch(tx, company, id, act).await?) })
    });
    assert!(work.await?);
    Ok(())
}

/// Waits for what is planned beside the caller.
async fn planned(scene: &Scene, id: CampaignId) -> TestResult<CampaignView> {
    for _ in 0..2_000 {
        let view = scene.view(id).await?;
        if view.state != CampaignState::Planning {
            return Ok(view);
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    Err("it was never planned".into())
}

async fn a_campaign_that_could_not_be_planned_in_time_asks(world: World) -> TestResult {
    let scene = Scene::new(world).await?;
    let id = scene.draft(2).await?;
    interrupt(&scene, id).await?;
    scene.rig.world.pass(3_600);
    scene.rig.engine.look_after().await?;
    let view = planned(&scene, id).await?;
    assert_eq!((view.state, view.progress.needs_person), (CampaignState::Held, 2));
    scene.cancel(id).await?;
    assert!(scene.view(id).await?.was_undone());
    Ok(())
}

async fn what_is_due_soon_or_transactional_never_asks(world: World) -> TestResult {
    let scene = Scene::new(world).await?;
    scene.rig.engine.drain().await?;
    scene.rig.engine.close().await;
    let single = scene.rig.email(scene.account, "ok+8@ornek.com.tr").await?;
    let single = storage::ledger::NewMessage { expires_at: None, ..single };
    scene.rig.plan(vec![single]).await?;
    let id = scene.draft(2).await?;
    let at = (scene.rig.services.now() + MINUTE * 165).to_istanbul().to_string();
    scene.launch(id, &at.chars().take(16).collect::<String>()).await?;
    scene.rig.world.pass(3 * 3_600);
    let engine = scene.rig.other_engine(&StandIns::smtp(&scene.sink), Default::default()).await?;
    engine.drain().await?;
    assert_eq!((scene.sent(), scene.view(id).await?.state), (3, CampaignState::Finished));
    Ok(())
}

async fn planning_that_ended_in_the_middle_goes_on(world: World) -> TestResult {
    let scene = Scene::new(world).await?;
    let id = scene.draft(2).await?;
    interrupt(&scene, id).await?;
    scene.rig.engine.look_after().await?;
    assert!(scene.messages(id).await?.is_empty(), "somebody has it in hand");
    scene.rig.world.pass(61);
    scene.rig.engine.look_after().await?;
    let view = planned(&scene, id).await?;
    assert_eq!((view.state, view.progress.total), (CampaignState::Running, 2));
    scene.rig.engine.drain().await?;
    assert_eq!(scene.sent(), 2);
    Ok(())
}

async fn lists_know_a_mail_by_its_subject(world: World) -> TestResult {
    let scene = Scene::new(world).await?;
    let id = scene.draft(1).await?;
    scene.launch(id, "").await?;
    for q in ["", "bilgi"] {
        let query = MessageQuery { campaign: id.to_string(), q: q.to_owned(), ..MessageQuery::default() };
        let list = scene.rig.services.list_messages(&scene.rig.owner, &query).await?;
        assert_eq!(list.rows.iter().map(|row| row.excerpt.as_str()).collect::<Vec<_>>(), ["Bilgi"], "{q}");
    }
    Ok(())
}
