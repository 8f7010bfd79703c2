//! Lists, their columns and what became of them, in the visitor's words.

use domain::imports::{FileEncoding, ImportField, ImportState, RejectReason, Separator};

use crate::i18n::*;

pub fn field_text(i18n: Locale, field: ImportField) -> &'static str {
    match field {
        ImportField::Skip => t_string!(i18n, imports.field_skip),
        ImportField::GivenName => t_string!(i18n, imports.field_given_name),
        ImportField::FamilyName => t_string!(i18n, imports.field_family_name),
        ImportField::FullName => t_string!(i18n, imports.field_full_name),
        ImportField::Title => t_string!(i18n, imports.field_title),
        ImportField::CustomerName => t_string!(i18n, imports.field_customer_name),
        ImportField::Phone => t_string!(i18n, imports.field_phone),
        ImportField::Email => t_string!(i18n, imports.field_email),
        ImportField::Code => t_string!(i18n, imports.field_code),
        ImportField::TaxNumber => t_string!(i18n, imports.field_tax_number),
        ImportField::City => t_string!(i18n, imports.field_city),
        ImportField::Tag => t_string!(i18n, imports.field_tag),
        ImportField::Language => t_string!(i18n, imports.field_language),
        ImportField::Recipient => t_string!(i18n, imports.field_recipient),
        ImportField::Notes => t_string!(i18n, imports.field_notes),
    }
}

pub fn encoding_text(i18n: Locale, encoding: FileEncoding) -> &'static str {
    match encoding {
        FileEncoding::Utf8 => "UTF-8",
        FileEncoding::Utf16Le => t_string!(i18n, imports.encoding_utf16),
        FileEncoding::Utf16Be => "UTF-16 (BE)",
        FileEncoding::Windows1254 => t_string!(i18n, imports.encoding_windows),
        FileEncoding::Iso8859_9 => t_string!(i18n, imports.encoding_latin5),
    }
}

pub fn separator_text(i18n: Locale, separator: Separator) -> &'static str {
    match separator {
        Separator::Semicolon => t_string!(i18n, imports.separator_semicolon),
        Separator::Comma => t_string!(i18n, imports.separator_comma),
        Separator::Tab => t_string!(i18n, imports.separator_tab),
        Separator::Pipe => t_string!(i18n, imports.separator_pipe),
    }
}

pub fn state_text(i18n: Locale, state: ImportState) -> &'static str {
    match state {
        ImportState::Uploaded => t_string!(i18n, imports.state_uploaded),
        ImportState::Running => t_string!(i18n, imports.state_running),
        ImportState::Done => t_string!(i18n, imports.state_done),
        ImportState::Cancelled => t_string!(i18n, imports.state_cancelled),
        ImportState::Failed => t_string!(i18n, imports.state_failed),
    }
}

/// What to do about rows that were refused for a reason.
pub fn advice(i18n: Locale, reason: RejectReason) -> &'static str {
    match reason {
        RejectReason::NoAddress => t_string!(i18n, imports.advise_address),
        RejectReason::PhoneLetters | RejectReason::PhoneTooShort | RejectReason::PhoneTooLong => {
            t_string!(i18n, imports.advise_number)
        }
        RejectReason::PhoneCountry => t_string!(i18n, imports.advise_country),
        RejectReason::PhoneShortNumber => t_string!(i18n, imports.advise_short_number),
        RejectReason::PhoneRounded => t_string!(i18n, imports.advise_rounded),
        RejectReason::EmailInvalid => t_string!(i18n, imports.advise_email),
        RejectReason::Duplicate => t_string!(i18n, imports.advise_duplicate),
        RejectReason::CellTooLong => t_string!(i18n, imports.advise_shorten),
        RejectReason::BadLetters => t_string!(i18n, imports.advise_encoding),
        RejectReason::ExtraCells => t_string!(i18n, imports.advise_separator),
        RejectReason::Erased => t_string!(i18n, imports.advise_erased),
        RejectReason::TaxNumber => t_string!(i18n, imports.advise_tax_number),
    }
}
