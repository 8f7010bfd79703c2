use domain::id::{AccountId, CallbackId};
use domain::time::Timestamp;
use providers::provider::{Callback, CallbackRefusal, CallbackRequest};
use storage::callbacks::{self, CallbackState, StoredCallback};
use storage::provider_accounts;

use crate::error::ServiceError;
use crate::secrets::Token;
use crate::services::Services;

/// The headers that adapters read: signatures and kinds.
const KEPT_HEADERS: usize = 40;

/// A provider's call as it came in over HTTP.
#[derive(Clone)]
pub struct CallbackCall {
    pub method: String,
    /// Without the question mark.
    pub query: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// What to answer it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallbackAnswer {
    pub status: u16,
    pub body: String,
}

impl CallbackAnswer {
    const fn empty(status: u16) -> Self {
        Self { status, body: String::new() }
    }
}

impl Services {
    /// The account whose secret address ends in this token. Asked before the body of a call is read, so that
    /// a stranger's costs nothing.
    ///
    /// # Errors
    /// Storage.
    pub async fn callback_account(&self, token: &str) -> Result<Option<AccountId>, ServiceError> {
        let Some(token) = Token::parse(token) else { return Ok(None) };
        Ok(provider_accounts::by_callback(self.db().read(), token.hash().as_bytes()).await?)
    }

    /// Takes a provider's call at the secret address of an account. It is on disk when this answers 200; a
    /// worker applies it.
    ///
    /// # Errors
    /// Storage: answer 500, so that the provider calls again.
    pub async fn accept_callback(
        &self,
        account: AccountId,
        call: CallbackCall,
    ) -> Result<CallbackAnswer, ServiceError> {
        let Some(sending) = provider_accounts::load(self.db().read(), account).await? else {
            return Ok(CallbackAnswer::empty(404));
        };
        let Ok(provider) = self.build_provider(&sending.account, sending.mode).await? else {
            return Ok(CallbackAnswer::empty(503));
        };
        match call.as_request(|request| provider.read_callback(request)) {
            Ok(callback) => {
                self.keep_call(account, call, &callback).await?;
                Ok(CallbackAnswer { status: 200, body: callback.answer })
            }
            Err(refusal) => {
                tracing::info!(account = %account, %refusal, "a callback was turned away");
                self.count_refused_call(account).await?;
                Ok(CallbackAnswer::empty(status_of(refusal)))
            }
        }
    }

    /// Writes a call down for the worker, and wakes it; a handshake is only counted.
    async fn keep_call(
        &self,
        account: AccountId,
        call: CallbackCall,
        read: &Callback,
    ) -> Result<(), ServiceError> {
        let now = self.now();
        let stored = (!read.events.is_empty()).then(|| self.stored_call(account, call, now));
        let work = self.db().write(move |tx| {
            Box::pin(async move {
                if let Some(stored) = stored {
                    callbacks::insert(tx, stored, CallbackState::Waiting).await?;
                }
                Ok(callbacks::count_taken(tx, account, now).await?)
            })
        });
        work.await?;
        self.called().notify_one();
        Ok(())
    }

    fn stored_call(&self, account: AccountId, call: CallbackCall, now: Timestamp) -> StoredCallback {
        StoredCallback {
            id: CallbackId::from_i64(self.ids().next_id()),
            account,
            method: call.method,
            query: call.query,
            headers: call.headers.into_iter().take(KEPT_HEADERS).collect(),
            body: call.body,
            tries: 0,
            received_at: now,
        }
    }

    async fn count_refused_call(&self, account: AccountId) -> Result<(), ServiceError> {
        let now = self.now();
        let work = self
            .db()
            .write(move |tx| Box::pin(async move { Ok(callbacks::count_refused(tx, account, now).await?) }));
        Ok(work.await?)
    }
}

impl CallbackCall {
    fn as_request<T>(&self, read: impl FnOnce(&CallbackRequest<'_>) -> T) -> T {
        with_request(&self.method, &self.query, &self.headers, &self.body, read)
    }
}

impl std::fmt::Debug for CallbackCall {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CallbackCall({}, {} bytes)", self.method, self.body.len())
    }
}

/// Shows a call to its adapter.
pub(super) fn with_request<T>(
    method: &str,
    query: &str,
    headers: &[(String, String)],
    body: &[u8],
    read: impl FnOnce(&CallbackRequest<'_>) -> T,
) -> T {
    let headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    read(&CallbackRequest { method, query, headers: &headers, body })
}

const fn status_of(refusal: CallbackRefusal) -> u16 {
    match refusal {
        CallbackRefusal::BadSignature => 401,
        CallbackRefusal::Malformed => 400,
        CallbackRefusal::Unsupported => 404,
    }
}
