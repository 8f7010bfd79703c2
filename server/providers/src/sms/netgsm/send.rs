//! `POST /sms/rest/v2/send`.

use std::time::Duration;

use domain::time::Timestamp;
use serde::{Deserialize, Serialize};

use super::codes::{failure, is_success, may_be_one_of_many};
use super::group::{Group, Member, group};
use super::{APP_NAME, Netgsm};
use crate::http::{Call, number_or_text};
use crate::provider::{Accepted, FailureKind, Gate, Outgoing, ProviderFailure, SendOutcome};
use crate::sms::istanbul;

/// The vendor wants an end between these two after the start, and takes the later one by itself.
const SHORTEST: Duration = Duration::from_secs(3600);
const LONGEST: Duration = Duration::from_secs(21 * 3600);

/// How many calls one batch may take to find the messages that spoil it.
const CALLS: u32 = 40;

#[derive(Serialize)]
struct Request<'a> {
    msgheader: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    encoding: &'a str,
    iysfilter: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    partnercode: Option<&'a str>,
    appname: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    stopdate: Option<String>,
    messages: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    msg: &'a str,
    no: &'a str,
    #[serde(rename = "referansID")]
    reference: &'a str,
}

#[derive(Deserialize)]
struct Reply {
    #[serde(deserialize_with = "number_or_text")]
    code: String,
    #[serde(default, alias = "jobId", deserialize_with = "number_or_text")]
    jobid: String,
    #[serde(default)]
    description: String,
}

impl Netgsm {
    pub(super) async fn send_batch(
        &self,
        batch: &[Outgoing],
        now: Timestamp,
        gate: &dyn Gate,
    ) -> Vec<SendOutcome> {
        let mut outcomes: Vec<SendOutcome> = vec![ProviderFailure::withheld().into(); batch.len()];
        let (mut waiting, refused) = group(batch, &self.sender);
        for (index, failure) in refused {
            outcomes[index] = failure.into();
        }
        waiting.reverse();
        let mut calls = 0;
        while let Some(group) = waiting.pop() {
            calls += 1;
            let result = self.send_group(&group, now, gate).await;
            if group.messages.len() > 1 && calls < CALLS && spoilt_by_one(&result) {
                // Nothing of it was taken: the halves find out which message is to blame.
                waiting.extend(group.halves().into_iter().rev());
                continue;
            }
            let outcome = result.map_err(|failure| of_each(failure, group.messages.len()));
            for member in &group.messages {
                outcomes[member.index] = outcome.clone().into();
            }
        }
        outcomes
    }

    async fn send_group(
        &self,
        group: &Group<'_>,
        now: Timestamp,
        gate: &dyn Gate,
    ) -> Result<Accepted, ProviderFailure> {
        let call = self.call("/sms/rest/v2/send", &self.request(group, now))?;
        read(&self.http.call(&call, gate).await?)
    }

    fn request<'a>(&'a self, group: &Group<'a>, now: Timestamp) -> Request<'a> {
        let item =
            |member: &Member<'a>| Item { msg: member.text, no: member.number, reference: member.reference };
        Request {
            msgheader: group.sender,
            encoding: group.encoding,
            iysfilter: group.iysfilter,
            partnercode: self.partner_code.as_deref(),
            appname: APP_NAME,
            stopdate: stopdate(group.valid_until, now),
            messages: group.messages.iter().map(item).collect(),
        }
    }

    /// A call with a JSON body and our login.
    pub(super) fn call(&self, path: &str, body: &impl Serialize) -> Result<Call, ProviderFailure> {
        let json = serde_json::to_vec(body).map_err(|error| ProviderFailure::config(error.to_string()))?;
        Ok(Call::post(path, json).header(http::header::AUTHORIZATION, self.authorization.clone()))
    }
}

fn read(answer: &crate::http::Answer) -> Result<Accepted, ProviderFailure> {
    let Some(reply) = answer.json::<Reply>() else { return Err(answer.stranger()) };
    if !is_success(&reply.code) {
        return Err(failure(&reply.code, &reply.description));
    }
    if reply.jobid.is_empty() {
        return Err(ProviderFailure::unreadable("accepted without a jobid"));
    }
    let note = (!matches!(reply.code.as_str(), "0" | "00")).then_some(reply.code);
    Ok(Accepted { provider_ref: reply.jobid.into(), note, sha256: None })
}

