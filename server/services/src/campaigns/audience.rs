//! Who a campaign goes to, and who is left out.

use std::collections::{BTreeMap, HashSet};

use domain::campaigns::{Audience, CampaignContent, Exclusion, TypedRecipient, typed_recipients};
use domain::id::CompanyId;
use domain::message::{Channel, SkipReason};
use domain::messages::check_consent;
use domain::phone::PhoneNumber;
use storage::{DbErr, consents};

use crate::services::Services;
use crate::texts::{Renderer, Values};

/// Examples of people left out that a review names.
const EXAMPLES: usize = 3;

/// Somebody of an audience, with the address of its channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Person {
    /// Phone number in E.164, or e-mail address.
    pub address: String,
    /// For people to read.
    pub shown: String,
    pub values: Values,
}

/// An audience after everybody who must not or cannot get the message was left out.
#[derive(Debug, Clone, Default)]
pub(super) struct Selected {
    pub people: Vec<Person>,
    pub excluded: Vec<Exclusion>,
}

/// Everybody an audience names.
pub(super) fn people_of(channel: Channel, audience: &Audience) -> Vec<Person> {
    let (typed, _) = typed_recipients(channel, &audience.typed);
    typed.iter().map(person).collect()
}

fn person(recipient: &TypedRecipient) -> Person {
    match recipient {
        TypedRecipient::Phone(phone) => Person {
            address: phone.as_str().to_owned(),
            shown: phone.format_human(),
            values: Values::from([("telefon", phone.format_human())]),
        },
        TypedRecipient::Email(email) => Person {
            address: email.as_str().to_owned(),
            shown: email.as_str().to_owned(),
            values: Values::from([("eposta", email.as_str().to_owned())]),
        },
    }
}

impl Services {
    /// Leaves out whoever must not get it: the same address twice, no consent, a missing value.
    pub(super) async fn select(
        &self,
        company: CompanyId,
        content: &CampaignContent,
        renderer: &Renderer,
        people: Vec<Person>,
    ) -> Result<Selected, DbErr> {
        let addresses: Vec<_> = people.iter().map(|person| person.address.clone()).collect();
        let said = consents::of_addresses(self.db().read(), company, content.channel, &addresses).await?;
        let mut seen = HashSet::new();
        let mut left_out = LeftOut::default();
        let mut selected = Vec::new();
        for person in people {
            let reason = if !seen.insert(person.address.clone()) {
                Some(SkipReason::Duplicate)
            } else if !is_reachable(content.channel, &person.address) {
                Some(SkipReason::InvalidAddress)
            } else if let Err(reason) = check_consent(content.class, said.get(&person.address).copied()) {
                Some(reason)
            } else if !renderer.missing(&person.values).is_empty() {
                Some(SkipReason::MissingVariable)
            } else {
                None
            };
            match reason {
                Some(reason) => left_out.add(reason, person.shown),
                None => selected.push(person),
            }
        }
        Ok(Selected { people: selected, excluded: left_out.rows() })
    }
}

/// A landline receives no SMS.
fn is_reachable(channel: Channel, address: &str) -> bool {
    channel != Channel::Sms || PhoneNumber::parse(address).is_ok()
}

#[derive(Debug, Default)]
struct LeftOut(BTreeMap<SkipReason, (u32, Vec<String>)>);

impl LeftOut {
    fn add(&mut self, reason: SkipReason, shown: String) {
        let (count, examples) = self.0.entry(reason).or_default();
        *count += 1;
        if examples.len() < EXAMPLES {
            examples.push(shown);
        }
    }

    fn rows(self) -> Vec<Exclusion> {
        let row = |(reason, (count, examples))| Exclusion { reason, count, examples };
        self.0.into_iter().map(row).collect()
    }
}
