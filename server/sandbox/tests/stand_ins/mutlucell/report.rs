use sandbox::mutlucell::FATES;

use super::client::{Caller, LOGIN, mesaj, package};

#[tokio::test]
async fn a_number_goes_from_the_queue_to_the_person() {
    let caller = Caller::new().await;
    let inner = mesaj("x", "905321234567");
    let answer = caller.call("sndblkex", &package(r#"tarih="2026-06-01 12:10""#, &inner)).await;
    let id = answer[1..].split_once('#').unwrap().0.to_owned();
    for (seconds, status) in [(0, 4), (600, 1), (2, 1), (1, 3)] {
        caller.advance(seconds);
        assert_eq!(caller.rows(&id).await, format!("905321234567 {status}\n"));
    }
}

#[tokio::test]
async fn gives_every_fate_its_status() {
    let caller = Caller::new().await;
    let numbers: Vec<_> = FATES.iter().map(|fate| format!("90532123{}", fate.suffix)).collect();
    let id = caller.send(&numbers.join(",")).await;
    caller.advance(25 * 3600);
    let rows = caller.rows(&id).await;
    for (row, fate) in rows.lines().zip(FATES) {
        assert_eq!(row, format!("90532123{} {}", fate.suffix, fate.status));
    }
    assert_eq!(rows.lines().count(), FATES.len());
}

#[tokio::test]
async fn notices_who_asks_too_early_or_too_often() {
    let caller = Caller::new().await;
    let (one, other) = (caller.send("5321234567").await, caller.send("5331234567").await);
    for (seconds, id, floods) in
        [(59, &one, 1), (1, &other, 1), (899, &one, 1), (0, &other, 2), (900, &other, 2), (0, &one, 2)]
    {
        caller.advance(seconds);
        caller.rows(id).await;
        assert_eq!(caller.stand_in.report().report_floods, floods);
    }
}

#[tokio::test]
async fn shows_no_package_to_another_account() {
    let caller = Caller::new().await;
    let id = caller.send("5321234567").await;
    let foreign = format!(r#"<smsrapor ka="baska" pwd="x" id="{id}"/>"#);
    assert_eq!(caller.call("gtblkrprtex", &foreign).await, "");
    assert_eq!(caller.rows("1").await, "");
    assert_eq!(caller.call("gtblkrprtex", &format!("<smsrapor {LOGIN}/>")).await, "20");
}

#[tokio::test]
async fn cancels_only_what_has_not_started() {
    let caller = Caller::new().await;
    let running = caller.send("5321234567").await;
    let inner = mesaj("x", "5321234567");
    caller.call("sndblkex", &package(r#"tarih="2026-06-01 12:10""#, &inner)).await;
    for (id, answer) in [(running.as_str(), "20"), ("1", "20"), ("88096497", "$88096497"), ("88096497", "20")]
    {
        assert_eq!(caller.call("cnclblkex", &format!(r#"<smsiptal {LOGIN} id="{id}"/>"#)).await, answer);
    }
}
