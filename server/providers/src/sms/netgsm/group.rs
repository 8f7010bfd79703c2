//! Which messages may share a job.

use std::collections::HashSet;

use domain::message::FailureReason;
use domain::sms::SmsEncoding;
use domain::time::Timestamp;

use crate::provider::{Content, IysFilter, Outgoing, ProviderFailure, Recipient};

/// Messages of one job: the vendor takes sender, encoding, filter and end once for all of them, and
/// reports by number, so that no number may be in it twice.
#[derive(Debug)]
pub(super) struct Group<'a> {
    pub(super) sender: &'a str,
    pub(super) encoding: &'static str,
    pub(super) iysfilter: &'static str,
    pub(super) valid_until: Option<Timestamp>,
    pub(super) messages: Vec<Member<'a>>,
}

/// A message of a job.
#[derive(Clone, Copy, Debug)]
pub(super) struct Member<'a> {
    /// Its place in the batch.
    pub(super) index: usize,
    /// Ten digits.
    pub(super) number: &'a str,
    pub(super) text: &'a str,
    pub(super) reference: &'a str,
}

/// The groups, and the messages that cannot be sent at all with the reason.
pub(super) fn group<'a>(
    batch: &'a [Outgoing],
    own_sender: &'a str,
) -> (Vec<Group<'a>>, Vec<(usize, ProviderFailure)>) {
    let (mut groups, mut refused) = (Vec::<(Group<'a>, HashSet<&str>)>::new(), Vec::new());
    for (index, outgoing) in batch.iter().enumerate() {
        let alone = match alone(index, outgoing, own_sender) {
            Ok(alone) => alone,
            Err(failure) => {
                refused.push((index, failure));
                continue;
            }
        };
        let number = alone.messages[0].number;
        match groups.iter_mut().find(|(group, seen)| group.fits(&alone) && !seen.contains(number)) {
            Some((group, seen)) => {
                seen.insert(number);
                group.messages.extend(alone.messages);
            }
            None => groups.push((alone, HashSet::from([number]))),
        }
    }
    (groups.into_iter().map(|(group, _)| group).collect(), refused)
}

fn alone<'a>(
    index: usize,
    outgoing: &'a Outgoing,
    own_sender: &'a str,
) -> Result<Group<'a>, ProviderFailure> {
    let (Recipient::Phone(number), Content::Sms(content)) = (&outgoing.recipient, &outgoing.content) else {
        return Err(ProviderFailure::rejected(FailureReason::RejectedContent, "content", "not an SMS"));
    };
    let number = number.national().ok_or_else(|| {
        ProviderFailure::rejected(FailureReason::AddressRefused, "abroad", "only numbers of Türkiye")
    })?;
    Ok(Group {
        sender: outgoing.sender.as_deref().unwrap_or(own_sender),
        encoding: encoding(content.encoding, &content.text),
        iysfilter: iysfilter(content.iys),
        valid_until: outgoing.valid_until,
        messages: vec![Member { index, number, text: &content.text, reference: &outgoing.reference }],
    })
}

impl<'a> Group<'a> {
    fn fits(&self, other: &Group<'_>) -> bool {
        self.sender == other.sender
            && self.encoding == other.encoding
            && self.iysfilter == other.iysfilter
            && self.valid_until == other.valid_until
    }

    /// Both halves of a group of two or more.
    pub(super) fn halves(&self) -> [Group<'a>; 2] {
        let (left, right) = self.messages.split_at(self.messages.len() / 2);
        [left, right].map(|messages| Group { messages: messages.to_vec(), ..*self })
    }
}

/// Without an encoding the vendor writes `u` for `ü`: letters beyond ASCII need `TR` even where the GSM
/// alphabet has them.
fn encoding(encoding: SmsEncoding, text: &str) -> &'static str {
    match encoding {
        SmsEncoding::Gsm7 if text.is_ascii() => "",
        SmsEncoding::Gsm7 | SmsEncoding::Turkish => "TR",
        SmsEncoding::Ucs2 => "UNICODE",
    }
}

const fn iysfilter(iys: IysFilter) -> &'static str {
    match iys {
        IysFilter::NotNeeded => "0",
        IysFilter::Individual => "11",
        IysFilter::Merchant => "12",
    }
}

#[cfg(test)]
mod tests {
    use domain::phone::PhoneNumber;

    use super::*;
    use crate::provider::SmsContent;

    fn sms(number: &str, text: &str, iys: IysFilter) -> Outgoing {
        let content = SmsContent { text: text.to_owned(), encoding: SmsEncoding::Gsm7, iys };
        Outgoing {
            reference: format!("r{number}"),
            recipient: Recipient::Phone(PhoneNumber::parse(number).unwrap()),
            sender: None,
            content: Content::Sms(content),
            valid_until: None,
        }
    }

    fn shape(batch: &[Outgoing]) -> Vec<(&'static str, &'static str, Vec<usize>)> {
        let (groups, _) = group(batch, "FIRMAADI");
        let places = |group: &Group<'_>| group.messages.iter().map(|member| member.index).collect();
        groups.iter().map(|group| (group.encoding, group.iysfilter, places(group))).collect()
    }

    #[test]
    fn a_number_is_never_twice_in_a_job() {
        let batch = ["5321234567", "5331234567", "5321234567"].map(|to| sms(to, "x", IysFilter::NotNeeded));
        assert_eq!(shape(&batch), [("", "0", vec![0, 1]), ("", "0", vec![2])]);
    }

    #[test]
    fn what_a_job_has_once_divides_messages() {
        let batch = [
            sms("5321234567", "x", IysFilter::NotNeeded),
            sms("5331234567", "ü", IysFilter::NotNeeded),
            sms("5341234567", "x", IysFilter::Merchant),
            sms("5351234567", "x", IysFilter::NotNeeded),
            sms("5361234567", "x", IysFilter::Individual),
        ];
        assert_eq!(
            shape(&batch),
            [("", "0", vec![0, 3]), ("TR", "0", vec![1]), ("", "12", vec![2]), ("", "11", vec![4])]
        );
        let named = Outgoing { sender: Some("BASKA".into()), ..batch[0].clone() };
        assert_eq!(group(&[batch[0].clone(), named], "FIRMAADI").0.len(), 2);
    }

    #[test]
    fn numbers_abroad_are_refused_one_by_one() {
        let batch =
            [sms("+4915123456789", "x", IysFilter::NotNeeded), sms("5321234567", "x", IysFilter::NotNeeded)];
        let (groups, refused) = group(&batch, "FIRMAADI");
        assert_eq!((groups.len(), refused.len(), refused[0].0), (1, 1, 0));
        assert_eq!(refused[0].1.reason(), FailureReason::AddressRefused);
    }
}
