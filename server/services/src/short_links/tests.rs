use domain::campaigns::ContentForm;
use domain::contacts::ContactForm;
use domain::failure::Problem;
use domain::id::CampaignId;
use domain::messages::SendMessageForm;
use domain::short_links::{DAYS, ShortLinkRow, ShortLinksForm};
use domain::sms::{SmsRules, measure};

use crate::actor::Actor;
use crate::campaigns::tests::{connect, contact, draft, everyone, launch, messages};
use crate::testing::{TestResult, World, elsewhere, here, on_both_databases};

on_both_databases!(
    an_address_of_everybody_is_short_and_counted_for_all_together,
    addresses_of_one_person_each_go_with_the_person,
    nothing_is_shortened_until_the_company_says_so,
    a_text_to_one_person_carries_short_addresses_too,
    what_is_counted_before_is_what_is_sent,
    an_address_leads_nowhere_when_its_time_is_over,
    what_is_sent_again_lives_as_long_again,
    a_live_company_sends_no_address_that_nobody_could_open,
    a_code_is_found_by_no_guessing,
);

const LONG: &str = "https://www.karaca.com.tr/fatura/2026-12-000123?kaynak=sms&hafta=49";
const SHORT: &str = "https://mesaj.example/l/";

async fn ready(world: &World) -> TestResult<Actor> {
    let owner = world.owner().await?;
    connect(world, &owner).await?;
    switch(world, &owner, "on").await?;
    Ok(owner)
}

async fn switch(world: &World, owner: &Actor, shorten: &str) -> TestResult {
    Ok(world.services.switch_short_links(owner, &ShortLinksForm { shorten: shorten.to_owned() }).await?)
}

async fn texts(world: &World, owner: &Actor, id: CampaignId) -> TestResult<Vec<String>> {
    Ok(messages(world, owner, id).await?.into_iter().filter_map(|row| row.text).collect())
}

/// The code of the one short address in a text.
fn code(text: &str) -> TestResult<&str> {
    let rest = text.split(SHORT).nth(1).ok_or_else(|| format!("no short address in {text}"))?;
    Ok(rest.split_whitespace().next().ok_or("no code")?)
}

async fn open(world: &World, code: &str) -> Result<String, Option<Problem>> {
    let opened = world.services.open_short_link(code, true, &here()).await;
    opened.map_err(|error| error.problem())
}

async fn counted(world: &World, owner: &Actor) -> TestResult<Vec<ShortLinkRow>> {
    Ok(world.services.list_short_links(owner).await?.rows)
}

async fn send(world: &World, owner: &Actor, channel: &str, text: &str) -> TestResult<String> {
    let recipient = if channel == "email" { "ayse@ornek.com.tr" } else { "0532 100 00 01" };
    let form = SendMessageForm {
        channel: channel.to_owned(),
        recipient: recipient.to_owned(),
        class: "informational".to_owned(),
        subject: if channel == "email" { "Fatura" } else { "" }.to_owned(),
        text: text.to_owned(),
        ..SendMessageForm::default()
    };
    let id = world.services.send_message(owner, &form).await?;
    let found = world.services.ledger().message(owner.company()?, id).await?.ok_or("no message")?;
    Ok(found.body.text.ok_or("no text")?)
}

async fn an_address_of_everybody_is_short_and_counted_for_all_together(world: World) -> TestResult {
    let owner = ready(&world).await?;
    contact(&world, &owner, "Ayşe", "0532 100 00 01").await?;
    contact(&world, &owner, "Veli", "0532 100 00 02").await?;
    let body = format!("{{{{ad}}}}, bakin: {LONG}. Iyi gunler");
    let id = draft(&world, &owner, everyone(), "informational", &body).await?;
    launch(&world, &owner, id).await?;
    let texts = texts(&world, &owner, id).await?;
    assert_eq!(texts.len(), 2);
    let code = code(&texts[0])?.trim_end_matches('.');
    let wanted = format!(", bakin: {SHORT}{code}. Iyi gunler");
    assert!(texts.iter().all(|text| text.ends_with(&wanted)), "{texts:?}");
    for _ in 0..2 {
        assert_eq!(open(&world, code).await, Ok(LONG.to_owned()));
    }
    world.services.open_short_link(code, false, &here()).await?;
    let rows = counted(&world, &owner).await?;
    let [row] = rows.as_slice() else { return Err(format!("{rows:?}").into()) };
    assert_eq!((row.address.as_str(), row.campaign, row.opened), (LONG, Some(id), 2));
    let other = draft(&world, &owner, everyone(), "informational", &body).await?;
    launch(&world, &owner, other).await?;
    assert_eq!(counted(&world, &owner).await?.len(), 2, "each campaign by itself");
    Ok(())
}

