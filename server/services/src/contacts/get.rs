use std::collections::HashMap;

use domain::company::TaxNumber;
use domain::contacts::{
    AddressKind, AddressRow, AddressState, ContactAddress, ContactCard, ContactView, TimelineEntry,
    TimelineEvent,
};
use domain::failure::Problem;
use domain::id::{AddressId, CompanyId, ContactId};
use domain::message::{Channel, Class};
use domain::rights::Right;
use domain::time::Timestamp;
use storage::contacts::{self, HeldAddress, StoredContact};
use storage::ledger::{Cursor, MessageFilter};
use storage::{consents, provider_accounts, tags};

use super::list::of;
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::messages::message_row;
use crate::services::Services;

/// Messages of a timeline.
const MESSAGES: u32 = 50;

impl Services {
    /// One contact in full, a deleted one too. Without the right to see messages its timeline has none.
    ///
    /// # Errors
    /// `Forbidden` without the right to see contacts; `NotFound`, also for a contact of another company.
    pub async fn get_contact(&self, actor: &Actor, id: ContactId) -> Result<ContactView, ServiceError> {
        let company = actor.require(Right::SeeContacts)?;
        let db = self.db().read();
        let stored = contacts::find(db, company, id).await?.ok_or(Problem::NotFound)?;
        let held = contacts::addresses_of(db, company, &[id]).await?.remove(&id).unwrap_or_default();
        let ids: Vec<_> = held.iter().map(|held| held.id).collect();
        let reports = contacts::reports_of(db, company, &ids).await?;
        let mut timeline = self.card_events(company, &stored, &held).await?;
        timeline.extend(report_events(&held, &reports));
        let (messages, more_messages) = self.message_events(actor, company, id).await?;
        timeline.extend(messages);
        timeline.sort_by_key(|entry| std::cmp::Reverse(entry.at));
        let tags = tags::of_contacts(db, company, &[id]).await?.remove(&id).unwrap_or_default();
        let addresses = self.address_rows(company, held, &reports).await?;
        let view = ContactView { addresses, tags, timeline, more_messages, ..shown_card(&stored) };
        Ok(view)
    }

    async fn address_rows(
        &self,
        company: CompanyId,
        held: Vec<HeldAddress>,
        reports: &[(AddressId, Timestamp)],
    ) -> Result<Vec<AddressRow>, ServiceError> {
        let ids: Vec<_> = held.iter().map(|held| held.id).collect();
        let shared = contacts::shared_by(self.db().read(), company, &ids).await?;
        let refused = self.refused_channels(company, Class::Commercial, held.iter()).await?;
        let notices = self.refused_channels(company, Class::Informational, held.iter()).await?;
        let windows = self.windows_of_held(company, &held).await?;
        let row = |held: HeldAddress| AddressRow {
            id: held.id,
            kind: held.address.kind(),
            shown: held.address.shown(),
            takes_sms: held.address.can_receive_sms(),
            role: held.role,
            source: held.source,
            state: held.state,
            state_at: held.state_at,
            state_note: held.state_note.clone().unwrap_or_default(),
            reported: held.state == AddressState::NotTheirs && reports.contains(&(held.id, held.state_at)),
            since: held.since,
            shared_with: shared.get(&held.id).copied().unwrap_or_default().saturating_sub(1),
            refused: of(&refused, &held).to_vec(),
            notices_refused: of(&notices, &held).to_vec(),
            window_until: windows.get(&held.address.key()).copied(),
        };
        Ok(held.into_iter().map(row).collect())
    }

    /// Until when those who wrote of late can be answered on WhatsApp without a template.
    async fn windows_of_held(
        &self,
        company: CompanyId,
        held: &[HeldAddress],
    ) -> Result<HashMap<String, Timestamp>, ServiceError> {
        let account = provider_accounts::default_of(self.db().read(), company, Channel::Whatsapp).await?;
        let Some(account) = account else { return Ok(HashMap::new()) };
        let kind = AddressKind::of(Channel::Whatsapp);
        let phones = held.iter().map(|held| &held.address).filter(|address| address.kind() == kind);
        let keys: Vec<_> = phones.map(ContactAddress::key).collect();
        Ok(self.open_until(company, account.id, &keys, self.now()).await?)
    }

    /// How the card and its addresses came, and what the addresses refused.
    async fn card_events(
        &self,
        company: CompanyId,
        stored: &StoredContact,
        held: &[HeldAddress],
    ) -> Result<Vec<TimelineEntry>, ServiceError> {
        let made = TimelineEvent::CardMade { source: stored.source };
        let mut events = vec![TimelineEntry { at: stored.created_at, what: made }];
        events.extend(held.iter().filter(|held| held.added_at > stored.created_at).map(|held| {
            let what = TimelineEvent::AddressAdded { shown: held.address.shown(), source: held.added_by };
            TimelineEntry { at: held.added_at, what }
        }));
        let keys: Vec<_> = held.iter().map(|held| held.address.key()).collect();
        for refusal in consents::refusals(self.db().read(), company, &keys).await? {
            let shown = held.iter().find(|held| held.address.key() == refusal.address);
            let shown = shown.map(|held| held.address.shown()).unwrap_or_default();
            let channel = refusal.channel;
            let what = match refusal.class {
                Class::Commercial => TimelineEvent::Refused { shown, channel },
                Class::Informational => TimelineEvent::NoticesRefused { shown, channel },
            };
            events.push(TimelineEntry { at: refusal.at, what });
        }
        Ok(events)
    }

    async fn message_events(
        &self,
        actor: &Actor,
        company: CompanyId,
        id: ContactId,
    ) -> Result<(Vec<TimelineEntry>, bool), ServiceError> {
        if !actor.rights().has(Right::SeeMessages) {
            return Ok((Vec::new(), false));
        }
        let filter = MessageFilter { contact: Some(id), ..MessageFilter::default() };
        let page = self.ledger().list_messages(company, &filter, Cursor::Newest, MESSAGES).await?;
        let sees_bodies = actor.rights().has(Right::SeeBodies);
        let entry = |row| {
            let message = message_row(row, sees_bodies);
            TimelineEntry { at: message.due, what: TimelineEvent::Message { message } }
        };
        Ok((page.rows.into_iter().map(entry).collect(), page.next.is_some()))
    }
}

/// Who reads at which address said that it is not theirs.
fn report_events(held: &[HeldAddress], reports: &[(AddressId, Timestamp)]) -> Vec<TimelineEntry> {
    let entry = |(id, at): &(AddressId, Timestamp)| {
        let shown = held.iter().find(|held| held.id == *id)?.address.shown();
        Some(TimelineEntry { at: *at, what: TimelineEvent::NotTheirs { shown } })
    };
    reports.iter().filter_map(entry).collect()
}

fn shown_card(stored: &StoredContact) -> ContactView {
    let ContactCard { kind, given_name, family_name, title, code, tax_number, city, lang, recipient, notes } =
        stored.card.clone();
    ContactView {
        id: stored.id,
        kind,
        given_name: given_name.unwrap_or_default(),
        family_name: family_name.unwrap_or_default(),
        title: title.unwrap_or_default(),
        code: code.unwrap_or_default(),
        tax_number: tax_number.as_ref().map(TaxNumber::as_str).unwrap_or_default().to_owned(),
        city: city.unwrap_or_default(),
        lang,
        recipient,
        notes: notes.unwrap_or_default(),
        addresses: Vec::new(),
        tags: Vec::new(),
        source: stored.source,
        created: stored.created_at,
        updated: stored.updated_at,
        deleted: stored.deleted_at,
        timeline: Vec::new(),
        more_messages: false,
    }
}
