use std::collections::HashMap;

use domain::failure::Problem;
use domain::id::{AccountId, CompanyId, MessageId};
use domain::message::{Channel, State};
use domain::messages::needs_window;
use domain::money::Money;
use domain::provider_accounts::PriceUnit;
use storage::ledger::{Body, MessageRow, Planned, Resend};
use storage::provider_accounts;

use crate::actor::Actor;
use crate::engine::address_key;
use crate::error::ServiceError;
use crate::limits::{Tariffs, not_planned};
use crate::services::Services;

/// The accounts that can send a message once more, with what they charge now.
pub(crate) struct Carriers {
    live: HashMap<AccountId, Tariffs>,
    default: Option<AccountId>,
}

impl Carriers {
    /// Whether there is nothing to send through.
    pub fn are_none(&self) -> bool {
        self.default.is_none()
    }

    /// What to send through instead of the account of the first time; `None` when that one is still there.
    pub fn instead_of(&self, first: Option<AccountId>) -> Option<AccountId> {
        self.default.filter(|_| !first.is_some_and(|first| self.live.contains_key(&first)))
    }

    /// What carries what was sent through `first` the first time.
    pub fn of(&self, first: Option<AccountId>) -> Option<AccountId> {
        self.instead_of(first).or(first)
    }

    /// What a text costs that was sent through `first` the first time; `None` where it has no price.
    pub fn cost(&self, first: Option<AccountId>, unit: Option<PriceUnit>, text: &str) -> Option<Money> {
        let carrier = self.of(first)?;
        self.live.get(&carrier)?.of(unit?).of_text(text)
    }

    /// Whether any of them has a price for a unit.
    pub fn charge(&self, unit: Option<PriceUnit>) -> bool {
        unit.is_some_and(|unit| self.live.values().any(|tariffs| tariffs.of(unit).has_price()))
    }
}

impl Services {
    /// Sends a message that failed or expired once more, as a new message: through the same account, or the
    /// channel's own when that was removed. Asking twice sends once, unless the first was taken back.
    ///
    /// # Errors
    /// `Forbidden` without the right to send; `TermsNotAccepted`; `NotFound`; `Conflict` when it has not
    /// failed; `NoAccount`; `AddressUnusable` for an address that cannot be used any more; `WindowClosed` for
    /// a WhatsApp text to somebody who has not written for a day.
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
        let recipient = vec![found.row.recipient.clone()];
        if !self.lost_recipients(company, found.row.channel, recipient).await?.is_empty() {
            return Err(Problem::AddressUnusable.into());
        }
        if let Some((_, carrier, address)) = window_of(company, &carriers, &found.row, &found.body)
            && !self.is_window_open(company, carrier, &address).await?
        {
            return Err(Problem::WindowClosed.into());
        }
        let resend = self.repeat(actor, &carriers, &found.row, &found.body);
        self.resend_past_undone(actor, company, resend).await
    }

    /// A message once more, at the price of now.
    pub(super) fn repeat(
        &self,
        actor: &Actor,
        carriers: &Carriers,
        first: &MessageRow,
        body: &Body,
    ) -> Resend {
        let unit = PriceUnit::of_message(first.channel, first.class, body.params.is_some());
        Resend {
            message: first.id,
            undone: None,
            cost: carriers.cost(first.account, unit, body.text.as_deref().unwrap_or_default()),
            account: carriers.instead_of(first.account),
            due_at: self.now(),
            expires_at: None,
            created_by: Some(actor.user()),
            approved_by: None,
            via: actor.via(),
        }
    }

    /// A repeat that was taken back stands for nothing: the next one is another message.
    pub(super) async fn resend_past_undone(
        &self,
        actor: &Actor,
        company: CompanyId,
        mut resend: Resend,
    ) -> Result<MessageId, ServiceError> {
        loop {
            let planned = self.ledger().resend(company, vec![resend.clone()]).await;
            let planned = planned.map_err(|error| not_planned(error, actor))?;
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
        let mut live = HashMap::new();
        for account in provider_accounts::of_company(db, company).await? {
            if account.channel == channel {
                live.insert(account.id, self.tariffs(&account, self.now()).await?);
            }
        }
        Ok(Carriers { live, default: default.map(|account| account.id) })
    }
}

/// Whose window a message waits for when it is repeated; `None` for one that waits for none.
pub(super) fn window_of(
    company: CompanyId,
    carriers: &Carriers,
    first: &MessageRow,
    body: &Body,
) -> Option<(CompanyId, AccountId, String)> {
    let carrier =
        carriers.of(first.account).filter(|_| needs_window(first.channel, body.params.is_some()))?;
    Some((company, carrier, address_key(first.channel, &first.recipient)))
}
