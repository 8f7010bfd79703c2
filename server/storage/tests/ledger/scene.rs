use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use domain::accounts::Via;
use domain::id::{AccountId, AttemptId, CampaignId, CompanyId, ContactId, MessageId};
use domain::message::{Channel, Class, Purpose, State};
use domain::time::Timestamp;
use storage::clock::{Clock, ManualClock};
use storage::ids::Ids;
use storage::ledger::{
    AccountRoom, Answer, Body, ClaimOrder, Claimed, Departure, Ended, FirstState, Ledger, NewMessage,
    NodeLease, SendKey, Settlement, SimulatedLedger, SqlLedger,
};
use storage::testing::{TestDb, postgres, sqlite};
use storage::{Db, StorageError};

pub type Outcome = Result<(), StorageError>;

pub const COMPANY: CompanyId = CompanyId::from_i64(1);
pub const OTHER: CompanyId = CompanyId::from_i64(2);
pub const ACCOUNT: AccountId = AccountId::from_i64(11);
pub const OTHER_ACCOUNT: AccountId = AccountId::from_i64(22);
pub const CAMPAIGN: CampaignId = CampaignId::from_i64(31);
pub const CONTACT: ContactId = ContactId::from_i64(41);
pub const LEASE: Duration = Duration::from_secs(60);

/// A ledger at noon, and the node the test works as.
pub struct Scene {
    pub ledger: Arc<dyn Ledger>,
    pub clock: ManualClock,
    pub ids: Ids,
    pub db: Option<TestDb>,
}

pub fn noon() -> Timestamp {
    Timestamp::from_seconds(1_795_600_800)
}

impl Scene {
    pub async fn sqlite() -> Self {
        Self::on(sqlite().await)
    }

    pub async fn postgres() -> Option<Self> {
        postgres().await.map(Self::on)
    }

    pub fn simulated() -> Self {
        let (clock, ids) = time();
        let ledger = Arc::new(SimulatedLedger::new(ids.clone(), Arc::new(clock.clone())));
        Self { ledger, clock, ids, db: None }
    }

