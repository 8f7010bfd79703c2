use providers::provider::{FailureKind, Scope, WhatsappContent};
use sandbox::Fault;
use sandbox::graph::{FATES, GraphConfig};

use crate::account::{NOW, account, message, send, stand_in, template};

/// What the send itself comes to for a number ending so; `None` is acceptance.
fn expected(suffix: &str) -> Option<&'static str> {
    Some(match suffix {
        "4004" | "8007" | "0429" | "1048" | "1057" => "account waits",
        "1056" => "recipient waits",
        "0190" => "unauthorized",
        "1042" => "no credit",
        "4010" | "0368" | "1005" | "1031" | "1037" => "config",
        "1045" | "3010" => "sender",
        "0403" => "blocked_by_us",
        "0497" => "country_closed",
        "1030" => "not_on_test_list",
        "2049" => "withheld_by_meta",
        "1021" => "invalid_number",
        "2026" => "not_on_whatsapp",
        "2050" => "opted out",
        "4002" | "1000" | "1016" => "temporary_fault",
        "0500" | "0503" | "0408" | "0409" | "0444" | "0445" => "unclear",
        _ => return None,
    })
}

fn word(kind: FailureKind) -> &'static str {
    match kind {
        FailureKind::Throttled { scope: Scope::Account, .. } => "account waits",
        FailureKind::Throttled { .. } => "recipient waits",
        FailureKind::Unauthorized => "unauthorized",
        FailureKind::NoCredit => "no credit",
        FailureKind::Config => "config",
        FailureKind::Sender => "sender",
        FailureKind::Rejected { reason, .. } => reason.word(),
        FailureKind::OptedOut => "opted out",
        FailureKind::Unclear => "unclear",
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn every_fate_has_its_own_outcome() {
    let graph = stand_in(GraphConfig::default()).await;
    let provider = account(&graph, "t");
    for fate in FATES {
        let outgoing =
            message(&format!("0532123{}", fate.suffix), WhatsappContent::Template(template("merhaba", &[])));
        let reference = outgoing.reference.clone();
        let outcome = send(&*provider, outgoing).await;
        let came = outcome.as_ref().err().map(|failure| word(failure.kind));
        assert_eq!(came, expected(fate.suffix), "{}: {outcome:?}", fate.suffix);
        let exists = graph.references().contains_key(&reference);
        let doubtful = outcome.as_ref().is_err_and(|failure| failure.may_have_left());
        assert!(exists == outcome.is_ok() || doubtful, "{}", fate.suffix);
    }
}

#[tokio::test]
async fn faults_before_any_json_say_whether_it_may_have_left() {
    let graph = stand_in(GraphConfig::default()).await;
    let provider = account(&graph, "t");
    for (index, (fault, kind)) in [
        (Fault::Close, FailureKind::Unclear),
        (Fault::CloseAfterAccept, FailureKind::Unclear),
        (Fault::HangAfterAccept, FailureKind::Unclear),
        (Fault::ServerErrorAfterAccept, FailureKind::Unclear),
        (Fault::WrongJson, FailureKind::Unreadable),
    ]
    .into_iter()
    .enumerate()
    {
        graph.plan_fault(fault.clone());
        let outgoing =
            message(&format!("053211122{index:02}"), WhatsappContent::Template(template("merhaba", &[])));
        assert_eq!(send(&*provider, outgoing).await.unwrap_err().kind, kind, "{fault:?}");
    }
}

#[tokio::test]
async fn a_closed_gate_withholds_the_message() {
    let graph = stand_in(GraphConfig::default()).await;
    let provider = account(&graph, "t");
    let outgoing = message("05321112233", WhatsappContent::Template(template("merhaba", &[])));
    let outcomes = provider.send(&[outgoing], NOW, &|| false).await;
    assert_eq!(outcomes[0].failure().unwrap().code, "withheld");
    assert_eq!(graph.report().accepted, 0);
}
