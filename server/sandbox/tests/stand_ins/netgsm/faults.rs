use std::time::Duration;

use sandbox::netgsm::NetgsmStandIn;
use sandbox::{Fault, PlannedFault};
use serde_json::{Value, json};

use super::client::{Caller, job};

const SEND: &str = "/sms/rest/v2/send";

async fn attempt(caller: &Caller, body: Value) -> Result<reqwest::Response, reqwest::Error> {
    let request = caller.request(reqwest::Method::POST, SEND).basic_auth("u", Some("p"));
    request.timeout(Duration::from_millis(1500)).json(&body).send().await
}

fn accepted(stand_in: &NetgsmStandIn) -> u64 {
    stand_in.report().jobs
}

#[tokio::test]
async fn breaks_off_with_and_without_having_accepted() {
    let caller = Caller::new().await;
    for (fault, timeout, jobs) in [
        (Fault::Hang, true, 0),
        (Fault::HangAfterAccept, true, 1),
        (Fault::Close, false, 1),
        (Fault::CloseAfterAccept, false, 2),
    ] {
        caller.stand_in.plan_fault(fault.clone());
        let error = attempt(&caller, job(&["5321234567"])).await.unwrap_err();
        assert_eq!(error.is_timeout(), timeout, "{fault:?}");
        assert_eq!(accepted(&caller.stand_in), jobs, "{fault:?}");
    }
    assert_eq!(caller.code(SEND, job(&["5321234567"])).await, "00");
}

#[tokio::test]
async fn answers_with_html_codes_and_broken_json() {
    let caller = Caller::new().await;
    for (fault, status, start, jobs) in [
        (Fault::ServerError, 500, "<html>", 0),
        (Fault::ServerErrorAfterAccept, 500, "<html>", 1),
        (Fault::Code { code: "100".into() }, 406, "{\"code\":\"100\"", 1),
        (Fault::WrongJson, 200, "{\"code\":\"00\",\"jobid\":", 2),
        (Fault::Slow { millis: 50 }, 200, "{\"code\":\"00\"", 3),
    ] {
        caller.stand_in.plan_fault(fault.clone());
        let response = attempt(&caller, job(&["5321234567"])).await.unwrap();
        assert_eq!(response.status(), status, "{fault:?}");
        assert!(response.text().await.unwrap().starts_with(start), "{fault:?}");
        assert_eq!(accepted(&caller.stand_in), jobs, "{fault:?}");
    }
}

#[tokio::test]
async fn obeys_magic_texts() {
    let caller = Caller::new().await;
    let body = |text: &str| {
        let mut body = job(&["5321234567"]);
        body["messages"][0]["msg"] = text.into();
        body
    };
    assert!(attempt(&caller, body("#TIMEOUT")).await.unwrap_err().is_timeout());
    assert!(!attempt(&caller, body("#CUT")).await.unwrap_err().is_timeout());
    assert_eq!(accepted(&caller.stand_in), 2);
}

#[tokio::test]
async fn is_controlled_over_http() {
    let caller = Caller::new().await;
    let control = |path: &str, body: Value| caller.request(reqwest::Method::POST, path).json(&body).send();
    let faults = json!([{ "kind": "code", "code": "80", "path": "/send", "times": 2 }, { "kind": "server_error", "path": "/report" }]);
    assert_eq!(control("/control/faults", faults).await.unwrap().status(), 204);
    assert_eq!(caller.code(SEND, job(&["5321234567"])).await, "80");
    assert_eq!(caller.code(SEND, job(&["5321234567"])).await, "80");
    let id = caller.send(&["5321234567"]).await;
    caller.request(reqwest::Method::DELETE, "/control/faults").send().await.unwrap();
    control("/control/clock/advance", json!({ "seconds": 3 })).await.unwrap();
    assert_eq!(caller.rows(&id).await.unwrap()[0]["status"], 1);
    let state: Value =
        caller.request(reqwest::Method::GET, "/control/state").send().await.unwrap().json().await.unwrap();
    assert_eq!((&state["recipients"], &state["jobs_newest"][0]["waiting"]), (&json!(1), &json!(0)));
}

#[tokio::test]
async fn the_same_fault_can_be_planned_for_one_path_only() {
    let caller = Caller::new().await;
    let planned =
        PlannedFault { fault: Fault::Code { code: "100".into() }, path: Some("/report".into()), times: 1 };
    caller.stand_in.plan_fault(planned);
    let id = caller.send(&["5321234567"]).await;
    assert_eq!(caller.rows(&id).await, Err("100".to_owned()));
    assert!(caller.rows(&id).await.is_ok());
}
