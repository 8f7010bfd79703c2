//! An HTTP/1.1 server that can also break off without an answer.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};
use tower::Service;

use crate::stop::{Stop, Stopper, stopper};

/// How long a stop waits for calls under way.
const GOODBYE: Duration = Duration::from_millis(500);

/// A running server; stops when dropped.
pub struct HttpServer {
    addr: SocketAddr,
    stop: Stopper,
    task: JoinHandle<()>,
}

#[derive(Clone)]
struct CutConnection;

/// The server was told to close instead of answering.
#[derive(Debug, thiserror::Error)]
#[error("connection cut on request")]
struct Cut;

/// A response that closes the connection instead of being sent.
pub fn cut() -> Response {
    let mut response = Response::default();
    response.extensions_mut().insert(CutConnection);
    response
}

impl HttpServer {
    /// Serves `router` on the listener.
    ///
    /// # Errors
    /// When the listener has no address.
    pub fn start(listener: TcpListener, router: Router) -> io::Result<Self> {
        let addr = listener.local_addr()?;
        let (stop, stopping) = stopper();
        let task = tokio::spawn(listen(listener, router, stopping));
        Ok(Self { addr, stop, task })
    }

    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// Closes idle connections, gives calls half a second, and returns when all are gone.
    pub async fn stop(self) {
        self.stop.stop();
        // A server that panicked has stopped, too.
        let _ = self.task.await;
    }
}

async fn listen(listener: TcpListener, router: Router, mut stop: Stop) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            taken = listener.accept() => match taken {
                Ok((stream, _)) => { connections.spawn(serve(stream, router.clone(), stop.clone())); }
                Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
            },
            Some(_) = connections.join_next() => {}
            () = stop.wait() => break,
        }
    }
    drop(listener);
    let all_gone = async { while connections.join_next().await.is_some() {} };
    // Whoever has not gone by then is cut when the set is dropped.
    let _ = tokio::time::timeout(GOODBYE, all_gone).await;
}

async fn serve(stream: TcpStream, router: Router, mut stop: Stop) {
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request| answer(router.clone(), request));
    let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    tokio::pin!(connection);
    tokio::select! {
        // A client that went away is none of our business.
        _ = connection.as_mut() => return,
        () = stop.wait() => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}

async fn answer(mut router: Router, request: hyper::Request<Incoming>) -> Result<Response, Cut> {
    let response: Result<Response, Infallible> = router.call(request).await;
    match response {
        Ok(response) if response.extensions().get::<CutConnection>().is_some() => Err(Cut),
        Ok(response) => Ok(response),
    }
}
