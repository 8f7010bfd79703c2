//! What the law adds to commercial messages, as a provider gets them.

use domain::campaigns::{AudienceForm, ContentForm, LaunchForm};
use domain::companies::CompanyProfileForm;
use domain::failure::Problem;
use domain::id::CampaignId;
use domain::message::{Channel, Class};
use domain::messages::{Consent, ConsentSource, ConsentStatus, RecipientKind};
use storage::consents::{self, StoredConsent};
use storage::ledger::{Cursor, MessageFilter};

use super::netgsm;
use super::rig::{Rig, StandIns, sink};
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(
    a_commercial_mail_can_be_refused_with_one_click,
    the_review_counts_the_footer_that_is_sent,
    a_commercial_campaign_waits_for_the_profile,
    a_notice_leads_to_the_preferences_and_its_link_is_counted,
    a_mail_links_to_the_preferences,
);

pub async fn say_yes(rig: &Rig, channel: Channel, address: &str) -> TestResult {
    let word = StoredConsent {
        id: rig.services.ids().next_id(),
        company: rig.company,
        channel,
        class: Class::Commercial,
        address: address.to_owned(),
        consent: Consent { kind: RecipientKind::Merchant, status: ConsentStatus::Given },
        source: ConsentSource::Member,
        at: rig.services.now(),
        proof: None,
    };
    let work =
        rig.services.db().write(move |tx| Box::pin(async move { Ok(consents::record(tx, word).await?) }));
    Ok(work.await?)
}

pub async fn introduce(rig: &Rig) -> TestResult {
    let profile = CompanyProfileForm {
        name: "Karaca {{ad}}".to_owned(),
        kind: "merchant".to_owned(),
        trade_name: "Karaca {{ad}} A.Ş.".to_owned(),
        mersis: "0123456789000015".to_owned(),
        ..CompanyProfileForm::default()
    };
    Ok(rig.services.update_company_profile(&rig.owner, &profile).await?)
}

async fn draft(rig: &Rig, channel: Channel, typed: &str) -> TestResult<CampaignId> {
    let audience =
        AudienceForm { channel: channel.to_string(), typed: typed.to_owned(), ..AudienceForm::default() };
    let id = rig.services.save_audience(&rig.owner, audience).await?;
    let content = ContentForm {
        campaign: id.to_string(),
        class: "commercial".to_owned(),
        subject: "Kampanya".to_owned(),
        body: "Kis lastiginde indirim".to_owned(),
        ..ContentForm::default()
    };
    Ok(rig.services.save_content(&rig.owner, content).await?.campaign)
}

async fn launch(rig: &Rig, id: CampaignId) -> Result<CampaignId, crate::ServiceError> {
    let form = LaunchForm { campaign: id.to_string(), ..LaunchForm::default() };
    rig.services.launch_campaign(&rig.owner, form).await
}

