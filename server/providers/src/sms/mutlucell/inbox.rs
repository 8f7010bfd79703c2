//! `gtincmngapi`: what people wrote to the account's number.

use domain::time::Timestamp;
use secrecy::ExposeSecret;

use super::codes::data;
use super::{Mutlucell, xml};
use crate::http::Call;
use crate::provider::{FailureKind, Inbound, InboundContent, ProviderFailure, Sender};
use crate::sms::inbound::{digits, reference};
use crate::sms::istanbul;

impl Mutlucell {
    pub(super) async fn read_inbox(
        &self,
        since: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<Inbound>, ProviderFailure> {
        let subscriber = self.subscriber.as_deref().ok_or_else(ProviderFailure::unsupported)?;
        let (start, end) = (istanbul::dashed(since), istanbul::dashed_end(until));
        // This call names the account by its number; it takes no user.
        let attributes = [
            ("aboneno", subscriber),
            ("pwd", self.password.expose_secret()),
            ("startdate", &*start),
            ("enddate", &*end),
        ];
        let call = Call::xml("/gtincmngapi", xml::empty("increport", &attributes)?);
        let text = data(&self.http.read(&call).await?).map_err(of_the_inbox)?;
        Ok(messages(&text, subscriber))
    }
}

/// A refused login may be a wrong number of the inbox, with which the account sends as well as before: it
/// is no word about the user and must not stop the sending.
fn of_the_inbox(failure: ProviderFailure) -> ProviderFailure {
    match failure.kind {
        FailureKind::Unauthorized => ProviderFailure { kind: FailureKind::Config, ..failure },
        _ => failure.of_a_read(),
    }
}

/// Lines `2026-01-05 10:20:30.0<TAB>sender<TAB>text`; a line that does not begin with a date goes on with
/// the text before.
fn messages(text: &str, subscriber: &str) -> Vec<Inbound> {
    let mut found = Vec::<[String; 3]>::new();
    for line in text.lines() {
        match (beginning(line), found.last_mut()) {
            (Some(message), _) => found.push(message.map(str::to_owned)),
            (None, Some([.., text])) => {
                text.push('\n');
                text.push_str(line);
            }
            (None, None) => {}
        }
    }
    found.into_iter().map(|message| read(message, subscriber)).collect()
}

fn beginning(line: &str) -> Option<[&str; 3]> {
    let mut parts = line.trim_start_matches('$').splitn(3, '\t');
    let [date, sender] = [parts.next()?, parts.next()?];
    istanbul::read(date).map(|_| [date, sender, parts.next().unwrap_or_default()])
}

fn read([date, sender, text]: [String; 3], subscriber: &str) -> Inbound {
    Inbound {
        provider_ref: reference(&[&date, &sender, subscriber, &text]),
        sender: Sender { digits: digits(&sender), ..Sender::default() },
        to: subscriber.to_owned(),
        at: istanbul::read(&date),
        content: InboundContent::Text(text),
        replies_to: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_messages_of_one_line_and_of_several() {
        let text = "$2026-01-05 10:20:30.0\t905321234567\tRET\n2026-01-05 10:21:00.0\t5331234567\tbir\tiki\n\nüç\n\
                    2026-01-05 10:22:00\tFIRMA\t";
        let messages = messages(text, "8501234567");
        let read: Vec<_> = messages
            .iter()
            .map(|message| match &message.content {
                InboundContent::Text(text) => (message.sender.digits.as_deref(), text.as_str()),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(
            read,
            [(Some("905321234567"), "RET"), (Some("905331234567"), "bir\tiki\n\nüç"), (None, "")]
        );
        assert_eq!(messages[0].at, istanbul::read("2026-01-05 10:20:30"));
        assert_eq!((messages[0].to.as_str(), messages[0].provider_ref.len()), ("8501234567", 32));
    }

    #[test]
    fn a_wrong_number_of_the_inbox_is_no_word_about_the_login() {
        let kind = |code| of_the_inbox(crate::sms::mutlucell::codes::failure(code)).kind;
        assert_eq!(kind("23"), FailureKind::Config);
        assert!(matches!(kind("24"), FailureKind::Throttled { .. }));
    }

    #[test]
    fn an_empty_inbox_and_nonsense_are_no_messages() {
        for text in ["", "kayıt yok", "\t\t\n"] {
            assert!(messages(text, "850").is_empty(), "{text}");
        }
    }
}
