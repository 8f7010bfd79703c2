//! Connections of browsers and programs: HTTP/1.1, whose heads must arrive in time.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::Service;

/// The wait after a connection could not be taken: those that end meanwhile make room.
const ROOM: Duration = Duration::from_secs(1);

/// Serves until told to stop, then finishes the answers under way. A connection whose next head has not
/// come whole after `head_timeout` is closed, be it slow or idle.
pub async fn serve(listener: TcpListener, router: Router, head_timeout: Duration, stop: CancellationToken) {
    let connections = TaskTracker::new();
    loop {
        tokio::select! {
            taken = listener.accept() => match taken {
                Ok((stream, peer)) => {
                    connections.spawn(carry(stream, peer, router.clone(), head_timeout, stop.clone()));
                }
                Err(error) if went_away(&error) => {}
                Err(error) => {
                    tracing::error!(%error, "a connection could not be taken");
                    tokio::time::sleep(ROOM).await;
                }
            },
            () = stop.cancelled() => break,
        }
    }
    drop(listener);
    connections.close();
    connections.wait().await;
}

/// Whether the other side was gone before it was taken.
fn went_away(error: &io::Error) -> bool {
    use io::ErrorKind as E;
    matches!(error.kind(), E::ConnectionRefused | E::ConnectionAborted | E::ConnectionReset)
}

async fn carry(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    head_timeout: Duration,
    stop: CancellationToken,
) {
    // Small events must not wait for more of their kind; without it they only come later.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().call(request)
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(head_timeout);
    let connection = http.serve_connection(TokioIo::new(stream), service);
    tokio::pin!(connection);
    tokio::select! {
        // One that broke off is none of our business.
        _ = connection.as_mut() => return,
        () = stop.cancelled() => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::time::timeout;

    use super::*;

    type TestResult<T = ()> = Result<T, Box<dyn std::error::Error>>;

    const HEAD: Duration = Duration::from_millis(300);
    const PATIENCE: Duration = Duration::from_secs(20);

    async fn served() -> TestResult<(SocketAddr, CancellationToken, tokio::task::JoinHandle<()>)> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let (addr, stop) = (listener.local_addr()?, CancellationToken::new());
        let who = |ConnectInfo(peer): ConnectInfo<SocketAddr>| async move { peer.to_string() };
        let router = Router::new().route("/who", get(who));
        Ok((addr, stop.clone(), tokio::spawn(serve(listener, router, HEAD, stop))))
    }

    /// What comes until the server closes.
    async fn rest(stream: &mut TcpStream) -> TestResult<String> {
        let mut heard = Vec::new();
        timeout(PATIENCE, stream.read_to_end(&mut heard)).await??;
        Ok(String::from_utf8(heard)?)
    }

    #[tokio::test]
    async fn a_head_that_never_ends_closes_its_connection() -> TestResult {
        let (addr, _stop, _server) = served().await?;
        let mut stream = TcpStream::connect(addr).await?;
        stream.write_all(b"GET /who HTTP/1.1\r\nhost: x\r\nx-slow: ").await?;
        assert_eq!(rest(&mut stream).await?, "");
        Ok(())
    }

    #[tokio::test]
    async fn a_request_is_answered_with_its_callers_address_known_and_an_idle_connection_closed() -> TestResult
    {
        let (addr, stop, server) = served().await?;
        let mut stream = TcpStream::connect(addr).await?;
        let peer = stream.local_addr()?.to_string();
        stream.write_all(b"GET /who HTTP/1.1\r\nhost: x\r\n\r\n").await?;
        let heard = rest(&mut stream).await?;
        assert!(heard.starts_with("HTTP/1.1 200") && heard.ends_with(&peer), "{heard}");
        stop.cancel();
        timeout(PATIENCE, server).await??;
        Ok(())
    }
}
