use std::time::Duration;

use domain::email_address::EmailAddress;
use secrecy::SecretString;

use crate::descriptor::Account;
use crate::email::dkim::Signer;
use crate::email::message::Author;
use crate::provider::{Limit, ProviderFailure};

/// An account's settings, read.
pub(super) struct SmtpSettings {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) security: Security,
    pub(super) login: Option<Login>,
    /// What we call ourselves in EHLO.
    pub(super) hello_name: String,
    pub(super) author: Author,
    pub(super) connections: u32,
    pub(super) limit: Option<Limit>,
    pub(super) signer: Option<Signer>,
}

/// How the connection is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Security {
    /// TLS from the first byte.
    Wrapper,
    /// STARTTLS or nothing; a server without it is refused, since an attacker can hide it.
    StartTls,
    /// A risk that the company has accepted.
    None,
}

/// A user and the password, or an OAuth access token.
pub(super) struct Login {
    pub(super) user: String,
    pub(super) secret: SecretString,
    pub(super) oauth: bool,
}

impl SmtpSettings {
    pub(super) fn read(account: &Account<'_>) -> Result<Self, ProviderFailure> {
        let author = author(account)?;
        Ok(Self {
            host: account.text("host")?,
            port: account.number("port")?,
            security: security(&account.text("security")?)?,
            login: login(account)?,
            hello_name: account
                .optional_text("hello_name")
                .unwrap_or_else(|| author.address.domain().to_owned()),
            connections: account.number("connections")?,
            limit: limit(account)?,
            signer: signer(account, author.address.domain())?,
            author,
        })
    }
}

fn author(account: &Account<'_>) -> Result<Author, ProviderFailure> {
    let reply_to = account.optional_text("reply_to").map(|text| address(&text)).transpose()?;
    let name = account.optional_text("from_name");
    Ok(Author { address: address(&account.text("from_address")?)?, name, reply_to })
}

fn address(text: &str) -> Result<EmailAddress, ProviderFailure> {
    EmailAddress::parse(text).map_err(|error| ProviderFailure::config(error.to_string()))
}

fn security(word: &str) -> Result<Security, ProviderFailure> {
    match word {
        "tls" => Ok(Security::Wrapper),
        "starttls" => Ok(Security::StartTls),
        "none" => Ok(Security::None),
        _ => Err(ProviderFailure::config("the setting security is unusable")),
    }
}

fn login(account: &Account<'_>) -> Result<Option<Login>, ProviderFailure> {
    let oauth = match account.text("auth")?.as_str() {
        "none" => return Ok(None),
        method => method == "oauth",
    };
    let secret = account.secret(if oauth { "oauth_token" } else { "password" })?;
    Ok(Some(Login { user: account.text("username")?, secret, oauth }))
}

fn limit(account: &Account<'_>) -> Result<Option<Limit>, ProviderFailure> {
    if account.optional_text("limit").is_none() {
        return Ok(None);
    }
    let per = match account.text("limit_per")?.as_str() {
        "second" => 1,
        "minute" => 60,
        "day" => 86_400,
        _ => 3600,
    };
    Ok(Some(Limit::new(account.number("limit")?, Duration::from_secs(per))))
}

fn signer(account: &Account<'_>, domain: &str) -> Result<Option<Signer>, ProviderFailure> {
    if !account.switch("dkim") {
        return Ok(None);
    }
    let domain = account.optional_text("dkim_domain").unwrap_or_else(|| domain.to_owned());
    Signer::new(account.text("dkim_selector")?, domain, &account.secret("dkim_key")?).map(Some)
}
