//! `POST /sms/rest/v2/report`, and the same rows when they are pushed.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Netgsm;
use super::codes::{failure, is_success, report};
use crate::http::number_or_text;
use crate::provider::last10;
use crate::provider::{DeliveryReport, ProviderFailure, ReportPage, ReportQuery};
use crate::sms::istanbul;

/// Rows of a page; the vendor's maximum.
pub(super) const PAGE: usize = 100;

#[derive(Serialize)]
struct Request<'a> {
    jobids: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    startdate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stopdate: Option<String>,
    pagenumber: u32,
    pagesize: usize,
}

#[derive(Deserialize)]
struct Reply {
    #[serde(deserialize_with = "number_or_text")]
    code: String,
    #[serde(default)]
    description: String,
    #[serde(default)]
    jobs: Vec<Row>,
}

/// One recipient's report; every value comes as a number or as a string.
#[derive(Deserialize)]
pub(super) struct Row {
    #[serde(deserialize_with = "number_or_text")]
    jobid: String,
    #[serde(deserialize_with = "number_or_text")]
    number: String,
    #[serde(deserialize_with = "number_or_text")]
    status: String,
    #[serde(default, deserialize_with = "number_or_text")]
    msglen: String,
    #[serde(default, rename = "deliveredDate", deserialize_with = "number_or_text")]
    delivered: String,
    #[serde(default, rename = "errorCode", deserialize_with = "number_or_text")]
    error: String,
    #[serde(default, rename = "referansID", deserialize_with = "number_or_text")]
    reference: String,
}

impl Row {
    pub(super) fn read(self) -> DeliveryReport {
        let (state, reason) = report(&self.status, &self.error);
        DeliveryReport {
            recipient_last10: last10(&self.number),
            own_ref: Some(self.reference).filter(|reference| !reference.is_empty()),
            state,
            reason,
            code: code(&self.status, &self.error),
            text: String::new(),
            at: istanbul::read(&self.delivered),
            parts: self.msglen.parse().ok().filter(|parts| *parts > 0),
            provider_ref: self.jobid,
        }
    }
}

fn code(status: &str, error: &str) -> String {
    match error {
        "" | "0" => status.to_owned(),
        _ => format!("{status}/{error}"),
    }
}

impl Netgsm {
    pub(super) async fn report_page(&self, query: &ReportQuery) -> Result<ReportPage, ProviderFailure> {
        let page = query.cursor.as_deref().and_then(|cursor| cursor.parse().ok()).unwrap_or(0);
        let call = self.call("/sms/rest/v2/report", &request(query, page))?;
        let answer = self.http.read(&call).await?;
        let Some(reply) = answer.json::<Reply>() else { return Err(answer.stranger().of_a_read()) };
        // 60: nothing found.
        if !is_success(&reply.code) && reply.code != "60" {
            return Err(failure(&reply.code, &reply.description).of_a_read());
        }
        let next = (reply.jobs.len() >= PAGE).then(|| (page + 1).to_string());
        let named = |row: Row| named_as_asked(row.read(), &query.refs);
        Ok(ReportPage { reports: reply.jobs.into_iter().map(named).collect(), next })
    }
}

fn request(query: &ReportQuery, pagenumber: u32) -> Request<'_> {
    let jobids: Vec<_> = query.refs.iter().flat_map(|name| name.split(',')).map(str::trim).collect();
    let by_time = jobids.is_empty();
    Request {
        jobids,
        startdate: by_time.then(|| istanbul::dotted(query.since)),
        stopdate: by_time.then(|| istanbul::dotted(query.until)),
        pagenumber,
        pagesize: PAGE,
    }
}

/// A send may be answered with several jobs, `12345,12346`: their rows carry one of them.
fn named_as_asked(mut report: DeliveryReport, refs: &[Arc<str>]) -> DeliveryReport {
    let holds =
        |name: &&Arc<str>| name.contains(',') && name.split(',').any(|job| job == report.provider_ref);
    if let Some(name) = refs.iter().find(holds) {
        report.provider_ref = name.to_string();
    }
    report
}

#[cfg(test)]
mod tests {
    use domain::message::{FailureReason, State};
    use domain::time::Timestamp;

    use super::*;

    #[test]
    fn reads_a_row_of_numbers_and_of_strings() {
        for row in [
            r#"{"jobid":"1737","number":"905051234567","status":3,"operator":30,"msglen":2,
                "deliveredDate":"06.10.2026 14:30:12","errorCode":105,"referansID":"ref-1"}"#,
            r#"{"jobid":1737,"number":5051234567,"status":"3","msglen":"2","deliveredDate":"06.10.2026 14:30:12",
                "errorCode":"105","referansID":"ref-1"}"#,
        ] {
            let report = serde_json::from_str::<Row>(row).unwrap().read();
            let expected = DeliveryReport {
                provider_ref: "1737".to_owned(),
                own_ref: Some("ref-1".to_owned()),
                recipient_last10: Some("5051234567".to_owned()),
                state: State::Failed,
                reason: Some(FailureReason::InvalidNumber),
                code: "3/105".to_owned(),
                text: String::new(),
                at: istanbul::read("06.10.2026 14:30:12"),
                parts: Some(2),
            };
            assert_eq!(report, expected);
        }
    }

    #[test]
    fn asks_by_job_or_by_time() {
        let by_job = ReportQuery { refs: vec!["1".into(), "2,3".into()], ..ReportQuery::default() };
        let json = serde_json::to_string(&request(&by_job, 4)).unwrap();
        assert_eq!(json, r#"{"jobids":["1","2","3"],"pagenumber":4,"pagesize":100}"#);
        let by_time = ReportQuery { until: Timestamp::from_seconds(60), ..ReportQuery::default() };
        let json = serde_json::to_string(&request(&by_time, 0)).unwrap();
        assert!(
            json.contains(r#""startdate":"01.01.1970 03:00:00","stopdate":"01.01.1970 03:01:00""#),
            "{json}"
        );
    }

    #[test]
    fn a_job_among_several_is_named_as_it_was_stored() {
        let row = r#"{"jobid":"3","number":"905051234567","status":1}"#;
        let report = serde_json::from_str::<Row>(row).unwrap().read();
        assert_eq!(named_as_asked(report, &["1".into(), "2,3".into()]).provider_ref, "2,3");
    }
}
