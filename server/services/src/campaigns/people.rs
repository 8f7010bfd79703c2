//! Everybody an audience names, a piece at a time, so that a million people never are in memory at once.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};

use domain::campaigns::{Audience, TypedRecipient, typed_recipients};
use domain::contacts::{AddressKind, ContactAddress};
use domain::failure::Problem;
use domain::id::{AddressId, CompanyId, ContactId, TagId};
use domain::message::{Channel, SkipReason};
use storage::companies;
use storage::contacts::{self, Everybody, HeldAddress, KnownAddress, StoredContact};

use super::values::{address_value, card_values};
use crate::error::ServiceError;
use crate::services::Services;
use crate::texts::Values;

/// Contacts of one piece.
const PIECE: usize = 500;
/// Pieces that a preview looks through.
const LOOKS: usize = 10;

/// Somebody of an audience, with the address of its channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Person {
    /// Phone number in E.164, or e-mail address; empty for a card without one.
    pub address: String,
    /// What makes two addresses the same one.
    pub key: String,
    /// For people to read.
    pub shown: String,
    /// What the contact is called; empty without a card.
    pub name: String,
    pub contact: Option<ContactId>,
    pub address_id: Option<AddressId>,
    pub values: Values,
    /// Why nothing can go there, as far as the card tells.
    pub problem: Option<SkipReason>,
}

/// A walk through an audience. Somebody who is in it twice comes twice.
pub(super) struct Walk {
    company: CompanyId,
    /// What the sending company is called: a variable of every text.
    company_name: String,
    channel: Channel,
    parts: VecDeque<Part>,
}

enum Part {
    Many { who: Everybody, after: Option<ContactId> },
    Picked(VecDeque<ContactId>),
    Typed(VecDeque<TypedRecipient>),
}

fn parts_of(channel: Channel, audience: &Audience) -> VecDeque<Part> {
    let mut parts = VecDeque::new();
    if audience.everyone {
        parts.push_back(Part::Many { who: Everybody::OfCompany, after: None });
    } else {
        let tags: BTreeSet<TagId> = audience.tags.iter().copied().collect();
        let who = Everybody::WithTags(tags.into_iter().collect());
        parts.push_back(Part::Many { who, after: None });
        parts.push_back(Part::Picked(audience.contacts.iter().copied().collect()));
    }
    let (typed, _) = typed_recipients(channel, &audience.typed);
    parts.push_back(Part::Typed(typed.into()));
    parts
}

impl Walk {
    /// A walk through an audience from its beginning.
    pub async fn start(
        services: &Services,
        company: CompanyId,
        channel: Channel,
        audience: &Audience,
    ) -> Result<Self, ServiceError> {
        let found = companies::find(services.db().read(), company).await?.ok_or(Problem::NotFound)?;
        Ok(Self { company, company_name: found.name, channel, parts: parts_of(channel, audience) })
    }

    /// The next people; `None` when the walk is over. A piece may be empty.
    pub async fn next(&mut self, services: &Services) -> Result<Option<Vec<Person>>, ServiceError> {
        let (company, channel) = (self.company, self.channel);
        let Some(part) = self.parts.front_mut() else { return Ok(None) };
        let (mut people, is_over) = match part {
            Part::Many { who, after } => {
                let ids = contacts::walk_on(services.db().read(), company, who, *after, PIECE).await?;
                *after = ids.last().copied().or(*after);
                (services.people_of_cards(company, channel, &ids).await?, ids.len() < PIECE)
            }
            Part::Picked(left) => {
                let ids: Vec<_> = left.drain(..left.len().min(PIECE)).collect();
                (services.people_of_cards(company, channel, &ids).await?, left.is_empty())
            }
            Part::Typed(left) => {
                let typed: Vec<_> = left.drain(..left.len().min(PIECE)).collect();
                (services.people_typed(company, channel, typed).await?, left.is_empty())
            }
        };
        if is_over {
            self.parts.pop_front();
        }
        for person in &mut people {
            person.values.insert("firma", self.company_name.clone());
        }
        Ok(Some(people))
    }
}

impl Services {
    /// The people of cards, in the order of the ids; without deleted ones and those of others.
    async fn people_of_cards(
        &self,
        company: CompanyId,
        channel: Channel,
        ids: &[ContactId],
    ) -> Result<Vec<Person>, ServiceError> {
        let mut cards = contacts::cards(self.db().read(), company, ids).await?;
        let mut held = contacts::addresses_of(self.db().read(), company, ids).await?;
        let live = ids.iter().filter_map(|id| cards.remove(id)).filter(|card| card.deleted_at.is_none());
        Ok(live
            .map(|card| {
                let addresses = held.remove(&card.id).unwrap_or_default();
                person_of_card(channel, &card, &addresses)
            })
            .collect())
    }

