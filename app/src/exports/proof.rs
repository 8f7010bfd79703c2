use domain::lang::Lang;
use domain::message::{Channel, Class};
use domain::messages::{ConsentSource, ConsentStatus, HistoryRow, MessageView, RecipientKind, is_asked_for};
use domain::phone::humanize;
use domain::time::Timestamp;
use domain::turkish::{format_date, format_money};
use services::documents::{Block, Document, Table};
use services::exports::{Proof, ProofAttempt, ProofCompany, ProofWord};

use super::words::{locale, purpose_text};
use crate::i18n::*;
use crate::messages::labels::{cause_text, class_text, reason_text, state_text};
use crate::parts::channel_name;

/// What stands where there is nothing to say.
const NONE: &str = "–";

/// The name of the file, without its ending.
pub fn proof_name(proof: &Proof, lang: Lang) -> String {
    let i18n = locale(lang);
    format!("{} {}", t_string!(i18n, proof.file), proof.message.row.id)
}

/// A message's proof in the words of its reader.
pub fn proof_document(proof: &Proof, lang: Lang) -> Document {
    let words = Words { i18n: locale(lang), lang };
    let i18n = words.i18n;
    let title = t_string!(i18n, proof.title).to_owned();
    let mut blocks = vec![Block::Note(words.made_by(proof))];
    blocks.extend(words.company(&proof.company));
    blocks.extend(words.message(proof));
    blocks.extend(words.text(proof));
    blocks.extend(words.history(&proof.message.history));
    blocks.extend(words.attempts(&proof.attempts));
    blocks.extend(words.consent(proof));
    blocks.push(Block::Note(t_string!(i18n, proof.basis).to_owned()));
    let foot = format!("{title}    {}    {}", proof.message.row.id, proof.company.name);
    Document { title, lang, made_at: proof.at, foot, blocks }
}

struct Words {
    i18n: Locale,
    lang: Lang,
}

impl Words {
    fn made_by(&self, proof: &Proof) -> String {
        let (i18n, by) = (self.i18n, proof.by.clone());
        let (at, number) = (self.clock(proof.at), proof.number.to_string());
        t_string!(i18n, proof.made_by, by = by, at = at, number = number).to_string()
    }

    fn company(&self, company: &ProofCompany) -> [Block; 2] {
        let i18n = self.i18n;
        let facts = [
            (t_string!(i18n, proof.name), Some(company.name.clone())),
            (t_string!(i18n, proof.trade_name), company.trade_name.clone()),
            (t_string!(i18n, proof.tax_office), company.tax_office.clone()),
            (t_string!(i18n, proof.tax_number), company.tax_number.clone()),
            (t_string!(i18n, proof.mersis), company.mersis.clone()),
            (t_string!(i18n, proof.address), company.address.clone()),
        ];
        [heading(t_string!(i18n, proof.company)), facts_of(facts)]
    }

    fn message(&self, proof: &Proof) -> [Block; 2] {
        let (i18n, message) = (self.i18n, &proof.message);
        let row = &message.row;
        let facts = [
            (t_string!(i18n, messages.fact_number), Some(row.id.to_string())),
            (t_string!(i18n, exports.col_recipient), Some(self.recipient(proof))),
            (t_string!(i18n, proof.person), row.name.clone()),
            (t_string!(i18n, exports.col_channel), Some(channel_name(i18n, row.channel).to_owned())),
            (t_string!(i18n, messages.fact_class), Some(class_text(i18n, message.class).to_owned())),
            (t_string!(i18n, exports.col_purpose), Some(purpose_text(i18n, message.purpose).to_owned())),
            (t_string!(i18n, messages.fact_campaign), proof.campaign.clone()),
            (t_string!(i18n, exports.col_account), message.account.clone()),
            (t_string!(i18n, messages.fact_sender), message.sender.clone()),
            (t_string!(i18n, messages.fact_author), message.created_by.clone()),
            (t_string!(i18n, messages.fact_approver), message.approved_by.clone()),
            (t_string!(i18n, proof.made), Some(self.clock(proof.made))),
            (t_string!(i18n, messages.fact_due), Some(self.clock(row.due))),
            (t_string!(i18n, exports.col_state), Some(self.state(message))),
            (t_string!(i18n, messages.fact_cost), message.cost.map(|cost| format_money(cost, self.lang))),
            (t_string!(i18n, messages.fact_resend_of), message.resend_of.map(|id| id.to_string())),
        ];
        [heading(t_string!(i18n, proof.message)), facts_of(facts)]
    }

