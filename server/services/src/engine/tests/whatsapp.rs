//! Approved templates from the list to the phone, against the stand-in of Meta's Graph API.

use std::net::SocketAddr;

use domain::campaigns::{AudienceForm, ContentForm, LaunchForm, SlotTexts};
use domain::failure::Problem;
use domain::id::{AccountId, CampaignId};
use domain::message::{Channel, Class, FailureReason, State};
use domain::messages::{Consent, ConsentSource, ConsentStatus, RecipientKind};
use domain::provider_accounts::{CheckState, Inspection, TemplateCategory, TemplateStatus};
use sandbox::SandboxClock;
use sandbox::graph::{GraphConfig, GraphStandIn};
use storage::consents::{self, StoredConsent};
use storage::ledger::{Cursor, MessageFilter, MessageRow, Reason};

use super::rig::{Rig, StandIns};
use crate::engine::WhatsappTemplate;
use crate::error::ServiceError;
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(
    connecting_an_account_reads_its_templates,
    a_utility_template_is_filled_and_sent,
    a_marketing_template_is_commercial_and_needs_consent,
    a_template_with_an_empty_place_is_not_saved,
    a_template_that_is_not_approved_is_not_taken,
    a_template_that_is_paused_meanwhile_ends_as_a_reason,
    a_connection_is_looked_at_step_by_step,
);

pub async fn rig(world: World) -> TestResult<(Rig, GraphStandIn, AccountId)> {
    rig_with(world, GraphConfig::default()).await
}

pub async fn rig_with(world: World, config: GraphConfig) -> TestResult<(Rig, GraphStandIn, AccountId)> {
    let now = storage::clock::Clock::now(&world.clock);
    let clock = SandboxClock::starting_at(now.micros(), 0.0);
    let (number, waba) = (config.numbers[0].id.clone(), config.waba_id.clone());
    let graph = GraphStandIn::start(SocketAddr::from(([127, 0, 0, 1], 0)), config, clock).await?;
    let stand_ins = StandIns::default().with("whatsapp_cloud", graph.base_url().to_owned(), graph.addr());
    let rig = Rig::new(world, stand_ins).await?;
    let values = [
        ("phone_number_id", number.as_str()),
        ("waba_id", waba.as_str()),
        ("access_token", "x"),
        ("app_secret", "sandbox-app-secret"),
        ("verify_token", "x"),
    ];
    let account = rig.connect("whatsapp_cloud", &values).await?;
    Ok((rig, graph, account))
}

fn texts(pairs: &[(&str, &str)]) -> SlotTexts {
    pairs.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect()
}

pub async fn draft(rig: &Rig, typed: &str) -> TestResult<CampaignId> {
    let audience = AudienceForm {
        channel: Channel::Whatsapp.to_string(),
        typed: typed.to_owned(),
        ..AudienceForm::default()
    };
    Ok(rig.services.save_audience(&rig.owner, audience).await?)
}

fn order(campaign: CampaignId) -> ContentForm {
    ContentForm {
        campaign: campaign.to_string(),
        template: "siparis_onayi/tr".to_owned(),
        sources: texts(&[("body_1", "telefon")]),
        slots: texts(&[("body_1", "değerli müşterimiz"), ("body_2", "S-1024")]),
        ..ContentForm::default()
    }
}

pub async fn launch(rig: &Rig, id: CampaignId) -> Result<CampaignId, ServiceError> {
    let form = LaunchForm { campaign: id.to_string(), ..LaunchForm::default() };
    rig.services.launch_campaign(&rig.owner, form).await
}

pub async fn only_row(rig: &Rig) -> TestResult<MessageRow> {
    let page = rig.ledger().list_messages(rig.company, &MessageFilter::default(), Cursor::Newest, 10).await?;
    Ok(page.rows.into_iter().next().ok_or("nothing was planned")?)
}

