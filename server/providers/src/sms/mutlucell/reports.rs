//! `gtblkrprtex`: the numbers of one package with their status.

use super::codes::data;
use super::status::Statuses;
use super::{Mutlucell, xml};
use crate::http::Call;
use crate::provider::{DeliveryReport, FailureKind, ProviderFailure, ReportPage, ReportQuery, last10};

impl Mutlucell {
    /// Asks for the next package that may be asked for; a page is a package.
    pub(super) async fn report_page(&self, query: &ReportQuery) -> Result<ReportPage, ProviderFailure> {
        let from = query.cursor.as_ref().and_then(|cursor| cursor.parse().ok()).unwrap_or(0);
        let Some((place, package)) = self.schedule.take(query, from) else {
            return Ok(ReportPage::default());
        };
        let reports = self.package_reports(&package).await?;
        let next = place + 1;
        let next = self.schedule.has_more(query, next).then(|| next.to_string());
        Ok(ReportPage { reports, next })
    }

    async fn package_reports(&self, package: &str) -> Result<Vec<DeliveryReport>, ProviderFailure> {
        let [user, password] = self.login();
        let call = Call::xml("/gtblkrprtex", xml::empty("smsrapor", &[user, password, ("id", package)])?);
        match data(&self.http.read(&call).await?) {
            Ok(text) => Ok(rows(&text, package, self.statuses)),
            // About this package alone: the others are asked for all the same.
            Err(failure) if matches!(failure.kind, FailureKind::Rejected { .. }) => {
                tracing::info!(package, %failure, "Mutlucell has no report of a package");
                Ok(Vec::new())
            }
            Err(failure) => Err(failure.of_a_read()),
        }
    }
}

/// Lines `905321234567 3`; what is not one is passed over.
fn rows(text: &str, package: &str, statuses: Statuses) -> Vec<DeliveryReport> {
    text.lines().filter_map(|line| row(line, package, statuses)).collect()
}

fn row(line: &str, package: &str, statuses: Statuses) -> Option<DeliveryReport> {
    let mut words = line.split([' ', '\t', ';', ',', '$']).map(str::trim).filter(|word| !word.is_empty());
    let recipient = last10(words.next()?)?;
    let status = words.next().filter(|word| word.bytes().all(|byte| byte.is_ascii_digit()))?;
    let (state, reason) = statuses.state(status);
    Some(DeliveryReport {
        provider_ref: package.to_owned(),
        own_ref: None,
        recipient_last10: Some(recipient),
        state,
        reason,
        code: status.to_owned(),
        text: String::new(),
        at: None,
        parts: None,
    })
}

#[cfg(test)]
mod tests {
    use domain::message::{FailureReason, State};

    use super::*;

    #[test]
    fn reads_rows_and_passes_over_what_is_none() {
        let text = "$905321234567 3\r\n\r\nrapor\n05331234567\t7 x\n905341234567\n90535 3\n+905361234567;4";
        let rows = rows(text, "34672", Statuses::Published);
        let read: Vec<_> = rows.iter().map(|row| (row.recipient_last10.as_deref(), row.state)).collect();
        assert_eq!(
            read,
            [
                (Some("5321234567"), State::Delivered),
                (Some("5331234567"), State::Failed),
                (Some("5361234567"), State::Accepted),
            ]
        );
        assert!(rows.iter().all(|row| row.provider_ref == "34672"));
        assert_eq!((rows[1].reason, rows[1].code.as_str()), (Some(FailureReason::RejectedByOperator), "7"));
    }
}