async fn a_commercial_mail_can_be_refused_with_one_click(world: World) -> TestResult {
    let sink = sink().await?;
    let rig = Rig::new(world, StandIns::smtp(&sink)).await?;
    rig.connect_smtp().await?;
    introduce(&rig).await?;
    say_yes(&rig, Channel::Email, "ayse@ornek.com.tr").await?;
    let id = draft(&rig, Channel::Email, "Ayse@ornek.com.tr").await?;
    launch(&rig, id).await?;
    rig.world.pass(11);
    assert_eq!(rig.engine.drain().await?, 1);
    let kept = sink.messages();
    let mail = String::from_utf8_lossy(&kept.first().ok_or("no mail came")?.raw).into_owned();
    let url = mail.split("List-Unsubscribe: <").nth(1).and_then(|rest| rest.split('>').next());
    let url = url.ok_or("no way out in the head")?.to_owned();
    assert!(url.starts_with("https://mesaj.example/r/"), "{url}");
    assert!(mail.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"));
    let plain = mail.replace("=\r\n", "");
    assert!(plain.matches(url.as_str()).count() >= 3, "in the head, the text and the page: {plain}");
    assert!(plain.contains("0123456789000015") && !plain.contains("{{"), "{plain}");
    let token = url.rsplit('/').next().unwrap_or_default();
    let seen = rig.services.view_refusal(token, &crate::testing::here()).await?;
    assert_eq!((seen.address.as_str(), seen.channel), ("a***@ornek.com.tr", Channel::Email));
    Ok(())
}

async fn the_review_counts_the_footer_that_is_sent(world: World) -> TestResult {
    let (rig, _netgsm, _account) = netgsm::rig(world).await?;
    introduce(&rig).await?;
    say_yes(&rig, Channel::Sms, "+905321234567").await?;
    let id = draft(&rig, Channel::Sms, "0532 123 45 67").await?;
    let review = rig.services.review_campaign(&rig.owner, id).await?;
    launch(&rig, id).await?;
    let page = rig.ledger().list_messages(rig.company, &MessageFilter::default(), Cursor::Newest, 10).await?;
    let row = page.rows.first().ok_or("nothing was planned")?;
    let sent = rig.ledger().message(rig.company, row.id).await?.ok_or("no message")?;
    let text = sent.body.text.ok_or("no text")?;
    assert!(text.contains("Mersis:0123456789000015 Ret:https://mesaj.example/r/"), "{text}");
    let parts = domain::sms::measure(&text, &domain::sms::SmsRules::NETGSM).parts;
    assert_eq!(review.parts, u64::from(parts));
    Ok(())
}

async fn a_commercial_campaign_waits_for_the_profile(world: World) -> TestResult {
    let (rig, _netgsm, _account) = netgsm::rig(world).await?;
    say_yes(&rig, Channel::Sms, "+905321234567").await?;
    let id = draft(&rig, Channel::Sms, "0532 123 45 67").await?;
    let review = rig.services.review_campaign(&rig.owner, id).await?;
    assert_eq!(review.footer_gaps.len(), 2, "{:?}", review.footer_gaps);
    let refused = launch(&rig, id).await.err();
    assert_eq!(refused.and_then(|error| error.problem()), Some(Problem::ProfileIncomplete));
    introduce(&rig).await?;
    assert!(launch(&rig, id).await.is_ok());
    Ok(())
}

/// A notice whose text says where to choose what else comes.
async fn notice(rig: &Rig, channel: Channel, typed: &str) -> TestResult<CampaignId> {
    let audience =
        AudienceForm { channel: channel.to_string(), typed: typed.to_owned(), ..AudienceForm::default() };
    let id = rig.services.save_audience(&rig.owner, audience).await?;
    let content = ContentForm {
        campaign: id.to_string(),
        class: "informational".to_owned(),
        subject: "Fatura".to_owned(),
        body: "Faturaniz hazir. Tercihleriniz: {{tercih_linki}}".to_owned(),
        ..ContentForm::default()
    };
    Ok(rig.services.save_content(&rig.owner, content).await?.campaign)
}

async fn a_notice_leads_to_the_preferences_and_its_link_is_counted(world: World) -> TestResult {
    let (rig, _netgsm, _account) = netgsm::rig(world).await?;
    let id = notice(&rig, Channel::Sms, "0532 123 45 67").await?;
    let review = rig.services.review_campaign(&rig.owner, id).await?;
    let form = ContentForm {
        campaign: id.to_string(),
        class: "informational".to_owned(),
        body: "Faturaniz hazir. Tercihleriniz: {{tercih_linki}}".to_owned(),
        ..ContentForm::default()
    };
    let preview = rig.services.preview_campaign(&rig.owner, form, 0).await?;
    launch(&rig, id).await?;
    let page = rig.ledger().list_messages(rig.company, &MessageFilter::default(), Cursor::Newest, 10).await?;
    let row = page.rows.first().ok_or("nothing was planned")?;
    let sent = rig.ledger().message(rig.company, row.id).await?.ok_or("no message")?;
    let text = sent.body.text.ok_or("no text")?;
    let (before, token) = text.split_once("https://mesaj.example/p/").ok_or("no link")?;
    assert_eq!(before, "Faturaniz hazir. Tercihleriniz: ");
    assert_eq!(preview.body.len(), text.len(), "the preview shows one as long: {}", preview.body);
    let parts = domain::sms::measure(&text, &domain::sms::SmsRules::NETGSM).parts;
    assert_eq!(review.parts, u64::from(parts));
    let seen = rig.services.view_preferences(token, &crate::testing::here()).await?;
    assert_eq!((seen.address.as_str(), seen.channel), ("+90 532 *** ** 67", Channel::Sms));
    Ok(())
}

async fn a_mail_links_to_the_preferences(world: World) -> TestResult {
    let sink = sink().await?;
    let rig = Rig::new(world, StandIns::smtp(&sink)).await?;
    rig.connect_smtp().await?;
    let id = notice(&rig, Channel::Email, "Ayse@ornek.com.tr").await?;
    launch(&rig, id).await?;
    rig.world.pass(11);
    assert_eq!(rig.engine.drain().await?, 1);
    let kept = sink.messages();
    let mail = String::from_utf8_lossy(&kept.first().ok_or("no mail came")?.raw).replace("=\r\n", "");
    assert!(!mail.contains("{{") && !mail.contains("List-Unsubscribe"), "{mail}");
    let token: String =
        mail.split("https://mesaj.example/p/").nth(1).ok_or("no link")?.chars().take(11).collect();
    assert!(rig.services.view_preferences(&token, &crate::testing::here()).await.is_ok(), "{mail}");
    Ok(())
}
