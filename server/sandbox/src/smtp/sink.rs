//! Listeners, and what a test asks the sink.

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use super::config::SmtpSinkConfig;
use super::mailbox::KeptMessage;
use super::record::{Record, SmtpReport};
use super::session::{Halt, Session, Shared};
use crate::stop::{Stop, Stopper, stopper};
use crate::tally::Arrival;
use crate::tls::TestCertificate;

/// How long a stop waits for connections to say goodbye.
const GOODBYE: Duration = Duration::from_secs(2);

/// A running mail server that takes everything and remembers what it took. Stops when dropped.
pub struct SmtpSink {
    shared: Arc<Shared>,
    certificate: TestCertificate,
    addr: SocketAddr,
    tls_addr: SocketAddr,
    stop: Stopper,
    listeners: Vec<JoinHandle<()>>,
}

#[derive(Clone)]
struct Door {
    shared: Arc<Shared>,
    certificate: TestCertificate,
    stop: Stop,
    implicit_tls: bool,
}

impl SmtpSink {
    /// Binds both listeners and starts serving on the current tokio runtime.
    ///
    /// # Errors
    /// When an address is taken, the certificate cannot be made or the journal cannot be opened.
    pub async fn start(config: SmtpSinkConfig) -> io::Result<Self> {
        let certificate = TestCertificate::generate(&config.hostname)?;
        let plain = TcpListener::bind((config.ip, config.port)).await?;
        let tls = TcpListener::bind((config.ip, config.tls_port)).await?;
        let (addr, tls_addr) = (plain.local_addr()?, tls.local_addr()?);
        let record = Record::new(&config)?;
        let shared = Arc::new(Shared { config, record });
        let (stop, stopping) = stopper();
        let door = Door {
            shared: shared.clone(),
            certificate: certificate.clone(),
            stop: stopping,
            implicit_tls: false,
        };
        let tls_door = Door { implicit_tls: true, ..door.clone() };
        let listeners = vec![tokio::spawn(listen(plain, door)), tokio::spawn(listen(tls, tls_door))];
        Ok(Self { shared, certificate, addr, tls_addr, stop, listeners })
    }

    /// Address of the plain listener, which offers STARTTLS.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// Address of the listener with implicit TLS.
    pub fn tls_addr(&self) -> SocketAddr {
        self.tls_addr
    }

    /// The certificate of this sink, valid for `localhost`, `127.0.0.1` and its host name.
    pub fn certificate(&self) -> &TestCertificate {
        &self.certificate
    }

    /// Figures so far.
    pub fn report(&self) -> SmtpReport {
        self.shared.record.report()
    }

    /// Every accepted reference (`X-Msg-Ref`, else Message-ID) with the number of its acceptances.
    pub fn received(&self) -> HashMap<String, u32> {
        self.shared.record.references.counts()
    }

    /// Only the references accepted more than once.
    pub fn repeated(&self) -> HashMap<String, u32> {
        self.shared.record.references.repeated()
    }

    /// When one reference came: `first` is its first MAIL FROM, `last` its last acceptance.
    pub fn arrival(&self, reference: &str) -> Option<Arrival> {
        self.shared.record.references.arrival(reference)
    }

    /// The newest messages, oldest first; empty unless `keep_bodies` was set.
    pub fn messages(&self) -> Vec<Arc<KeptMessage>> {
        self.shared.record.mailbox.messages()
    }

    /// Forgets messages and figures; open connections go on.
    pub fn clear(&self) {
        self.shared.record.clear();
    }

    /// Says 421 to every connection, closes them and waits until they are gone (two seconds at most).
    pub async fn stop(mut self) {
        self.stop.stop();
        for listener in self.listeners.drain(..) {
            // A listener that panicked has stopped, too.
            let _ = listener.await;
        }
    }
}

async fn listen(listener: TcpListener, door: Door) {
    let mut stop = door.stop.clone();
    let mut sessions = JoinSet::new();
    loop {
        tokio::select! {
            taken = listener.accept() => match taken {
                Ok((stream, _)) => { sessions.spawn(door.clone().welcome(stream)); }
                // Out of file descriptors, mostly: give the others time to close theirs.
                Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
            },
            Some(_) = sessions.join_next() => {}
            _ = stop.wait() => break,
        }
    }
    drop(listener);
    let all_gone = async { while sessions.join_next().await.is_some() {} };
    // Whoever has not gone by then is cut when the set is dropped.
    let _ = tokio::time::timeout(GOODBYE, all_gone).await;
}

impl Door {
    async fn welcome(self, stream: TcpStream) {
        let _ = stream.set_nodelay(true);
        let open = Connection::open(&self.shared);
        let full = self.shared.config.max_connections.is_some_and(|limit| open.number > limit);
        if self.implicit_tls {
            self.serve_tls(stream, true, full).await;
        } else if let Some(stream) = self.serve(stream, false, true, full).await {
            self.serve_tls(stream, false, false).await;
        }
    }

    async fn serve_tls(&self, stream: TcpStream, greet: bool, full: bool) {
        let mut stop = self.stop.clone();
        let accepted = tokio::select! {
            accepted = self.certificate.acceptor().accept(stream) => accepted,
            _ = stop.wait() => return,
        };
        if let Ok(stream) = accepted {
            self.serve(stream, true, greet, full).await;
        }
    }

    /// Serves one session; gives the stream back when the client wants TLS on it.
    async fn serve<S>(&self, mut stream: S, tls: bool, greet: bool, full: bool) -> Option<S>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        if full {
            let _ = stream.write_all(b"421 4.7.0 Too many connections\r\n").await;
            let _ = stream.shutdown().await;
            return None;
        }
        let mut session = Session::new(stream, tls, self.shared.clone(), self.stop.clone());
        let halt = session.run(greet).await;
        if matches!(halt, Halt::StartTls) {
            return Some(session.stream);
        }
        // Logged out before the client can see the end, so that a limit counts it no more.
        session.login = None;
        let _ = session.stream.shutdown().await;
        None
    }
}

/// Counts as open while it lives.
struct Connection {
    shared: Arc<Shared>,
    number: usize,
}

impl Connection {
    fn open(shared: &Arc<Shared>) -> Self {
        Self { shared: shared.clone(), number: shared.record.opened() }
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.shared.record.closed();
    }
}
