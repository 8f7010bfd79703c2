use std::sync::Arc;

use domain::contacts::{
    AddressSource, ContactAddress, ContactCard, ContactCursor, ContactKind, ContactQuery, TagName,
};
use domain::id::{CompanyId, ContactId, TagId};
use domain::lang::Lang;
use domain::messages::RecipientKind;
use domain::time::Timestamp;
use storage::clock::ManualClock;
use storage::companies::{self, Company};
use storage::contacts::{ContactPage, IncomingContact, TakenIn, Writing};
use storage::ids::Ids;
use storage::testing::{TestDb, every_database};
use storage::{StorageError, contacts, tags};

pub type Outcome<T = ()> = Result<T, StorageError>;

pub const NOW: Timestamp = Timestamp::from_seconds(1_795_000_000);
pub const FIRM: CompanyId = CompanyId::from_i64(10);
pub const OTHER: CompanyId = CompanyId::from_i64(11);

/// A database with two companies.
pub struct Scene {
    pub db: TestDb,
    ids: Ids,
}

impl Scene {
    pub async fn every() -> Outcome<Vec<Self>> {
        let mut scenes = Vec::new();
        for db in every_database().await? {
            for (company, name) in [(FIRM, "Işık"), (OTHER, "Başka")] {
                let company = Company::new(company, name.to_owned(), NOW);
                db.write(move |tx| Box::pin(async move { Ok(companies::insert(tx, company).await?) }))
                    .await?;
            }
            let clock = Arc::new(ManualClock::at(NOW));
            scenes.push(Self { db, ids: Ids::new(clock, 1) });
        }
        Ok(scenes)
    }

    pub fn by(&self, company: CompanyId) -> Writing {
        Writing { ids: self.ids.clone(), company, source: AddressSource::Import, now: NOW }
    }

    pub async fn take_in(&self, company: CompanyId, rows: Vec<IncomingContact>) -> Outcome<Vec<TakenIn>> {
        let by = self.by(company);
        self.db.write(move |tx| Box::pin(async move { contacts::take_in(tx, &by, rows).await })).await
    }

    pub async fn tag(&self, company: CompanyId, name: &str) -> Outcome<TagId> {
        let name = TagName::parse(name).map_err(|_| StorageError::Unreadable("tag"))?;
        let ids = self.ids.clone();
        let made =
            self.db.write(move |tx| Box::pin(async move { tags::ensure(tx, &ids, company, &[name]).await }));
        made.await?.first().copied().ok_or(StorageError::NotFound("tag"))
    }

    pub async fn list(&self, query: &ContactQuery, limit: usize) -> Outcome<ContactPage> {
        self.list_of(FIRM, query, query.cursor(), limit).await
    }

    pub async fn list_of(
        &self,
        company: CompanyId,
        query: &ContactQuery,
        cursor: ContactCursor,
        limit: usize,
    ) -> Outcome<ContactPage> {
        contacts::list(self.db.read(), company, &query.select(), query.order(), cursor, limit).await
    }

    pub async fn total(&self, company: CompanyId) -> Outcome<u32> {
        contacts::total(self.db.read(), company).await
    }

    /// The names on a page.
    pub async fn names(&self, ids: &[ContactId]) -> Outcome<Vec<String>> {
        let cards = contacts::cards(self.db.read(), FIRM, ids).await?;
        Ok(ids.iter().filter_map(|id| cards.get(id)).map(|contact| contact.card.name()).collect())
    }

    /// Whom a search finds.
    pub async fn search(&self, text: &str) -> Outcome<Vec<String>> {
        let query = ContactQuery { q: text.to_owned(), ..ContactQuery::default() };
        let page = self.list(&query, 50).await?;
        self.names(&page.ids).await
    }
}

pub fn person(name: &str, addresses: &[&str]) -> IncomingContact {
    let (given, family) = name.split_once(' ').unwrap_or((name, ""));
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    IncomingContact {
        card: ContactCard {
            kind: ContactKind::Person,
            given_name: text(given),
            family_name: text(family),
            title: None,
            code: None,
            tax_number: None,
            city: None,
            lang: Lang::Tr,
            recipient: RecipientKind::Individual,
            notes: None,
        },
        addresses: addresses.iter().flat_map(|text| ContactAddress::parse(text)).collect(),
        tags: Vec::new(),
        says_lang: false,
        says_recipient: false,
    }
}

pub fn customer(code: &str, name: &str, addresses: &[&str]) -> IncomingContact {
    let mut row = person(name, addresses);
    row.card.code = Some(code.to_owned());
    row
}

/// Runs a write of storage.
macro_rules! write {
    ($scene:expr, |$tx:ident, $by:ident| $work:expr) => {{
        let $by = $scene.by(crate::scene::FIRM);
        $scene.db.write(move |$tx| Box::pin(async move { $work.await })).await
    }};
}
pub(crate) use write;
