use std::time::Duration;

use domain::id::{AttemptId, MessageId, UserId};
use domain::message::{Channel, FailureReason, Outcome as Progress, State};
use domain::money::{Currency, Money};
use domain::search::RecipientRange;
use domain::time::Timestamp;
use storage::StorageError;
use storage::ledger::{
    Answer, AuthorCount, Body, Claimed, Cursor, DayOutcome, FirstState, MessageFilter, NewMessage, Selected,
    Selection, SendKey,
};

use crate::scene::{CAMPAIGN, COMPANY, CONTACT, OTHER, Outcome, Scene, of_other, settlement, sms, texts};

async fn listed(scene: &Scene, filter: &MessageFilter) -> Result<Vec<MessageId>, StorageError> {
    let page = scene.ledger.list_messages(COMPANY, filter, Cursor::Newest, 100).await?;
    assert_eq!(page.next, None);
    Ok(page.rows.iter().map(|row| row.id).collect())
}

async fn walk(scene: &Scene, mut cursor: Cursor) -> Result<Vec<Vec<MessageId>>, StorageError> {
    let mut pages = Vec::new();
    loop {
        let page = scene.ledger.list_messages(COMPANY, &MessageFilter::default(), cursor, 10).await?;
        pages.push(page.rows.iter().map(|row| row.id).collect());
        match page.next {
            Some(next) => cursor = next,
            None => return Ok(pages),
        }
    }
}

pub async fn pages_through_all_messages_in_both_directions(scene: &Scene) -> Outcome {
    let mut ids = scene.plan(texts(0..25)).await?;
    // In every kind of state: one in hand, some settled, the rest waiting.
    scene.send_all().await?;
    ids.extend(scene.plan(texts(30..35)).await?);
    scene.claim(1, 2).await?;
    let newest_first: Vec<_> = ids.iter().rev().copied().collect();
    let down = walk(scene, Cursor::Newest).await?;
    assert_eq!(down.iter().map(Vec::len).collect::<Vec<_>>(), [10, 10, 10]);
    assert_eq!(down.concat(), newest_first);
    let up = walk(scene, Cursor::NewerThan(ids[4])).await?;
    assert_eq!(up.iter().map(Vec::len).collect::<Vec<_>>(), [10, 10, 5]);
    assert_eq!(up.into_iter().rev().flatten().collect::<Vec<_>>(), newest_first[..25]);
    Ok(())
}

pub async fn filters_by_what_a_list_offers(scene: &Scene) -> Outcome {
    let mail = NewMessage { channel: Channel::Email, campaign: None, contact: Some(CONTACT), ..sms(1) };
    let held = NewMessage {
        state: FirstState::Held(domain::message::HoldReason::Approval),
        contact: Some(CONTACT),
        ..sms(2)
    };
    let ids = scene.plan(vec![mail, held, sms(3)]).await?;
    scene.clock.advance(Duration::from_secs(60));
    let late = scene.plan_one(NewMessage { campaign: None, ..sms(4) }).await?;
    let all = MessageFilter::default;
    let channel = MessageFilter { channel: Some(Channel::Email), ..all() };
    assert_eq!(listed(scene, &channel).await?, [ids[0]]);
    let contact = MessageFilter { contact: Some(CONTACT), ..all() };
    assert_eq!(listed(scene, &contact).await?, [ids[1], ids[0]]);
    let held = MessageFilter { states: vec![State::Held], ..contact };
    assert_eq!(listed(scene, &held).await?, [ids[1]]);
    let campaign = MessageFilter { campaign: Some(CAMPAIGN), ..all() };
    assert_eq!(listed(scene, &campaign).await?, [ids[2], ids[1]]);
    let queued = MessageFilter { states: vec![State::Queued, State::Failed], ..campaign };
    assert_eq!(listed(scene, &queued).await?, [ids[2]]);
    let from = MessageFilter { from: Some(scene.now()), ..all() };
    assert_eq!(listed(scene, &from).await?, [late]);
    let to = MessageFilter { to: Some(scene.now()), ..all() };
    assert_eq!(listed(scene, &to).await?, [ids[2], ids[1], ids[0]]);
    Ok(())
}

