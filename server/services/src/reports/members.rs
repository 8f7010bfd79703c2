use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use domain::id::UserId;
use domain::message::Channel;
use domain::reports::{Counted, MemberReport, MemberReportRow, ReportQuery};
use domain::rights::Right;

use super::volume::small;
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::names::Names;
use crate::services::Services;

impl Services {
    /// Who sent what in a period, by channel; who sent most comes first.
    ///
    /// # Errors
    /// `Forbidden` without the right to see reports; days that are none.
    pub async fn report_members(
        &self,
        actor: &Actor,
        query: &ReportQuery,
    ) -> Result<MemberReport, ServiceError> {
        let company = actor.require(Right::SeeReports)?;
        let (first, last) = query.days(self.now().to_istanbul().date())?;
        let sees_money = actor.rights().has(Right::SeeFinancial);
        let mut sums: BTreeMap<(Option<UserId>, Channel), Counted> = BTreeMap::new();
        for row in self.ledger().author_counts(company, first, last).await? {
            let cost = row.cost.filter(|_| sees_money);
            sums.entry((row.author, row.channel)).or_default().add(row.outcome, small(row.total), cost);
        }
        let rows = sums.into_iter().map(|((member, channel), counted)| MemberReportRow {
            member,
            name: String::new(),
            channel,
            counted,
        });
        let rows = self.named(rows.collect()).await?;
        Ok(MemberReport { first, last, rows: most_first(rows) })
    }

    async fn named(&self, mut rows: Vec<MemberReportRow>) -> Result<Vec<MemberReportRow>, ServiceError> {
        let mut names = Names::default();
        for row in &mut rows {
            row.name = names.user(self, row.member).await?.unwrap_or_default();
        }
        Ok(rows)
    }
}

/// The rows of a member stay together.
fn most_first(mut rows: Vec<MemberReportRow>) -> Vec<MemberReportRow> {
    let mut sent: HashMap<Option<UserId>, u32> = HashMap::new();
    for row in &rows {
        *sent.entry(row.member).or_default() += row.counted.sent;
    }
    rows.sort_by_key(|row| (Reverse(sent.get(&row.member).copied()), row.member, row.channel));
    rows
}