    fn on(db: TestDb) -> Self {
        let (clock, ids) = time();
        let ledger = Arc::new(ledger_on(&db, &clock, &ids));
        Self { ledger, clock, ids, db: Some(db) }
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub fn after(&self, seconds: u64) -> Timestamp {
        self.now() + Duration::from_secs(seconds)
    }

    pub async fn plan(&self, batch: Vec<NewMessage>) -> Result<Vec<MessageId>, StorageError> {
        Ok(self.ledger.plan(batch).await?.into_iter().map(|planned| planned.message).collect())
    }

    pub async fn plan_one(&self, new: NewMessage) -> Result<MessageId, StorageError> {
        Ok(self.plan(vec![new]).await?[0])
    }

    /// Registers a process that lives for a minute.
    pub async fn node(&self) -> Result<NodeLease, StorageError> {
        self.ledger.take_node(self.ids.next_id(), self.now() + LEASE, Ended::Nobody).await
    }

    /// Claims for both companies' accounts, for a minute.
    pub async fn claim(&self, node: u16, limit: u32) -> Result<Vec<Claimed>, StorageError> {
        self.ledger.claim(self.order(node, limit)).await
    }

    pub fn order(&self, node: u16, limit: u32) -> ClaimOrder {
        let room = |company, account| AccountRoom { company, account, room: 10_000 };
        let accounts = vec![room(COMPANY, ACCOUNT), room(OTHER, OTHER_ACCOUNT)];
        ClaimOrder { node, until: self.now() + LEASE, limit, accounts, company_rooms: HashMap::new() }
    }

    pub fn departure(&self, claimed: &Claimed) -> Departure {
        Departure {
            message: claimed.message,
            fence: claimed.fence,
            attempt: AttemptId::from_i64(self.ids.next_id()),
            call: None,
            answer_by: self.now() + LEASE,
            sha256: None,
        }
    }

    /// Claims everything and lets it leave.
    pub async fn on_wire(&self, node: u16) -> Result<Vec<(Claimed, AttemptId)>, StorageError> {
        let claimed = self.claim(node, 1_000).await?;
        let departures: Vec<_> = claimed.iter().map(|claimed| self.departure(claimed)).collect();
        let attempts = self.ledger.put_on_wire(departures.clone()).await?;
        assert_eq!(attempts, departures.iter().map(|leaving| leaving.attempt).collect::<Vec<_>>());
        Ok(claimed.into_iter().zip(attempts).collect())
    }

    /// Sends everything; the provider takes it and names it `ref-{message}`.
    pub async fn send_all(&self) -> Result<Vec<(Claimed, AttemptId)>, StorageError> {
        let node = self.node().await?.node;
        let sent = self.on_wire(node).await?;
        let answers = sent.iter().map(|(claimed, attempt)| {
            let mut settlement = settlement(claimed, *attempt, Answer::Accepted);
            settlement.provider_ref = Some(format!("ref-{}", claimed.message));
            settlement
        });
        let settled = self.ledger.settle(answers.collect()).await?;
        assert!(settled.iter().all(|settled| settled.state == Some(State::Accepted)));
        Ok(sent)
    }

    pub async fn state(&self, message: MessageId) -> Result<State, StorageError> {
        let found = self.ledger.message(COMPANY, message).await?;
        let found = match found {
            Some(found) => Some(found),
            None => self.ledger.message(OTHER, message).await?,
        };
        Ok(found.ok_or(StorageError::NotFound("message"))?.row.state)
    }

    pub async fn states(&self, messages: &[MessageId]) -> Result<Vec<State>, StorageError> {
        let mut states = Vec::new();
        for message in messages {
            states.push(self.state(*message).await?);
        }
        Ok(states)
    }

    /// How many of each state the counters know of a campaign.
    pub async fn campaign(&self) -> Result<HashMap<State, i64>, StorageError> {
        let counts = self.ledger.campaign_counts(COMPANY, &[CAMPAIGN]).await?;
        Ok(counts.into_iter().map(|(_, state, count)| (state, count)).collect())
    }
}

pub fn ledger_on(db: &Db, clock: &ManualClock, ids: &Ids) -> SqlLedger {
    SqlLedger::new(db.clone(), ids.clone(), Arc::new(clock.clone()))
}

fn time() -> (ManualClock, Ids) {
    let clock = ManualClock::at(noon());
    let ids = Ids::new(Arc::new(clock.clone()), 1);
    (clock, ids)
}

pub fn settlement(claimed: &Claimed, attempt: AttemptId, answer: Answer) -> Settlement {
    Settlement {
        message: claimed.message,
        fence: claimed.fence,
        attempt,
        answer,
        provider_ref: None,
        code: None,
        text: None,
    }
}

/// A queued text of the company's campaign, due at noon.
pub fn sms(n: usize) -> NewMessage {
    NewMessage {
        company: COMPANY,
        account: Some(ACCOUNT),
        channel: Channel::Sms,
        purpose: Purpose::Campaign,
        class: Class::Informational,
        key: SendKey::new(format!("test:{n:06}")),
        state: FirstState::Queued,
        due_at: noon(),
        expires_at: None,
        round: 0,
        contact: None,
        address: None,
        campaign: Some(CAMPAIGN),
        resend_of: None,
        created_by: None,
        approved_by: None,
        via: Via::Screen,
        cost: None,
        body: Body {
            recipient: format!("+90532{n:07}"),
            text: Some(format!("Sayın müşterimiz, {n} numaralı siparişiniz yolda")),
            ..Body::default()
        },
    }
}

pub fn texts(range: std::ops::Range<usize>) -> Vec<NewMessage> {
    range.map(sms).collect()
}

/// The same from the other company.
pub fn of_other(new: NewMessage) -> NewMessage {
    NewMessage { company: OTHER, account: Some(OTHER_ACCOUNT), campaign: None, ..new }
}
