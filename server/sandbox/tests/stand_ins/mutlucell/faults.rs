use std::time::Duration;

use sandbox::{Fault, PlannedFault};

use super::client::{Caller, LOGIN, mesaj, package};

async fn attempt(caller: &Caller, text: &str) -> Result<reqwest::Response, reqwest::Error> {
    // A user of its own each time: the stand-in may not have noticed yet that the last one hung up.
    let user = caller.stand_in.report().packages + caller.stand_in.report().malformed;
    let login = format!(r#"ka="firma{user}{}" pwd="x""#, text.len());
    let xml = package("", &mesaj(text, "5321234567")).replace(LOGIN, &login);
    caller.request("sndblkex", &xml).timeout(Duration::from_millis(1500)).send().await
}

#[tokio::test]
async fn breaks_off_with_and_without_having_accepted() {
    let caller = Caller::new().await;
    for (n, (fault, timeout, packages)) in [
        (Fault::Hang, true, 0),
        (Fault::HangAfterAccept, true, 1),
        (Fault::Close, false, 1),
        (Fault::CloseAfterAccept, false, 2),
    ]
    .into_iter()
    .enumerate()
    {
        caller.stand_in.plan_fault(fault.clone());
        let error = attempt(&caller, &"x".repeat(n + 1)).await.unwrap_err();
        assert_eq!(error.is_timeout(), timeout, "{fault:?}");
        assert_eq!(caller.stand_in.report().packages, packages, "{fault:?}");
    }
}

#[tokio::test]
async fn answers_with_html_codes_and_garbage() {
    let caller = Caller::new().await;
    for (fault, status, start, packages) in [
        (Fault::ServerError, 500, "<html>", 0),
        (Fault::ServerErrorAfterAccept, 500, "<html>", 1),
        (Fault::Code { code: "25".into() }, 200, "25", 1),
        (Fault::WrongJson, 200, "{\"code\":", 2),
        (Fault::Slow { millis: 50 }, 200, "$88096498#1.0", 3),
    ] {
        caller.stand_in.plan_fault(fault.clone());
        let response = attempt(&caller, "x").await.unwrap();
        assert_eq!(response.status(), status, "{fault:?}");
        assert!(response.text().await.unwrap().starts_with(start), "{fault:?}");
        assert_eq!(caller.stand_in.report().packages, packages, "{fault:?}");
    }
}

#[tokio::test]
async fn a_second_call_of_an_account_is_refused_while_the_first_runs() {
    let caller = Caller::new().await;
    let hang = PlannedFault { path: Some("gtcrdtex".into()), ..Fault::Hang.into() };
    caller.stand_in.plan_fault(hang);
    let xml = format!("<smskredi {LOGIN}/>");
    let first = tokio::spawn(caller.request("gtcrdtex", &xml).send());
    // It takes the planned fault as it begins.
    let begun = async {
        while caller.call("gtorgex", &format!("<smsorig {LOGIN}/>")).await != "24" {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), begun).await.unwrap();
    assert!(caller.stand_in.report().overlaps > 0);
    assert_eq!(caller.call("gtcrdtex", r#"<smskredi ka="baska" pwd="x"/>"#).await, "$100000.0");
    first.abort();
}
