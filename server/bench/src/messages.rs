//! Made-up messages.

use std::time::Duration;

use domain::accounts::Via;
use domain::id::{AccountId, CompanyId};
use domain::message::{Channel, Class, Purpose};
use domain::time::Timestamp;
use storage::ledger::{Body, FirstState, NewMessage, SendKey};

const DAY: Duration = Duration::from_secs(86_400);

/// A message of a company, due at once and for a day.
#[must_use]
pub fn message(
    (company, account): (CompanyId, AccountId),
    channel: Channel,
    purpose: Purpose,
    key: String,
    now: Timestamp,
    body: Body,
) -> NewMessage {
    NewMessage {
        company,
        account: Some(account),
        channel,
        purpose,
        class: Class::Informational,
        key: SendKey::new(key),
        state: FirstState::Queued,
        due_at: now,
        expires_at: Some(now + DAY),
        round: 0,
        contact: None,
        address: None,
        campaign: None,
        resend_of: None,
        created_by: None,
        approved_by: None,
        via: Via::Screen,
        cost: None,
        body,
    }
}