    /// Typed recipients; one whose address is on a single card is that contact.
    async fn people_typed(
        &self,
        company: CompanyId,
        channel: Channel,
        typed: Vec<TypedRecipient>,
    ) -> Result<Vec<Person>, ServiceError> {
        let addresses: Vec<_> = typed.into_iter().map(ContactAddress::from).collect();
        let keys: Vec<_> = addresses.iter().map(ContactAddress::key).collect();
        let db = self.db().read();
        let known = contacts::known_addresses(db, company, AddressKind::of(channel), &keys).await?;
        let ids: Vec<_> = known.values().filter_map(KnownAddress::only_holder).collect();
        let cards = contacts::cards(db, company, &ids).await?;
        let person = |(address, key): (ContactAddress, String)| {
            let known = known.get(&key);
            let card = known.and_then(KnownAddress::only_holder).and_then(|id| cards.get(&id));
            person_typed(channel, &address, known, card)
        };
        Ok(addresses.into_iter().zip(keys).map(person).collect())
    }
}

/// A card goes by its first address that the channel can use.
fn person_of_card(channel: Channel, card: &StoredContact, addresses: &[HeldAddress]) -> Person {
    let kind = AddressKind::of(channel);
    let of_kind: Vec<_> = addresses.iter().filter(|held| held.address.kind() == kind).collect();
    let usable = of_kind.iter().find(|held| held.state.is_usable() && takes(channel, &held.address));
    let Some(held) = usable.or_else(|| of_kind.first()) else {
        return Person {
            address: String::new(),
            key: String::new(),
            shown: card.card.name(),
            name: card.card.name(),
            contact: Some(card.id),
            address_id: None,
            values: Values::new(),
            problem: Some(SkipReason::NoAddress),
        };
    };
    let known = KnownAddress { id: held.id, state: held.state, holders: Vec::new() };
    person_typed(channel, &held.address, Some(&known), Some(card))
}

fn person_typed(
    channel: Channel,
    address: &ContactAddress,
    known: Option<&KnownAddress>,
    card: Option<&StoredContact>,
) -> Person {
    let mut values = card.map(|stored| card_values(&stored.card)).unwrap_or_default();
    let (variable, value) = address_value(address);
    values.insert(variable, value);
    let kept_out = known.and_then(|known| known.state.keeps_out());
    let problem = kept_out.or((!takes(channel, address)).then_some(SkipReason::InvalidAddress));
    Person {
        address: address.as_str().to_owned(),
        key: address.key(),
        shown: address.shown(),
        name: card.map(|stored| stored.card.name()).unwrap_or_default(),
        contact: card.map(|stored| stored.id),
        address_id: known.map(|known| known.id),
        values,
        problem,
    }
}

/// A landline receives no SMS.
fn takes(channel: Channel, address: &ContactAddress) -> bool {
    channel != Channel::Sms || address.can_receive_sms()
}

/// Who has been seen: addresses that are known by their ids, which take little room; others by their
/// keys.
#[derive(Debug, Default)]
pub(super) struct Seen {
    ids: HashSet<i64>,
    keys: HashSet<String>,
}

impl Seen {
    pub fn has(&self, person: &Person) -> bool {
        match person.address_id {
            Some(id) => self.ids.contains(&id.as_i64()),
            None => !person.address.is_empty() && self.keys.contains(&person.key),
        }
    }

    /// Whether it is the first time.
    pub fn note(&mut self, person: &Person) -> bool {
        match person.address_id {
            Some(id) => self.ids.insert(id.as_i64()),
            None => person.address.is_empty() || self.keys.insert(person.key.clone()),
        }
    }
}

/// The first people of an audience, for a preview; fewer where many cannot be sent to.
pub(super) async fn first_people(
    services: &Services,
    walk: &mut Walk,
    count: usize,
) -> Result<Vec<Person>, ServiceError> {
    let (mut people, mut seen, mut looks) = (Vec::new(), Seen::default(), 0);
    while people.len() < count
        && looks < LOOKS
        && let Some(piece) = walk.next(services).await?
    {
        looks += 1;
        people.extend(piece.into_iter().filter(|person| person.problem.is_none() && seen.note(person)));
    }
    people.truncate(count);
    Ok(people)
}

/// What consents compare, of those who can be reached.
pub(super) fn keys_of(people: &[Person]) -> Vec<String> {
    let reachable = people.iter().filter(|person| person.problem.is_none());
    reachable.map(|person| person.key.clone()).collect()
}

/// Consents by key.
pub(super) type Said = HashMap<String, domain::messages::Consent>;
