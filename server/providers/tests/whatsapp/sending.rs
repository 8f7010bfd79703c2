use providers::provider::{ButtonKind, ButtonParameter, FailureKind, Recipient, WhatsappContent};
use sandbox::graph::{GraphConfig, InboundMessage, OutsideWindow};

use crate::account::{account, message, send, stand_in, template, text};

#[tokio::test]
async fn templates_go_to_numbers_with_our_reference() {
    let graph = stand_in(GraphConfig::default()).await;
    let provider = account(&graph, "t");
    let outgoing = message("05321112233", WhatsappContent::Template(template("merhaba", &[])));
    let accepted = send(&*provider, outgoing).await.unwrap();
    let kept = graph.messages().pop().unwrap();
    assert_eq!((kept.wamid.as_str(), kept.to.as_str()), (&*accepted.provider_ref, "905321112233"));
    assert_eq!((kept.callback_data.as_str(), kept.template.as_deref()), ("att_05321112233", Some("merhaba")));
    assert_eq!(accepted.note, None);
}

#[tokio::test]
async fn one_time_codes_fill_body_and_button() {
    let graph = stand_in(GraphConfig::default()).await;
    let provider = account(&graph, "t");
    let mut code = template("dogrulama_kodu", &["482913"]);
    code.buttons = vec![ButtonParameter { index: 0, kind: ButtonKind::Url, text: "482913".to_owned() }];
    send(&*provider, message("05321112233", WhatsappContent::Template(code))).await.unwrap();
    let missing = template("dogrulama_kodu", &[]);
    let failure =
        send(&*provider, message("05321112244", WhatsappContent::Template(missing))).await.unwrap_err();
    assert_eq!(failure.code, "132000");
}

#[tokio::test]
async fn text_needs_an_open_window() {
    let graph =
        stand_in(GraphConfig { outside_window: OutsideWindow::Refuse, ..GraphConfig::default() }).await;
    let provider = account(&graph, "t");
    let failure = send(&*provider, message("05321112233", text())).await.unwrap_err();
    assert_eq!((failure.code.as_str(), failure.reason().word()), ("131047", "window_closed"));
    graph.receive(InboundMessage {
        from: "905321112233".into(),
        text: "merhaba".into(),
        ..InboundMessage::default()
    });
    send(&*provider, message("05321112233", text())).await.unwrap();
}

#[tokio::test]
async fn a_person_without_a_number_can_be_answered() {
    let graph =
        stand_in(GraphConfig { outside_window: OutsideWindow::Ignore, ..GraphConfig::default() }).await;
    let provider = account(&graph, "t");
    let mut outgoing = message("05321112233", text());
    outgoing.recipient = Recipient::WhatsappUser("TR.1a2b3c".to_owned());
    send(&*provider, outgoing).await.unwrap();
    assert_eq!(graph.messages()[0].to, "TR.1a2b3c");
}

#[tokio::test]
async fn a_message_held_for_quality_says_so() {
    let graph = stand_in(GraphConfig::default()).await;
    let provider = account(&graph, "t");
    let outgoing = message("05321237010", WhatsappContent::Template(template("merhaba", &[])));
    let accepted = send(&*provider, outgoing).await.unwrap();
    assert_eq!(accepted.note.as_deref(), Some("held_for_quality_assessment"));
}

#[tokio::test]
async fn many_messages_share_few_connections() {
    let graph = stand_in(GraphConfig::unlimited()).await;
    let provider = account(&graph, "t");
    let mut sends = tokio::task::JoinSet::new();
    for number in 0..300 {
        let provider = provider.clone();
        let outgoing = message(&format!("05321{number:06}"), text());
        sends.spawn(async move { send(&*provider, outgoing).await.unwrap() });
    }
    assert_eq!(sends.join_all().await.len(), 300);
    let report = graph.report();
    assert_eq!((report.accepted, report.distinct_references, report.reference_repeats), (300, 300, 0));
}

#[tokio::test]
async fn tokens_that_are_not_accepted_stop_the_account() {
    let graph = stand_in(GraphConfig::default()).await;
    for (token, kind) in [
        ("bad", FailureKind::Unauthorized),
        ("expired", FailureKind::Unauthorized),
        ("limited", FailureKind::Config),
    ] {
        let failure = send(&*account(&graph, token), message("05321112233", text())).await.unwrap_err();
        assert_eq!((failure.kind, failure.pauses_account()), (kind, true), "{token}");
    }
    assert_eq!(account(&graph, "bad").test_connection().await.unwrap_err().kind, FailureKind::Unauthorized);
    assert_eq!(account(&graph, "bad").templates().await.unwrap_err().kind, FailureKind::Unauthorized);
}
