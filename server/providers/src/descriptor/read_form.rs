use domain::email_address::EmailAddress;
use domain::failure::{Checks, Failure, Problem};
use domain::provider_form::FormValues;
use secrecy::SecretString;
use serde_json::Value;
use url::{Host, Url};

use super::field::{Choice, Field, Kind};
use super::table::{Descriptor, Submitted};

/// Longest host name, RFC 1035.
const LONGEST_HOST: usize = 253;
const LONGEST_URL: usize = 2000;

impl Descriptor {
    /// Reads a submitted form. A field that was not posted has its default; fields that do not show are
    /// dropped; a secret left blank is no problem while `has_secret` says that one is stored.
    ///
    /// # Errors
    /// Everything that is wrong, field by field.
    pub fn read_form(
        &self,
        form: &FormValues,
        has_secret: &dyn Fn(&str) -> bool,
    ) -> Result<Submitted, Failure> {
        let (mut checks, mut submitted) = (Checks::default(), Submitted::default());
        let form = &self.with_defaults(form);
        for field in self.shown_fields(form) {
            let text = form.get(field.name).map_or("", |text| text.trim());
            if text.is_empty() && !matches!(field.kind, Kind::Bool) {
                if field.required && !(field.is_secret() && has_secret(field.name)) {
                    checks.note(field.name, Problem::Required);
                }
            } else if let Some(value) = checks.take(field.name, field.kind.read(text)) {
                submitted.keep(field, text, value);
            }
        }
        checks.done().map(|()| submitted)
    }

    /// A browser posts every field but the switches that are off.
    fn with_defaults(&self, form: &FormValues) -> FormValues {
        let fields = self.fields.iter().filter(|field| !matches!(field.kind, Kind::Bool));
        let defaults = fields.filter_map(|field| Some((field.name.to_owned(), field.default?.to_owned())));
        let posted = form.iter().map(|(name, value)| (name.clone(), value.clone()));
        defaults.chain(posted).collect()
    }

    fn shown_fields<'f>(&self, form: &'f FormValues) -> impl Iterator<Item = &'static Field> + 'f {
        let shows = |field: &&Field| field.show_when.is_none_or(|condition| condition.to_form().holds(form));
        self.fields.iter().filter(shows)
    }
}

impl Submitted {
    fn keep(&mut self, field: &Field, text: &str, value: Value) {
        if field.is_secret() {
            self.secrets.set(field.name, SecretString::from(text));
        } else {
            self.settings.set(field.name, value);
        }
    }
}

impl Kind {
    /// The value to store. A secret yields nothing, so that it cannot end up among the plain ones.
    fn read(self, text: &str) -> Result<Value, Problem> {
        match self {
            Self::Text { longest } => one_line(text, longest).map(Value::from),
            Self::Secret { longest } => secret(text, longest).map(|()| Value::Null),
            Self::Int { least, most } => number(text, least, most).map(Value::from),
            Self::Bool => Ok(Value::from(matches!(text, "on" | "true" | "1"))),
            Self::Choice(options) => option(text, options).map(Value::from),
            Self::Host => host(text).map(Value::from),
            Self::Port => number(text, 1, 65_535).map(Value::from),
            Self::Url => url(text).map(Value::from),
            Self::Email => Ok(Value::from(EmailAddress::parse(text)?.as_str())),
        }
    }
}

fn one_line(text: &str, longest: u32) -> Result<&str, Problem> {
    if text.chars().any(char::is_control) {
        return Err(Problem::LineBreak);
    }
    if text.chars().count() > longest as usize { Err(Problem::TooLong) } else { Ok(text) }
}

/// Like a line, but a key in PEM form has several.
fn secret(text: &str, longest: u32) -> Result<(), Problem> {
    if text.chars().any(|letter| letter.is_control() && letter != '\n' && letter != '\r') {
        return Err(Problem::BadCharacters);
    }
    if text.chars().count() > longest as usize { Err(Problem::TooLong) } else { Ok(()) }
}

fn number(text: &str, least: i64, most: i64) -> Result<i64, Problem> {
    let number: i64 = text.parse().map_err(|_| Problem::NotANumber)?;
    if (least..=most).contains(&number) { Ok(number) } else { Err(Problem::OutOfRange) }
}

fn option(text: &str, options: &[Choice]) -> Result<&'static str, Problem> {
    options.iter().find(|option| option.value == text).map(|option| option.value).ok_or(Problem::Invalid)
}

fn host(text: &str) -> Result<String, Problem> {
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    if let Ok(address) = bare.parse::<std::net::IpAddr>() {
        return Ok(address.to_string());
    }
    match Host::parse(text) {
        Ok(Host::Domain(name)) if name.len() <= LONGEST_HOST && is_host_name(&name) => Ok(name),
        _ => Err(Problem::NotAHost),
    }
}

fn is_host_name(name: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    name.trim_end_matches('.').split('.').all(|label| !label.is_empty() && label.bytes().all(is_letter))
}

fn url(text: &str) -> Result<String, Problem> {
    let url = Url::parse(text).map_err(|_| Problem::NotAUrl)?;
    let plain = url.username().is_empty() && url.password().is_none() && url.host().is_some();
    let fits = url.as_str().len() <= LONGEST_URL;
    if url.scheme() == "https" && plain && fits { Ok(url.into()) } else { Err(Problem::NotAUrl) }
}
