//! The command line and the environment: every setting can be given either way.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};
use domain::provider_form::FormValues;
use secrecy::{ExposeSecret, SecretString};
use services::backups::Source;
use services::secrets::KeySource;

use crate::backup_settings::BackupSettings;
use crate::logging::LogFormat;
use crate::platform_sms::PlatformSms;

/// Messaging for companies that run WOLVOX: WhatsApp, SMS and e-mail.
#[derive(Debug, Parser)]
#[command(name = "server", version)]
pub struct CommandLine {
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub settings: Settings,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the pages, the API and the message engine.
    Serve,
    /// Bring the database to this release's schema, and end.
    Migrate,
    /// Write all but the master key into a new file; a server may run meanwhile.
    Backup { file: PathBuf },
    /// Read a backup from beginning to end, and end.
    CheckBackup { file: PathBuf },
    /// Restore a backup onto an empty installation; what had not left is held.
    Restore { file: PathBuf },
    /// Let everything go that a restore held; what had left since the backup leaves once more.
    ReleaseRestored,
    /// Make an operator; the password is asked for, or read from the standard input.
    CreateAdmin(AdminPerson),
}

/// Who becomes an operator.
#[derive(Debug, Clone, Args)]
pub struct AdminPerson {
    #[arg(long)]
    pub username: String,
    #[arg(long)]
    pub email: String,
    #[arg(long)]
    pub name: String,
}

/// Who may sign up after the first user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Signup {
    Invited,
    Open,
}

#[derive(Debug, Clone, Args)]
pub struct Settings {
    /// Where to listen.
    #[arg(long, env = "ADDR", default_value = "127.0.0.1:3000", global = true)]
    pub addr: SocketAddr,
    /// The folder of the database, keys and files.
    #[arg(long, env = "DATA", default_value = "./data", global = true)]
    pub data: PathBuf,
    /// Another database than SQLite in the data folder: `postgres://user:password@host/name`.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, global = true)]
    pub database_url: Option<SecretString>,
    /// The address people type; with `https` cookies are bound to TLS and providers can call with reports.
    #[arg(long, env = "PUBLIC_URL", global = true)]
    pub public_url: Option<String>,
    /// The file of the master keys; made in the data folder on the first run.
    #[arg(long, env = "MASTER_KEY_FILE", global = true)]
    pub master_key_file: Option<PathBuf>,
    /// The master keys themselves, instead of a file.
    #[arg(long, env = "MASTER_KEY", hide_env_values = true, global = true)]
    pub master_key: Option<SecretString>,
    /// Who may sign up after the first user: `invited` or `open`.
    #[arg(long, env = "SIGNUP", default_value = "invited", global = true)]
    pub signup: Signup,
    /// Believe a proxy in front of the program when it says who calls.
    #[arg(long, env = "TRUST_PROXY", value_parser = switch, default_value = "0", global = true)]
    pub trust_proxy: bool,
    /// Seconds until the answer to a request must begin; an upload that goes on may take longer.
    #[arg(long, env = "REQUEST_TIMEOUT_SECONDS", default_value_t = 120, value_parser = clap::value_parser!(u32).range(1..), global = true)]
    pub request_timeout_seconds: u32,
    /// Seconds until the head of the next request on a connection must have come.
    #[arg(long, env = "HEAD_TIMEOUT_SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..), global = true)]
    pub head_timeout_seconds: u32,
    /// The mail server for password and invitation mails: `smtps://user:password@host:465`, or `smtp://…:587`
    /// for STARTTLS; without one these mails wait.
    #[arg(
        long,
        env = "PLATFORM_SMTP_URL",
        hide_env_values = true,
        requires = "platform_from",
        global = true
    )]
    pub platform_smtp_url: Option<SecretString>,
    /// The sender of those mails: `Name <address>`.
    #[arg(long, env = "PLATFORM_FROM", global = true)]
    pub platform_from: Option<String>,
    /// The SMS account for codes that prove a phone: a provider and the fields of its form, as in
    /// `netgsm:?usercode=8501234567&password=…&sender=FIRMA`; without one no phone is proven.
    #[arg(long, env = "PLATFORM_SMS_URL", hide_env_values = true, global = true)]
    pub platform_sms_url: Option<SecretString>,
    /// The folder of the built pages.
    #[arg(long, env = "SITE", default_value = "target/site", global = true)]
    pub site: PathBuf,
    /// Start the stand-ins of the providers, and a demo company that sends to them.
    #[arg(long, env = "DEMO", value_parser = switch, default_value = "0", global = true)]
    pub demo: bool,
    /// Addresses beyond the public internet that providers may be reached at: `10.0.0.5:1433`, comma-separated.
    #[arg(long, env = "OUTBOUND_ALLOW", value_delimiter = ',', global = true)]
    pub outbound_allow: Vec<SocketAddr>,
    /// The token that monitors show for `/metrics` and `/health/details`; without one only this machine may
    /// ask, and nobody where a proxy stands in front.
    #[arg(long, env = "OPERATOR_TOKEN", hide_env_values = true, global = true)]
    pub operator_token: Option<SecretString>,
    /// How the log looks: `text`, or `json` with an object a line.
    #[arg(long, env = "LOG_FORMAT", default_value = "text", global = true)]
    pub log_format: LogFormat,
    #[command(flatten)]
    pub backup: BackupSettings,
}

