use std::collections::BTreeSet;
use std::time::Duration;

use domain::id::AccountId;
use domain::messages::{ConsentSource, ConsentStatus};
use providers::provider::{CallbackEvent, OptOutChange, TemplateChange};
use storage::callbacks::{self, CallbackState, StoredCallback};
use storage::{provider_accounts, provider_templates};

use super::calls::with_request;
use super::convert::report;
use super::speaker::Speaker;
use crate::error::ServiceError;
use crate::services::Services;

const PIECE: u64 = 200;
/// A claimed piece belongs to its process for so long; when that dies, the calls are due again.
const CLAIMED: Duration = Duration::from_secs(120);
/// A call that could not be applied is tried again: soon, then once a minute for two days.
const LATER: Duration = Duration::from_secs(60);
const MOST_TRIES: i32 = 48 * 60;

/// Accounts whose providers have something to tell when they are asked.
#[derive(Debug, Default)]
pub(crate) struct News {
    pub reports: BTreeSet<AccountId>,
    pub inboxes: BTreeSet<AccountId>,
}

/// What becomes of a call.
enum Fate {
    Ends(CallbackState),
    /// Its account cannot be used now.
    Later,
}

impl Services {
    /// Applies the calls of providers that are due; sending or paused, their accounts are heard.
    ///
    /// # Errors
    /// Storage; a call that cannot be applied is put off and keeps no other up.
    pub(crate) async fn apply_callbacks(&self) -> Result<News, ServiceError> {
        let mut news = News::default();
        loop {
            let due = callbacks::due(self.db().read(), self.now(), PIECE).await?;
            let full = due.len() as u64 >= PIECE;
            for call in self.claim_calls(due).await? {
                self.apply_callback(call, &mut news).await?;
            }
            if !full {
                return Ok(news);
            }
        }
    }

    /// Applies everything that waits for an account, due or not, and reads its inbox when there is news:
    /// after this nobody can.
    ///
    /// # Errors
    /// Storage.
    pub(crate) async fn apply_calls_of(&self, account: AccountId) -> Result<(), ServiceError> {
        let (mut news, mut after) = (News::default(), None);
        loop {
            let waiting = callbacks::waiting_of(self.db().read(), account, after, PIECE).await?;
            let Some(last) = waiting.last() else { break };
            after = Some(last.id);
            for call in waiting {
                self.apply_callback(call, &mut news).await?;
            }
        }
        if news.inboxes.contains(&account)
            && let Ok(Some(speaker)) = self.speaker(account).await
            && let Err(error) = self.read_last_inbox(&speaker).await
        {
            tracing::warn!(%account, %error, "the inbox of an account that goes was not read");
        }
        Ok(())
    }

    /// Takes calls for this process; another may have them by now.
    async fn claim_calls(&self, due: Vec<StoredCallback>) -> Result<Vec<StoredCallback>, ServiceError> {
        if due.is_empty() {
            return Ok(due);
        }
        let (now, until) = (self.now(), self.now() + CLAIMED);
        let work = self.db().write(move |tx| {
            Box::pin(async move {
                let mut claimed = Vec::with_capacity(due.len());
                for call in due {
                    if callbacks::claim(tx, call.id, now, until).await? {
                        claimed.push(call);
                    }
                }
                Ok(claimed)
            })
        });
        Ok(work.await?)
    }

    async fn apply_callback(&self, call: StoredCallback, news: &mut News) -> Result<(), ServiceError> {
        let fate = self.take_in(&call, news).await.unwrap_or_else(|error| {
            tracing::error!(callback = %call.id, account = %call.account, %error, "a provider's call was not applied");
            Fate::Later
        });
        match fate {
            Fate::Ends(state) => self.settle_callback(&call, state).await,
            Fate::Later if call.tries >= MOST_TRIES => {
                self.settle_callback(&call, CallbackState::GivenUp).await
            }
            Fate::Later => self.put_off(&call).await,
        }
    }

    async fn take_in(&self, call: &StoredCallback, news: &mut News) -> Result<Fate, ServiceError> {
        let Some(speaker) = self.speaker(call.account).await? else { return Ok(Fate::Later) };
        let read = with_request(&call.method, &call.query, &call.headers, &call.body, |request| {
            speaker.provider.read_callback(request)
        });
        match read {
            Ok(callback) if callback.trusted => self.apply_events(&speaker, callback.events).await?,
            // Anybody may have sent it: what is true in it the provider will tell when asked.
            Ok(callback) => {
                news.reports.insert(call.account);
                if callback.events.iter().any(|event| matches!(event, CallbackEvent::Inbound(_))) {
                    news.inboxes.insert(call.account);
                }
            }
            Err(_) => return Ok(Fate::Ends(CallbackState::Refused)),
        }
        Ok(Fate::Ends(CallbackState::Applied))
    }

    /// An account that was not removed and whose settings can be used.
    async fn speaker(&self, account: AccountId) -> Result<Option<Speaker>, ServiceError> {
        let Some(found) = provider_accounts::load(self.db().read(), account).await? else { return Ok(None) };
        let provider = self.build_provider(&found.account, found.mode).await?;
        Ok(provider.ok().map(|provider| Speaker::new(&found.account, provider)))
    }

    async fn put_off(&self, call: &StoredCallback) -> Result<(), ServiceError> {
        let wait = Duration::from_secs(2u64.saturating_pow(call.tries.unsigned_abs())).min(LATER);
        let (id, until) = (call.id, self.now() + wait);
        let work =
            self.db().write(move |tx| Box::pin(async move { Ok(callbacks::put_off(tx, id, until).await?) }));
        Ok(work.await?)
    }

    async fn settle_callback(&self, call: &StoredCallback, state: CallbackState) -> Result<(), ServiceError> {
        let id = call.id;
        let work = self
            .db()
            .write(move |tx| Box::pin(async move { Ok(callbacks::settle(tx, id, state).await.map(drop)?) }));
        Ok(work.await?)
    }

    async fn apply_events(&self, speaker: &Speaker, events: Vec<CallbackEvent>) -> Result<(), ServiceError> {
        let (mut reports, now) = (Vec::new(), self.now());
        for event in events {
            match event {
                CallbackEvent::Report(one) => reports.push(report(speaker, one, now)),
                CallbackEvent::OptOut(change) => self.note_word(speaker, change).await?,
                CallbackEvent::Template(change) => self.note_template(speaker, change).await?,
                CallbackEvent::Notice { code, text, .. } => {
                    tracing::warn!(account = %speaker.id, code, text, "the provider says about an account");
                }
                CallbackEvent::Inbound(inbound) => self.hear(speaker, &inbound).await?,
            }
        }
        self.take_reports(speaker, reports).await
    }

    /// A person stopped or resumed commercial messages in the provider's own interface.
    async fn note_word(&self, speaker: &Speaker, change: OptOutChange) -> Result<(), ServiceError> {
        let status = if change.opted_out { ConsentStatus::Refused } else { ConsentStatus::Given };
        self.record_word(speaker, &change.sender, status, ConsentSource::Provider, change.at, None).await
    }

    async fn note_template(&self, speaker: &Speaker, change: TemplateChange) -> Result<(), ServiceError> {
        let (company, account) = (speaker.company, speaker.id);
        let work = self.db().write(move |tx| {
            Box::pin(async move {
                provider_templates::set_status(tx, company, account, &change.id, &change.status).await?;
                Ok(())
            })
        });
        work.await?;
        self.accounts_changed(company, account);
        Ok(())
    }
}
