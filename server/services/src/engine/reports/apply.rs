use std::time::Duration;

use domain::messages::{ConsentSource, ConsentStatus};
use providers::provider::{CallbackEvent, OptOutChange, TemplateChange};
use storage::callbacks::{self, CallbackState, StoredCallback};
use storage::provider_templates;

use super::calls::with_request;
use super::convert::report;
use crate::engine::inner::Inner;
use crate::engine::lane::Lane;
use crate::error::ServiceError;

const PIECE: u64 = 200;
/// A call of an account that is paused or being changed is tried again: soon, then once a minute.
const LATER: Duration = Duration::from_secs(60);
const MOST_TRIES: i32 = 48 * 60;
/// What was applied is kept a week, as evidence.
const KEPT: Duration = Duration::from_secs(7 * 86_400);

impl Inner {
    /// Applies the calls that providers made.
    pub async fn apply_callbacks(&self) -> Result<(), ServiceError> {
        loop {
            let due = callbacks::due(self.db().read(), self.now(), PIECE).await?;
            let full = due.len() as u64 >= PIECE;
            for call in due {
                self.apply_callback(call).await?;
            }
            if !full {
                return Ok(());
            }
        }
    }

    /// Forgets what has been kept long enough.
    pub async fn purge_callbacks(&self) -> Result<(), ServiceError> {
        let before = self.now() - KEPT;
        let work =
            self.db().write(move |tx| Box::pin(async move { Ok(callbacks::purge(tx, before).await?) }));
        work.await?;
        Ok(())
    }

    async fn apply_callback(&self, call: StoredCallback) -> Result<(), ServiceError> {
        let Some(lane) = self.lane(call.account) else { return self.put_off(&call).await };
        let read = with_request(&call.method, &call.query, &call.headers, &call.body, |request| {
            lane.provider.read_callback(request)
        });
        let state = match read {
            Ok(callback) if callback.trusted => {
                self.apply_events(&lane, callback.events).await?;
                CallbackState::Applied
            }
            // Anybody may have sent it: what is true in it the provider will tell when asked.
            Ok(callback) => {
                lane.pulls(|pulls| pulls.hurry(self.now()));
                if callback.events.iter().any(|event| matches!(event, CallbackEvent::Inbound(_))) {
                    self.read_inbox(&lane).await?;
                }
                CallbackState::Applied
            }
            Err(_) => CallbackState::Refused,
        };
        self.settle_callback(call, state).await
    }

    async fn put_off(&self, call: &StoredCallback) -> Result<(), ServiceError> {
        if call.tries >= MOST_TRIES {
            return self.settle_callback(call.clone(), CallbackState::GivenUp).await;
        }
        let wait = Duration::from_secs(2u64.saturating_pow(call.tries.unsigned_abs())).min(LATER);
        let (id, until) = (call.id, self.now() + wait);
        let work =
            self.db().write(move |tx| Box::pin(async move { Ok(callbacks::put_off(tx, id, until).await?) }));
        Ok(work.await?)
    }

    async fn settle_callback(&self, call: StoredCallback, state: CallbackState) -> Result<(), ServiceError> {
        let work = self.db().write(move |tx| {
            Box::pin(async move { Ok(callbacks::settle(tx, call.id, state).await.map(drop)?) })
        });
        Ok(work.await?)
    }

    async fn apply_events(&self, lane: &Lane, events: Vec<CallbackEvent>) -> Result<(), ServiceError> {
        let (mut reports, now) = (Vec::new(), self.now());
        for event in events {
            match event {
                CallbackEvent::Report(one) => reports.push(report(lane, one, now)),
                CallbackEvent::OptOut(change) => self.note_word(lane, change).await?,
                CallbackEvent::Template(change) => self.note_template(lane, change).await?,
                CallbackEvent::Notice { code, text, .. } => {
                    tracing::warn!(account = %lane.id, code, text, "the provider says about an account");
                }
                CallbackEvent::Inbound(inbound) => self.hear(lane, &inbound).await?,
            }
        }
        if !reports.is_empty() {
            self.ledger().apply_reports(reports).await?;
        }
        Ok(())
    }

    /// A person stopped or resumed commercial messages in the provider's own interface.
    async fn note_word(&self, lane: &Lane, change: OptOutChange) -> Result<(), ServiceError> {
        let status = if change.opted_out { ConsentStatus::Refused } else { ConsentStatus::Given };
        self.record_word(lane, &change.sender, status, ConsentSource::Provider, change.at, None).await
    }

    async fn note_template(&self, lane: &Lane, change: TemplateChange) -> Result<(), ServiceError> {
        let (company, account) = (lane.company, lane.id);
        let work = self.db().write(move |tx| {
            Box::pin(async move {
                provider_templates::set_status(tx, company, account, &change.id, &change.status).await?;
                Ok(())
            })
        });
        work.await?;
        self.services.accounts_changed(company, account);
        Ok(())
    }
}
