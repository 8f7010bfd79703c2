//! Balance, sender names, the inbox and the addresses that reports are pushed to.

use domain::money::{Currency, Money};
use domain::time::Timestamp;
use http::header::AUTHORIZATION;
use secrecy::ExposeSecret;
use serde::Deserialize;
use serde_json::{Value, json};

use super::callback::InboxRow;
use super::codes::{failure, is_success};
use super::{APP_NAME, Netgsm};
use crate::http::{Answer, Call, number_or_text};
use crate::provider::{Balance, Inbound, Package, ProviderFailure};
use crate::sms::istanbul;

#[derive(Deserialize)]
struct Reply {
    #[serde(deserialize_with = "number_or_text")]
    code: String,
    #[serde(default)]
    description: String,
    #[serde(default)]
    balance: Value,
    #[serde(default, alias = "msgheader")]
    msgheaders: Vec<String>,
    #[serde(default)]
    messages: Vec<Value>,
}

/// The answer when it succeeded, or had one of the harmless codes.
fn reply(answer: &Answer, harmless: &[&str]) -> Result<Reply, ProviderFailure> {
    let Some(reply) = answer.json::<Reply>() else { return Err(answer.stranger().of_a_read()) };
    if is_success(&reply.code) || harmless.contains(&reply.code.as_str()) {
        return Ok(reply);
    }
    Err(failure(&reply.code, &reply.description).of_a_read())
}

impl Netgsm {
    pub(super) async fn read_sender_names(&self) -> Result<Vec<String>, ProviderFailure> {
        let answer = self.http.read(&self.get("/sms/rest/v2/msgheader")).await?;
        Ok(reply(&answer, &[])?.msgheaders)
    }

    pub(super) async fn read_balance(&self) -> Result<Balance, ProviderFailure> {
        let money = self.ask_balance(2).await?;
        let packages = self.ask_balance(1).await?;
        Ok(Balance { money: lira(&money), packages: read_packages(&packages) })
    }

    /// `stip` 1: packages, 2: credit in lira. This call alone takes the login in its body.
    async fn ask_balance(&self, stip: u8) -> Result<Value, ProviderFailure> {
        let password = self.password.expose_secret();
        let body =
            json!({ "usercode": self.user_code, "password": password, "stip": stip, "appkey": APP_NAME });
        let answer = self.http.read(&self.call("/balance", &body)?).await?;
        // 60: nothing of that kind on the account.
        Ok(reply(&answer, &["60"])?.balance)
    }

    pub(super) async fn read_inbox(
        &self,
        since: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<Inbound>, ProviderFailure> {
        let (start, stop) = (istanbul::seconds(since), istanbul::seconds(until));
        let path = format!("/sms/rest/v2/inbox?startdate={start}&stopdate={stop}&appname={APP_NAME}");
        let answer = self.http.read(&self.get(&path)).await?;
        // 40 and 60: nothing to list.
        let rows = reply(&answer, &["40", "60"])?.messages;
        let read = |row: Value| serde_json::from_value::<InboxRow>(row).ok().map(InboxRow::read);
        Ok(rows.into_iter().filter_map(read).collect())
    }

    /// Reports and answers are registered apart; an account without a number of its own has no inbox.
    pub(super) async fn register_webhooks(&self, url: &str) -> Result<(), ProviderFailure> {
        let body = json!({ "webhookUrl": url });
        let answer = self.http.read(&self.call("/sms/rest/v2/reportwebhook", &body)?).await?;
        reply(&answer, &[])?;
        let inbox = self.http.read(&self.call("/sms/rest/v2/inboxwebhook", &body)?).await?;
        if let Err(refusal) = reply(&inbox, &[]) {
            tracing::info!(%refusal, "NetGSM pushes no answers of this account");
        }
        Ok(())
    }

    fn get(&self, path: &str) -> Call {
        Call::get(path).header(AUTHORIZATION, self.authorization.clone())
    }
}

/// `34,020`, `1.234,5` or a number.
fn lira(balance: &Value) -> Option<Money> {
    let text = match balance {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    let text = if text.contains(',') { text.replace('.', "").replace(',', ".") } else { text };
    Money::parse_rounding(&text, Currency::Try).ok()
}

fn read_packages(balance: &Value) -> Vec<Package> {
    let read = |row: &Value| {
        let left = match row.get("amount")? {
            Value::Number(amount) => amount.as_i64()?,
            Value::String(amount) => amount.trim().parse().ok()?,
            _ => return None,
        };
        Some(Package { name: row.get("balance_name")?.as_str()?.trim().to_owned(), left })
    };
    balance.as_array().into_iter().flatten().filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_money_with_the_vendors_comma() {
        for (text, ten_thousandths) in [
            (json!("34,020"), 340_200),
            (json!("1.234,5"), 12_345_000),
            (json!("12.5"), 125_000),
            (json!(7), 70_000),
        ] {
            assert_eq!(lira(&text), Some(Money::new(ten_thousandths, Currency::Try)), "{text}");
        }
        assert_eq!((lira(&json!("yok")), lira(&Value::Null)), (None, None));
    }

    #[test]
    fn reads_packages_and_skips_what_is_none() {
        let rows =
            json!([{"amount":215,"balance_name":"Adet SMS "},{"amount":"7","balance_name":"OTP"},{"x":1}]);
        let packages = read_packages(&rows);
        assert_eq!(packages[0], Package { name: "Adet SMS".to_owned(), left: 215 });
        assert_eq!((packages.len(), packages[1].left), (2, 7));
    }
}
