//! Which messages may share a package.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use domain::message::FailureReason;
use domain::sms::SmsEncoding;
use domain::time::Timestamp;

use super::xml::{Mesaj, sayable};
use crate::provider::{Content, FailureKind, Outgoing, ProviderFailure, Recipient};

const LONGEST_SENDER: usize = 11;

/// Messages of one package: the vendor takes sender, charset and end once for all of them, and reports by
/// number, so that no number may be in it twice. It is never empty.
#[derive(Debug)]
pub(super) struct Package<'a> {
    pub(super) sender: &'a str,
    pub(super) charset: &'static str,
    pub(super) valid_until: Option<Timestamp>,
    pub(super) messages: Vec<Member<'a>>,
}

/// A message of a package.
#[derive(Clone, Debug)]
pub(super) struct Member<'a> {
    /// Its place in the batch.
    pub(super) index: usize,
    /// `905321234567`.
    pub(super) number: &'a str,
    pub(super) text: Cow<'a, str>,
}

/// The packages, and the messages that cannot be sent at all with the reason.
pub(super) fn pack<'a>(
    batch: &'a [Outgoing],
    own_sender: &'a str,
) -> (Vec<Package<'a>>, Vec<(usize, ProviderFailure)>) {
    let (mut packages, mut refused) = (Vec::<(Package<'a>, HashSet<&str>)>::new(), Vec::new());
    for (index, outgoing) in batch.iter().enumerate() {
        let alone = match alone(index, outgoing, own_sender) {
            Ok(alone) => alone,
            Err(failure) => {
                refused.push((index, failure));
                continue;
            }
        };
        let number = alone.messages[0].number;
        match packages.iter_mut().find(|(package, seen)| package.fits(&alone) && !seen.contains(number)) {
            Some((package, seen)) => {
                seen.insert(number);
                package.messages.extend(alone.messages);
            }
            None => packages.push((alone, HashSet::from([number]))),
        }
    }
    (packages.into_iter().map(|(package, _)| package).collect(), refused)
}

fn alone<'a>(
    index: usize,
    outgoing: &'a Outgoing,
    own_sender: &'a str,
) -> Result<Package<'a>, ProviderFailure> {
    let content_refused =
        |text: &str| ProviderFailure::rejected(FailureReason::RejectedContent, "content", text);
    let (Recipient::Phone(number), Content::Sms(content)) = (&outgoing.recipient, &outgoing.content) else {
        return Err(content_refused("not an SMS"));
    };
    if number.national().is_none() {
        let reason = FailureReason::AddressRefused;
        return Err(ProviderFailure::rejected(reason, "abroad", "only numbers of Türkiye"));
    }
    let sender = outgoing.sender.as_deref().unwrap_or(own_sender);
    if !is_sender_name(sender) {
        return Err(no_sender_name());
    }
    let text = sayable(&content.text);
    if text.is_empty() {
        return Err(content_refused("an empty text"));
    }
    Ok(Package {
        sender,
        charset: charset(content.encoding, &text),
        valid_until: outgoing.valid_until,
        messages: vec![Member { index, number: number.digits(), text }],
    })
}

impl<'a> Package<'a> {
    fn fits(&self, other: &Package<'_>) -> bool {
        self.sender == other.sender && self.charset == other.charset && self.valid_until == other.valid_until
    }

    /// Both halves of a package of two or more.
    pub(super) fn halves(&self) -> [Package<'a>; 2] {
        let (left, right) = self.messages.split_at(self.messages.len() / 2);
        [left, right].map(|messages| Package { messages: messages.to_vec(), ..*self })
    }

    /// Each text once, with all the numbers that get it.
    pub(super) fn texts(&self) -> Vec<Mesaj<'_>> {
        let (mut texts, mut places) = (Vec::<Mesaj<'_>>::new(), HashMap::new());
        for Member { number, text, .. } in &self.messages {
            let place = *places.entry(&**text).or_insert(texts.len());
            match texts.get_mut(place) {
                Some(known) => known.numbers.push(number),
                None => texts.push(Mesaj { text, numbers: vec![number] }),
            }
        }
        texts
    }
}

