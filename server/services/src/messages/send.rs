use std::time::Duration;

use domain::campaigns::{sms_text, whatsapp_text};
use domain::failure::{Failure, Problem};
use domain::id::{CompanyId, ContactId, MessageId};
use domain::message::{Channel, HoldReason, Purpose, SkipReason};
use domain::messages::{SendMessage, SendMessageForm, check_consent, is_asked_for, needs_window};
use domain::provider_accounts::PriceUnit;
use storage::api_requests::{self, ApiRequest, Known};
use storage::consents;
use storage::contacts::KnownAddress;
use storage::ledger::{Body, FirstState, NewMessage, SendKey};
use storage::provider_accounts::{self, ProviderAccount};

use crate::actor::Actor;
use crate::engine::address_key;
use crate::error::ServiceError;
use crate::limits::not_planned;
use crate::services::Services;
use crate::short_links::{Made, Whom};

/// After this long nobody waits for it any more.
const CODE: Duration = Duration::from_secs(10 * 60);
const NOTICE: Duration = Duration::from_secs(3 * 86_400);

impl Services {
    /// Writes one message into the ledger, from where it leaves at once. The same key answers the same
    /// message. One without consent, to an address that is known to be nobody's or somebody else's, or on
    /// WhatsApp to somebody who has not written for a day, is written as skipped, one without a working
    /// account as held.
    ///
    /// # Errors
    /// `Forbidden`; `TermsNotAccepted`; everything wrong in the form; `NoAccount` at `account` for one that
    /// is not there; `ReadsLikePromotion` at `informs_only` for an informational text nobody looked at again;
    /// `Conflict` at `key` for one that another message was sent under; `ProfileIncomplete` for a commercial
    /// message of a company that does not say who it is; `LimitReached` when it passes a limit of the
    /// company.
    pub async fn send_message(
        &self,
        actor: &Actor,
        form: &SendMessageForm,
    ) -> Result<MessageId, ServiceError> {
        let company = actor.require_to_send()?;
        let message = form.parse()?;
        if form.needs_a_second_look(&message) {
            return Err(Failure::field("informs_only", Problem::ReadsLikePromotion).into());
        }
        let account = self.account_for(company, &message).await?;
        let known = self.known_recipient(company, message.channel, &message.recipient).await?;
        let state = match known.as_ref().and_then(|address| address.state.keeps_out()) {
            Some(reason) => FirstState::Skipped(reason),
            None => self.first_state(company, &message, account.as_ref()).await?,
        };
        let contact = known.as_ref().and_then(KnownAddress::only_holder);
        let message = self.with_short_links(company, message, contact).await?;
        let text = self.with_footer(company, &message, account.as_ref()).await?;
        let now = self.now();
        let unit = PriceUnit::of_message(message.channel, message.class, false);
        let cost = self.tariff(account.as_ref(), unit, now).await?.of_text(&text);
        // Keys of two people never meet.
        let key = message.key.as_ref().map(|key| format!("form:{}:{key}", actor.user()));
        if let Some(key) = &key {
            self.check_key(company, key, form).await?;
        }
        let key = key.unwrap_or_else(|| format!("form:{}:{}", actor.user(), self.ids().next_id()));
        let life = if message.purpose == Purpose::Code { CODE } else { NOTICE };
        let new = NewMessage {
            company,
            account: account.map(|account| account.id),
            channel: message.channel,
            purpose: message.purpose,
            class: message.class,
            key: SendKey::new(key),
            state,
            due_at: now,
            expires_at: Some(now + life),
            round: 0,
            contact,
            address: known.as_ref().map(|address| address.id),
            campaign: None,
            resend_of: None,
            created_by: Some(actor.user()),
            approved_by: None,
            via: actor.via(),
            cost,
            body: Body {
                recipient: message.recipient,
                sender: message.sender,
                subject: message.subject,
                text: Some(text),
                ..Body::default()
            },
        };
        let planned = self.ledger().plan(vec![new]).await.map_err(|error| not_planned(error, actor))?;
        Ok(planned.first().ok_or(ServiceError::Broken("a message was not planned"))?.message)
    }

