use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

use clap::Parser;
use domain::topic::Topic;
use sandbox::SandboxConfig;
use serde_json::{Value, json};
use storage::testing::TempFolder;
use storage::{Db, DbOptions};
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

use super::stack::Stack;
use super::world::TestResult;
use crate::commands;
use crate::config::CommandLine;
use crate::logging::{LogFormat, logger};

/// What would be found again in a log.
const SECRET: &str = "kanarya-9f2c-gizli";
const PHONE: &str = "5327654321";
const TEXT: &str = "kanarya metni";

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Lines {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
    }
}

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'w> MakeWriter<'w> for Lines {
    type Writer = Self;

    fn make_writer(&'w self) -> Self {
        self.clone()
    }
}

/// On one thread, which all of the product shares here: its log is heard by nobody else.
#[tokio::test]
async fn neither_secrets_nor_numbers_nor_texts_are_logged_even_when_everything_is() -> TestResult {
    let lines = Lines::default();
    let heard = logger(LogFormat::Json, EnvFilter::new("debug"), lines.clone());
    let _guard = tracing::subscriber::set_default(heard);
    let stack = Stack::start(SandboxConfig::default()).await?;
    let values = [("usercode", "8501112233"), ("password", SECRET), ("sender", "SANDBOX")];
    stack.connect("netgsm", &values).await?;
    let message = stack.send_text("sms", &format!("+90{PHONE}"), TEXT).await?;
    stack
        .until(Topic::Messages, || async {
            Ok(stack.services().get_message(&stack.owner, message).await?.row.state.is_sent())
        })
        .await?;
    let world = &stack.world;
    let wrong = json!({"login": "ayse", "password": SECRET, "next": ""});
    world.call(&http::Method::POST, "/api/v1/accounts/sign_in", None, &wrong).await?;
    for path in ["/reset/", "/callbacks/", "/r/"] {
        let request = http::Request::builder().uri(format!("{path}{SECRET}?a={SECRET}"));
        world.send(request.body(axum::body::Body::empty())?).await?;
    }
    let text = lines.text();
    assert!(text.lines().count() > 5, "nothing was heard");
    for line in text.lines() {
        let told: Value = serde_json::from_str(line)?;
        assert!(told["level"].is_string() && told["timestamp"].is_string(), "{line}");
        for canary in [SECRET, PHONE, TEXT] {
            assert!(!line.contains(canary), "{line}");
        }
    }
    Ok(())
}

/// As above, on one thread. What listens here hangs up, as a server that is none.
#[tokio::test]
async fn the_password_of_the_database_is_neither_logged_nor_told() -> TestResult {
    let lines = Lines::default();
    let heard = logger(LogFormat::Json, EnvFilter::new("trace"), lines.clone());
    let _guard = tracing::subscriber::set_default(heard);
    let (listener, folder) = (TcpListener::bind("127.0.0.1:0").await?, TempFolder::new());
    let host = listener.local_addr()?;
    tokio::spawn(async move {
        loop {
            drop(listener.accept().await);
        }
    });
    for url in [
        format!("mysql://u:{SECRET}@{host}/d"),
        format!("postgres://u:{SECRET}#1@{host}/d"),
        format!("postgres://u:{SECRET}@{host}/d"),
        format!("postgres://u@{host}/d?pasword={SECRET}"),
    ] {
        let data = folder.path().to_string_lossy().into_owned();
        let line = ["server", "migrate", "--data", &data, "--database-url", &url];
        let settings = CommandLine::try_parse_from(line)?.settings;
        let opened = Db::open(&url, DbOptions::default()).await.err().ok_or("opened")?;
        let told = format!("{settings:?} {:?} {opened} {opened:?}", settings.source());
        let refused = commands::migrate(settings).await.err().ok_or("migrated")?;
        let told = format!("{told} {refused} {refused:?}");
        assert!(!told.contains(SECRET), "{told}");
    }
    assert!(!lines.text().contains(SECRET), "{}", lines.text());
    Ok(())
}
