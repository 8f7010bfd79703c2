use sandbox::netgsm::NetgsmConfig;
use serde_json::{Value, json};

use super::client::{Caller, job};

const SEND: &str = "/sms/rest/v2/send";

fn changed(key: &str, value: impl Into<Value>) -> Value {
    let mut body = job(&["5321234567"]);
    body[key] = value.into();
    body
}

fn text(text: impl Into<String>) -> Value {
    changed("messages", json!([{ "msg": text.into(), "no": "5321234567" }]))
}

#[tokio::test]
async fn accepts_a_job_and_gives_a_long_id() {
    let caller = Caller::new().await;
    let (status, answer) = caller.post(SEND, job(&["5321234567", "+905331234567", "05341234567"])).await;
    assert_eq!((status, answer["code"].as_str()), (200, Some("00")));
    let id = answer["jobid"].as_str().unwrap();
    assert!(id.len() >= 26 && id.bytes().all(|byte| byte.is_ascii_digit()));
    let numbers = caller.stand_in.numbers();
    assert_eq!(numbers.len(), 3);
    assert_eq!(numbers["5331234567"], 1);
    assert_eq!(caller.stand_in.references()["r5321234567"], 1);
}

#[tokio::test]
async fn refuses_each_wrong_request_with_its_code() {
    let caller = Caller::new().await;
    let table = [
        (json!({}), "70"),
        (json!([1]), "70"),
        (changed("messages", json!([])), "70"),
        (changed("messages", json!([{ "msg": "x", "no": "12345" }])), "70"),
        (changed("encoding", "LATIN"), "70"),
        (changed("iysfilter", "5"), "70"),
        (changed("startdate", "01.06.2026"), "70"),
        (text(""), "20"),
        (text("a".repeat(884)), "20"),
        (text("a".repeat(883)), "00"),
        (changed("msgheader", "BILINMEYEN"), "40"),
        (changed("msgheader", "NOHEADER"), "40"),
        (text("dikkat #LIMIT"), "80"),
        (text("#SYSTEM"), "100"),
    ];
    for (body, code) in table {
        assert_eq!(caller.code(SEND, body.clone()).await, code, "{body}");
    }
    let mut commercial = changed("iysfilter", "11");
    for (sender, code) in [("FIRMAADI", "00"), ("NOIYS", "50"), ("NOBRAND", "51")] {
        commercial["msgheader"] = sender.into();
        assert_eq!(caller.code(SEND, commercial.clone()).await, code);
    }
    assert_eq!(caller.stand_in.report().refused, 15);
}

#[tokio::test]
async fn replaces_wrong_dates_and_says_so() {
    let caller = Caller::new().await;
    for (start, stop, code) in [
        ("010620261230", "010620261530", "00"),
        ("010620261100", "", "01"),
        ("010620261230", "010620261235", "02"),
        ("010620261230", "030620261230", "02"),
    ] {
        let mut body = changed("startdate", start);
        body["stopdate"] = stop.into();
        assert_eq!(caller.code(SEND, body).await, code, "{start} {stop}");
    }
}

#[tokio::test]
async fn refuses_a_wrong_login() {
    let caller = Caller::new().await;
    let request = || caller.request(reqwest::Method::POST, SEND).json(&job(&["5321234567"]));
    for request in [request(), request().basic_auth("u", Some("bad")), request().bearer_auth("token")] {
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 406);
        assert_eq!(response.json::<Value>().await.unwrap()["code"], "30");
    }
}

#[tokio::test]
async fn refuses_the_21st_job_to_a_number_within_a_minute() {
    let caller = Caller::new().await;
    for _ in 0..20 {
        assert_eq!(caller.code(SEND, job(&["5321234567"])).await, "00");
    }
    assert_eq!(caller.code(SEND, job(&["5331234567", "5321234567"])).await, "85");
    caller.advance(60);
    assert_eq!(caller.code(SEND, job(&["5321234567"])).await, "00");
    assert_eq!(caller.stand_in.numbers().get("5331234567"), None);
}

#[tokio::test]
async fn limits_calls_a_minute_when_told_so() {
    let caller = Caller::with(NetgsmConfig { sends_per_minute: Some(1), ..NetgsmConfig::default() }).await;
    assert_eq!(caller.code(SEND, job(&["5321234567"])).await, "00");
    assert_eq!(caller.code(SEND, job(&["5331234567"])).await, "80");
    caller.advance(60);
    assert_eq!(caller.code(SEND, job(&["5331234567"])).await, "00");
}

#[tokio::test]
async fn counts_repeats_within_a_job_and_over_jobs() {
    let caller = Caller::new().await;
    caller.send(&["5321234567", "5321234567"]).await;
    caller.send(&["5321234567"]).await;
    let report = caller.stand_in.report();
    assert_eq!((report.jobs, report.recipients, report.distinct_numbers), (2, 3, 1));
    assert_eq!((report.repeats_in_job, report.number_repeats, report.reference_repeats), (1, 2, 2));
}

#[tokio::test]
async fn takes_one_time_passwords_under_stricter_rules() {
    let caller = Caller::with(NetgsmConfig { otps_per_minute: Some(2), ..NetgsmConfig::default() }).await;
    let otp = |header: &str, msg: &str, no: &str| json!({ "msgheader": header, "msg": msg, "no": no });
    for (body, code) in [
        (otp("FIRMAADI", "Kodunuz 123456", "5321234567"), "00"),
        (otp("FIRMAADI", "Şifreniz 123456", "5321234567"), "20"),
        (otp("FIRMAADI", &"a".repeat(156), "5321234567"), "20"),
        (otp("FIRMAADI", "Kod 1", "2121234567"), "50"),
        (otp("NOOTP", "Kod 1", "5321234567"), "41"),
        (otp("BASKA", "Kod 1", "5321234567"), "40"),
        (json!({ "msg": "Kod" }), "70"),
        (otp("FIRMAADI", "Kodunuz 654321", "5321234567"), "00"),
        (otp("FIRMAADI", "Kodunuz 777777", "5321234567"), "80"),
    ] {
        assert_eq!(caller.code("/sms/rest/v2/otp", body.clone()).await, code, "{body}");
    }
    let without = Caller::with(NetgsmConfig { otp_package: false, ..NetgsmConfig::default() }).await;
    assert_eq!(without.code("/sms/rest/v2/otp", otp("FIRMAADI", "Kod 1", "5321234567")).await, "60");
}