    fn recipient(&self, proof: &Proof) -> String {
        let (i18n, address) = (self.i18n, humanize(&proof.message.row.recipient));
        if proof.masked { t_string!(i18n, proof.masked, address = address).to_string() } else { address }
    }

    /// The state, since when, and all that is odd about it.
    fn state(&self, message: &MessageView) -> String {
        let (i18n, row) = (self.i18n, &message.row);
        let (state, at) = (state_text(i18n, row.state), self.clock(row.changed));
        let since = t_string!(i18n, proof.state_since, state = state, at = at).to_string();
        let reason = row.reason.map(|reason| reason_text(i18n, reason));
        let late = row.late.then(|| t_string!(i18n, proof.late));
        let contradicted = message.contradicted.then(|| t_string!(i18n, proof.contradicted));
        let lines = [Some(since.as_str()), reason, late, contradicted];
        lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
    }

    fn text(&self, proof: &Proof) -> Vec<Block> {
        let i18n = self.i18n;
        let mut blocks = vec![heading(t_string!(i18n, proof.text))];
        let (Some(body), Some(digest)) = (&proof.message.body, proof.digest.clone()) else {
            blocks.push(Block::Paragraph(t_string!(i18n, proof.text_hidden).to_owned()));
            return blocks;
        };
        if !body.subject.is_empty() {
            let subject = (t_string!(i18n, exports.col_subject), Some(body.subject.clone()));
            blocks.push(facts_of([subject]));
        }
        blocks.push(Block::Paragraph(body.text.clone()));
        let digest = match proof.message.row.channel {
            Channel::Email => t_string!(i18n, proof.digest_mail, digest = digest).to_string(),
            Channel::Sms | Channel::Whatsapp => t_string!(i18n, proof.digest, digest = digest).to_string(),
        };
        blocks.push(Block::Note(digest));
        blocks
    }

    fn history(&self, history: &[HistoryRow]) -> [Block; 2] {
        let i18n = self.i18n;
        let columns = [
            (t_string!(i18n, proof.col_time), 5),
            (t_string!(i18n, proof.col_state), 4),
            (t_string!(i18n, proof.col_what), 7),
            (t_string!(i18n, proof.col_provider), 6),
        ];
        let rows = history.iter().map(|row| self.event(row)).collect();
        [heading(t_string!(i18n, proof.history)), table(columns, rows)]
    }

    fn event(&self, row: &HistoryRow) -> Vec<String> {
        let i18n = self.i18n;
        let reason = row.reason.map(|reason| reason_text(i18n, reason).to_owned());
        let attempt = row.attempt.map(|number| t_string!(i18n, proof.attempt, number = number).to_string());
        let what = [Some(cause_text(i18n, row.cause).to_owned()), reason, attempt];
        vec![
            self.clock(row.at),
            state_text(i18n, row.to).to_owned(),
            what.into_iter().flatten().collect::<Vec<_>>().join(", "),
            some_or_none([row.code.as_str(), row.text.as_str()].join(" ").trim()),
        ]
    }

    fn attempts(&self, attempts: &[ProofAttempt]) -> [Block; 2] {
        let i18n = self.i18n;
        let columns = [
            (t_string!(i18n, proof.col_attempt), 2),
            (t_string!(i18n, proof.col_began), 4),
            (t_string!(i18n, proof.col_ended), 4),
            (t_string!(i18n, proof.col_account), 4),
            (t_string!(i18n, proof.col_outcome), 3),
            (t_string!(i18n, proof.col_reference), 5),
        ];
        let rows: Vec<_> =
            (1..).zip(attempts).map(|(number, attempt)| self.attempt(number, attempt)).collect();
        let tried = match rows.is_empty() {
            true => Block::Paragraph(t_string!(i18n, proof.no_attempts).to_owned()),
            false => table(columns, rows),
        };
        [heading(t_string!(i18n, proof.attempts)), tried]
    }

