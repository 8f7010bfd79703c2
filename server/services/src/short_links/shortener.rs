use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use domain::company::CompanyMode;
use domain::failure::Problem;
use domain::id::{CampaignId, CompanyId, ContactId};
use domain::message::Channel;
use domain::short_links::{DAYS, SHORT_PATH, is_worth_shortening, replace_links};
use domain::time::Timestamp;
use storage::companies::{self, Company};
use storage::short_links::{self, ShortLink};
use url::Url;

use crate::error::ServiceError;
use crate::keyed::Pseudonyms;
use crate::services::Services;
use crate::tokens::{SAMPLE_TOKEN, token_of};

const KEPT: Duration = Duration::from_secs(DAYS as u64 * 86_400);

/// Shortens the addresses in the texts of one company, of one campaign or sent one by one.
pub(crate) struct Shortener {
    company: CompanyId,
    campaign: Option<CampaignId>,
    /// Everything of a short address but the code.
    prefix: String,
    sample: String,
    /// Addresses that everybody gets who gets the text.
    shared: BTreeSet<String>,
    codes: Pseudonyms,
    hashes: Pseudonyms,
    expires_at: Timestamp,
}

/// Somebody who gets a text.
#[derive(Clone, Copy)]
pub(crate) struct Whom<'p> {
    pub address: &'p str,
    pub contact: Option<ContactId>,
}

/// The addresses that texts came to carry, by the hashes of their codes.
pub(crate) type Made = BTreeMap<Vec<u8>, ShortLink>;

impl Shortener {
    /// Somebody's text, with what has to be kept before it leaves. The same text of the same person always
    /// carries the same addresses.
    pub fn shorten(&self, text: &str, whom: Whom<'_>, made: &mut Made) -> String {
        replace_links(text, |address| {
            if !is_worth_shortening(address, &self.sample) || Url::parse(address).is_err() {
                return None;
            }
            let is_shared = self.shared.contains(address);
            let code = self.code(address, if is_shared { "" } else { whom.address });
            let link = ShortLink {
                code_hash: self.hashes.of(&code).to_vec(),
                company: self.company,
                campaign: self.campaign,
                target: address.to_owned(),
                is_shared,
                contact: whom.contact.filter(|_| !is_shared),
                expires_at: self.expires_at,
            };
            made.insert(link.code_hash.clone(), link);
            Some(format!("{}{code}", self.prefix))
        })
    }

    /// Nobody without the installation's secret can make it.
    fn code(&self, address: &str, whom: &str) -> String {
        let campaign = self.campaign.map_or(0, CampaignId::as_i64);
        token_of(&self.codes.of(&format!("{}\0{campaign}\0{whom}\0{address}", self.company.as_i64())))
    }
}

impl Services {
    /// What shortens the addresses of a text before it is filled; `None` where nothing is to be shortened.
    pub(crate) async fn shortener(
        &self,
        company: CompanyId,
        campaign: Option<CampaignId>,
        channel: Channel,
        pattern: &str,
    ) -> Result<Option<Shortener>, ServiceError> {
        if channel != Channel::Sms || !pattern.contains("://") {
            return Ok(None);
        }
        let found = companies::find(self.db().read(), company).await?.ok_or(Problem::NotFound)?;
        if !self.shortens(&found) {
            return Ok(None);
        }
        let mut shared = BTreeSet::new();
        // Of a text to one person no address is everybody's.
        if campaign.is_some() {
            replace_links(pattern, |address| {
                shared.extend((!address.contains("{{")).then(|| address.to_owned()));
                None
            });
        }
        let sample = self.sample_link();
        Ok(Some(Shortener {
            company,
            campaign,
            prefix: self.short_url(""),
            sample,
            shared,
            codes: self.secret().pseudonyms("short_link.v1"),
            hashes: self.secret().pseudonyms("short_code.v1"),
            expires_at: self.now() + KEPT,
        }))
    }

    /// Keeps what texts came to carry, so that it leads somewhere.
    pub(crate) async fn keep_short_links(&self, made: Made) -> Result<(), ServiceError> {
        if made.is_empty() {
            return Ok(());
        }
        let links: Vec<_> = made.into_values().collect();
        let (ids, now) = (self.ids().clone(), self.now());
        let work = self
            .db()
            .write(move |tx| Box::pin(async move { short_links::save(tx, &ids, &links, now).await }));
        Ok(work.await?)
    }

    /// What stands for each short address of a company's SMS before they are sent; empty where none is
    /// shortened.
    pub(crate) async fn shown_link(&self, company: CompanyId) -> Result<String, ServiceError> {
        let found = companies::find(self.db().read(), company).await?.ok_or(Problem::NotFound)?;
        Ok(if self.shortens(&found) { self.sample_link() } else { String::new() })
    }

    /// A live company shortens nothing that nobody could open.
    pub(super) fn shortens(&self, company: &Company) -> bool {
        company.short_links && !self.is_unreachable(company)
    }

    pub(super) fn is_unreachable(&self, company: &Company) -> bool {
        company.mode == CompanyMode::Live && self.is_only_local()
    }

    pub(super) fn sample_link(&self) -> String {
        self.short_url(SAMPLE_TOKEN)
    }

    fn short_url(&self, code: &str) -> String {
        format!("{}{SHORT_PATH}{code}", self.public_url())
    }

    /// The database alone makes no address.
    pub(super) fn code_hash(&self, code: &str) -> Vec<u8> {
        self.secret().pseudonym("short_code.v1", code)
    }
}