async fn addresses_of_one_person_each_go_with_the_person(world: World) -> TestResult {
    let owner = ready(&world).await?;
    let ali = contact(&world, &owner, "Ali", "0532 100 00 01").await?;
    contact(&world, &owner, "Veli", "0532 100 00 02").await?;
    let body = format!("{LONG}&ad={{{{ad}}}}");
    let id = draft(&world, &owner, everyone(), "informational", &body).await?;
    launch(&world, &owner, id).await?;
    let rows = messages(&world, &owner, id).await?;
    let of = |name: &str| {
        let own = rows.iter().find(|row| row.recipient.ends_with(name));
        own.and_then(|row| row.text.clone()).ok_or("no message")
    };
    let (his, other) = (of("01")?, of("02")?);
    let (his, other) = (code(&his)?, code(&other)?);
    assert_eq!(open(&world, his).await, Ok(format!("{LONG}&ad=Ali")));
    assert_eq!(open(&world, other).await, Ok(format!("{LONG}&ad=Veli")));
    let rows = counted(&world, &owner).await?;
    let [row] = rows.as_slice() else { return Err(format!("{rows:?}").into()) };
    assert_eq!((row.address.as_str(), row.opened), ("", 2), "nobody sees who opened it");
    world.services.erase_contact(&owner, ali).await?;
    assert_eq!(open(&world, his).await, Err(Some(Problem::NotFound)));
    assert_eq!(open(&world, other).await, Ok(format!("{LONG}&ad=Veli")));
    Ok(())
}

async fn nothing_is_shortened_until_the_company_says_so(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    assert_eq!(send(&world, &owner, "sms", LONG).await?, LONG);
    switch(&world, &owner, "on").await?;
    assert!(send(&world, &owner, "sms", LONG).await?.starts_with(SHORT));
    assert_eq!(send(&world, &owner, "email", LONG).await?, LONG, "an e-mail has room");
    for stays in ["https://kisa.tr/a", "https://mesaj.example/p/11111111111?uzun=uzun-uzun-uzun"] {
        assert_eq!(send(&world, &owner, "sms", stays).await?, stays);
    }
    switch(&world, &owner, "off").await?;
    assert_eq!(send(&world, &owner, "sms", LONG).await?, LONG);
    let wrong = world.services.switch_short_links(&owner, &ShortLinksForm::default()).await.err();
    assert_eq!(wrong.and_then(|error| error.problem()), Some(Problem::Malformed));
    Ok(())
}

async fn a_text_to_one_person_carries_short_addresses_too(world: World) -> TestResult {
    let owner = ready(&world).await?;
    let form = ContactForm {
        kind: "person".to_owned(),
        given_name: "Ayşe".to_owned(),
        phones: "0532 100 00 01".to_owned(),
        ..ContactForm::default()
    };
    let ayse = world.services.save_contact(&owner, &form).await?;
    let text = send(&world, &owner, "sms", &format!("Odeme: {LONG}")).await?;
    assert_eq!(text, send(&world, &owner, "sms", &format!("Odeme: {LONG}")).await?, "the same is the same");
    let code = code(&text)?;
    assert_eq!(open(&world, code).await, Ok(LONG.to_owned()));
    let rows = counted(&world, &owner).await?;
    let [row] = rows.as_slice() else { return Err(format!("{rows:?}").into()) };
    assert_eq!((row.address.as_str(), row.campaign, row.opened), ("", None, 1));
    world.services.delete_contact(&owner, ayse).await?;
    assert!(open(&world, code).await.is_ok(), "a deleted card can come back");
    world.pass(31 * 86_400);
    world.services.purge_deleted_contacts().await?;
    assert_eq!(open(&world, code).await, Err(Some(Problem::NotFound)));
    Ok(())
}