fn spoilt_by_one(result: &Result<Accepted, ProviderFailure>) -> bool {
    result.as_ref().is_err_and(|failure| may_be_one_of_many(&failure.code))
}

/// A refusal of one message among several that were not tried alone: they get another chance.
fn of_each(failure: ProviderFailure, messages: usize) -> ProviderFailure {
    match failure.kind {
        FailureKind::Rejected { reason, retry: None } if messages > 1 => ProviderFailure {
            kind: FailureKind::Rejected { reason, retry: Some(Duration::from_secs(60)) },
            ..failure
        },
        _ => failure,
    }
}

fn stopdate(valid_until: Option<Timestamp>, now: Timestamp) -> Option<String> {
    let end = valid_until?.max(now + SHORTEST);
    (end < now + LONGEST).then(|| istanbul::minutes(end))
}

#[cfg(test)]
mod tests {
    use domain::message::FailureReason;
    use http::HeaderMap;

    use super::*;

    fn answer(status: u16, body: &str) -> crate::http::Answer {
        crate::http::Answer { status, headers: HeaderMap::new(), body: body.to_owned().into() }
    }

    fn outcome(status: u16, body: &str) -> Result<(String, Option<String>), (FailureKind, String)> {
        read(&answer(status, body))
            .map(|accepted| (accepted.provider_ref.to_string(), accepted.note))
            .map_err(|failure| (failure.kind, failure.code))
    }

    #[test]
    fn decides_on_the_code_and_not_on_the_status() {
        let long = "17377215342605050417149344";
        assert_eq!(
            outcome(200, &format!(r#"{{"code":"00","jobid":"{long}","description":"queued"}}"#)),
            Ok((long.to_owned(), None))
        );
        assert_eq!(outcome(200, r#"{"code":"02","jobid":"1"}"#), Ok(("1".to_owned(), Some("02".to_owned()))));
        assert_eq!(outcome(200, r#"{"code":0,"jobid":12}"#), Ok(("12".to_owned(), None)));
        assert_eq!(outcome(200, r#"{"code":"30"}"#), Err((FailureKind::Unauthorized, "30".to_owned())));
        assert_eq!(outcome(406, r#"{"code":40}"#), Err((FailureKind::Sender, "40".to_owned())));
        assert_eq!(outcome(200, r#"{"code":"00"}"#), Err((FailureKind::Unreadable, String::new())));
    }

    #[test]
    fn what_is_not_netgsm_is_judged_by_its_status() {
        assert_eq!(outcome(200, "<html>").unwrap_err().0, FailureKind::Unreadable);
        assert_eq!(outcome(502, "<html>").unwrap_err().0, FailureKind::Unclear);
        assert_eq!(outcome(403, "no").unwrap_err().0, FailureKind::Unauthorized);
        assert_eq!(outcome(404, "").unwrap_err().0, FailureKind::Config);
        assert!(matches!(outcome(429, "").unwrap_err().0, FailureKind::Throttled { .. }));
    }

    #[test]
    fn an_end_is_between_one_hour_and_twenty_one() {
        let now = Timestamp::from_seconds(1_795_431_930);
        let after = |hours: u64| stopdate(Some(now + Duration::from_secs(hours * 3600)), now);
        assert_eq!(stopdate(None, now), None);
        assert_eq!(after(0).as_deref(), Some("231120261506"));
        assert_eq!(after(3).as_deref(), Some("231120261706"));
        assert_eq!(after(21), None);
    }

    #[test]
    fn messages_that_were_not_tried_alone_get_another_chance() {
        let refused = ProviderFailure::rejected(FailureReason::RejectedContent, "20", "");
        assert!(of_each(refused.clone(), 2).retry_after().is_some());
        assert!(of_each(refused, 1).retry_after().is_none());
    }
}