pub async fn finds_messages_by_the_recipients_of_a_range(scene: &Scene) -> Outcome {
    let body = Body { recipient: "Ayse@Example.com".into(), ..Body::default() };
    let mail = scene.plan_one(NewMessage { body, channel: Channel::Email, ..sms(1) }).await?;
    let texts = scene.plan(vec![sms(12), sms(13), sms(112)]).await?;
    let again = NewMessage { key: SendKey::new("again".to_owned()), ..sms(12) };
    let again = scene.plan_one(again).await?;
    scene.plan_one(of_other(sms(12))).await?;
    let (newest, all) = ([again, texts[1], texts[0]], 10);
    for (typed, limit, expected) in [
        ("0532 000 00 12", all, &[again, texts[0]][..]),
        ("0532 00000 1", all, &newest),
        ("0532 00000 1", 2, &newest[..2]),
        ("AYSE@example.com", all, &[mail]),
        ("ayse@", all, &[mail]),
        ("0532 000 00 14", all, &[]),
    ] {
        let range = RecipientRange::of(typed).ok_or(StorageError::Unreadable("range"))?;
        let found = scene.ledger.messages_to(COMPANY, &range, limit).await?;
        assert_eq!(found.iter().map(|row| row.id).collect::<Vec<_>>(), expected, "{typed}");
    }
    Ok(())
}

pub async fn finds_by_recipient_and_words(scene: &Scene) -> Outcome {
    let body = Body {
        recipient: "ayse@example.com".into(),
        subject: Some("100% indirim".into()),
        ..Body::default()
    };
    let mail = scene.plan_one(NewMessage { body, channel: Channel::Email, ..sms(1) }).await?;
    let text = scene.plan_one(sms(12)).await?;
    let search = |words: &str| MessageFilter { search: Some(words.into()), ..MessageFilter::default() };
    assert_eq!(listed(scene, &search("Ayse@")).await?, [mail]);
    assert_eq!(listed(scene, &search("0% ind")).await?, [mail]);
    assert_eq!(listed(scene, &search("+905320000012")).await?, [text]);
    assert_eq!(listed(scene, &search("12 numaralı")).await?, [text]);
    for nothing in ["%", "example.com", "_yse", "\\"] {
        let expected: &[MessageId] = if nothing == "%" { &[mail] } else { &[] };
        assert_eq!(listed(scene, &search(nothing)).await?, expected, "{nothing}");
    }
    Ok(())
}

pub async fn shows_nothing_of_another_company(scene: &Scene) -> Outcome {
    let own = scene.plan_one(sms(1)).await?;
    let foreign = scene.plan_one(NewMessage { contact: Some(CONTACT), ..of_other(sms(1)) }).await?;
    assert_eq!(listed(scene, &MessageFilter::default()).await?, [own]);
    let contact = MessageFilter { contact: Some(CONTACT), ..MessageFilter::default() };
    assert!(listed(scene, &contact).await?.is_empty());
    assert!(scene.ledger.message(COMPANY, foreign).await?.is_none());
    let views = scene.ledger.messages(COMPANY, &[own, foreign]).await?;
    assert_eq!(views.keys().collect::<Vec<_>>(), [&own]);
    assert!(scene.ledger.history(COMPANY, foreign).await?.events.is_empty());
    assert!(scene.ledger.campaign_counts(OTHER, &[CAMPAIGN]).await?.is_empty());
    Ok(())
}

pub async fn counts_where_messages_stand(scene: &Scene) -> Outcome {
    scene.plan(texts(0..6)).await?;
    scene.send_all().await?;
    scene.clock.advance(Duration::from_secs(86_400));
    let late = scene.plan(texts(10..13)).await?;
    let of =
        Selection { company: COMPANY, which: Selected::Messages(late[..1].into()), after: None, limit: 9 };
    scene.ledger.cancel(of, None).await?;
    let today = scene.now().to_istanbul().date();
    let counts = scene.ledger.day_counts(COMPANY, today.plus_days(-1), today).await?;
    let counts: Vec<_> = counts.iter().map(|count| (count.day, count.state, count.total)).collect();
    let expected =
        [(today.plus_days(-1), State::Accepted, 6), (today, State::Queued, 2), (today, State::Cancelled, 1)];
    assert_eq!(counts, expected);
    let expected = [(State::Queued, 2), (State::Accepted, 6), (State::Cancelled, 1)];
    let expected = expected.map(|(state, count)| (CAMPAIGN, state, count));
    assert_eq!(scene.ledger.campaign_counts(COMPANY, &[CAMPAIGN]).await?, expected);
    Ok(())
}