impl Settings {
    /// The URL of the database: the given one, or the file in the data folder.
    pub fn database(&self) -> SecretString {
        match &self.database_url {
            Some(url) => url.clone(),
            None => format!("sqlite:{}", self.data.join("data.db").display()).into(),
        }
    }

    /// The file of a SQLite database.
    pub fn sqlite_file(&self) -> Option<PathBuf> {
        let url = self.database();
        let path = url.expose_secret().strip_prefix("sqlite:")?;
        Some(PathBuf::from(path.strip_prefix("//").unwrap_or(path)))
    }

    /// Where the files of the companies lie.
    pub fn files(&self) -> PathBuf {
        self.data.join("files")
    }

    /// What a backup holds.
    pub fn source(&self) -> Source {
        Source { database: self.database(), files: self.files() }
    }

    /// Where the master keys come from.
    pub fn keys(&self) -> KeySource {
        match (&self.master_key, &self.master_key_file) {
            (Some(text), _) => KeySource::Text(text.clone()),
            (None, Some(file)) => KeySource::File(file.clone()),
            (None, None) if self.demo => KeySource::Demo,
            (None, None) => KeySource::File(self.data.join("master.key")),
        }
    }

    /// Where the platform's own mails leave, if the operator said so.
    ///
    /// # Errors
    /// What is wrong with the settings.
    pub fn platform_mail(&self) -> Result<Option<FormValues>, String> {
        match (&self.platform_smtp_url, &self.platform_from) {
            (Some(url), Some(from)) => crate::platform_mail::read(url, from).map(Some),
            _ => Ok(None),
        }
    }

    /// Where the platform's codes by SMS leave, if the operator said so.
    ///
    /// # Errors
    /// What is wrong with the setting.
    pub fn platform_sms(&self) -> Result<Option<PlatformSms>, String> {
        self.platform_sms_url.as_ref().map(crate::platform_sms::read).transpose()
    }

    /// How long a request may take until its answer begins.
    pub fn request_timeout(&self) -> Duration {
        Duration::from_secs(u64::from(self.request_timeout_seconds))
    }

    /// How long the head of a request may take to arrive.
    pub fn head_timeout(&self) -> Duration {
        Duration::from_secs(u64::from(self.head_timeout_seconds))
    }

    /// Whether people reach the pages over TLS.
    pub fn is_secure(&self) -> bool {
        self.public_url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }

    /// The address people type, without a slash at its end.
    pub fn public_url(&self) -> String {
        match &self.public_url {
            Some(url) => url.trim_end_matches('/').to_owned(),
            None => format!("http://{}", self.addr),
        }
    }
}

fn switch(text: &str) -> Result<bool, String> {
    match text {
        "1" | "true" | "yes" | "on" => Ok(true),
        "" | "0" | "false" | "no" | "off" => Ok(false),
        _ => Err("write 1 or 0".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        use clap::CommandFactory;
        CommandLine::command().debug_assert();
    }

    #[test]
    fn nothing_may_take_no_time_or_for_ever() {
        let settings = CommandLine::parse_from(["server", "serve"]).settings;
        assert_eq!(
            [settings.request_timeout(), settings.head_timeout()].map(|time| time.as_secs()),
            [120, 30]
        );
        for name in ["--request-timeout-seconds", "--head-timeout-seconds"] {
            assert!(CommandLine::try_parse_from(["server", "serve", name, "0"]).is_err());
        }
    }

    #[test]
    fn sqlite_lies_in_the_data_folder_unless_told_otherwise() {
        let line = CommandLine::parse_from(["server", "serve", "--data", "/x"]);
        assert_eq!(line.settings.database().expose_secret(), "sqlite:/x/data.db");
        let line = CommandLine::parse_from(["server", "--database-url", "postgres://h/d", "serve"]);
        assert_eq!(line.settings.database().expose_secret(), "postgres://h/d");
    }
}
