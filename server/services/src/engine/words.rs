//! What is known by now of the addresses that a claim goes to.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use domain::contacts::{AddressKind, AddressState};
use domain::id::{CompanyId, MessageId};
use domain::message::{Channel, Class, SkipReason};
use domain::messages::{Consent, is_asked_for};
use domain::time::Timestamp;
use storage::ids::made_at;
use storage::ledger::{Body, Claimed};
use storage::{StorageError, consents, contacts};

use super::inner::Inner;
use super::prepare::consent_key;

/// How long before a message was made something may have been said that its planning did not read: writers
/// wait for each other, and the clocks of processes differ.
const SLACK: Duration = Duration::from_secs(600);

type AddressKey = (CompanyId, Channel, String);

/// The last words about the addresses of a claim, as far as they can keep a message from leaving.
#[derive(Debug, Default)]
pub(super) struct Words {
    consents: HashMap<(Class, AddressKey), Consent>,
    closed: HashMap<AddressKey, AddressState>,
}

impl Words {
    /// What the address of a message said about its class, and why nothing at all may go there.
    pub fn of(&self, message: &Claimed, body: &Body) -> (Option<Consent>, Option<SkipReason>) {
        let key = consent_key(message, body);
        let closed = self.closed.get(&key).and_then(|state| state.keeps_out());
        (self.consents.get(&(message.class, key)).copied(), closed)
    }
}

impl Inner {
    /// Consents to commercial messages are always read. Notices were planned for addresses that were open
    /// and had not refused them, and what is said later ends what waits: all that can have slipped through
    /// was said at about the time of planning, so the addresses are looked up only where there is such a word.
    /// A repeat was planned for whoever the first one was, so what they said since is always read.
    pub async fn load_words(
        &self,
        claimed: &[Claimed],
        bodies: &HashMap<MessageId, Body>,
    ) -> Result<Words, StorageError> {
        let mut words = Words::default();
        self.add_consents(&mut words, Class::Commercial, claimed, bodies).await?;
        let repeats = claimed.iter().filter(|one| one.resend_of.is_some());
        self.add_consents(&mut words, Class::Informational, repeats, bodies).await?;
        for (company, since) in planned_since(claimed, self.now()) {
            let own = || claimed.iter().filter(move |one| one.company == company);
            let db = self.db().read();
            if consents::have_notices_been_refused(db, company, since).await? {
                self.add_consents(&mut words, Class::Informational, own(), bodies).await?;
            }
            if contacts::has_any_closed(db, company, since).await? {
                self.add_closed(&mut words, own(), bodies).await?;
            }
        }
        Ok(words)
    }

    async fn add_consents(
        &self,
        words: &mut Words,
        class: Class,
        claimed: impl IntoIterator<Item = &Claimed>,
        bodies: &HashMap<MessageId, Body>,
    ) -> Result<(), StorageError> {
        let own = |one: &&Claimed| one.class == class && !is_asked_for(class, one.purpose);
        let asked = addresses_of(claimed.into_iter().filter(own), bodies);
        for ((company, channel), addresses) in asked {
            let found = consents::of_addresses(self.db().read(), company, channel, class, &addresses).await?;
            let keyed = |(address, consent)| ((class, (company, channel, address)), consent);
            words.consents.extend(found.into_iter().map(keyed));
        }
        Ok(())
    }

    async fn add_closed(
        &self,
        words: &mut Words,
        claimed: impl Iterator<Item = &Claimed>,
        bodies: &HashMap<MessageId, Body>,
    ) -> Result<(), StorageError> {
        for ((company, channel), addresses) in addresses_of(claimed, bodies) {
            let (db, kind) = (self.db().read(), AddressKind::of(channel));
            let found = contacts::closed_addresses(db, company, kind, &addresses).await?;
            let keyed = |(address, state)| ((company, channel, address), state);
            words.closed.extend(found.into_iter().map(keyed));
        }
        Ok(())
    }
}

/// When the oldest message of each company was planned, a little earlier. A clock that was wrong then does
/// not hide what was said since.
fn planned_since(claimed: &[Claimed], now: Timestamp) -> BTreeMap<CompanyId, Timestamp> {
    let mut since = BTreeMap::new();
    for one in claimed {
        let planned = made_at(one.message.as_i64()).min(now) - SLACK;
        let oldest = since.entry(one.company).or_insert(planned);
        *oldest = planned.min(*oldest);
    }
    since
}

/// Where messages go, by company and channel.
fn addresses_of<'m>(
    messages: impl Iterator<Item = &'m Claimed>,
    bodies: &HashMap<MessageId, Body>,
) -> BTreeMap<(CompanyId, Channel), Vec<String>> {
    let mut asked: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for one in messages {
        let Some(body) = bodies.get(&one.message) else { continue };
        asked.entry((one.company, one.channel)).or_default().push(consent_key(one, body).2);
    }
    asked
}