    fn attempt(&self, number: u32, attempt: &ProofAttempt) -> Vec<String> {
        let outcome = attempt.outcome.map(|state| state_text(self.i18n, state));
        vec![
            number.to_string(),
            self.clock(attempt.began),
            attempt.ended.map_or_else(|| NONE.to_owned(), |at| self.clock(at)),
            some_or_none(attempt.account.as_deref().unwrap_or_default()),
            some_or_none(outcome.unwrap_or_default()),
            some_or_none(attempt.reference.as_deref().unwrap_or_default()),
        ]
    }

    fn consent(&self, proof: &Proof) -> Vec<Block> {
        let i18n = self.i18n;
        let needed = match (proof.message.class, proof.message.purpose) {
            (class, purpose) if is_asked_for(class, purpose) => t_string!(i18n, proof.consent_asked_for),
            (Class::Informational, _) => t_string!(i18n, proof.consent_informational),
            (Class::Commercial, _) => t_string!(i18n, proof.consent_commercial),
        };
        let at = self.clock(proof.counted_at);
        let until = t_string!(i18n, proof.consent_at, at = at).to_string();
        let word = match &proof.word {
            Some(word) => self.word(word),
            None => Block::Paragraph(t_string!(i18n, proof.consent_none).to_owned()),
        };
        let said = Block::Paragraph(format!("{needed} {until}"));
        vec![heading(t_string!(i18n, proof.consent)), said, word]
    }

    fn word(&self, word: &ProofWord) -> Block {
        let i18n = self.i18n;
        let status = match word.status {
            Some(ConsentStatus::Given) => t_string!(i18n, proof.given),
            Some(ConsentStatus::Refused) => t_string!(i18n, proof.refused),
            None => t_string!(i18n, proof.withdrawn),
        };
        let source = match word.source {
            ConsentSource::Member => t_string!(i18n, proof.source_member),
            ConsentSource::Import => t_string!(i18n, proof.source_import),
            ConsentSource::Recipient => t_string!(i18n, proof.source_recipient),
            ConsentSource::Provider => t_string!(i18n, proof.source_provider),
            ConsentSource::Iys => t_string!(i18n, proof.source_iys),
        };
        let kind = match word.kind {
            RecipientKind::Individual => t_string!(i18n, proof.individual),
            RecipientKind::Merchant => t_string!(i18n, proof.merchant),
        };
        facts_of([
            (t_string!(i18n, proof.word), Some(status.to_owned())),
            (t_string!(i18n, proof.source), Some(source.to_owned())),
            (t_string!(i18n, proof.said_at), Some(self.clock(word.said_at))),
            (t_string!(i18n, proof.noted_at), Some(self.clock(word.noted_at))),
            (t_string!(i18n, proof.kind), Some(kind.to_owned())),
            (t_string!(i18n, proof.evidence), word.proof.clone()),
        ])
    }

    /// To the second, on Turkish clocks.
    fn clock(&self, at: Timestamp) -> String {
        let civil = at.to_istanbul();
        let day = format_date(civil.date(), self.lang);
        format!("{day} {:02}:{:02}:{:02}", civil.hour(), civil.minute(), civil.second())
    }
}

fn heading(text: &str) -> Block {
    Block::Heading(text.to_owned())
}

/// What is not known has no line.
fn facts_of<const N: usize>(facts: [(&str, Option<String>); N]) -> Block {
    let known = facts.into_iter().filter_map(|(name, value)| {
        value.filter(|value| !value.trim().is_empty()).map(|value| (name.to_owned(), value))
    });
    Block::Facts(known.collect())
}

fn table<const N: usize>(columns: [(&str, u16); N], rows: Vec<Vec<String>>) -> Block {
    let columns = columns.map(|(name, share)| (name.to_owned(), share)).to_vec();
    Block::Table(Table { columns, rows })
}

