use std::time::Duration;

use domain::message::FailureReason;
use providers::provider::{Content, FailureKind, IysFilter, OpenGate, Outgoing, SendOutcome};
use sandbox::mutlucell::MutlucellConfig;

use crate::account::{NOW, account, account_with, package_of, send, sms, stand_in};

#[tokio::test]
async fn one_text_for_many_numbers_is_written_once() {
    let mutlucell = stand_in(MutlucellConfig::default()).await;
    let provider = account(mutlucell.addr(), "x");
    let batch: Vec<_> = (0..300).map(|n| sms(5_321_230_200 + n, "Sn. Ayşe, siparişiniz hazır.")).collect();
    let outcomes = send(&*provider, &batch).await;
    let package = package_of(&outcomes[0]);
    assert!(outcomes.iter().all(|outcome| package_of(outcome) == package));
    let report = mutlucell.report();
    assert_eq!((report.packages, report.texts, report.recipients), (1, 1, 300));
    let SendOutcome::Accepted(accepted) = &outcomes[0] else { panic!("{outcomes:?}") };
    assert_eq!(accepted.note.as_deref(), Some("$88096496#300.0"));
}

#[tokio::test]
async fn texts_of_their_own_share_a_package() {
    let mutlucell = stand_in(MutlucellConfig::default()).await;
    let provider = account(mutlucell.addr(), "x");
    let batch: Vec<_> = (0..300).map(|n| sms(5_321_230_200 + n, &format!("Sn. {} buyrun", n / 2))).collect();
    let outcomes = send(&*provider, &batch).await;
    assert!(outcomes.iter().all(|outcome| package_of(outcome) == package_of(&outcomes[0])));
    let report = mutlucell.report();
    assert_eq!((report.packages, report.texts, report.repeated_texts, report.recipients), (1, 150, 0, 300));
}

#[tokio::test]
async fn a_number_that_comes_twice_gets_a_package_of_its_own() {
    let mutlucell = stand_in(MutlucellConfig::default()).await;
    let provider = account(mutlucell.addr(), "x");
    let batch = [sms(5_321_234_567, "bir"), sms(5_331_234_567, "bir"), sms(5_321_234_567, "iki")];
    let outcomes = send(&*provider, &batch).await;
    assert_eq!(package_of(&outcomes[0]), package_of(&outcomes[1]));
    assert_ne!(package_of(&outcomes[0]), package_of(&outcomes[2]));
    assert_eq!(mutlucell.report().repeats_in_package, 0);
}

#[tokio::test]
async fn whatever_is_in_a_text_or_a_password_arrives() {
    let mutlucell = stand_in(MutlucellConfig::default()).await;
    let provider = account_with(mutlucell.addr(), &[("user", "a&b<c>\"'ğ")], "p\"w<d>&'ş");
    for (n, text) in [
        "düz",
        "ışık ğüşiöç İĞ",
        "a & b < c > 'd' \"e\" &amp; ]]>",
        "satır\nsonu\r\nve\tsekme",
        "emoji 🙂 kâğıt “tırnak”",
        "dikey\u{b}sekme\u{1f}\u{fffe}",
        "[köşeli] {süslü} €",
    ]
    .into_iter()
    .enumerate()
    {
        let outcomes = send(&*provider, &[sms(5_321_230_200 + n as u64, text)]).await;
        assert_eq!(outcomes[0].failure(), None, "{text:?}");
    }
    assert_eq!(mutlucell.report().malformed, 0);
}

#[tokio::test]
async fn charset_sender_and_end_divide_packages() {
    let mutlucell = stand_in(MutlucellConfig::default()).await;
    let provider = account(mutlucell.addr(), "x");
    let until = |minutes: u64| Outgoing {
        valid_until: Some(NOW + Duration::from_secs(minutes * 60)),
        ..sms(5_321_230_200 + minutes, "duz")
    };
    let named = Outgoing { sender: Some("SANDBOX".into()), ..sms(5_321_230_300, "duz") };
    let batch = [
        sms(5_321_230_301, "duz"),
        sms(5_321_230_302, "ışık"),
        sms(5_321_230_303, "🙂"),
        named,
        until(30),
        until(3),
    ];
    let outcomes = send(&*provider, &batch).await;
    assert!(outcomes.iter().all(|outcome| outcome.failure().is_none()), "{outcomes:?}");
    assert_eq!(mutlucell.report().packages, 6);
}

#[tokio::test]
async fn one_text_that_is_refused_does_not_spoil_the_others() {
    let mutlucell = stand_in(MutlucellConfig::default()).await;
    let provider = account(mutlucell.addr(), "x");
    let text = |n: u64| if n == 11 { "ş".repeat(2000) } else { "kısa".to_owned() };
    let batch: Vec<_> = (0..20).map(|n| sms(5_321_230_200 + n, &text(n))).collect();
    let outcomes = send(&*provider, &batch).await;
    for (index, outcome) in outcomes.iter().enumerate() {
        assert_eq!(outcome.failure().map(|failure| failure.code.as_str()), (index == 11).then_some("20"));
    }
    let report = mutlucell.report();
    assert_eq!((report.recipients, report.distinct_numbers, report.overlaps), (19, 19, 0));
}

#[tokio::test]
async fn a_batch_of_nothing_but_bad_texts_ends_soon() {
    let mutlucell = stand_in(MutlucellConfig::default()).await;
    let provider = account(mutlucell.addr(), "x");
    let batch: Vec<_> = (0..500).map(|n| sms(5_321_230_200 + n, &"ş".repeat(2000))).collect();
    let outcomes = send(&*provider, &batch).await;
    assert!(outcomes.iter().all(|outcome| outcome.failure().is_some()));
    assert!(mutlucell.report().refused <= 80, "{}", mutlucell.report().refused);
}

#[tokio::test]
async fn a_package_that_took_nothing_is_refused() {
    let mutlucell = stand_in(MutlucellConfig::default()).await;
    let outcomes = send(&*account(mutlucell.addr(), "x"), &[sms(5_321_234_567, "#ZERO")]).await;
    let failure = outcomes[0].failure().unwrap();
    let refused = FailureKind::Rejected { reason: FailureReason::Unknown, retry: None };
    assert_eq!((failure.kind, failure.code.as_str()), (refused, "#0"));
    assert_eq!(mutlucell.report().recipients, 0);
}

#[tokio::test]
async fn no_undocumented_attribute_is_sent_for_commercial_messages() {
    let mutlucell = stand_in(MutlucellConfig::default()).await;
    let provider = account(mutlucell.addr(), "x");
    for (n, iys) in [(1, IysFilter::Individual), (2, IysFilter::Merchant)] {
        let mut outgoing = sms(5_321_230_200 + n, "indirim");
        if let Content::Sms(content) = &mut outgoing.content {
            content.iys = iys;
        }
        // The stand-in refuses attributes that it does not know.
        package_of(&send(&*provider, &[outgoing]).await[0]);
    }
}

#[tokio::test]
async fn calls_of_an_account_never_run_at_once() {
    let mutlucell = stand_in(MutlucellConfig::default()).await;
    let provider = account(mutlucell.addr(), "x");
    let mut calls = tokio::task::JoinSet::new();
    for n in 0..20 {
        let provider = provider.clone();
        calls.spawn(async move {
            let outcomes = provider.send(&[sms(5_321_230_200 + n, "x")], NOW, &OpenGate).await;
            outcomes[0].failure().is_none() && provider.balance().await.is_ok()
        });
    }
    assert_eq!(calls.join_all().await, [true; 20]);
    assert_eq!((mutlucell.report().overlaps, mutlucell.report().packages), (0, 20));
}
