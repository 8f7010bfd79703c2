use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use domain::phone::PhoneNumber;
use domain::sms::{SmsRules, choose_encoding};
use domain::time::Timestamp;
use providers::descriptor::{Secrets, Settings};
use providers::outbound::{Outbound, OutboundConfig};
use providers::provider::{
    Content, IysFilter, OpenGate, Outgoing, Provider, Recipient, SendOutcome, SmsContent,
};
use providers::registry;
use sandbox::SandboxClock;
use sandbox::mutlucell::{MutlucellConfig, MutlucellStandIn};
use secrecy::SecretString;

/// 23 November 2026, 14:00 in Istanbul: where the stand-in's clock stands until a test moves it.
pub const NOW: Timestamp = Timestamp::from_seconds(1_795_431_600);

pub async fn stand_in(config: MutlucellConfig) -> MutlucellStandIn {
    let clock = SandboxClock::starting_at(NOW.micros(), 0.0);
    MutlucellStandIn::start(SocketAddr::from(([127, 0, 0, 1], 0)), config, clock).await.unwrap()
}

pub fn account(address: SocketAddr, password: &str) -> Arc<dyn Provider> {
    account_with(address, &[("user", "firma")], password)
}

/// An account whose settings are these beside the usual ones.
pub fn account_with(address: SocketAddr, changed: &[(&str, &str)], password: &str) -> Arc<dyn Provider> {
    let usual = [("user", "firma"), ("sender", "FIRMAADI"), ("aboneno", "8501234567")];
    let settings: Settings = usual.iter().chain(changed).copied().collect();
    let secrets: Secrets = [("password", SecretString::from(password))].into_iter().collect();
    let config = OutboundConfig {
        allow: vec![address],
        base_urls: [("mutlucell".to_owned(), format!("http://{address}/smsgw-ws"))].into(),
        answer_timeout: Duration::from_millis(500),
        ..OutboundConfig::default()
    };
    registry::build("mutlucell", &settings, &secrets, &Outbound::new(config)).unwrap()
}

pub fn sms(number: u64, text: &str) -> Outgoing {
    let encoding = choose_encoding(text, &SmsRules::MUTLUCELL);
    Outgoing {
        reference: format!("att_{number}"),
        recipient: Recipient::Phone(PhoneNumber::parse(&format!("0{number}")).unwrap()),
        sender: None,
        content: Content::Sms(SmsContent { text: text.to_owned(), encoding, iys: IysFilter::NotNeeded }),
        valid_until: None,
    }
}

pub async fn send(provider: &dyn Provider, batch: &[Outgoing]) -> Vec<SendOutcome> {
    provider.send(batch, NOW, &OpenGate).await
}

pub fn package_of(outcome: &SendOutcome) -> Arc<str> {
    match outcome {
        SendOutcome::Accepted(accepted) => accepted.provider_ref.clone(),
        SendOutcome::Refused(failure) => panic!("{failure}"),
    }
}
