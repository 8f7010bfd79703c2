use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, HOST, USER_AGENT};
use http::{HeaderName, HeaderValue, Method, Request};
use http_body_util::Full;
use tokio::time::timeout;

use super::answer::Answer;
use super::base_url::BaseUrl;
use super::connection::{Connection, Failed};
use crate::outbound::{Outbound, Receiver};
use crate::pool::Pool;
use crate::provider::{Gate, ProviderFailure};

/// Answers larger than this are cut off: 1 000 reports of 200 bytes fit many times.
const LARGEST_ANSWER: usize = 4 << 20;
const OUR_NAME: HeaderValue = HeaderValue::from_static("messaging/0.1");
const JSON: HeaderValue = HeaderValue::from_static("application/json");
const XML: HeaderValue = HeaderValue::from_static("text/xml; charset=UTF-8");
const ANYTHING: HeaderValue = HeaderValue::from_static("*/*");

/// The connections of one account to one address.
pub(crate) struct HttpClient {
    outbound: Outbound,
    receiver: Receiver,
    base: BaseUrl,
    pool: Pool<Connection>,
    answer_timeout: Duration,
}

/// One request.
pub(crate) struct Call {
    pub(crate) method: Method,
    /// From the base address on, beginning with a slash, query included.
    pub(crate) path: String,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    /// Nothing, or what `media` says.
    pub(crate) body: Bytes,
    pub(crate) media: Media,
}

/// What a call speaks.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Media {
    Json,
    /// XML, answered with anything.
    Xml,
}

impl Media {
    const fn content_type(self) -> HeaderValue {
        match self {
            Self::Json => JSON,
            Self::Xml => XML,
        }
    }

    const fn accept(self) -> HeaderValue {
        match self {
            Self::Json => JSON,
            Self::Xml => ANYTHING,
        }
    }
}

impl Call {
    pub(crate) fn get(path: impl Into<String>) -> Self {
        Self {
            method: Method::GET,
            path: path.into(),
            headers: Vec::new(),
            body: Bytes::new(),
            media: Media::Json,
        }
    }

    pub(crate) fn post(path: impl Into<String>, json: Vec<u8>) -> Self {
        Self { method: Method::POST, body: json.into(), ..Self::get(path) }
    }

    pub(crate) fn xml(path: impl Into<String>, xml: Vec<u8>) -> Self {
        Self { media: Media::Xml, ..Self::post(path, xml) }
    }

    pub(crate) fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }
}

impl HttpClient {
    /// No connection is opened yet; `cap` is the most there will be at once.
    pub(crate) fn new(
        outbound: &Outbound,
        receiver: Receiver,
        base_url: &str,
        cap: u32,
    ) -> Result<Self, ProviderFailure> {
        let config = outbound.config();
        Ok(Self {
            receiver,
            base: BaseUrl::parse(base_url)?,
            pool: Pool::new(cap, config.idle_timeout),
            answer_timeout: config.answer_timeout,
            outbound: outbound.clone(),
        })
    }

    /// Sends a request that may change something: its failure says whether it may have left.
    pub(crate) async fn call(&self, call: &Call, gate: &dyn Gate) -> Result<Answer, ProviderFailure> {
        let _permit = self.pool.admit().await?;
        loop {
            let mut connection = self.connection().await?;
            let request = self.request(call)?;
            if !gate.may_leave() {
                self.rest(connection);
                return Err(ProviderFailure::withheld());
            }
            match timeout(self.answer_timeout, connection.exchange(request, LARGEST_ANSWER)).await {
                Ok(Ok(answer)) => {
                    self.rest(connection);
                    return Ok(answer);
                }
                // It was closed while it rested: a fresh one tells whether the provider is there.
                Ok(Err(Failed::Unsent)) if connection.reused => {}
                Ok(Err(Failed::Unsent)) => {
                    return Err(ProviderFailure::unreachable("the provider hung up at once"));
                }
                Ok(Err(Failed::Because(failure))) => return Err(failure),
                Err(_) => return Err(ProviderFailure::unclear("no answer in time")),
            }
        }
    }

    /// Sends a request that only reads: nothing is ever in doubt.
    pub(crate) async fn read(&self, call: &Call) -> Result<Answer, ProviderFailure> {
        self.call(call, &crate::provider::OpenGate).await.map_err(ProviderFailure::of_a_read)
    }

    pub(crate) fn close_idle(&self) {
        drop(self.pool.take_all());
    }

    #[cfg(test)]
    pub(super) fn has_live_idle(&self) -> bool {
        let resting = self.pool.take_all();
        let live = resting.iter().any(|connection| !connection.is_closed());
        resting.into_iter().for_each(|connection| self.pool.put(connection));
        live
    }

    async fn connection(&self) -> Result<Connection, ProviderFailure> {
        while let Some(mut connection) = self.pool.take() {
            if connection.is_usable().await {
                connection.reused = true;
                return Ok(connection);
            }
        }
        Connection::open(&self.outbound, self.receiver, &self.base).await
    }

    fn rest(&self, connection: Connection) {
        drop(self.pool.take_expired());
        self.pool.put(connection);
    }

    fn request(&self, call: &Call) -> Result<Request<Full<Bytes>>, ProviderFailure> {
        let mut request = Request::new(Full::new(call.body.clone()));
        *request.method_mut() = call.method.clone();
        *request.uri_mut() = self.base.target(&call.path)?.into();
        let headers = request.headers_mut();
        headers.insert(HOST, self.base.host_header.clone());
        headers.insert(USER_AGENT, OUR_NAME);
        headers.insert(ACCEPT, call.media.accept());
        if !call.body.is_empty() {
            headers.insert(CONTENT_TYPE, call.media.content_type());
        }
        headers.extend(call.headers.iter().map(|(name, value)| (name.clone(), value.clone())));
        Ok(request)
    }
}
