use domain::provider_accounts::CheckState::{self, Bad, Good};
use sandbox::graph::{GraphConfig, GraphNumber};

use super::account::{NOW, account, stand_in};

/// How the steps stand: token, permissions, account, number, name, payment, health, webhook, quality.
async fn states(config: GraphConfig, token: &str) -> Vec<CheckState> {
    let graph = stand_in(config).await;
    let found = account(&graph, token).inspect(None, NOW).await;
    assert!(found.checks.iter().all(|check| (check.state == Bad) == check.advice.is_some()));
    found.checks.iter().map(|check| check.state).collect()
}

#[tokio::test]
async fn a_working_account_lacks_only_an_address() {
    let found = states(GraphConfig::default(), "token").await;
    assert_eq!(found, [Good, Good, Good, Good, Good, Good, Good, Bad, Good]);
}

#[tokio::test]
async fn a_token_that_may_not_send_and_one_that_ended_are_told() {
    assert_eq!(states(GraphConfig::default(), "limited").await[..3], [Good, Bad, Good]);
    let ended = states(GraphConfig::default(), "expired").await;
    assert_eq!((ended[0], ended[2], ended[3]), (Bad, Bad, Bad));
}

#[tokio::test]
async fn a_number_that_is_not_registered_is_told() {
    let numbers = vec![GraphNumber { registered: false, ..GraphNumber::default() }];
    let found = states(GraphConfig { numbers, ..GraphConfig::default() }, "token").await;
    assert_eq!((found[3], found[5], found[6]), (Bad, Good, Bad));
}

#[tokio::test]
async fn whatever_answers_the_token_is_not_repeated() {
    let graph = stand_in(GraphConfig { access_token: Some("other".into()), ..GraphConfig::default() }).await;
    let found = account(&graph, "s3cret+token").inspect(None, NOW).await;
    assert!(found.checks.iter().any(|check| check.state == Bad));
    assert!(!format!("{found:?}").contains("s3cret"), "{found:?}");
}
