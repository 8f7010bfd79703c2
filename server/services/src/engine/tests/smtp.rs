use std::time::Duration;

use domain::failure::Problem;
use domain::message::{FailureReason, Purpose, State};
use domain::messages::DoubtWord;
use domain::provider_accounts::TestOutcome;
use storage::ledger::Reason;

use super::rig::{Rig, StandIns, sink};
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(
    mails_leave_filled_and_once,
    every_answer_of_a_server_ends_where_it_should,
    a_greylisted_mail_comes_through_later,
    a_code_in_doubt_is_repeated_once_and_a_notice_never,
    a_server_that_is_down_is_tried_again_later,
    an_expired_mail_does_not_leave,
    a_reset_mail_leaves_through_the_ledger_once_there_is_an_account,
    a_person_ends_a_doubt_in_one_of_three_ways,
    test_mode_tries_the_login_and_the_encryption,
);

/// Connected as a person does it, with a password.
async fn connect_with(rig: &Rig, password: &str) -> TestResult<domain::id::AccountId> {
    let values = [
        ("host", "mail.firma.com.tr"),
        ("port", "465"),
        ("security", "tls"),
        ("auth", "password"),
        ("username", "bilgi@firma.com.tr"),
        ("password", password),
        ("from_address", "bilgi@firma.com.tr"),
    ];
    rig.connect("smtp", &values).await
}

async fn test_mode_tries_the_login_and_the_encryption(world: World) -> TestResult {
    let sink = sink().await?;
    let rig = Rig::new(world, StandIns::smtp_with_tls(&sink)).await?;
    let account = connect_with(&rig, "iyi").await?;
    let tested = rig.services.test_account(&rig.owner, account).await?;
    let TestOutcome::Good(tested) = tested.outcome else { return Err("a good password was refused".into()) };
    assert!(tested.warnings.is_empty(), "{:?}", tested.warnings);
    assert!(tested.facts.iter().any(|fact| fact.value.contains("TLS")), "{:?}", tested.facts);
    let account = connect_with(&rig, "bad").await?;
    let tested = rig.services.test_account(&rig.owner, account).await?;
    let TestOutcome::Bad(failure) = tested.outcome else { return Err("a bad password was taken".into()) };
    let told = failure.of("values[password]").map(|field| field.problem);
    assert_eq!(told, Some(Problem::ProviderCredentials));
    Ok(())
}

async fn mails_leave_filled_and_once(world: World) -> TestResult {
    let sink = sink().await?;
    let rig = Rig::new(world, StandIns::smtp(&sink)).await?;
    let account = rig.connect_smtp().await?;
    let mut messages = Vec::new();
    for number in 0..20 {
        messages.push(rig.email(account, &format!("kisi{number}@ornek.com.tr")).await?);
    }
    let ids = rig.plan(messages).await?;
    assert_eq!(rig.engine.drain().await?, 20);
    assert!(rig.states(&ids).await?.iter().all(|state| *state == State::Accepted));
    let report = sink.report();
    assert_eq!((report.accepted, report.distinct, report.duplicates), (20, 20, 0));
    assert!(report.max_open_connections <= 4, "{}", report.max_open_connections);
    let history = rig.ledger().history(rig.company, ids[0]).await?;
    let attempt = history.attempts.first().ok_or("no attempt")?;
    assert_eq!(sink.received().get(&attempt.id.to_string()), Some(&1));
    Ok(())
}

/// Who is written to, where the message stands afterwards and whether the server has it.
const ANSWERS: &[(&str, State, bool)] = &[
    ("ok", State::Accepted, true),
    ("unknown", State::Failed, false),
    ("full", State::Queued, false),
    ("tempfail", State::Queued, false),
    ("policy", State::Failed, false),
    ("rate", State::Queued, false),
    ("spam", State::Failed, false),
    ("later", State::Queued, false),
    ("stall-rcpt", State::Queued, false),
    ("drop-rcpt", State::Queued, false),
    ("stall-dot", State::InDoubt, true),
    ("drop", State::InDoubt, true),
    ("drop-lost", State::InDoubt, false),
];

async fn every_answer_of_a_server_ends_where_it_should(world: World) -> TestResult {
    let sink = sink().await?;
    let rig = Rig::new(world, StandIns::smtp(&sink)).await?;
    let account = rig.connect_smtp().await?;
    for (recipient, state, taken) in ANSWERS {
        sink.clear();
        let mail = rig.email(account, &format!("{recipient}@ornek.com.tr")).await?;
        let id = rig.plan(vec![mail]).await?[0];
        rig.engine.drain().await?;
        assert_eq!(rig.state(id).await?, *state, "{recipient}");
        assert_eq!(sink.report().accepted, u64::from(*taken), "{recipient}");
        let of = storage::ledger::Selection {
            company: rig.company,
            which: storage::ledger::Selected::Messages(vec![id]),
            after: None,
            limit: 1,
        };
        rig.ledger().cancel(of, None).await?;
        // Longer than any pause of the account.
        rig.world.pass(3_600);
    }
    Ok(())
}

async fn a_greylisted_mail_comes_through_later(world: World) -> TestResult {
    let sink = sink().await?;
    let rig = Rig::new(world, StandIns::smtp(&sink)).await?;
    let account = rig.connect_smtp().await?;
    let id = rig.plan(vec![rig.email(account, "grey@ornek.com.tr").await?]).await?[0];
    rig.engine.drain().await?;
    assert_eq!(rig.state(id).await?, State::Queued);
    assert_eq!(rig.engine.drain().await?, 0, "it is not due yet");
    rig.world.pass(3_600);
    rig.engine.drain().await?;
    assert_eq!(rig.state(id).await?, State::Accepted);
    Ok(())
}