async fn connecting_an_account_reads_its_templates(world: World) -> TestResult {
    let (rig, _graph, account) = rig(world).await?;
    let templates = rig.services.list_templates(&rig.owner, account).await?;
    let spring = templates.iter().find(|template| template.name == "bahar_indirimi").ok_or("no template")?;
    assert_eq!((spring.category, spring.status), (TemplateCategory::Marketing, TemplateStatus::Approved));
    assert_eq!(rig.services.sync_templates(&rig.owner, account).await? as usize, templates.len());
    let choices = rig.services.template_choices(&rig.owner).await?;
    assert_eq!(choices.account, Some(account));
    let usable = choices.templates.iter().take_while(|template| template.is_usable()).count();
    assert!(choices.templates[usable..].iter().all(|template| !template.is_usable()));
    assert!(!choices.templates[..usable].iter().any(|template| template.name == "dogrulama_kodu"));
    Ok(())
}

async fn a_utility_template_is_filled_and_sent(world: World) -> TestResult {
    let (rig, graph, _account) = rig(world).await?;
    let id = draft(&rig, "0532 123 45 67").await?;
    let preview = rig.services.preview_campaign(&rig.owner, order(id), 0).await?;
    assert!(preview.body.contains("Sayın 0532 123 45 67, S-1024 numaralı"), "{}", preview.body);
    rig.services.save_content(&rig.owner, order(id)).await?;
    launch(&rig, id).await?;
    let row = only_row(&rig).await?;
    assert_eq!(row.class, Class::Informational);
    let kept = rig.ledger().message(rig.company, row.id).await?.ok_or("no message")?;
    let frozen: WhatsappTemplate = serde_json::from_str(&kept.body.params.ok_or("no template")?)?;
    assert_eq!(frozen.body[1].text, "S-1024");
    assert!(kept.body.text.ok_or("no text")?.starts_with("Siparişiniz alındı\n\nSayın 0532"));
    rig.world.pass(11);
    assert_eq!(rig.engine.drain().await?, 1);
    assert_eq!(rig.state(row.id).await?, State::Accepted);
    assert_eq!(graph.messages()[0].template.as_deref(), Some("siparis_onayi"));
    Ok(())
}

async fn a_marketing_template_is_commercial_and_needs_consent(world: World) -> TestResult {
    let (rig, graph, _account) = rig(world).await?;
    let word = StoredConsent {
        id: rig.services.ids().next_id(),
        company: rig.company,
        channel: Channel::Whatsapp,
        class: Class::Commercial,
        address: "+905321234567".to_owned(),
        consent: Consent { kind: RecipientKind::Individual, status: ConsentStatus::Given },
        source: ConsentSource::Member,
        at: rig.services.now(),
        proof: None,
    };
    let work =
        rig.services.db().write(move |tx| Box::pin(async move { Ok(consents::record(tx, word).await?) }));
    work.await?;
    let id = draft(&rig, "0532 123 45 67, 0532 123 45 68").await?;
    let form = ContentForm {
        campaign: id.to_string(),
        class: "informational".to_owned(),
        template: "bahar_indirimi/tr".to_owned(),
        slots: texts(&[
            ("media", "https://karaca.example/bahar.jpg"),
            ("body_1", "değerli müşterimiz"),
            ("body_2", "20"),
        ]),
        ..ContentForm::default()
    };
    rig.services.save_content(&rig.owner, form).await?;
    let review = rig.services.review_campaign(&rig.owner, id).await?;
    assert_eq!(
        (review.recipients, review.excluded.len()),
        (1, 1),
        "Meta's category wins over the form's class"
    );
    launch(&rig, id).await?;
    rig.world.pass(11);
    assert_eq!(rig.engine.drain().await?, 1);
    assert_eq!(rig.state(only_row(&rig).await?.id).await?, State::Accepted);
    assert_eq!(graph.messages()[0].template.as_deref(), Some("bahar_indirimi"));
    Ok(())
}

