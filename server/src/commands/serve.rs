use std::net::SocketAddr;
use std::time::Duration;

use leptos::config::LeptosOptions;
use services::Services;
use services::engine::{Engine, EngineConfig};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::open::open;
use super::{CommandError, test_mode};
use crate::config::Settings;
use crate::edge::{EdgeState, router};

/// How long open answers may take to end at shutdown.
const GRACE: Duration = Duration::from_secs(20);

/// Serves until the program is told to stop.
pub async fn serve(settings: Settings) -> Result<(), CommandError> {
    // Two libraries would each choose a TLS provider; one choice for all.
    drop(rustls::crypto::aws_lc_rs::default_provider().install_default());
    let (_sandbox, outbounds) = test_mode::start(&settings).await?;
    let services = open(&settings, outbounds).await?;
    let shutdown = CancellationToken::new();
    services.resume_planning().await?;
    // SQLite serves one process: what an earlier one held is free at once.
    let alone = settings.database_url.is_none();
    let engine = Engine::new(services.clone(), EngineConfig { alone, ..EngineConfig::default() });
    let sending = tokio::spawn({
        let stop = shutdown.clone();
        async move { engine.run(stop.cancelled_owned()).await }
    });
    let importing = tokio::spawn({
        let (services, stop) = (services.clone(), shutdown.clone());
        async move { services.run_imports(alone, stop.cancelled_owned()).await }
    });
    let listener = TcpListener::bind(settings.addr).await?;
    let url = settings.public_url.clone().unwrap_or(format!("http://{}", listener.local_addr()?));
    tracing::info!(%url, "serving");
    println!("Open {url}");
    let app = router(edge(&settings, services, shutdown.clone())?)
        .into_make_service_with_connect_info::<SocketAddr>();
    let stopped = shutdown.clone();
    tokio::spawn(async move {
        told_to_stop().await;
        tracing::info!("shutting down");
        stopped.cancel();
    });
    let server = axum::serve(listener, app).with_graceful_shutdown(shutdown.clone().cancelled_owned());
    tokio::select! {
        ended = async { tokio::join!(server, sending, importing) } => {
            ended.0?;
            ended.1?;
            Ok(ended.2??)
        }
        () = too_late(shutdown) => Ok(()),
    }
}

fn edge(
    settings: &Settings,
    services: Services,
    shutdown: CancellationToken,
) -> Result<EdgeState, CommandError> {
    let options = LeptosOptions::builder()
        .output_name("app")
        .site_root(settings.site.display().to_string())
        // The build writes the names of its files beside the program.
        .hash_files(std::env::current_exe()?.with_file_name("hash.txt").exists())
        .build();
    Ok(EdgeState {
        services,
        options,
        secure: settings.is_secure(),
        trust_proxy: settings.trust_proxy,
        shutdown,
    })
}

async fn told_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminated) = signal(SignalKind::terminate()) else { return std::future::pending().await };
    tokio::select! {
        _ = terminated.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

async fn too_late(shutdown: CancellationToken) {
    shutdown.cancelled().await;
    tokio::time::sleep(GRACE).await;
    tracing::warn!("some answers did not end in time");
}