async fn a_code_in_doubt_is_repeated_once_and_a_notice_never(world: World) -> TestResult {
    let sink = sink().await?;
    let rig = Rig::new(world, StandIns::smtp(&sink)).await?;
    let account = rig.connect_smtp().await?;
    let mut code = rig.email(account, "drop+kod@ornek.com.tr").await?;
    code.purpose = Purpose::Code;
    let notice = rig.email(account, "drop+fatura@ornek.com.tr").await?;
    let ids = rig.plan(vec![code, notice]).await?;
    for _ in 0..4 {
        rig.engine.drain().await?;
        assert_eq!(rig.states(&ids).await?, [State::InDoubt, State::InDoubt]);
        rig.engine.look_after().await?;
        rig.world.pass(3_600);
    }
    assert_eq!(sink.report().accepted, 3, "the code twice, the notice once");
    Ok(())
}

async fn a_server_that_is_down_is_tried_again_later(world: World) -> TestResult {
    let sink = sink().await?;
    let stand_ins = StandIns::smtp(&sink);
    sink.stop().await;
    let rig = Rig::new(world, stand_ins).await?;
    let account = rig.connect_smtp().await?;
    let id = rig.plan(vec![rig.email(account, "ok@ornek.com.tr").await?]).await?[0];
    let mut tries = 0;
    while rig.state(id).await? == State::Queued {
        tries += rig.engine.drain().await?;
        rig.world.pass(2 * 3_600);
    }
    let found = rig.ledger().message(rig.company, id).await?.ok_or("no message")?;
    assert_eq!(found.row.reason, Some(Reason::Failure(FailureReason::NoAnswer)));
    assert_eq!((tries, found.attempts), (8, 8));
    Ok(())
}

async fn an_expired_mail_does_not_leave(world: World) -> TestResult {
    let sink = sink().await?;
    let rig = Rig::new(world, StandIns::smtp(&sink)).await?;
    let account = rig.connect_smtp().await?;
    let mut mail = rig.email(account, "ok@ornek.com.tr").await?;
    mail.expires_at = Some(rig.services.now() + Duration::from_secs(60));
    let id = rig.plan(vec![mail]).await?[0];
    rig.world.pass(61);
    rig.engine.drain().await?;
    assert_eq!(rig.state(id).await?, State::Expired);
    assert_eq!(sink.report().accepted, 0);
    Ok(())
}

async fn a_reset_mail_leaves_through_the_ledger_once_there_is_an_account(world: World) -> TestResult {
    let sink = sink().await?;
    let rig = Rig::new(world, StandIns::smtp(&sink)).await?;
    let form = domain::accounts::RequestResetForm { login: "ayse".to_owned() };
    rig.services.request_password_reset(&form, &crate::testing::here()).await?;
    rig.engine.drain().await?;
    assert_eq!(sink.report().accepted, 0, "it is held");
    assert!(rig.services.take_system_mails(10).await?.is_empty());
    let addr = sink.addr();
    let port = addr.port().to_string();
    let values = [
        ("host", "127.0.0.1"),
        ("port", port.as_str()),
        ("security", "none"),
        ("auth", "none"),
        ("from_address", "sistem@mesaj.example"),
    ];
    let values = values.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    rig.services.set_platform_mail(&values).await?;
    rig.engine.drain().await?;
    assert_eq!(sink.report().accepted, 1);
    let mail = sink.messages().pop().ok_or("no mail")?;
    let text = String::from_utf8_lossy(&mail.raw).replace("=\r\n", "");
    assert!(text.contains("https://mesaj.example/reset/"), "{text}");
    let platform = storage::platform::find(rig.world.db.read()).await?.ok_or("no platform")?.company;
    let page = rig
        .ledger()
        .list_messages(platform, &Default::default(), storage::ledger::Cursor::Newest, 10)
        .await?;
    let stored = rig.ledger().message(platform, page.rows[0].id).await?.ok_or("no message")?;
    assert!(!format!("{:?}", stored.body).contains("/reset/"), "the link lies sealed");
    Ok(())
}

/// What a person says, where the message stands then, and where after another drain.
const WORDS: &[(DoubtWord, State, State)] = &[
    (DoubtWord::Arrived, State::Delivered, State::Delivered),
    (DoubtWord::Lost, State::Failed, State::Failed),
    (DoubtWord::SendAgain, State::Queued, State::InDoubt),
];

async fn a_person_ends_a_doubt_in_one_of_three_ways(world: World) -> TestResult {
    let sink = sink().await?;
    let rig = Rig::new(world, StandIns::smtp(&sink)).await?;
    let account = rig.connect_smtp().await?;
    for (number, (word, then, after)) in WORDS.iter().enumerate() {
        let mail = rig.email(account, &format!("drop+{number}@ornek.com.tr")).await?;
        let id = rig.plan(vec![mail]).await?[0];
        rig.engine.drain().await?;
        assert_eq!(rig.state(id).await?, State::InDoubt);
        rig.services.settle_doubt(&rig.owner, id, *word).await?;
        assert_eq!(rig.state(id).await?, *then);
        let twice = rig.services.settle_doubt(&rig.owner, id, DoubtWord::Lost).await.err();
        assert_eq!(twice.and_then(|error| error.problem()), Some(Problem::Conflict));
        rig.engine.drain().await?;
        assert_eq!(rig.state(id).await?, *after);
    }
    Ok(())
}