async fn a_template_with_an_empty_place_is_not_saved(world: World) -> TestResult {
    let (rig, _graph, _account) = rig(world).await?;
    let id = draft(&rig, "0532 123 45 67").await?;
    let form = ContentForm { slots: SlotTexts::new(), ..order(id) };
    let ServiceError::Refused(failure) =
        rig.services.save_content(&rig.owner, form).await.err().ok_or("it was saved")?
    else {
        return Err("not a refusal".into());
    };
    assert_eq!(failure.of("slots[body_2]").map(|field| field.problem), Some(Problem::Required));
    Ok(())
}

async fn a_template_that_is_not_approved_is_not_taken(world: World) -> TestResult {
    let (rig, _graph, _account) = rig(world).await?;
    let id = draft(&rig, "0532 123 45 67").await?;
    for name in ["yaz_kampanyasi/tr", "yeni_sezon/tr", "dogrulama_kodu/tr", "hic_yok/tr", "/"] {
        let form = ContentForm { template: name.to_owned(), ..order(id) };
        let refused = rig.services.save_content(&rig.owner, form).await.err();
        assert_eq!(refused.and_then(|error| error.problem()), Some(Problem::TemplateUnusable), "{name}");
    }
    Ok(())
}

/// The status that was read is not the one Meta has when the message arrives there.
async fn a_template_that_is_paused_meanwhile_ends_as_a_reason(world: World) -> TestResult {
    let (rig, _graph, _account) = rig(world).await?;
    rig.world.execute("UPDATE provider_templates SET status = 'APPROVED', category = 'UTILITY'").await?;
    let id = draft(&rig, "0532 123 45 67").await?;
    let form = ContentForm {
        template: "yaz_kampanyasi/tr".to_owned(),
        slots: texts(&[("body_1", "Ayşe")]),
        sources: SlotTexts::new(),
        ..order(id)
    };
    rig.services.save_content(&rig.owner, form).await?;
    let refused = launch(&rig, id).await.err();
    assert_eq!(refused.and_then(|error| error.problem()), Some(Problem::ReadsLikePromotion));
    let looked = LaunchForm { campaign: id.to_string(), informs_only: "on".into(), ..LaunchForm::default() };
    rig.services.launch_campaign(&rig.owner, looked).await?;
    rig.world.pass(11);
    rig.engine.drain().await?;
    let row = only_row(&rig).await?;
    assert_eq!(rig.state(row.id).await?, State::Failed);
    let found = rig.ledger().message(rig.company, row.id).await?.ok_or("no message")?;
    assert_eq!(found.row.reason, Some(Reason::Failure(FailureReason::TemplateProblem)));
    Ok(())
}

async fn a_connection_is_looked_at_step_by_step(world: World) -> TestResult {
    let (rig, _graph, account) = rig(world).await?;
    let view = rig.services.get_inspection(&rig.owner, account).await?;
    assert_eq!((view.last, view.written_to), (None, 0));
    rig.services.inspect_account(&rig.owner, account).await?;
    let last = rig.services.get_inspection(&rig.owner, account).await?.last.ok_or("nothing was kept")?;
    let wrong =
        |found: &Inspection| found.checks.iter().filter(|check| check.state == CheckState::Bad).count();
    // Nobody outside reaches a test.
    assert_eq!((last.checks.len(), wrong(&last), last.daily_reach), (9, 1, Some(2_000)), "{last:?}");

    let id = draft(&rig, "0532 744 45 67").await?;
    rig.services.save_content(&rig.owner, order(id)).await?;
    launch(&rig, id).await?;
    rig.world.pass(11);
    rig.engine.drain().await?;
    assert_eq!(rig.services.get_inspection(&rig.owner, account).await?.written_to, 1);
    rig.world.pass(86_401);
    assert_eq!(rig.services.get_inspection(&rig.owner, account).await?.written_to, 0);
    Ok(())
}
