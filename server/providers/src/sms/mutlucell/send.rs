//! `sndblkex`: hands a package over.

use std::time::Duration;

use domain::message::FailureReason;
use domain::time::Timestamp;
use secrecy::ExposeSecret;

use super::codes::{data, may_be_one_of_many};
use super::package::{Package, pack};
use super::{Mutlucell, xml};
use crate::http::{Answer, Call};
use crate::provider::{Accepted, FailureKind, Gate, Outgoing, ProviderFailure, SendOutcome};
use crate::sms::istanbul;

/// The vendor tries so long where it is told no end.
pub(super) const LONGEST: Duration = Duration::from_secs(24 * 3600);
/// An end sooner than this may have passed by the vendor's clock.
const SHORTEST: Duration = Duration::from_secs(10 * 60);

/// How many calls one batch may take to find the messages that spoil it.
const CALLS: u32 = 40;

impl Mutlucell {
    pub(super) async fn send_batch(
        &self,
        batch: &[Outgoing],
        now: Timestamp,
        gate: &dyn Gate,
    ) -> Vec<SendOutcome> {
        let mut outcomes: Vec<SendOutcome> = vec![ProviderFailure::withheld().into(); batch.len()];
        let (mut waiting, refused) = pack(batch, &self.sender);
        for (index, failure) in refused {
            outcomes[index] = failure.into();
        }
        waiting.reverse();
        let mut calls = 0;
        while let Some(package) = waiting.pop() {
            calls += 1;
            let result = self.send_package(&package, now, gate).await;
            if package.messages.len() > 1 && calls < CALLS && spoilt_by_one(&result) {
                // Nothing of it was taken: the halves find out which message is to blame.
                waiting.extend(package.halves().into_iter().rev());
                continue;
            }
            let outcome = result.map_err(|failure| of_each(failure, package.messages.len()));
            for member in &package.messages {
                outcomes[member.index] = outcome.clone().into();
            }
        }
        outcomes
    }

    async fn send_package(
        &self,
        package: &Package<'_>,
        now: Timestamp,
        gate: &dyn Gate,
    ) -> Result<Accepted, ProviderFailure> {
        let call = Call::xml("/sndblkex", self.request(package, now)?);
        let accepted = read(&self.http.call(&call, gate).await?)?;
        self.schedule.sent(&accepted.provider_ref, now);
        Ok(accepted)
    }

    fn request(&self, package: &Package<'_>, now: Timestamp) -> Result<Vec<u8>, ProviderFailure> {
        let [user, password] = self.login();
        let mut attributes = vec![user, password, ("org", package.sender), ("charset", package.charset)];
        let end = bitis(package.valid_until, now);
        attributes.extend(end.as_deref().map(|end| ("bitis", end)));
        xml::package(&attributes, &package.texts())
    }

    /// The attributes that every call but that of the inbox begins with.
    pub(super) fn login(&self) -> [(&str, &str); 2] {
        [("ka", &self.user), ("pwd", self.password.expose_secret())]
    }
}

/// `$34672#13.0`: the package, and credits that are kept as they came.
fn read(answer: &Answer) -> Result<Accepted, ProviderFailure> {
    let said = data(answer)?;
    let unreadable = || ProviderFailure::unreadable(format!("no package id in: {said}"));
    let rest = said.strip_prefix('$').ok_or_else(unreadable)?;
    let (id, credits) = rest.split_once('#').unwrap_or((rest, ""));
    let id = id.trim();
    if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(unreadable());
    }
    if is_nothing(credits) {
        let text = format!("accepted nothing: {said}");
        return Err(ProviderFailure::rejected(FailureReason::Unknown, "#0", text));
    }
    Ok(Accepted { provider_ref: id.into(), note: Some(said), sha256: None })
}

/// `0.0`, and other ways to write it.
fn is_nothing(credits: &str) -> bool {
    let credits = credits.trim();
    credits.contains('0') && credits.bytes().all(|byte| matches!(byte, b'0' | b'.' | b','))
}

fn spoilt_by_one(result: &Result<Accepted, ProviderFailure>) -> bool {
    result.as_ref().is_err_and(|failure| may_be_one_of_many(&failure.code))
}

/// A refusal of one message among several that were not tried alone: they get another chance.
fn of_each(failure: ProviderFailure, messages: usize) -> ProviderFailure {
    match failure.kind {
        FailureKind::Rejected { reason, retry: None }
            if messages > 1 && may_be_one_of_many(&failure.code) =>
        {
            let kind = FailureKind::Rejected { reason, retry: Some(Duration::from_secs(60)) };
            ProviderFailure { kind, ..failure }
        }
        _ => failure,
    }
}

fn bitis(valid_until: Option<Timestamp>, now: Timestamp) -> Option<String> {
    let end = valid_until?.max(now + SHORTEST);
    (end < now + LONGEST).then(|| istanbul::dashed_end(end))
}

#[cfg(test)]
mod tests {
    use http::HeaderMap;

    use super::*;

    fn outcome(body: &str) -> Result<(String, Option<String>), (FailureKind, String)> {
        read(&Answer { status: 200, headers: HeaderMap::new(), body: body.to_owned().into() })
            .map(|accepted| (accepted.provider_ref.to_string(), accepted.note))
            .map_err(|failure| (failure.kind, failure.code))
    }

    #[test]
    fn reads_the_package_and_keeps_the_credits_as_they_came() {
        for (body, id) in [("$34672#13.0\n", "34672"), ("$88096496#1986.5", "88096496"), ("$7", "7")] {
            let note = Some(body.trim().to_owned());
            assert_eq!(outcome(body), Ok((id.to_owned(), note)), "{body}");
        }
    }

    #[test]
    fn a_package_without_a_credit_took_nothing() {
        let refused = FailureKind::Rejected { reason: FailureReason::Unknown, retry: None };
        for body in ["$34672#0.0", "$34672#0", "$34672#0,00"] {
            assert_eq!(outcome(body), Err((refused, "#0".to_owned())), "{body}");
        }
    }

    #[test]
    fn an_answer_without_a_package_leaves_doubt() {
        for body in ["", "OK", "$", "$#3.0", "$abc#3.0", "34672#13.0", "<html>"] {
            assert_eq!(outcome(body).unwrap_err().0, FailureKind::Unreadable, "{body}");
        }
    }

    #[test]
    fn an_end_lies_ahead_and_within_a_day() {
        let now = Timestamp::from_seconds(1_795_431_930);
        let after = |minutes: u64| bitis(Some(now + Duration::from_secs(minutes * 60)), now);
        assert_eq!(bitis(None, now), None);
        assert_eq!(after(0).as_deref(), Some("2026-11-23 14:16"));
        assert_eq!(after(180).as_deref(), Some("2026-11-23 17:06"));
        assert_eq!(after(24 * 60), None);
    }

    #[test]
    fn messages_that_were_not_tried_alone_get_another_chance() {
        let refused = super::super::codes::failure("20");
        assert!(of_each(refused.clone(), 2).retry_after().is_some());
        assert!(of_each(refused, 1).retry_after().is_none());
        let nothing = ProviderFailure::rejected(FailureReason::Unknown, "#0", "");
        assert!(of_each(nothing, 2).retry_after().is_none());
    }
}
