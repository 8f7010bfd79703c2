use CheckState::{Attention, Bad, Good, Unknown};
use serde_json::json;

use super::*;

const NOW: Timestamp = Timestamp::from_seconds(1_795_431_600);
const OURS: &str = "https://m.example/callbacks/x";

fn fine() -> Answers {
    Answers {
        token: Ok(json!({"data": {"is_valid": true, "expires_at": 0, "scopes": SCOPES}})),
        account: Ok(json!({"name": "Karaca", "account_review_status": "APPROVED"})),
        numbers: Ok(json!({"data": [{"id": "7"}]})),
        number: Ok(json!({
            "verified_name": "Karaca", "name_status": "APPROVED", "status": "CONNECTED",
            "quality_rating": "GREEN", "whatsapp_business_manager_messaging_limit": "TIER_10K",
            "webhook_configuration": {"phone_number": OURS, "application": "https://other.example/x"},
        })),
        health: Ok(json!({"health_status": {"can_send_message": "AVAILABLE", "entities": []}})),
        apps: Ok(json!({"data": [{}]})),
    }
}

fn states(answers: &Answers) -> Vec<CheckState> {
    judge(answers, "7", Some(OURS), NOW).checks.iter().map(|check| check.state).collect()
}

#[test]
fn nothing_is_wrong_with_what_is_fine() {
    let found = judge(&fine(), "7", Some(OURS), NOW);
    assert!(found.checks.iter().all(|check| check.state == Good && check.advice.is_none()));
    assert_eq!(found.daily_reach, Some(10_000));
}

#[test]
fn a_token_ends_lacks_permissions_or_is_no_good() {
    let ends =
        |seconds: i64| json!({"data": {"is_valid": true, "expires_at": seconds, "scopes": SCOPES[..1]}});
    let with = |token: Value| states(&Answers { token: Ok(token), ..fine() })[..2].to_vec();
    assert_eq!(with(ends(NOW.seconds() + 86_400)), [Attention, Bad]);
    assert_eq!(with(ends(NOW.seconds() + 90 * 86_400)), [Good, Bad]);
    assert_eq!(with(json!({"data": {"is_valid": false}})), [Bad, Bad]);
}

#[test]
fn a_number_of_another_account_and_a_name_that_waits_are_told() {
    let numbers = Ok(json!({"data": [{"id": "8"}]}));
    assert_eq!(states(&Answers { numbers, ..fine() })[3], Bad);
    let number = |field: &str, value: &str| {
        let mut told = fine().number.unwrap_or_default();
        told[field] = value.into();
        states(&Answers { number: Ok(told), ..fine() })
    };
    assert_eq!(number("status", "PENDING")[3], Bad);
    assert_eq!(number("name_status", "PENDING_REVIEW")[4], Attention);
    assert_eq!(number("name_status", "DECLINED")[4], Bad);
    assert_eq!(number("quality_rating", "RED")[8], Bad);
    assert_eq!(number("quality_rating", "NA")[8], Unknown);
}

#[test]
fn a_payment_problem_is_told_by_itself() {
    let error = json!({"error_code": 131_042, "error_description": "Unpaid.", "possible_solution": "Pay."});
    let entities = json!([{"entity_type": "WABA", "errors": [error]}]);
    let health = json!({"health_status": {"can_send_message": "BLOCKED", "entities": entities}});
    let found = judge(&Answers { health: Ok(health), ..fine() }, "7", Some(OURS), NOW);
    assert_eq!((found.checks[5].state, found.checks[5].found.as_str()), (Bad, "Unpaid. Pay."));
    assert_eq!(found.checks[6].state, Bad);
}

#[test]
fn webhooks_have_to_come_here() {
    let check = |answers: &Answers, callback| judge(answers, "7", callback, NOW).checks[7].clone();
    assert_eq!(check(&fine(), None).state, Bad);
    assert_eq!(check(&Answers { apps: Ok(json!({"data": []})), ..fine() }, Some(OURS)).state, Bad);
    let other = check(&fine(), Some("https://m.example/callbacks/y"));
    assert_eq!((other.state, other.found.as_str()), (Bad, "m.example"));
}

#[test]
fn what_was_not_reached_is_not_known() {
    let away = || Err(ProviderFailure::unreachable("away"));
    let answers = Answers {
        token: away(),
        account: away(),
        numbers: away(),
        number: away(),
        health: away(),
        apps: away(),
    };
    assert!(states(&answers).iter().all(|state| *state == Unknown));
}

#[test]
fn what_came_late_or_too_often_is_not_known_either() {
    let busy = Answers { number: Err(ProviderFailure::new(FailureKind::Unclear, "503", "")), ..fine() };
    assert_eq!(states(&busy)[3..5], [Unknown, Unknown]);
    let wait = FailureKind::Throttled { after: SOON, scope: crate::provider::Scope::Account };
    let busy = Answers { token: Err(ProviderFailure::new(wait, "80007", "")), ..fine() };
    assert_eq!(states(&busy)[..2], [Unknown, Unknown]);
    let untold = Answers { health: Ok(json!({})), ..fine() };
    assert_eq!(states(&untold)[5..7], [Unknown, Unknown]);
}

#[test]
fn limits_are_read_by_their_names() {
    let tiers = ["TIER_250", "TIER_2K", "TIER_100K", "TIER_UNLIMITED", ""];
    assert_eq!(tiers.map(reach), [Some(250), Some(2_000), Some(100_000), None, None]);
}
