use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use domain::failure::Failure;
use domain::page::DemoSignIn;
use futures::FutureExt;
use leptos::config::LeptosOptions;
use sandbox::Sandbox;
use services::backups::Backups;
use services::engine::{Engine, EngineConfig};
use services::provider_accounts::Outbounds;
use services::{ServiceError, Services};
use storage::clock::SystemClock;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::open::{Opened, open};
use super::{CommandError, demo, test_mode};
use crate::config::Settings;
use crate::edge::{self, EdgeState, Metrics, Operation, Twice, router};
use crate::platform_mail;

/// How long open answers may take to end at shutdown.
const GRACE: Duration = Duration::from_secs(20);

/// Serves until the program is told to stop.
pub async fn serve(settings: Settings) -> Result<(), CommandError> {
    // Two libraries would each choose a TLS provider; one choice for all.
    drop(rustls::crypto::aws_lc_rs::default_provider().install_default());
    let shutdown = CancellationToken::new();
    stop_when_told(shutdown.clone())?;
    let listener = TcpListener::bind(settings.addr).await?;
    let (sandbox, outbounds) = stand_ins(&settings, listener.local_addr()?).await?;
    // SQLite serves one process: what an earlier one held is free at once.
    let alone = settings.database_url.is_none();
    let backups = planned_backups(&settings)?;
    let opened = tokio::select! {
        opened = open(&settings, outbounds, alone) => opened?,
        () = shutdown.cancelled() => return Ok(()),
    };
    let Opened { services, node, seat: _seat } = opened;
    connect_platform_mail(&settings, &services, &sandbox).await?;
    connect_platform_sms(&settings, &services).await?;
    let demo = if settings.demo { demo::prepare(&services).await? } else { None };
    let config =
        EngineConfig { alone, node: Some(node), faster: test_mode::FASTER, ..EngineConfig::default() };
    let engine = Engine::new(services.clone(), config);
    let lost = end_when_lost(engine.clone(), shutdown.clone());
    let sending = tokio::spawn({
        let stop = shutdown.clone().cancelled_owned();
        async move { engine.run(stop).await }
    });
    let importing = tokio::spawn({
        let (services, stop) = (services.clone(), shutdown.clone());
        async move { services.run_imports(alone, stop.cancelled_owned()).await }
    });
    let backing_up = tokio::spawn({
        let (backups, stop) = (backups.clone(), shutdown.clone());
        async move {
            if let Some(backups) = backups {
                backups.run(stop.cancelled_owned()).await;
            }
        }
    });
    greet(&settings, &listener, demo.as_ref())?;
    let metrics = Metrics::new(&services, backups.is_some());
    let operation = Operation { token: settings.operator_token.clone(), backups, metrics };
    let app = router(state(&settings, services, demo, operation, shutdown.clone())?);
    let serving = edge::serve(listener, app, settings.head_timeout(), shutdown.clone());
    let sending = needed(sending, shutdown.clone());
    let importing = needed(importing, shutdown.clone());
    tokio::select! {
        ended = async { tokio::join!(serving, sending, importing, backing_up) } => {
            ended.1?;
            ended.2?;
            ended.3?;
            lost.now_or_never().unwrap_or(Ok(()))
        }
        () = too_late(shutdown) => Ok(()),
    }
}

