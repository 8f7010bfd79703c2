use std::cmp::Reverse;
use std::collections::BTreeMap;

use domain::message::Channel;
use domain::reports::{Counted, ReportQuery, VolumeReport, VolumeRow};
use domain::rights::Right;
use domain::time::Date;

use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Messages of a period by the day of their making and by channel, and what they cost.
    ///
    /// # Errors
    /// `Forbidden` without the right to see reports; days that are none.
    pub async fn report_volume(
        &self,
        actor: &Actor,
        query: &ReportQuery,
    ) -> Result<VolumeReport, ServiceError> {
        let company = actor.require(Right::SeeReports)?;
        let (first, last) = query.days(self.now().to_istanbul().date())?;
        let sees_money = actor.rights().has(Right::SeeFinancial);
        let mut sums: BTreeMap<(Reverse<Date>, Channel), Counted> = BTreeMap::new();
        for row in self.ledger().day_outcomes(company, first, last).await? {
            let cost = row.cost.filter(|_| sees_money);
            sums.entry((Reverse(row.day), row.channel)).or_default().add(row.outcome, small(row.total), cost);
        }
        let row =
            |((day, channel), counted): ((Reverse<Date>, _), _)| VolumeRow { day: day.0, channel, counted };
        Ok(VolumeReport { first, last, rows: sums.into_iter().map(row).collect() })
    }
}

pub(super) fn small(count: i64) -> u32 {
    u32::try_from(count).unwrap_or_default()
}
