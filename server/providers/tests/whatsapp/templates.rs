use sandbox::graph::{GraphConfig, GraphNumber};

use crate::account::{account, stand_in};

#[tokio::test]
async fn lists_every_template_in_every_state() {
    let graph = stand_in(GraphConfig::default()).await;
    let templates = account(&graph, "t").templates().await.unwrap();
    let named = |name: &str| {
        templates.iter().find(|template| template.name == name && template.language == "tr").unwrap()
    };
    for (name, category, status) in [
        ("merhaba", "UTILITY", "APPROVED"),
        ("dogrulama_kodu", "AUTHENTICATION", "APPROVED"),
        ("yaz_kampanyasi", "MARKETING", "PAUSED"),
        ("cekilis_duyurusu", "MARKETING", "REJECTED"),
        ("eski_kampanya", "MARKETING", "DISABLED"),
        ("yeni_sezon", "MARKETING", "PENDING"),
    ] {
        let template = named(name);
        assert_eq!((template.category.as_str(), template.status.as_str()), (category, status));
        assert!(!template.id.is_empty() && !template.body.is_empty());
    }
    assert_eq!(named("yaz_kampanyasi").variables[0].example.as_deref(), Some("Ayşe"));
    assert!(templates.iter().any(|template| template.name == "siparis_onayi" && template.language == "en"));
}

#[tokio::test]
async fn a_test_of_the_settings_shows_the_number() {
    let graph = stand_in(GraphConfig::default()).await;
    let report = account(&graph, "t").test_connection().await.unwrap();
    assert_eq!(report.name, "Sandbox Ticaret A.Ş.");
    let facts: Vec<_> = report.facts.iter().map(|(_, value)| value.as_str()).collect();
    assert_eq!(facts, ["+90 212 123 45 67", "GREEN", "2K"]);
    assert!(report.warnings.is_empty());
}

#[tokio::test]
async fn a_number_that_cannot_send_is_warned_of() {
    let number = GraphNumber { registered: false, ..GraphNumber::default() };
    let config = GraphConfig { numbers: vec![number], subscribed: false, ..GraphConfig::default() };
    let graph = stand_in(config).await;
    let report = account(&graph, "t").test_connection().await.unwrap();
    assert_eq!(report.warnings.len(), 3, "{:?}", report.warnings);
}