pub async fn counts_what_authors_sent_and_what_it_cost(scene: &Scene) -> Outcome {
    let author = UserId::from_i64(5);
    let lira = |amount| Some(Money::new(amount, Currency::Try));
    let own = |n, cost| NewMessage { created_by: Some(author), cost, ..sms(n) };
    scene.plan(vec![own(1, lira(395)), own(2, lira(790)), own(3, None), sms(4)]).await?;
    scene.plan(vec![of_other(own(5, lira(1)))]).await?;
    let today = scene.now().to_istanbul().date();
    let waiting = scene.ledger.author_counts(COMPANY, today, today).await?;
    let count =
        |author, outcome, total, cost| AuthorCount { author, channel: Channel::Sms, outcome, total, cost };
    let expected = [
        count(None, Progress::Waiting, 1, None),
        count(Some(author), Progress::Waiting, 1, None),
        count(Some(author), Progress::Waiting, 2, lira(1_185)),
    ];
    assert_eq!(waiting, expected);
    let node = scene.node().await?.node;
    let sent = scene.on_wire(node).await?;
    assert_eq!(
        scene.ledger.author_counts(COMPANY, today, today).await?,
        expected,
        "a departure changes nothing"
    );
    let of_two = |(claimed, attempt): &(Claimed, AttemptId)| settlement(claimed, *attempt, Answer::Accepted);
    scene.ledger.settle(sent.iter().map(of_two).collect()).await?;
    scene.clock.advance(Duration::from_secs(86_400));
    let late = scene.plan_one(own(6, lira(395))).await?;
    let which = Selected::Messages(vec![late]);
    scene.ledger.cancel(Selection { company: COMPANY, which, after: None, limit: 9 }, None).await?;
    let days = scene.ledger.day_outcomes(COMPANY, today, today.plus_days(1)).await?;
    let day = |day, outcome, total, cost| DayOutcome { day, channel: Channel::Sms, outcome, total, cost };
    let expected = [
        day(today, Progress::OnItsWay, 2, None),
        day(today, Progress::OnItsWay, 2, lira(1_185)),
        day(today.plus_days(1), Progress::LeftOut, 1, lira(395)),
    ];
    assert_eq!(days, expected);
    assert!(scene.ledger.author_counts(COMPANY, today.plus_days(2), today.plus_days(3)).await?.is_empty());
    Ok(())
}

/// Sends texts that fail for this reason.
async fn fail(scene: &Scene, texts: Vec<NewMessage>, reason: FailureReason) -> Result<(), StorageError> {
    scene.plan(texts).await?;
    let node = scene.node().await?.node;
    let sent = scene.on_wire(node).await?;
    let answers = sent.iter().map(|(claimed, attempt)| settlement(claimed, *attempt, Answer::Failed(reason)));
    scene.ledger.settle(answers.collect()).await?;
    Ok(())
}

pub async fn counts_failures_by_reason(scene: &Scene) -> Outcome {
    fail(scene, texts(0..3), FailureReason::PhoneOff).await?;
    scene.clock.advance(Duration::from_secs(86_400));
    let today = scene.now();
    fail(scene, texts(10..12), FailureReason::NoCredit).await?;
    fail(scene, vec![sms(20)], FailureReason::PhoneOff).await?;
    fail(scene, vec![of_other(sms(21))], FailureReason::PhoneOff).await?;
    let late = NewMessage { expires_at: Some(scene.now()), ..sms(22) };
    scene.plan_one(late).await?;
    let node = scene.node().await?.node;
    assert!(scene.claim(node, 9).await?.is_empty(), "it is too late");
    let since = [(FailureReason::NoCredit, 2), (FailureReason::PhoneOff, 1), (FailureReason::Expired, 1)];
    assert_eq!(scene.ledger.failure_counts(COMPANY, today).await?, since);
    let all = scene.ledger.failure_counts(COMPANY, Timestamp::from_seconds(0)).await?;
    assert_eq!(all.first(), Some(&(FailureReason::PhoneOff, 4)));
    assert_eq!(scene.ledger.state_totals(COMPANY).await?, [(State::Failed, 6), (State::Expired, 1)]);
    Ok(())
}
