//! People and messages, written as rows: through the product's own verbs they would take an hour.

use std::sync::Arc;

use sea_orm::{ConnectionTrait as _, DbBackend};
use storage::clock::SystemClock;
use storage::ids::Ids;

use crate::Outcome;
use crate::installation::Installation;

/// Rows of one write.
const PIECE: u32 = 50_000;
/// Messages to each person.
const EACH: u32 = 5;
const CAMPAIGNS: u32 = 2_000;

/// Of the person `{n}`.
pub const EMAIL: &str = "kisi{n}@firma{n}.com.tr";

/// The phone of a person, without the country's code.
pub fn phone(number: u32) -> String {
    (5_300_000_000 + u64::from(number) * 299).to_string()
}

/// Writes so many people, five messages to each, and two thousand campaigns.
pub async fn fill(installation: &Installation, people: u32) -> Outcome {
    let newest = Ids::new(Arc::new(SystemClock), 901).next_id();
    let piece = Filling { installation, newest, people };
    for rows in [CONTACTS, PHONES, EMAILS, HELD_PHONES, HELD_EMAILS] {
        piece.write(rows, people).await?;
    }
    for rows in [MESSAGES, BODIES] {
        piece.write(rows, people * EACH).await?;
    }
    piece.write(NAMED, CAMPAIGNS).await?;
    piece.write(COUNTED, 1).await?;
    // PostgreSQL does so by itself after a while; in SQLite nobody does.
    if installation.db.read().get_database_backend() == DbBackend::Postgres {
        piece.write("ANALYZE", 1).await?;
    }
    Ok(())
}

struct Filling<'a> {
    installation: &'a Installation,
    /// The id of the newest message.
    newest: i64,
    people: u32,
}

impl Filling<'_> {
    /// Runs a statement for the numbers from 1 to `count`, a piece at a time.
    async fn write(&self, rows: &str, count: u32) -> Outcome {
        for from in (1..=count).step_by(PIECE as usize) {
            let to = count.min(from + PIECE - 1);
            let sql = rows
                .replace(
                    "{p}",
                    &NUMBERED.replace("{from}", &from.to_string()).replace("{to}", &to.to_string()),
                )
                .replace("{company}", &self.installation.company.as_i64().to_string())
                .replace("{newest}", &self.newest.to_string())
                .replace("{people}", &self.people.to_string())
                .replace("{all}", &count.to_string());
            let work = self
                .installation
                .db
                .write(move |tx| Box::pin(async move { Ok(tx.execute_unprepared(&sql).await.map(drop)?) }));
            work.await?;
        }
        Ok(())
    }
}

/// Numbers, each with the phone and the code of its person.
const NUMBERED: &str = "(WITH RECURSIVE n(i) AS (SELECT {from} UNION ALL SELECT i + 1 FROM n WHERE i < {to}) \
    SELECT i, CAST(5300000000 + CAST(i AS BIGINT) * 299 AS TEXT) AS phone, \
    substr(CAST(10000000 + i AS TEXT), 2) AS code FROM n) AS p";

/// Two names of a hundred are Mehmet and Ayşe, each of a thousand families has a thousandth of the people.
const CONTACTS: &str = "INSERT INTO contacts (id, company_id, kind, given_name, family_name, code, code_key, \
    lang, recipient_kind, name_key, search, reach, source, created_at, updated_at) \
    SELECT i, {company}, 1, g, 'Demirtaş' || (i % 1000), '120.01.' || code, '120.01.' || code, 'tr', 1, \
        g || ' demirtas' || (i % 1000), g || ' demirtas' || (i % 1000) || ' 12001' || code || ' 120 01 ' || code \
        || ' ' || phone || ' <' || substr(phone, 10, 1) || substr(phone, 9, 1) || substr(phone, 8, 1) \
        || substr(phone, 7, 1) || substr(phone, 6, 1) || substr(phone, 5, 1) || substr(phone, 4, 1) \
        || substr(phone, 3, 1) || substr(phone, 2, 1) || substr(phone, 1, 1) || '09 kisi' || i || 'firma' || i \
        || 'comtr firma' || i || 'comtr kisi' || i || ' firma' || i, 3, 2, 0, 0 \
    FROM (SELECT p.*, CASE (i / 1000) % 50 WHEN 0 THEN 'mehmet' WHEN 1 THEN 'ayse' ELSE 'ad' || (i / 1000) % 50 \
        END AS g FROM {p}) AS q";

const PHONES: &str = "INSERT INTO addresses (id, company_id, kind, key, source, since, state, state_at) \
    SELECT i * 2, {company}, 1, '+90' || phone, 2, 0, 1, 0 FROM {p}";
const EMAILS: &str = "INSERT INTO addresses (id, company_id, kind, key, source, since, state, state_at) \
    SELECT i * 2 + 1, {company}, 2, 'kisi' || i || '@firma' || i || '.com.tr', 2, 0, 1, 0 FROM {p}";
const HELD_PHONES: &str = "INSERT INTO contact_addresses (contact_id, address_id, role, place, source, since) \
    SELECT i, i * 2, 1, 0, 2, 0 FROM {p}";
const HELD_EMAILS: &str = "INSERT INTO contact_addresses (contact_id, address_id, role, place, source, since) \
    SELECT i, i * 2 + 1, 1, 1, 2, 0 FROM {p}";

/// A second and a half apart, the last one now.
const MESSAGES: &str = "INSERT INTO messages (id, company_id, channel, purpose, class, state, priority, flags, \
    round, attempts, fence, due_at, changed_at, contact_id, address_id, via) \
    SELECT {newest} - ({all} - CAST(i AS BIGINT)) * 6291456000, {company}, 1, 5, 1, 9, 5, 0, 0, 1, 1, 0, 0, \
        1 + i % {people}, 2 * (1 + i % {people}), 1 FROM {p}";
const BODIES: &str = "INSERT INTO message_bodies (message_id, recipient, text) \
    SELECT {newest} - ({all} - CAST(i AS BIGINT)) * 6291456000, \
        '+90' || CAST(5300000000 + CAST(1 + i % {people} AS BIGINT) * 299 AS TEXT), \
        'Sayın müşterimiz, ' || i || ' numaralı siparişiniz yola çıktı.' FROM {p}";

const NAMED: &str = "INSERT INTO campaigns (id, company_id, name, state, channel, audience, round, created_at, \
    created_by, version) SELECT i, {company}, 'Kampanya' || i || ' kış lastiği', 4, 1, '{}', 1, 0, 0, 1 FROM {p}";
const COUNTED: &str =
    "INSERT INTO contact_counts (company_id, reach, people) VALUES ({company}, 3, {people})";
