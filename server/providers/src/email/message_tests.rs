use std::sync::Arc;

use domain::email_address::EmailAddress;
use domain::time::Timestamp;
use proptest::prelude::*;

use super::message::{Author, Envelope, build};
use crate::provider::{Attachment, EmailContent, FailureKind, ProviderFailure, Scope, Unsubscribe};

fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

fn content() -> EmailContent {
    EmailContent {
        message_id: "<msg_1.att_1@firma.com.tr>".to_owned(),
        subject: "Fatura – Kasım".to_owned(),
        text: "Sayın Ayşe,\nfaturanız ektedir.".to_owned(),
        html: Some("<p>Sayın Ayşe</p>".to_owned()),
        ..EmailContent::default()
    }
}

fn write(content: &EmailContent, sender: Option<&str>) -> Result<String, ProviderFailure> {
    let author = Author {
        address: address("bilgi@firma.com.tr"),
        name: Some("Işık Ltd.".to_owned()),
        reply_to: Some(address("destek@firma.com.tr")),
    };
    let envelope = Envelope {
        reference: "att_1",
        author: &author,
        sender,
        to: &address("ayse@example.com"),
        now: Timestamp::from_seconds(1_800_000_000),
    };
    build(content, &envelope, None).map(|bytes| String::from_utf8(bytes).unwrap())
}

#[test]
fn writes_a_message_with_both_parts() {
    let mail = write(&content(), None).unwrap();
    for part in [
        "From: =?utf-8?b?",
        " <bilgi@firma.com.tr>\r\n",
        "To: ayse@example.com\r\n",
        "Reply-To: destek@firma.com.tr\r\n",
        "Date: Fri, 15 Jan 2027 08:00:00 +0000\r\n",
        "Message-ID: <msg_1.att_1@firma.com.tr>\r\n",
        "X-Msg-Ref: att_1\r\n",
        "MIME-Version: 1.0\r\n",
        "multipart/alternative",
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n",
        "Say=C4=B1n Ay=C5=9Fe,\r\n",
        "Content-Type: text/html; charset=utf-8\r\n",
    ] {
        assert!(mail.contains(part), "{part:?} is not in\n{mail}");
    }
}

#[test]
fn a_message_of_its_own_sender_name_and_without_html_is_plain() {
    let plain = EmailContent { html: None, ..content() };
    let mail = write(&plain, Some("Kampanya")).unwrap();
    assert!(mail.contains("From: Kampanya <bilgi@firma.com.tr>\r\n") && !mail.contains("multipart"));
}

#[test]
fn one_click_unsubscribe_has_both_headers() {
    let unsubscribe = Some(Unsubscribe {
        url: "https://m.firma.com.tr/u/t0k3n".to_owned(),
        mailto: Some(address("u@firma.com.tr")),
    });
    let mail = write(&EmailContent { unsubscribe, ..content() }, None).unwrap();
    assert!(mail.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
    let folded = mail.replace("\r\n ", " ");
    assert!(folded.contains("List-Unsubscribe: <https://m.firma.com.tr/u/t0k3n>, <mailto:u@firma.com.tr>"));
}

#[test]
fn attachments_keep_their_turkish_names() {
    let file = Attachment {
        name: "fatura-ığüş.pdf".to_owned(),
        content_type: "application/pdf".to_owned(),
        bytes: Arc::from(&b"%PDF-1.7\n\xff\x00\n.\n"[..]),
    };
    let mail = write(&EmailContent { attachments: vec![file], ..content() }, None).unwrap();
    assert!(mail.contains("multipart/mixed") && mail.contains("multipart/alternative"));
    assert!(mail.contains("filename*0*=utf-8''fatura-"), "{mail}");
    assert!(mail.contains("JVBERi0xLjcK/wAKLgo="));
}

#[test]
fn header_injection_is_the_messages_own_fault() {
    let evil = "x\r\nBcc: herkes@example.com".to_owned();
    let cases = [
        EmailContent { subject: evil.clone(), ..content() },
        EmailContent { message_id: evil.clone(), ..content() },
        EmailContent { headers: vec![("X-Test".to_owned(), evil.clone())], ..content() },
        EmailContent { headers: vec![("Bcc".to_owned(), "a@b.tr".to_owned())], ..content() },
        EmailContent { unsubscribe: Some(Unsubscribe { url: evil.clone(), mailto: None }), ..content() },
    ];
    for case in cases {
        let failure = write(&case, None).unwrap_err();
        assert!(matches!(failure.kind, FailureKind::Rejected { retry: None, .. }));
        assert_eq!(failure.scope(), Scope::Message);
    }
    assert!(write(&content(), Some(&evil)).is_err());
}

proptest! {
    #[test]
    fn no_content_smuggles_a_line(
        subject in "(?s).{0,80}", text in "(?s)(.|\r|\n|\\.){0,200}",
        html in "(?s)(.|\r|\n|\\.){0,200}", sender in "(?s).{0,40}",
    ) {
        let content = EmailContent { subject, text, html: Some(html), ..content() };
        if let Ok(mail) = write(&content, Some(&sender)) {
            let unbroken = mail.replace("\r\n", "");
            prop_assert!(!unbroken.contains(['\r', '\n', '\0']) && unbroken.is_ascii());
            prop_assert!(mail.split("\r\n").all(|line| line != "." && line.len() <= 998));
            let head = mail.split("\r\n\r\n").next().unwrap();
            prop_assert!(!head.to_ascii_lowercase().contains("\nbcc:"));
        }
    }
}
