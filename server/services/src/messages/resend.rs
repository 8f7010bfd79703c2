use std::collections::HashSet;

use domain::failure::Problem;
use domain::id::{AccountId, CompanyId, MessageId};
use domain::message::{Channel, State};
use storage::ledger::{Planned, Resend};
use storage::provider_accounts;

use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

/// The accounts that can send a message once more.
pub(crate) struct Carriers {
    live: HashSet<AccountId>,
    default: Option<AccountId>,
}

impl Carriers {
    /// Whether there is nothing to send through.
    pub fn are_none(&self) -> bool {
        self.default.is_none()
    }

    /// What to send through instead of the account of the first time; `None` when that one is still there.
    pub fn instead_of(&self, first: Option<AccountId>) -> Option<AccountId> {
        self.default.filter(|_| !first.is_some_and(|first| self.live.contains(&first)))
    }
}

impl Services {
    /// Sends a message that failed or expired once more, as a new message: through the same account, or the
    /// channel's own when that was removed. Asking twice sends once, unless the first was taken back.
    ///
    /// # Errors
    /// `Forbidden` without the right to send; `TermsNotAccepted`; `NotFound`; `Conflict` when it has not
    /// failed; `NoAccount`; `AddressUnusable` for an address that cannot be used any more.
    pub async fn resend_message(&self, actor: &Actor, message: MessageId) -> Result<MessageId, ServiceError> {
        let company = actor.require_to_send()?;
        let found = self.ledger().message(company, message).await?.ok_or(Problem::NotFound)?;
        if !matches!(found.row.state, State::Failed | State::Expired) {
            return Err(Problem::Conflict.into());
        }
        let carriers = self.carriers(company, found.row.channel).await?;
        if carriers.are_none() {
            return Err(Problem::NoAccount.into());
        }
        let recipient = vec![found.row.recipient];
        if !self.lost_recipients(company, found.row.channel, recipient).await?.is_empty() {
            return Err(Problem::AddressUnusable.into());
        }
        let resend = Resend {
            message,
            undone: None,
            account: carriers.instead_of(found.row.account),
            due_at: self.now(),
            expires_at: None,
            created_by: Some(actor.user()),
            approved_by: None,
            via: actor.via(),
        };
        self.resend_past_undone(company, resend).await
    }

    /// A repeat that was taken back stands for nothing: the next one is another message.
    async fn resend_past_undone(
        &self,
        company: CompanyId,
        mut resend: Resend,
    ) -> Result<MessageId, ServiceError> {
        loop {
            let planned = self.ledger().resend(company, vec![resend.clone()]).await?;
            let Planned { message, is_new } =
                *planned.first().ok_or(ServiceError::Broken("a repeat was not planned"))?;
            let known = if is_new { None } else { self.ledger().message(company, message).await? };
            if known.is_none_or(|known| known.row.state != State::Cancelled) {
                return Ok(message);
            }
            resend.undone = Some(message);
        }
    }

    /// What a channel's messages can be sent once more through.
    pub(crate) async fn carriers(
        &self,
        company: CompanyId,
        channel: Channel,
    ) -> Result<Carriers, ServiceError> {
        let db = self.db().read();
        let default = provider_accounts::default_of(db, company, channel).await?;
        let live = provider_accounts::of_company(db, company).await?;
        let live = live.into_iter().filter(|account| account.channel == channel);
        Ok(Carriers {
            live: live.map(|account| account.id).collect(),
            default: default.map(|account| account.id),
        })
    }
}