fn some_or_none(text: &str) -> String {
    if text.is_empty() { NONE.to_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use domain::id::{ExportId, MessageId};
    use domain::message::{Cause, Purpose, State};
    use domain::messages::{MessageBody, MessageRow};

    use super::*;

    fn proof() -> Proof {
        let at = Timestamp::from_seconds(1_795_000_000);
        let row = MessageRow {
            id: MessageId::from_i64(1),
            channel: Channel::Sms,
            state: State::Delivered,
            reason: None,
            late: false,
            recipient: "+905321000001".to_owned(),
            name: Some("Deniz Işık".to_owned()),
            excerpt: String::new(),
            due: at,
            changed: at,
        };
        let departed = HistoryRow {
            at,
            from: Some(State::OnWire),
            to: State::Accepted,
            cause: Cause::Answered,
            reason: None,
            attempt: Some(1),
            code: "00".to_owned(),
            text: "OK 17".to_owned(),
        };
        let message = MessageView {
            row,
            purpose: Purpose::Transactional,
            class: Class::Commercial,
            contact: None,
            campaign: None,
            account: Some("Netgsm".to_owned()),
            sender: Some("ISIKLTD".to_owned()),
            created_by: None,
            approved_by: None,
            cost: None,
            resend_of: None,
            first_failed: false,
            body: Some(MessageBody { subject: String::new(), text: "Merhaba".to_owned(), parts: Some(1) }),
            contradicted: false,
            history: vec![departed],
            newer: None,
            older: None,
            moving: false,
        };
        let attempt = ProofAttempt {
            account: Some("Netgsm".to_owned()),
            began: at,
            ended: Some(at),
            outcome: Some(State::Accepted),
            reference: Some("1234567".to_owned()),
        };
        let word = ProofWord {
            status: Some(ConsentStatus::Given),
            kind: RecipientKind::Individual,
            source: ConsentSource::Member,
            said_at: at,
            noted_at: at,
            proof: Some("İmzalı form".to_owned()),
        };
        Proof {
            number: ExportId::from_i64(2),
            at,
            by: "Ayşe".to_owned(),
            company: ProofCompany { name: "Işık Ltd.".to_owned(), ..ProofCompany::default() },
            message,
            masked: false,
            made: at,
            campaign: None,
            attempts: vec![attempt],
            counted_at: at,
            word: Some(word),
            digest: Some("abc123".to_owned()),
        }
    }

    fn said(document: &Document) -> String {
        format!("{:?}", document.blocks)
    }

    #[test]
    fn a_sheet_tells_all_in_both_languages() {
        let wanted = [
            (Lang::Tr, ["18.11.2026 14:06:40", "0532 100 00 01", "Merhaba", "İzin verdi", "Sağlayıcıda"]),
            (
                Lang::En,
                ["18 Nov 2026 14:06:40", "0532 100 00 01", "Merhaba", "Consent given", "With the provider"],
            ),
        ];
        for (lang, words) in wanted {
            let said = said(&proof_document(&proof(), lang));
            for word in words.into_iter().chain(["abc123", "1234567", "00 OK 17", "İmzalı form", "ISIKLTD"])
            {
                assert!(said.contains(word), "{word}: {said}");
            }
        }
    }

    #[test]
    fn what_its_reader_may_not_see_is_named_as_hidden() {
        let mut hidden = proof();
        (hidden.message.body, hidden.digest, hidden.masked) = (None, None, true);
        hidden.message.row.recipient = "+90 532 *** ** 01".to_owned();
        let said = said(&proof_document(&hidden, Lang::Tr));
        assert!(said.contains("+90 532 *** ** 01 (kısaltıldı") && !said.contains("Merhaba"), "{said}");
        assert!(said.contains("metinleri görme yetkisi yok") && !said.contains("SHA-256"), "{said}");
    }

    #[test]
    fn a_message_that_never_left_says_so() {
        let mut waiting = proof();
        (waiting.attempts, waiting.word) = (Vec::new(), None);
        let said = said(&proof_document(&waiting, Lang::Tr));
        assert!(said.contains("Hiçbir sağlayıcıya teslim edilmedi."), "{said}");
        assert!(said.contains("kayıtlı bir beyanı yoktu"), "{said}");
    }
}