/// Waits for a part of the program. One that ends before it was told to ends the whole program in order,
/// for whoever watches over it to start it again: pages without an engine behind them would only look well.
async fn needed<E: Into<CommandError>>(
    part: JoinHandle<Result<(), E>>,
    shutdown: CancellationToken,
) -> Result<(), CommandError> {
    let ended = part.await;
    let early = !shutdown.is_cancelled();
    shutdown.cancel();
    match ended? {
        Ok(()) if early => Err("a part of the program ended by itself".into()),
        Ok(()) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// The backups that the server makes by itself; one that cannot be is known at the start.
fn planned_backups(settings: &Settings) -> Result<Option<Backups>, CommandError> {
    let plan = settings.backup.plan(settings.source())?;
    Ok(plan.map(|plan| Backups::new(plan, Arc::new(SystemClock))).transpose()?)
}

async fn stand_ins(settings: &Settings, served: SocketAddr) -> Result<(Sandbox, Outbounds), CommandError> {
    let start = test_mode::Start {
        sandbox: test_mode::quick(),
        outbound_allow: &settings.outbound_allow,
        served,
        platform_to_sink: settings.demo,
    };
    test_mode::start(start).await
}

/// Tells on the console where to go.
fn greet(settings: &Settings, listener: &TcpListener, demo: Option<&DemoSignIn>) -> Result<(), CommandError> {
    let url = settings.public_url.clone().unwrap_or(format!("http://{}", listener.local_addr()?));
    tracing::info!(%url, "serving");
    println!("Open {url}");
    if let Some(DemoSignIn { login, password }) = demo {
        println!("Demo: sign in as {login} with the password: {password}");
    }
    Ok(())
}

/// From here on the program ends in order: before the first message may leave, or a signal that comes
/// early would end it in the middle of one.
fn stop_when_told(shutdown: CancellationToken) -> std::io::Result<()> {
    let mut terminated = signal(SignalKind::terminate())?;
    let mut interrupted = signal(SignalKind::interrupt())?;
    tokio::spawn(async move {
        tokio::select! {
            _ = terminated.recv() => {}
            _ = interrupted.recv() => {}
        }
        tracing::info!("shutting down");
        shutdown.cancel();
    });
    Ok(())
}

/// Lets the platform's own mails leave as the operator configured it; otherwise they wait.
async fn connect_platform_mail(
    settings: &Settings,
    services: &Services,
    sandbox: &Sandbox,
) -> Result<(), CommandError> {
    let sink = settings.demo.then(|| platform_mail::to_sink(sandbox.smtp().addr()));
    match settings.platform_mail()?.or(sink) {
        Some(values) => {
            services.set_platform_mail(&values).await.map_err(|error| wrong("mail", error))?;
        }
        None => {
            let waiting = services.forget_platform_mail().await?;
            tracing::warn!(
                waiting,
                "password and invitation mails wait: set PLATFORM_SMTP_URL and PLATFORM_FROM"
            );
        }
    }
    Ok(())
}

/// Lets codes by SMS leave as the operator configured it; otherwise no phone can be proven.
async fn connect_platform_sms(settings: &Settings, services: &Services) -> Result<(), CommandError> {
    match settings.platform_sms()? {
        Some(sms) => {
            let connected = services.set_platform_sms(&sms.provider, &sms.values).await;
            connected.map_err(|error| wrong("SMS", error))?;
        }
        None => services.forget_platform_sms().await?,
    }
    Ok(())
}

fn wrong(what: &str, error: ServiceError) -> String {
    let failure = Failure::from(error);
    let fields: Vec<_> =
        failure.fields.iter().map(|found| format!("{}: {}", found.field, found.problem)).collect();
    format!("the platform's {what} settings are wrong: {}", fields.join(", "))
}

fn state(
    settings: &Settings,
    services: Services,
    demo: Option<DemoSignIn>,
    operation: Operation,
    shutdown: CancellationToken,
) -> Result<EdgeState, CommandError> {
    // The build writes the names of its files into the site.
    let names = std::path::absolute(&settings.site)?.join("hash.txt");
    if !names.exists() {
        tracing::warn!(site = %settings.site.display(), "no built site here: pages come without style and scripts");
    }
    let options = LeptosOptions::builder()
        .output_name("app")
        .site_root(settings.site.display().to_string())
        .hash_files(names.exists())
        .hash_file(names.display().to_string().into())
        .build();
    Ok(EdgeState {
        services,
        options,
        secure: settings.is_secure(),
        trust_proxy: settings.trust_proxy,
        request_timeout: settings.request_timeout(),
        demo,
        operation,
        twice: Twice::default(),
        shutdown,
    })
}

/// Ends the program when another process has its number: two must never make the same ids.
fn end_when_lost(
    engine: Engine,
    shutdown: CancellationToken,
) -> impl Future<Output = Result<(), CommandError>> {
    let (tell, told) = tokio::sync::oneshot::channel();
    tokio::spawn(async move {
        tokio::select! {
            () = engine.lost() => {
                // Nobody waits for it when the program is ending anyway.
                let _ = tell.send(());
                shutdown.cancel();
            }
            () = shutdown.cancelled() => {}
        }
    });
    async move {
        match told.await {
            Ok(()) => Err("another process took this one's number; start it again".into()),
            Err(_) => Ok(()),
        }
    }
}

async fn too_late(shutdown: CancellationToken) {
    shutdown.cancelled().await;
    tokio::time::sleep(GRACE).await;
    tracing::warn!("some answers did not end in time");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_part_that_ends_by_itself_ends_the_program() {
        let ends: [fn() -> Result<(), CommandError>; 3] =
            [|| Ok(()), || Err("broken".into()), || std::panic::panic_any("a mistake")];
        for end in ends {
            let shutdown = CancellationToken::new();
            let part = tokio::spawn(async move { end() });
            assert!(needed(part, shutdown.clone()).await.is_err());
            assert!(shutdown.is_cancelled());
        }
        let shutdown = CancellationToken::new();
        shutdown.cancel();
        assert!(needed(tokio::spawn(async { Ok::<_, CommandError>(()) }), shutdown).await.is_ok());
    }
}
