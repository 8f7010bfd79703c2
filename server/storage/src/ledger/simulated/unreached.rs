use std::collections::BTreeMap;

use domain::id::{CampaignId, CompanyId, MessageId};
use domain::message::{FailureReason, State};

use super::book::{Book, Line};
use crate::ledger::page::Unreached;
use crate::ledger::reason::Reason;
use crate::ledger::standing::Standing;

/// What expired without a word of the provider may have arrived, and so may what expired for no reason.
fn reason(at: &Standing) -> Option<Reason> {
    let silent = (at.state == State::Expired).then_some(Reason::Failure(FailureReason::NoReport));
    at.reason.and_then(|code| Reason::of(at.state, code)).or(silent)
}

impl Book {
    fn of_campaign(&self, company: CompanyId, campaign: CampaignId) -> impl Iterator<Item = &Line> {
        self.lines
            .values()
            .filter(move |line| line.at.company == company && line.at.campaign == Some(campaign))
    }

    pub fn is_replaced(&self, message: MessageId) -> bool {
        self.lines
            .values()
            .any(|line| line.new.resend_of == Some(message) && line.at.state != State::Cancelled)
    }

    /// Whether it is the newest message of its person that was not taken back.
    pub fn counts_for_a_person(&self, line: &Line) -> bool {
        let taken_back = line.new.resend_of.is_some() && line.at.state == State::Cancelled;
        !taken_back && !self.is_replaced(line.at.id)
    }

    pub fn campaign_replaced(&self, company: CompanyId, campaign: CampaignId) -> Vec<(State, i64)> {
        let mut counts: BTreeMap<State, i64> = BTreeMap::new();
        for line in self.of_campaign(company, campaign) {
            if !self.counts_for_a_person(line) {
                *counts.entry(line.at.state).or_default() += 1;
            }
        }
        counts.into_iter().collect()
    }

    pub fn unreached(&self, company: CompanyId, campaign: CampaignId) -> Vec<Unreached> {
        let failed = |line: &&Line| matches!(line.at.state, State::Failed | State::Expired);
        let of = |line: &Line| Unreached {
            message: line.at.id,
            reason: reason(&line.at),
            account: line.at.account,
            undone: self.repeats_of(line.at.id).max(),
        };
        let own = self.of_campaign(company, campaign).filter(failed);
        own.filter(|line| !self.is_replaced(line.at.id)).map(of).collect()
    }

    fn repeats_of(&self, message: MessageId) -> impl Iterator<Item = MessageId> {
        self.lines.values().filter(move |line| line.new.resend_of == Some(message)).map(|line| line.at.id)
    }

    pub fn campaign_failures(&self, company: CompanyId, campaign: CampaignId) -> Vec<(Option<Reason>, i64)> {
        let mut counts: BTreeMap<Option<i16>, i64> = BTreeMap::new();
        for one in self.unreached(company, campaign) {
            *counts.entry(one.reason.map(Reason::code)).or_default() += 1;
        }
        let reason = |code: Option<i16>| code.and_then(|code| Reason::of(State::Failed, code));
        counts.into_iter().map(|(code, count)| (reason(code), count)).collect()
    }
}