    /// Refuses a key under which something else was asked for.
    async fn check_key(
        &self,
        company: CompanyId,
        key: &str,
        form: &SendMessageForm,
    ) -> Result<(), ServiceError> {
        let broken = |_| ServiceError::Broken("a form is no JSON");
        let body = serde_json::to_string(form).map_err(broken)?;
        let body_hash = self.secret().pseudonym("api_requests.v1", &body);
        let request = ApiRequest { company, key: key.to_owned(), body_hash, at: self.now() };
        let work =
            self.db().write(move |tx| Box::pin(async move { Ok(api_requests::begin(tx, request).await?) }));
        match work.await? {
            Known::Other => Err(Failure::field("key", Problem::Conflict).into()),
            Known::New | Known::Again(_) => Ok(()),
        }
    }

    /// The message with the addresses in its text as short as they are sent.
    async fn with_short_links(
        &self,
        company: CompanyId,
        message: SendMessage,
        contact: Option<ContactId>,
    ) -> Result<SendMessage, ServiceError> {
        let shortener = self.shortener(company, None, message.channel, &message.text).await?;
        let Some(shortener) = shortener else { return Ok(message) };
        let mut made = Made::new();
        let whom = Whom { address: &message.recipient, contact };
        let text = shortener.shorten(&message.text, whom, &mut made);
        self.keep_short_links(made).await?;
        Ok(SendMessage { text, ..message })
    }

    /// The text with what the law adds to a commercial one.
    async fn with_footer(
        &self,
        company: CompanyId,
        message: &SendMessage,
        account: Option<&ProviderAccount>,
    ) -> Result<String, ServiceError> {
        let Some(footer) = self.footer_for(company, message.class, account).await? else {
            return Ok(message.text.clone());
        };
        let whom = message.recipient.as_str();
        let tokens = self.refusal_tokens(company, message.channel, std::iter::once(whom)).await?;
        let token = tokens.get(whom).map(String::as_str).unwrap_or_default();
        Ok(match message.channel {
            Channel::Email => format!("{}\n\n-- \n{}", message.text, footer.email(token)),
            Channel::Sms => sms_text(&message.text, message.class, &footer.sms(token)),
            Channel::Whatsapp => whatsapp_text(&message.text, message.class, &footer.sms(token)),
        })
    }

    /// Whether its address lets it come.
    async fn check_word(
        &self,
        company: CompanyId,
        message: &SendMessage,
        address: &String,
    ) -> Result<Result<(), SkipReason>, ServiceError> {
        let (channel, class, purpose) = (message.channel, message.class, message.purpose);
        if is_asked_for(class, purpose) {
            return Ok(Ok(()));
        }
        let (db, asked) = (self.db().read(), std::slice::from_ref(address));
        let said = consents::of_addresses(db, company, channel, class, asked).await?;
        Ok(check_consent(class, purpose, said.get(address).copied()))
    }

    async fn account_for(
        &self,
        company: CompanyId,
        message: &SendMessage,
    ) -> Result<Option<ProviderAccount>, ServiceError> {
        let Some(id) = message.account else {
            return Ok(provider_accounts::default_of(self.db().read(), company, message.channel).await?);
        };
        let found = provider_accounts::find(self.db().read(), company, id).await?;
        let fits = found.filter(|account| account.channel == message.channel);
        fits.map(Some).ok_or_else(|| Failure::field("account", Problem::NoAccount).into())
    }

    /// Where it begins: commercial messages fail closed, and so do notices that were refused and WhatsApp
    /// texts.
    async fn first_state(
        &self,
        company: CompanyId,
        message: &SendMessage,
        account: Option<&ProviderAccount>,
    ) -> Result<FirstState, ServiceError> {
        let address = address_key(message.channel, &message.recipient);
        if let Err(reason) = self.check_word(company, message, &address).await? {
            return Ok(FirstState::Skipped(reason));
        }
        if let Some(account) = account
            && needs_window(message.channel, false)
            && !self.is_window_open(company, account.id, &address).await?
        {
            return Ok(FirstState::Skipped(SkipReason::WindowClosed));
        }
        Ok(match account {
            None => FirstState::Held(HoldReason::NoAccount),
            Some(account) if account.pause.is_some() => FirstState::Held(HoldReason::AccountPaused),
            Some(_) => FirstState::Queued,
        })
    }
}
