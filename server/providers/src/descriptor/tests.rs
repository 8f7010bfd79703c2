use std::sync::Arc;

use domain::failure::Problem;
use domain::message::Channel;
use domain::provider_form::FormValues;
use secrecy::ExposeSecret;

use super::{Account, Choice, Descriptor, Field, Kind, Words};
use crate::outbound::{Outbound, Receiver};
use crate::provider::{Capabilities, Provider, ProviderFailure};

const TLS: &[Choice] = &[
    Choice::new("wrapper", Words::same("TLS")),
    Choice::new("none", Words::new("Yok", "None")).risky("Parola açık gider", "The password leaves open"),
];

static EXAMPLE: Descriptor = Descriptor {
    id: "example",
    channel: Channel::Email,
    label: Words::same("Example"),
    manual: "https://example.test",
    version: 1,
    receiver: Receiver::SmtpHost,
    capabilities: Capabilities::plain(),
    fields: &[
        Field::new("host", Kind::Host, Words::new("Sunucu", "Server")).required(),
        Field::new("port", Kind::Port, Words::same("Port")).required().default("465"),
        Field::new("tls", Kind::Choice(TLS), Words::same("TLS")).required().default("wrapper"),
        Field::new("password", Kind::Secret { longest: 20 }, Words::new("Parola", "Password")).required(),
        Field::new("from", Kind::Email, Words::new("Gönderen", "Sender")),
        Field::new("rate", Kind::Int { least: 1, most: 100 }, Words::new("Hız", "Rate")),
        Field::new("home", Kind::Url, Words::new("Adres", "Address")),
        Field::new("sign", Kind::Bool, Words::new("İmzala", "Sign")),
        Field::new("selector", Kind::Text { longest: 5 }, Words::new("Seçici", "Selector"))
            .required()
            .show_when("sign", &["on"]),
    ],
    sender: "from",
    build,
};

fn build(_: &Account<'_>) -> Result<Arc<dyn Provider>, ProviderFailure> {
    Err(ProviderFailure::unsupported())
}

fn filled(changes: &[(&str, &str)]) -> FormValues {
    let good =
        [("host", "mail.firma.com.tr"), ("port", "465"), ("tls", "wrapper"), ("password", "çok gizli")];
    good.iter().chain(changes).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn problem(changes: &[(&str, &str)], field: &str) -> Option<Problem> {
    let failure = EXAMPLE.read_form(&filled(changes), &|_| false).err()?;
    failure.of(field).map(|found| found.problem)
}

#[test]
fn keeps_secrets_apart_from_settings() {
    let submitted = EXAMPLE.read_form(&filled(&[]), &|_| false).unwrap();
    let json = serde_json::to_string(&submitted.settings).unwrap();
    assert_eq!(json, r#"{"host":"mail.firma.com.tr","port":465,"sign":false,"tls":"wrapper"}"#);
    assert_eq!(submitted.secrets.get("password").unwrap().expose_secret(), "çok gizli");
    assert!(!format!("{submitted:?}").contains("gizli"));
}

#[test]
fn a_field_that_was_not_posted_has_its_default() {
    let posted = [("host", "mail.firma.com.tr"), ("password", "çok gizli")];
    let posted: FormValues =
        posted.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let submitted = EXAMPLE.read_form(&posted, &|_| false).unwrap();
    assert_eq!(submitted.settings.get("port").and_then(serde_json::Value::as_i64), Some(465));
    assert_eq!(problem(&[("port", "")], "port"), Some(Problem::Required));
}

#[test]
fn a_stored_secret_may_be_left_blank() {
    let blank = filled(&[("password", "")]);
    let submitted = EXAMPLE.read_form(&blank, &|name| name == "password").unwrap();
    assert!(submitted.secrets.get("password").is_none());
    assert_eq!(problem(&[("password", "")], "password"), Some(Problem::Required));
}

#[test]
fn names_what_is_wrong_with_each_field() {
    for (field, value, expected) in [
        ("host", "", Problem::Required),
        ("host", "http://mail", Problem::NotAHost),
        ("host", "a b", Problem::NotAHost),
        ("host", "mail..tr", Problem::NotAHost),
        ("host", "mail.tr:25", Problem::NotAHost),
        ("port", "0", Problem::OutOfRange),
        ("port", "70000", Problem::OutOfRange),
        ("port", "x", Problem::NotANumber),
        ("tls", "ssl3", Problem::Invalid),
        ("password", "\u{1}", Problem::BadCharacters),
        ("password", "123456789012345678901", Problem::TooLong),
        ("from", "kimse", Problem::NotAnEmail),
        ("rate", "101", Problem::OutOfRange),
        ("home", "http://firma.com.tr", Problem::NotAUrl),
        ("home", "https://u:p@firma.com.tr", Problem::NotAUrl),
        ("home", "firma", Problem::NotAUrl),
    ] {
        assert_eq!(problem(&[(field, value)], field), Some(expected), "{field} = {value:?}");
    }
}

#[test]
fn a_server_that_the_company_names_has_a_field() {
    assert_eq!(EXAMPLE.server(), Some("host"));
    assert_eq!(crate::registry::find("smtp").unwrap().server(), Some("host"));
    assert_eq!(crate::registry::find("netgsm").unwrap().server(), None);
}

#[test]
fn takes_hosts_in_every_form() {
    for (typed, stored) in
        [("10.0.0.5", "10.0.0.5"), ("[::1]", "::1"), ("Mail.Firma.TR", "mail.firma.tr"), ("sql_1", "sql_1")]
    {
        let submitted = EXAMPLE.read_form(&filled(&[("host", typed)]), &|_| false).unwrap();
        assert_eq!(submitted.settings.get("host").unwrap(), stored);
    }
}

#[test]
fn a_field_that_does_not_show_is_neither_asked_for_nor_kept() {
    let hidden = EXAMPLE.read_form(&filled(&[("selector", "toolongtokeep")]), &|_| false).unwrap();
    assert!(hidden.settings.get("selector").is_none());
    assert_eq!(problem(&[("sign", "on")], "selector"), Some(Problem::Required));
    assert_eq!(problem(&[("sign", "on"), ("selector", "toolong")], "selector"), Some(Problem::TooLong));
}

#[test]
fn an_account_reads_settings_with_the_descriptors_defaults() {
    let submitted = EXAMPLE.read_form(&filled(&[("rate", "7")]), &|_| false).unwrap();
    let outbound = Outbound::default();
    let account = Account {
        descriptor: &EXAMPLE,
        settings: &submitted.settings,
        secrets: &submitted.secrets,
        outbound: &outbound,
    };
    assert_eq!(account.number::<u16>("port").unwrap(), 465);
    assert_eq!(account.number::<u32>("rate").unwrap(), 7);
    assert!(account.number::<u32>("selector").is_err());
    assert_eq!(account.optional_text("from"), None);
    assert!(!account.switch("sign") && account.secret("password").is_ok());
    let empty = Account { settings: &super::Settings::default(), ..account };
    assert_eq!(
        (empty.number::<u16>("port").unwrap(), empty.text("tls").unwrap()),
        (465, "wrapper".to_owned())
    );
    assert!(empty.text("host").is_err());
}

#[test]
fn a_form_shows_the_risk_of_an_option() {
    let json = serde_json::to_string(&EXAMPLE.to_form()).unwrap();
    assert!(json.contains(r#""risk":{"tr":"Parola açık gider""#), "{json}");
}
