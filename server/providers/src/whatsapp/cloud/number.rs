//! The state of the number, and where its webhooks go.

use secrecy::ExposeSecret;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Cloud;
use super::graph_error::failure;
use crate::descriptor::Words;
use crate::http::Call;
use crate::provider::{ConnectionReport, OpenGate, ProviderFailure};

const FIELDS: &str = "verified_name,display_phone_number,quality_rating,status,name_status,throughput,\
                      whatsapp_business_manager_messaging_limit";

#[derive(Default, Deserialize)]
#[serde(default)]
struct Number {
    verified_name: String,
    display_phone_number: String,
    quality_rating: String,
    status: String,
    whatsapp_business_manager_messaging_limit: String,
}

impl Cloud {
    pub(super) async fn read_number(&self) -> Result<ConnectionReport, ProviderFailure> {
        let number: Number = self.read(&format!("/{}?fields={FIELDS}", self.number)).await?;
        let health: Value = self.read(&format!("/{}?fields=health_status", self.number)).await?;
        let apps: Value = self.read(&format!("/{}/subscribed_apps", self.waba)).await?;
        let mut report = ConnectionReport { warnings: warnings(&number, &health, &apps), ..facts(&number) };
        report.facts.retain(|(_, value)| !value.is_empty());
        Ok(report)
    }

    /// Points the number's webhooks at us and subscribes the app to the account, which is what makes
    /// Meta send any. Meta calls the address before it answers.
    pub(super) async fn register_webhook(&self, url: &str) -> Result<(), ProviderFailure> {
        let token = self.verify_token.expose_secret();
        let configuration = json!({ "override_callback_uri": url, "verify_token": token });
        self.change(&format!("/{}", self.number), &json!({ "webhook_configuration": configuration })).await?;
        self.change(&format!("/{}/subscribed_apps", self.waba), &json!({})).await
    }

    /// A reading call's answer.
    pub(super) async fn read<T: serde::de::DeserializeOwned>(
        &self,
        path: &str,
    ) -> Result<T, ProviderFailure> {
        let answer = self.http.read(&self.authorized(Call::get(path))).await?;
        let read = if answer.status == 200 { answer.json() } else { None };
        read.ok_or_else(|| failure(&answer).of_a_read())
    }

    async fn change(&self, path: &str, body: &Value) -> Result<(), ProviderFailure> {
        let call = self.post(path, body.to_string().into_bytes());
        let answer = self.http.call(&call, &OpenGate).await.map_err(ProviderFailure::of_a_read)?;
        let done = answer.json::<Value>().is_some_and(|reply| reply["success"] == true);
        if done { Ok(()) } else { Err(failure(&answer).of_a_read()) }
    }
}

fn facts(number: &Number) -> ConnectionReport {
    let limit = number.whatsapp_business_manager_messaging_limit.trim_start_matches("TIER_").to_owned();
    ConnectionReport {
        name: number.verified_name.clone(),
        facts: vec![
            (Words::new("Numara", "Number"), number.display_phone_number.clone()),
            (Words::new("Kalite", "Quality"), number.quality_rating.clone()),
            (Words::new("24 saatte ulaşılabilecek kişi", "People reachable in 24 hours"), limit),
        ],
        warnings: Vec::new(),
    }
}

fn warnings(number: &Number, health: &Value, apps: &Value) -> Vec<Words> {
    let can_send = health["health_status"]["can_send_message"].as_str().unwrap_or("AVAILABLE");
    let subscribed = apps["data"].as_array().is_some_and(|apps| !apps.is_empty());
    let checks = [
        (
            can_send == "BLOCKED",
            Words::new("Meta bu numaradan gönderimi engelliyor", "Meta blocks sending from this number"),
        ),
        (
            can_send == "LIMITED",
            Words::new("Meta bu numaradan gönderimi sınırlıyor", "Meta limits sending from this number"),
        ),
        (
            !matches!(number.status.as_str(), "" | "CONNECTED"),
            Words::new("Numara Cloud API’ye bağlı değil", "The number is not connected to the Cloud API"),
        ),
        (
            matches!(number.quality_rating.as_str(), "RED" | "YELLOW"),
            Words::new("Numaranın kalitesi düşük", "The number’s quality is low"),
        ),
        (
            !subscribed,
            Words::new(
                "Uygulama hesaba abone değil: teslim bilgisi gelmez",
                "The app is not subscribed to the account: no delivery reports will come",
            ),
        ),
    ];
    checks.into_iter().filter_map(|(holds, words)| holds.then_some(words)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warns_of_what_will_not_last() {
        let fine = Number {
            status: "CONNECTED".to_owned(),
            quality_rating: "GREEN".to_owned(),
            ..Number::default()
        };
        let (health, apps) = (json!({}), json!({"data": [{}]}));
        assert!(warnings(&fine, &health, &apps).is_empty());
        let poor =
            Number { status: "PENDING".to_owned(), quality_rating: "RED".to_owned(), ..Number::default() };
        let blocked = json!({"health_status": {"can_send_message": "BLOCKED"}});
        assert_eq!(warnings(&poor, &blocked, &json!({"data": []})).len(), 4);
    }
}
