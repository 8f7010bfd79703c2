//! One row of a list as a contact card, and what of it could not be read.

use domain::company::{NationalId, TaxNumber};
use domain::contacts::{
    ContactAddress, ContactCard, ContactKind, LONGEST_CODE, LONGEST_NAME, LONGEST_NOTES, LONGEST_TITLE,
    MOST_ADDRESSES, TagName, default_recipient, read_emails, read_phones,
};
use domain::imports::{ImportField, ImportPlan, RejectReason};
use domain::lang::Lang;
use domain::messages::RecipientKind;
use domain::turkish::fold;

use super::reading::Row;
use super::{cell, person};

/// Characters of a refused cell that are kept.
const LONGEST_EXAMPLE: usize = 100;

/// What a row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ReadRow {
    pub line: u32,
    /// Whom a refused row is about, as far as it can be read.
    pub refused_name: String,
    /// `None` when the row is refused, for the first of the reasons.
    pub contact: Option<ReadContact>,
    /// What could not be read, with its reason.
    pub left_out: Vec<(String, RejectReason)>,
}

impl ReadRow {
    /// Refuses a row that could be read.
    pub fn refuse(&mut self, reason: RejectReason) {
        if let Some(contact) = self.contact.take() {
            self.refused_name = contact.card.name();
            self.left_out = vec![(self.refused_name.clone(), reason)];
        }
    }
}

/// A contact as a row gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ReadContact {
    pub card: ContactCard,
    /// At least one, each once.
    pub addresses: Vec<ContactAddress>,
    pub tags: Vec<TagName>,
    /// Whether the row names the language and the legal kind itself.
    pub says_lang: bool,
    pub says_recipient: bool,
}

/// Reads a row as the plan says.
pub(super) fn read_row(plan: &ImportPlan, row: &Row) -> ReadRow {
    let refused = |reason, text: &str| ReadRow {
        line: row.line(),
        refused_name: String::new(),
        contact: None,
        left_out: vec![(shortened(text), reason)],
    };
    if row.has_bad_letters() {
        return refused(RejectReason::BadLetters, &whole(row));
    }
    if row.width() > plan.columns.len() {
        return refused(RejectReason::ExtraCells, row.cell(plan.columns.len()));
    }
    let mut parts = Parts::default();
    for (place, field) in plan.columns.iter().enumerate() {
        parts.take(*field, row.cell(place));
    }
    parts.take_tag(plan.tag.as_deref().unwrap_or_default());
    parts.finish(row)
}

/// The parts of a contact as they are found in the cells.
#[derive(Debug, Default)]
struct Parts {
    given_name: Option<String>,
    family_name: Option<String>,
    title: Option<String>,
    code: Option<String>,
    tax_number: Option<TaxNumber>,
    city: Option<String>,
    lang: Option<Lang>,
    recipient: Option<RecipientKind>,
    notes: String,
    is_person: bool,
    phones: Vec<ContactAddress>,
    emails: Vec<ContactAddress>,
    tags: Vec<TagName>,
    left_out: Vec<(String, RejectReason)>,
}

impl Parts {
    fn take(&mut self, field: ImportField, text: &str) {
        if field == ImportField::Skip || text.trim().is_empty() {
            return;
        }
        match field {
            ImportField::Skip => {}
            ImportField::GivenName => self.given_name = self.name(text),
            ImportField::FamilyName => self.family_name = self.name(text),
            ImportField::FullName => self.take_full_name(text),
            ImportField::Title => self.title = self.short(text, LONGEST_TITLE),
            ImportField::CustomerName => self.take_customer(text),
            ImportField::Phone => self.take_phones(text),
            ImportField::Email => self.take_emails(text),
            ImportField::Code => self.take_code(text),
            ImportField::TaxNumber => self.take_tax_number(text),
            ImportField::City => self.city = self.short(text, LONGEST_NAME).map(|city| person::proper(&city)),
            ImportField::Tag => text.split([',', ';', '|']).for_each(|tag| self.take_tag(tag)),
            ImportField::Language => self.lang = language(text),
            ImportField::Recipient => self.recipient = recipient(text),
            ImportField::Notes => self.take_note(text),
        }
    }

    /// One line that fits its field; a longer one is left out.
    fn short(&mut self, text: &str, longest: usize) -> Option<String> {
        let line = cell::line(text);
        if line.chars().count() > longest {
            self.leave_out(&line, RejectReason::CellTooLong);
            return None;
        }
        Some(line).filter(|line| !line.is_empty())
    }

    fn name(&mut self, text: &str) -> Option<String> {
        self.short(text, LONGEST_NAME).map(|name| person::proper(&name))
    }

    fn take_full_name(&mut self, text: &str) {
        if let Some(name) = self.short(text, LONGEST_NAME) {
            (self.given_name, self.family_name) = person::split_name(&name);
        }
    }

    fn take_customer(&mut self, text: &str) {
        if person::is_firm(&cell::line(text)) {
            self.title = self.short(text, LONGEST_TITLE);
        } else {
            self.take_full_name(text);
        }
    }

    fn take_code(&mut self, text: &str) {
        match cell::number(text) {
            Ok(code) => self.code = self.short(if code.is_empty() { text } else { &code }, LONGEST_CODE),
            Err(_) => self.code = self.short(text, LONGEST_CODE),
        }
    }

    fn take_phones(&mut self, text: &str) {
        let number = match cell::number(text) {
            Ok(number) => number,
            Err(reason) => return self.leave_out(text, reason),
        };
        for found in read_phones(&number) {
            match found {
                Ok(phone) => self.phones.push(phone),
                Err(bad) => self.leave_out(&bad.text, bad.error.into()),
            }
        }
    }