/// Whether `org` takes the name: at most 11 characters, no Turkish letters among them.
pub(super) fn is_sender_name(name: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_graphic() || byte == b' ';
    (1..=LONGEST_SENDER).contains(&name.len()) && name.bytes().all(fits)
}

pub(super) fn no_sender_name() -> ProviderFailure {
    let text = "a sender name has at most 11 characters and no Turkish letters";
    ProviderFailure::new(FailureKind::Sender, "org", text)
}

/// Nobody says what `default` does to `ü`, which the GSM alphabet has: texts beyond ASCII get `turkish`,
/// which keeps every letter of that alphabet.
fn charset(encoding: SmsEncoding, text: &str) -> &'static str {
    match encoding {
        SmsEncoding::Gsm7 if text.is_ascii() => "default",
        SmsEncoding::Gsm7 | SmsEncoding::Turkish => "turkish",
        SmsEncoding::Ucs2 => "unicode",
    }
}

#[cfg(test)]
mod tests {
    use domain::phone::PhoneNumber;
    use domain::sms::{SmsRules, choose_encoding};

    use super::*;
    use crate::provider::{IysFilter, SmsContent};

    fn sms(number: &str, text: &str) -> Outgoing {
        let encoding = choose_encoding(text, &SmsRules::MUTLUCELL);
        let content = SmsContent { text: text.to_owned(), encoding, iys: IysFilter::NotNeeded };
        Outgoing {
            reference: format!("r{number}"),
            recipient: Recipient::Phone(PhoneNumber::parse(number).unwrap()),
            sender: None,
            content: Content::Sms(content),
            valid_until: None,
        }
    }

    fn shape(batch: &[Outgoing]) -> Vec<(&'static str, Vec<usize>)> {
        let (packages, _) = pack(batch, "FIRMAADI");
        let places = |package: &Package<'_>| package.messages.iter().map(|member| member.index).collect();
        packages.iter().map(|package| (package.charset, places(package))).collect()
    }

    #[test]
    fn a_number_is_never_twice_in_a_package() {
        let batch = ["5321234567", "5331234567", "5321234567"].map(|to| sms(to, "x"));
        assert_eq!(shape(&batch), [("default", vec![0, 1]), ("default", vec![2])]);
    }

    #[test]
    fn a_text_is_written_once_for_all_its_numbers() {
        let batch = [sms("5321234567", "bir"), sms("5331234567", "iki"), sms("5341234567", "bir")];
        let (packages, _) = pack(&batch, "FIRMAADI");
        assert_eq!(
            packages[0].texts(),
            [
                Mesaj { text: "bir", numbers: vec!["905321234567", "905341234567"] },
                Mesaj { text: "iki", numbers: vec!["905331234567"] },
            ]
        );
    }

    #[test]
    fn the_charset_follows_from_the_text_and_divides_messages() {
        let batch = [
            sms("5321234567", "duz [A]"),
            sms("5331234567", "ünlü"),
            sms("5341234567", "ışık"),
            sms("5351234567", "kâğıt 🙂"),
            sms("5361234567", "duz"),
        ];
        assert_eq!(shape(&batch), [("default", vec![0, 4]), ("turkish", vec![1, 2]), ("unicode", vec![3])]);
    }

    #[test]
    fn what_cannot_be_sent_is_refused_one_by_one() {
        let named = |name: &str| Outgoing { sender: Some(name.into()), ..sms("5321234567", "x") };
        let batch = [
            sms("+4915123456789", "x"),
            sms("5321234567", "\u{1}"),
            named("ÖRNEK"),
            named("ONIKIHARFLIK"),
            named("BASKA 1*-."),
        ];
        let (packages, refused) = pack(&batch, "FIRMAADI");
        assert_eq!((packages.len(), packages[0].sender), (1, "BASKA 1*-."));
        let reasons: Vec<_> = refused.iter().map(|(index, failure)| (*index, failure.reason())).collect();
        assert_eq!(
            reasons,
            [
                (0, FailureReason::AddressRefused),
                (1, FailureReason::RejectedContent),
                (2, FailureReason::AccountProblem),
                (3, FailureReason::AccountProblem),
            ]
        );
    }
}
