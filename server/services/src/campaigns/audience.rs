//! Who a campaign goes to, and who is left out.

use std::collections::BTreeMap;

use domain::campaigns::{CampaignContent, Exclusion, PREFERENCES_LINK};
use domain::failure::Problem;
use domain::id::{AccountId, CompanyId};
use domain::message::{Purpose, SkipReason};
use domain::messages::check_consent;
use domain::time::Timestamp;
use storage::campaigns::LeftOutPerson;
use storage::{consents, provider_accounts};

use super::length::TextLength;
use super::people::{Person, Said, Seen, Walk, keys_of};
use crate::error::ServiceError;
use crate::messages::Windows;
use crate::services::Services;
use crate::texts::Renderer;

/// Examples of people left out that a review names.
const EXAMPLES: usize = 3;

/// A walk that leaves out whoever must not get it: the same address twice, an address that cannot be
/// used, no consent, on WhatsApp a day without a word to a text that is no template, a missing value, a
/// text that is too long once it is filled.
pub(super) struct Sieve<'s> {
    services: &'s Services,
    company: CompanyId,
    content: &'s CampaignContent,
    renderer: &'s Renderer,
    walk: Walk,
    /// How the texts are counted; `None` for what has no limit.
    length: Option<TextLength>,
    /// What carries a text that goes only to those who wrote to it, and when; `None` for any other.
    answers: Option<(AccountId, Timestamp)>,
    parts: u64,
    seen: Seen,
    left_out: LeftOut,
    /// Those of the last piece.
    left_out_now: Vec<LeftOutPerson>,
}

impl<'s> Sieve<'s> {
    pub async fn start(
        services: &'s Services,
        company: CompanyId,
        content: &'s CampaignContent,
        renderer: &'s Renderer,
        walk: Walk,
    ) -> Result<Self, ServiceError> {
        let length = services.text_length(company, content).await?;
        let answers = services.answers(company, content).await?;
        let (seen, left_out, left_out_now) = (Seen::default(), LeftOut::default(), Vec::new());
        Ok(Self {
            services,
            company,
            content,
            renderer,
            walk,
            length,
            answers,
            parts: 0,
            seen,
            left_out,
            left_out_now,
        })
    }

    /// The next people who get it; `None` when the walk is over. A piece may be empty.
    pub async fn next(&mut self) -> Result<Option<Vec<Person>>, ServiceError> {
        self.left_out_now.clear();
        let (channel, class) = (self.content.channel, self.content.class);
        let Some(mut piece) = self.walk.next(self.services).await? else { return Ok(None) };
        if self.renderer.mentions(PREFERENCES_LINK) {
            piece.iter_mut().for_each(|person| self.services.link_preferences(self.company, channel, person));
        }
        let (db, keys) = (self.services.db().read(), keys_of(&piece));
        let said = consents::of_addresses(db, self.company, channel, class, &keys).await?;
        let windows = self.windows(&keys).await?;
        let mut people = Vec::with_capacity(piece.len());
        for person in piece {
            match self.reason(&person, &said, &windows)? {
                Some(reason) => self.leave_out(reason, person),
                None => people.push(person),
            }
        }
        Ok(Some(people))
    }

    fn leave_out(&mut self, reason: SkipReason, person: Person) {
        self.left_out.add(reason, person.shown);
        let (contact, address) = (person.contact, person.address);
        self.left_out_now.push(LeftOutPerson { reason, contact, address });
    }

    async fn windows(&self, keys: &[String]) -> Result<Windows, ServiceError> {
        let Some((account, at)) = self.answers else { return Ok(Windows::default()) };
        let asked = keys.iter().map(|key| (self.company, account, key.clone())).collect::<Vec<_>>();
        Ok(self.services.windows(asked, at).await?)
    }

    fn reason(
        &mut self,
        person: &Person,
        said: &Said,
        windows: &Windows,
    ) -> Result<Option<SkipReason>, Problem> {
        if self.seen.has(person) {
            return Ok(Some(SkipReason::Duplicate));
        }
        let said = said.get(&person.key).copied();
        let consent = check_consent(self.content.class, Purpose::Campaign, said);
        let is_closed = self.answers.is_some_and(|(account, _)| !windows.are_open(account, &person.key));
        let of_window = is_closed.then_some(SkipReason::WindowClosed);
        let of_address = person.problem.or(consent.err()).or(of_window);
        let of_card = if of_address.is_some() { None } else { self.card_reason(person)? };
        // Another card with the same address may have what this one lacks.
        if of_card.is_none() {
            self.seen.note(person);
        }
        Ok(of_address.or(of_card))
    }

    /// Why the text does not fit what is known of a person.
    fn card_reason(&mut self, person: &Person) -> Result<Option<SkipReason>, Problem> {
        if !self.renderer.missing(&person.values).is_empty() {
            return Ok(Some(SkipReason::MissingVariable));
        }
        self.too_long(person)
    }

    /// Counts the parts of one person's text, unless it is too long.
    fn too_long(&mut self, person: &Person) -> Result<Option<SkipReason>, Problem> {
        let Some(length) = &self.length else { return Ok(None) };
        let Some(parts) = length.parts(&self.renderer.fill(&person.values)?.body) else {
            return Ok(Some(SkipReason::TooLong));
        };
        self.parts += u64::from(parts);
        Ok(None)
    }

    /// SMS of those who get it so far; 0 for other channels.
    pub const fn parts(&self) -> u64 {
        self.parts
    }

    /// Who of the last piece was left out, one by one.
    pub fn take_left_out(&mut self) -> Vec<LeftOutPerson> {
        std::mem::take(&mut self.left_out_now)
    }

    /// Who was left out so far.
    pub fn excluded(self) -> Vec<Exclusion> {
        self.left_out.rows()
    }
}

impl Services {
    /// The account that would carry a content which goes only to those who wrote to it, and when it would
    /// leave if it were launched now; `None` for any other content, and without an account.
    async fn answers(
        &self,
        company: CompanyId,
        content: &CampaignContent,
    ) -> Result<Option<(AccountId, Timestamp)>, ServiceError> {
        if !content.needs_window() {
            return Ok(None);
        }
        let account = provider_accounts::default_of(self.db().read(), company, content.channel).await?;
        let at = self.quiet_until(company, content.class).await?.unwrap_or(self.now());
        Ok(account.map(|account| (account.id, at)))
    }
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
