//! AUTH PLAIN, LOGIN and XOAUTH2.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tokio::io::{AsyncRead, AsyncWrite};

use super::session::{Login, Session, Step};
use super::user_rules::UserEffect;

const INVALID: &str = "535 5.7.8 Authentication credentials invalid";

/// What a client presented.
struct Presented {
    user: String,
    password: String,
    /// Whether it was an access token instead of a password.
    token: bool,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Session<S> {
    pub(super) async fn authenticate(&mut self, mechanism: &str, initial: Option<&str>) -> Step {
        let mechanism = mechanism.to_ascii_uppercase();
        if let Some(refusal) = self.auth_refusal(&mechanism) {
            self.refuse(refusal);
            return Ok(());
        }
        let presented = match mechanism.as_str() {
            "LOGIN" => self.ask_login(initial).await?,
            "XOAUTH2" => self.ask("334 ", initial).await?.as_deref().and_then(bearer),
            _ => self.ask("334 ", initial).await?.as_deref().and_then(plain),
        };
        match presented {
            Some(presented) => self.judge(presented),
            None => self.refuse("501 5.5.2 Cannot decode the response"),
        }
        Ok(())
    }

    fn auth_refusal(&self, mechanism: &str) -> Option<&'static str> {
        let config = &self.shared.config;
        if self.hello.is_empty() || self.login.is_some() {
            return Some("503 5.5.1 AUTH is not possible now");
        }
        if config.auth_needs_tls && !self.tls {
            return Some("538 5.7.11 Encryption required for requested authentication mechanism");
        }
        let known = config.auth.iter().any(|offered| offered.eq_ignore_ascii_case(mechanism));
        (!known).then_some("504 5.5.4 Unrecognized authentication type")
    }

    fn judge(&mut self, presented: Presented) {
        let effect = UserEffect::of(&presented.user);
        match effect {
            UserEffect::Refuse(refusal) => return self.refuse(refusal),
            UserEffect::RefusePassword(refusal) if !presented.token => return self.refuse(refusal),
            _ => {}
        }
        if !self.is_known(&presented) {
            return self.refuse(INVALID);
        }
        let (login, open) = Login::open(&self.shared, presented.user);
        if effect == UserEffect::LimitConnections && open > self.shared.config.busy_user_connections {
            return self.refuse("432 4.3.2 Concurrent connections limit exceeded");
        }
        self.login = Some(login);
        self.reply("235 2.7.0 Authentication successful");
    }

    fn is_known(&self, presented: &Presented) -> bool {
        match &self.shared.config.credentials {
            Some(known) => known.user == presented.user && known.password == presented.password,
            None => presented.password != "bad" && !presented.password.is_empty(),
        }
    }

    async fn ask_login(&mut self, initial: Option<&str>) -> Step<Option<Presented>> {
        let Some(user) = self.ask("334 VXNlcm5hbWU6", initial).await? else { return Ok(None) };
        let Some(password) = self.ask("334 UGFzc3dvcmQ6", None).await? else { return Ok(None) };
        Ok(Some(Presented { user, password, token: false }))
    }

    /// The decoded initial response, or the answer to a challenge; `None` when it is no base64 text.
    async fn ask(&mut self, challenge: &str, initial: Option<&str>) -> Step<Option<String>> {
        let mut line = String::new();
        match initial {
            // RFC 4954 §4: an empty initial response is written as "=".
            Some("=") => {}
            Some(given) => given.clone_into(&mut line),
            None => {
                self.reply(challenge);
                self.read_line(&mut line).await?;
            }
        }
        Ok(STANDARD.decode(&line).ok().and_then(|bytes| String::from_utf8(bytes).ok()))
    }
}

/// `authorization NUL user NUL password` (RFC 4616).
fn plain(text: &str) -> Option<Presented> {
    let mut parts = text.split('\0').skip(1);
    let (user, password) = (parts.next()?.to_owned(), parts.next()?.to_owned());
    Some(Presented { user, password, token: false })
}

/// `user=…^Aauth=Bearer …^A^A` (Google and Microsoft).
fn bearer(text: &str) -> Option<Presented> {
    let mut parts = text.split('\x01');
    let user = parts.next()?.strip_prefix("user=")?.to_owned();
    let password = parts.next()?.strip_prefix("auth=Bearer ")?.to_owned();
    Some(Presented { user, password, token: true })
}