    fn take_emails(&mut self, text: &str) {
        if !text.contains('@') && !text.contains(char::is_alphanumeric) {
            return;
        }
        for found in read_emails(cell::plain(text)) {
            match found {
                Ok(email) => self.emails.push(email),
                Err((bad, _)) => self.leave_out(&bad, RejectReason::EmailInvalid),
            }
        }
    }

    /// A person's identity number may stand in its place; it is never kept.
    fn take_tax_number(&mut self, text: &str) {
        let digits = cell::number(text).unwrap_or_default();
        let digits: String = digits.chars().filter(|letter| !letter.is_whitespace()).collect();
        if digits.is_empty() {
            return;
        }
        if NationalId::parse(&digits).is_ok() {
            self.is_person = true;
            return;
        }
        // A spreadsheet drops the zero that a number begins with.
        match TaxNumber::parse(&format!("{digits:0>10}")) {
            Ok(number) => self.tax_number = Some(number),
            Err(_) => self.leave_out(text, RejectReason::TaxNumber),
        }
    }

    fn take_tag(&mut self, text: &str) {
        let name = cell::line(text);
        if name.is_empty() {
            return;
        }
        match TagName::parse(&name) {
            Ok(tag) if self.tags.iter().any(|known| known.key() == tag.key()) => {}
            Ok(tag) => self.tags.push(tag),
            Err(_) => self.leave_out(&name, RejectReason::CellTooLong),
        }
    }

    fn take_note(&mut self, text: &str) {
        let note = text.trim().replace("\r\n", "\n");
        let note: String = note.chars().filter(|letter| !letter.is_control() || *letter == '\n').collect();
        let joint = if self.notes.is_empty() { "" } else { "\n" };
        if self.notes.chars().count() + note.chars().count() >= LONGEST_NOTES {
            return self.leave_out(&note, RejectReason::CellTooLong);
        }
        self.notes.push_str(joint);
        self.notes.push_str(&note);
    }

    fn leave_out(&mut self, text: &str, reason: RejectReason) {
        self.left_out.push((shortened(text), reason));
    }

    fn finish(mut self, row: &Row) -> ReadRow {
        let mut addresses = Vec::new();
        for mut found in [std::mem::take(&mut self.phones), std::mem::take(&mut self.emails)] {
            keep_once(&mut found);
            for spare in found.drain(found.len().min(MOST_ADDRESSES)..) {
                self.leave_out(&spare.shown(), RejectReason::CellTooLong);
            }
            addresses.append(&mut found);
        }
        if addresses.is_empty() && self.left_out.is_empty() {
            self.leave_out(&whole(row), RejectReason::NoAddress);
        }
        let line = row.line();
        if addresses.is_empty() {
            self.left_out.sort_by_key(|(_, reason)| !is_about_address(*reason));
            if !self.left_out.first().is_some_and(|(_, reason)| is_about_address(*reason)) {
                self.left_out.insert(0, (shortened(&whole(row)), RejectReason::NoAddress));
            }
            let left_out = std::mem::take(&mut self.left_out);
            return ReadRow { line, refused_name: self.card().name(), contact: None, left_out };
        }
        let left_out = std::mem::take(&mut self.left_out);
        let tags = std::mem::take(&mut self.tags);
        let (says_lang, says_recipient) = (self.lang.is_some(), self.recipient.is_some());
        let contact = ReadContact { card: self.card(), addresses, tags, says_lang, says_recipient };
        ReadRow { line, refused_name: String::new(), contact: Some(contact), left_out }
    }

    fn card(self) -> ContactCard {
        let is_firm = self.title.is_some() && !(self.is_person && self.given_name.is_some());
        let kind = if is_firm { ContactKind::Company } else { ContactKind::Person };
        ContactCard {
            kind,
            given_name: self.given_name,
            family_name: self.family_name,
            title: self.title,
            code: self.code,
            tax_number: self.tax_number,
            city: self.city,
            lang: self.lang.unwrap_or_default(),
            recipient: self.recipient.unwrap_or_else(|| default_recipient(kind)),
            notes: Some(self.notes).filter(|notes| !notes.is_empty()),
        }
    }
}

fn keep_once(addresses: &mut Vec<ContactAddress>) {
    let mut place = 0;
    while place < addresses.len() {
        let key = addresses[place].key();
        if addresses[..place].iter().any(|known| known.key() == key) {
            addresses.remove(place);
        } else {
            place += 1;
        }
    }
}

const fn is_about_address(reason: RejectReason) -> bool {
    use RejectReason as R;
    !matches!(reason, R::CellTooLong | R::TaxNumber)
}

fn language(text: &str) -> Option<Lang> {
    let word = fold(cell::plain(text));
    match word.as_str() {
        "turkce" | "turkish" => Some(Lang::Tr),
        "ingilizce" | "english" => Some(Lang::En),
        other => Lang::parse(other),
    }
}

fn recipient(text: &str) -> Option<RecipientKind> {
    let word = fold(cell::plain(text));
    match word.as_str() {
        "bireysel" | "sahis" | "kisi" => Some(RecipientKind::Individual),
        "tacir" | "esnaf" | "kurumsal" | "tuzel" | "firma" => Some(RecipientKind::Merchant),
        other => RecipientKind::from_word(other),
    }
}

/// The row in one line, for a person who looks for it.
fn whole(row: &Row) -> String {
    let cells: Vec<_> = row.cells().map(str::trim).filter(|cell| !cell.is_empty()).collect();
    cells.join(" · ")
}

fn shortened(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(LONGEST_EXAMPLE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
