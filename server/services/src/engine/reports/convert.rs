use domain::time::Timestamp;
use providers::provider::{Capabilities, DeliveryReport};
use storage::ledger::{Report, ReportSubject};

use super::speaker::Speaker;

/// A provider's report as the ledger takes it.
pub(super) fn report(speaker: &Speaker, report: DeliveryReport, now: Timestamp) -> Report {
    Report {
        account: speaker.id,
        subject: subject(speaker, &report),
        state: report.state,
        reason: report.reason,
        code: some(report.code),
        text: some(report.text),
        // A provider's clock that runs ahead must not write history of the future.
        at: report.at.map_or(now, |at| at.min(now)),
    }
}

/// Our own reference names the attempt for sure; else the provider's name.
fn subject(speaker: &Speaker, report: &DeliveryReport) -> ReportSubject {
    if let Some(attempt) = report.own_ref.as_deref().and_then(|own| own.parse().ok()) {
        return ReportSubject::Attempt(attempt);
    }
    ReportSubject::ProviderRef(message_name(speaker.able, report))
}

/// What the provider calls the message a report is about: its name, with the number where it names only
/// jobs.
pub(in crate::engine) fn message_name(able: Capabilities, report: &DeliveryReport) -> String {
    match &report.recipient_last10 {
        Some(number) if able.distinct_numbers => format!("{}/{number}", report.provider_ref),
        _ => report.provider_ref.clone(),
    }
}

fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}