async fn what_is_counted_before_is_what_is_sent(world: World) -> TestResult {
    let owner = ready(&world).await?;
    contact(&world, &owner, "Ayşe", "0532 100 00 01").await?;
    let body = format!("{} {LONG}", "a".repeat(115));
    let id = draft(&world, &owner, everyone(), "informational", &body).await?;
    let shown = world.services.get_campaign(&owner, id).await?.short_link;
    assert!(shown.starts_with(SHORT) && open(&world, code(&shown)?).await.is_err(), "{shown}");
    let form = ContentForm {
        campaign: id.to_string(),
        class: "informational".to_owned(),
        body,
        ..ContentForm::default()
    };
    let preview = world.services.preview_campaign(&owner, form, 0).await?;
    let review = world.services.review_campaign(&owner, id).await?;
    launch(&world, &owner, id).await?;
    let sent = texts(&world, &owner, id).await?;
    assert_eq!(preview.body.len(), sent[0].len(), "{}", preview.body);
    let parts = measure(&sent[0], &SmsRules::NETGSM).parts;
    assert_eq!((review.parts, preview.sms.map(|sms| sms.parts), parts), (1, Some(1), 1));
    Ok(())
}

async fn an_address_leads_nowhere_when_its_time_is_over(world: World) -> TestResult {
    let owner = ready(&world).await?;
    let text = send(&world, &owner, "sms", LONG).await?;
    let code = code(&text)?;
    world.pass(u64::from(DAYS) * 86_400 - 1);
    world.services.purge_short_links().await?;
    assert!(open(&world, code).await.is_ok());
    world.pass(1);
    assert_eq!(open(&world, code).await, Err(Some(Problem::NotFound)), "before anything is tidied up");
    world.services.purge_short_links().await?;
    assert_eq!(open(&world, code).await, Err(Some(Problem::NotFound)));
    assert_eq!(counted(&world, &owner).await?[0].opened, 1, "how often stays");
    Ok(())
}

async fn what_is_sent_again_lives_as_long_again(world: World) -> TestResult {
    let owner = ready(&world).await?;
    let text = send(&world, &owner, "sms", LONG).await?;
    world.pass(u64::from(DAYS) * 86_400);
    world.services.ledger().extend().await?;
    assert_eq!(send(&world, &owner, "sms", LONG).await?, text);
    assert_eq!(open(&world, code(&text)?).await, Ok(LONG.to_owned()));
    Ok(())
}

async fn a_live_company_sends_no_address_that_nobody_could_open(world: World) -> TestResult {
    let owner = ready(&world).await?;
    let local = world.restarted(|config| config.public_url = "http://127.0.0.1:3000".to_owned()).await?;
    let seen = local.list_short_links(&owner).await?;
    assert!(!seen.is_unreachable, "nothing of a company in test mode reaches anybody");
    world.execute("UPDATE companies SET mode = 2").await?;
    let seen = local.list_short_links(&owner).await?;
    assert!(seen.is_on && seen.is_unreachable);
    assert_eq!(local.shown_link(owner.company()?).await?, "");
    assert!(world.services.shown_link(owner.company()?).await?.starts_with(SHORT));
    Ok(())
}

async fn a_code_is_found_by_no_guessing(world: World) -> TestResult {
    let owner = ready(&world).await?;
    let text = send(&world, &owner, "sms", LONG).await?;
    let look = async |code: &str| {
        let opened = world.services.open_short_link(code, true, &elsewhere(9)).await;
        opened.err().and_then(|error| error.problem())
    };
    for number in 0..20 {
        let guess = format!("1111111111{}", (b'A' + number % 8) as char);
        assert_eq!(look(&guess).await, Some(Problem::NotFound));
    }
    assert_eq!(look("../companies").await, Some(Problem::TooManyTries));
    assert_eq!(look(code(&text)?).await, None, "a right one works whatever was tried before");
    Ok(())
}
