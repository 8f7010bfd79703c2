use sandbox::netgsm::{FATES, NetgsmConfig};
use serde_json::{Value, json};

use super::client::{Caller, job};

const REPORT: &str = "/sms/rest/v2/report";

fn unlimited() -> NetgsmConfig {
    NetgsmConfig { reports_per_minute: None, ..NetgsmConfig::default() }
}

#[tokio::test]
async fn delivers_an_ordinary_number_after_its_delay() {
    let caller = Caller::new().await;
    let job = caller.send(&["5321234567"]).await;
    let row = |status: u16, date: &str| {
        json!({
            "jobid": job, "number": "905321234567", "status": status, "operator": 30, "msglen": 1,
            "deliveredDate": date, "errorCode": 0, "referansID": "r5321234567",
        })
    };
    caller.advance(2);
    assert_eq!(caller.rows(&job).await, Ok(vec![row(0, "")]));
    caller.advance(1);
    assert_eq!(caller.rows(&job).await, Ok(vec![row(1, "01.06.2026 12:00:03")]));
}

#[tokio::test]
async fn gives_every_fate_its_status_and_error() {
    let caller = Caller::with(unlimited()).await;
    let numbers: Vec<_> = FATES.iter().map(|fate| format!("532123{}", fate.suffix)).collect();
    let job = caller.send(&numbers.iter().map(String::as_str).collect::<Vec<_>>()).await;
    assert!(caller.rows(&job).await.unwrap().iter().all(|row| row["status"] == 0));
    caller.advance(22 * 3600);
    for (row, fate) in caller.rows(&job).await.unwrap().iter().zip(FATES) {
        assert_eq!(
            (&row["status"], &row["errorCode"]),
            (&json!(fate.status), &json!(fate.error_code)),
            "{}",
            fate.suffix
        );
    }
}

#[tokio::test]
async fn marks_repeated_texts_foreign_numbers_and_missing_credit() {
    let caller = Caller::with(NetgsmConfig { credit: Some(2), ..unlimited() }).await;
    let jobs = [
        caller.send(&["5321234567"]).await,
        caller.send(&["5321234567", "2121234567", "5331234567", "5341234567"]).await,
    ];
    caller.advance(3);
    let statuses =
        |rows: Vec<Value>| rows.iter().map(|row| row["status"].as_u64().unwrap()).collect::<Vec<_>>();
    assert_eq!(statuses(caller.rows(&jobs[0]).await.unwrap()), [1]);
    assert_eq!(statuses(caller.rows(&jobs[1]).await.unwrap()), [13, 3, 1, 14]);
}

#[tokio::test]
async fn pages_through_several_jobs_by_date() {
    let caller = Caller::with(unlimited()).await;
    caller.send(&["5320000201", "5320000202", "5320000203"]).await;
    caller.advance(60);
    caller.send(&["5320000204", "5320000205"]).await;
    let ask = |page: u32, start: &str, stop: &str| json!({ "startdate": start, "stopdate": stop, "pagenumber": page, "pagesize": 2 });
    let mut seen = Vec::new();
    for page in 0..3 {
        let (_, answer) = caller.post(REPORT, ask(page, "01.06.2026 00:00:00", "02.06.2026 00:00:00")).await;
        seen.extend(
            answer["jobs"].as_array().unwrap().iter().map(|row| row["number"].as_str().unwrap().to_owned()),
        );
    }
    assert_eq!(seen, [201, 202, 203, 204, 205].map(|n| format!("905320000{n}")));
    assert_eq!(caller.code(REPORT, ask(3, "01.06.2026 00:00:00", "02.06.2026 00:00:00")).await, "60");
    let (_, later) = caller.post(REPORT, ask(0, "01.06.2026 12:01:00", "01.06.2026 12:02:00")).await;
    assert_eq!(later["jobs"][0]["number"], "905320000204");
}

#[tokio::test]
async fn refuses_wrong_and_too_many_queries() {
    let caller = Caller::new().await;
    let job = caller.send(&["5321234567"]).await;
    for (body, code) in [
        (json!({}), "70"),
        (json!({ "jobids": [job], "pagesize": 101 }), "70"),
        (json!({ "jobids": [job], "pagesize": 0 }), "70"),
        (json!({ "jobids": vec!["1"; 51] }), "70"),
        (json!({ "startdate": "2026-06-01", "stopdate": "2026-06-02" }), "70"),
        (json!({ "jobids": ["99"] }), "60"),
    ] {
        assert_eq!(caller.code(REPORT, body.clone()).await, code, "{body}");
    }
    for _ in 0..4 {
        assert!(caller.rows(&job).await.is_ok());
    }
    assert_eq!(caller.rows(&job).await, Err("80".to_owned()));
    caller.advance(60);
    assert!(caller.rows(&job).await.is_ok());
}

#[tokio::test]
async fn cancels_only_what_has_not_started() {
    let caller = Caller::new().await;
    let running = caller.send(&["5321234567"]).await;
    let mut body = job(&["5321234567"]);
    body["startdate"] = "010620261230".into();
    let (_, answer) = caller.post("/sms/rest/v2/send", body).await;
    let future = answer["jobid"].as_str().unwrap();
    for (id, code) in [(running.as_str(), "60"), ("77", "60"), (future, "00"), (future, "60")] {
        assert_eq!(caller.code("/sms/rest/v2/cancel", json!({ "jobid": id })).await, code);
    }
    assert_eq!(caller.rows(future).await, Err("60".to_owned()));
}

#[tokio::test]
async fn sums_a_job_up_once_in_ten_minutes() {
    let caller = Caller::new().await;
    let job = caller.send(&["5321234567", "5331234567", "5321230000"]).await;
    caller.advance(3);
    let ask = || caller.post("/sms/rest/v2/stats", json!({ "jobid": job }));
    let (_, answer) = ask().await;
    let counts: Vec<_> =
        answer["stats"].as_array().unwrap().iter().map(|row| (&row["status"], &row["totalSms"])).collect();
    assert_eq!(counts, [(&json!("İletildi"), &json!(2)), (&json!("Hatalı Numara"), &json!(1))]);
    assert_eq!(ask().await.1["code"], "80");
}
