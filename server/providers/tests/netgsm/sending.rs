use domain::message::FailureReason;
use domain::sms::SmsEncoding;
use providers::provider::{Content, FailureKind, IysFilter, Outgoing, Scope, SendOutcome};
use sandbox::netgsm::NetgsmConfig;

use crate::account::{NOW, account, job_of, send, sms, stand_in};

#[tokio::test]
async fn many_messages_are_one_job() {
    let netgsm = stand_in(NetgsmConfig::default()).await;
    let provider = account(netgsm.addr(), "x");
    let batch: Vec<_> = (0..300).map(|n| sms(5_321_230_200 + n, "Sn. Ayşe, siparişiniz hazır.")).collect();
    let outcomes = send(&*provider, &batch).await;
    assert_eq!(outcomes.len(), 300);
    let job = job_of(&outcomes[0]);
    assert!(job.len() >= 26 && outcomes.iter().all(|outcome| job_of(outcome) == job));
    let report = netgsm.report();
    assert_eq!((report.jobs, report.recipients, report.repeats_in_job), (1, 300, 0));
    assert_eq!(netgsm.references().get("att_5321230299"), Some(&1));
}

#[tokio::test]
async fn a_number_that_comes_twice_gets_a_job_of_its_own() {
    let netgsm = stand_in(NetgsmConfig::default()).await;
    let provider = account(netgsm.addr(), "x");
    let batch = [sms(5_321_234_567, "bir"), sms(5_331_234_567, "bir"), sms(5_321_234_567, "iki")];
    let outcomes = send(&*provider, &batch).await;
    assert_eq!(job_of(&outcomes[0]), job_of(&outcomes[1]));
    assert_ne!(job_of(&outcomes[0]), job_of(&outcomes[2]));
    assert_eq!(netgsm.report().repeats_in_job, 0);
}

#[tokio::test]
async fn one_text_that_is_too_long_does_not_spoil_the_others() {
    let netgsm = stand_in(NetgsmConfig::default()).await;
    let provider = account(netgsm.addr(), "x");
    let text = |n: u64| if n == 11 { "ş".repeat(2000) } else { "kısa".to_owned() };
    let batch: Vec<_> = (0..20).map(|n| sms(5_321_230_200 + n, &text(n))).collect();
    let outcomes = send(&*provider, &batch).await;
    for (index, outcome) in outcomes.iter().enumerate() {
        match outcome.failure() {
            None => assert_ne!(index, 11),
            Some(failure) => assert_eq!((index, failure.reason()), (11, FailureReason::RejectedContent)),
        }
    }
    let report = netgsm.report();
    assert_eq!((report.recipients, report.distinct_numbers), (19, 19));
}

#[tokio::test]
async fn a_batch_of_nothing_but_bad_texts_ends_soon() {
    let netgsm = stand_in(NetgsmConfig::default()).await;
    let provider = account(netgsm.addr(), "x");
    let batch: Vec<_> = (0..500).map(|n| sms(5_321_230_200 + n, &"ş".repeat(2000))).collect();
    let outcomes = send(&*provider, &batch).await;
    assert!(outcomes.iter().all(|outcome| outcome.failure().is_some()));
    assert!(netgsm.report().refused <= 80, "{}", netgsm.report().refused);
}

#[tokio::test]
async fn a_number_that_gets_too_much_waits_alone() {
    let netgsm = stand_in(NetgsmConfig::default()).await;
    let provider = account(netgsm.addr(), "x");
    for n in 0..20 {
        job_of(&send(&*provider, &[sms(5_321_234_567, &format!("{n}"))]).await[0]);
    }
    let outcomes = send(&*provider, &[sms(5_331_234_567, "x"), sms(5_321_234_567, "x")]).await;
    job_of(&outcomes[0]);
    let failure = outcomes[1].failure().unwrap();
    assert!(matches!(failure.kind, FailureKind::Throttled { scope: Scope::Recipient, .. }), "{failure}");
}

#[tokio::test]
async fn sender_names_and_consents_are_the_accounts_business() {
    let netgsm = stand_in(NetgsmConfig::default()).await;
    let provider = account(netgsm.addr(), "x");
    for (sender, iys, code) in [
        ("NOHEADER", IysFilter::NotNeeded, "40"),
        ("YOKBOYLE", IysFilter::NotNeeded, "40"),
        ("NOIYS", IysFilter::Individual, "50"),
        ("NOBRAND", IysFilter::Merchant, "51"),
    ] {
        let mut outgoing = sms(5_321_234_567, "x");
        outgoing.sender = Some(sender.into());
        if let Content::Sms(content) = &mut outgoing.content {
            content.iys = iys;
        }
        let outcomes = send(&*provider, &[outgoing]).await;
        let failure = outcomes[0].failure().unwrap();
        let kind = if code == "40" { FailureKind::Sender } else { FailureKind::Config };
        assert_eq!((failure.kind, failure.code.as_str()), (kind, code));
    }
}

#[tokio::test]
async fn every_encoding_and_an_end_are_taken() {
    let netgsm = stand_in(NetgsmConfig::default()).await;
    let provider = account(netgsm.addr(), "x");
    for (n, encoding, text) in [
        (1, SmsEncoding::Gsm7, "plain"),
        (2, SmsEncoding::Gsm7, "über"),
        (3, SmsEncoding::Turkish, "ışık"),
        (4, SmsEncoding::Ucs2, "ışık 🙂"),
    ] {
        let mut outgoing: Outgoing = sms(5_321_230_200 + n, text);
        outgoing.valid_until = Some(NOW + std::time::Duration::from_secs(n * 1800));
        if let Content::Sms(content) = &mut outgoing.content {
            content.encoding = encoding;
        }
        match &send(&*provider, &[outgoing]).await[0] {
            SendOutcome::Accepted(accepted) => assert_eq!(accepted.note, None, "{text}"),
            SendOutcome::Refused(failure) => panic!("{text}: {failure}"),
        }
    }
}
