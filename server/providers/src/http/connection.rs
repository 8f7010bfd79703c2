use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::{Body, Incoming};
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};

use super::answer::Answer;
use super::base_url::BaseUrl;
use crate::outbound::{Outbound, Receiver};
use crate::provider::ProviderFailure;

/// One open connection; its other half runs as a task that ends with it.
pub(super) struct Connection {
    sender: SendRequest<Full<Bytes>>,
    pub(super) reused: bool,
}

/// How an exchange failed.
pub(super) enum Failed {
    /// Not a byte of the request was written.
    Unsent,
    /// See there whether it may have been taken.
    Because(ProviderFailure),
}

impl Connection {
    pub(super) async fn open(
        outbound: &Outbound,
        receiver: Receiver,
        to: &BaseUrl,
    ) -> Result<Self, ProviderFailure> {
        let stream = outbound
            .connect(receiver, &to.host, to.port)
            .await
            .map_err(|_| ProviderFailure::unreachable("no connection to the provider"))?;
        if to.tls {
            Self::over(outbound.encrypt(&to.host, stream).await?).await
        } else {
            Self::over(stream).await
        }
    }

    async fn over<S: AsyncRead + AsyncWrite + Unpin + Send + 'static>(
        stream: S,
    ) -> Result<Self, ProviderFailure> {
        let (sender, driver) = http1::handshake(TokioIo::new(stream))
            .await
            .map_err(|error| ProviderFailure::unreachable(error.to_string()))?;
        tokio::spawn(async move {
            // What went wrong reaches the request that was running; idle connections just end.
            let _ = driver.await;
        });
        Ok(Self { sender, reused: false })
    }

    /// Whether the next request can be written at once.
    pub(super) async fn is_usable(&mut self) -> bool {
        self.sender.ready().await.is_ok()
    }

    #[cfg(test)]
    pub(super) fn is_closed(&self) -> bool {
        self.sender.is_closed()
    }

    /// Sends one request and reads its whole answer.
    pub(super) async fn exchange(
        &mut self,
        request: Request<Full<Bytes>>,
        max_body: usize,
    ) -> Result<Answer, Failed> {
        match self.sender.try_send_request(request).await {
            Ok(response) => read_answer(response, max_body).await.map_err(Failed::Because),
            Err(failed) if failed.message().is_some() => Err(Failed::Unsent),
            Err(failed) => Err(Failed::Because(broken(failed.error()))),
        }
    }
}

async fn read_answer(response: Response<Incoming>, max_body: usize) -> Result<Answer, ProviderFailure> {
    let (head, body) = response.into_parts();
    if body.size_hint().lower() > max_body as u64 {
        return Err(ProviderFailure::unreadable("the answer is too large"));
    }
    let body = Limited::new(body, max_body).collect().await.map_err(|error| {
        if error.is::<LengthLimitError>() {
            ProviderFailure::unreadable("the answer is too large")
        } else {
            ProviderFailure::unclear(format!("the answer broke off: {error}"))
        }
    })?;
    Ok(Answer { status: head.status.as_u16(), headers: head.headers, body: body.to_bytes() })
}

fn broken(error: &hyper::Error) -> ProviderFailure {
    if error.is_parse() || error.is_parse_too_large() {
        ProviderFailure::unreadable(format!("not HTTP: {error}"))
    } else {
        ProviderFailure::unclear(format!("the connection broke before the answer: {error}"))
    }
}
