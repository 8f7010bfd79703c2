//! Words of a provider without the characters that no text holds. Every field is named, so that a new one
//! cannot be forgotten.

use std::sync::Arc;

use super::answers::{
    Balance, ConnectionReport, Package, RemoteTemplate, TemplateButton, TemplateField, TemplateHeader,
};
use super::callback::{
    Callback, CallbackEvent, Inbound, InboundContent, OptOutChange, Sender, TemplateChange,
};
use super::failure::ProviderFailure;
use super::inspection::{Check, Inspection};
use super::outgoing::{Accepted, SendOutcome};
use super::report::{DeliveryReport, ReportPage};

/// What comes from a provider.
pub(super) trait Printable: Sized {
    /// Takes the NULs out of every text in it.
    fn clean(&mut self);

    fn printable(mut self) -> Self {
        self.clean();
        self
    }
}

/// Cleans fields one after the other.
macro_rules! clean {
    ($($field:ident),+ $(,)?) => {{ $($field.clean();)+ }};
}

impl Printable for () {
    fn clean(&mut self) {}
}

impl Printable for String {
    fn clean(&mut self) {
        if self.contains('\0') {
            self.retain(|letter| letter != '\0');
        }
    }
}

impl Printable for Arc<str> {
    fn clean(&mut self) {
        if self.contains('\0') {
            *self = self.replace('\0', "").into();
        }
    }
}

impl<T: Printable> Printable for Option<T> {
    fn clean(&mut self) {
        self.iter_mut().for_each(T::clean);
    }
}

impl<T: Printable> Printable for Vec<T> {
    fn clean(&mut self) {
        self.iter_mut().for_each(T::clean);
    }
}

impl<T: Printable> Printable for Result<T, ProviderFailure> {
    fn clean(&mut self) {
        match self {
            Ok(value) => value.clean(),
            Err(failure) => failure.clean(),
        }
    }
}

impl Printable for ProviderFailure {
    fn clean(&mut self) {
        let Self { kind: _, code, text } = self;
        clean!(code, text);
    }
}

impl Printable for Inspection {
    fn clean(&mut self) {
        let Self { checks, daily_reach: _ } = self;
        checks.clean();
    }
}

impl Printable for Check {
    fn clean(&mut self) {
        let Self { label: _, state: _, found, advice: _ } = self;
        found.clean();
    }
}

impl Printable for SendOutcome {
    fn clean(&mut self) {
        match self {
            Self::Accepted(Accepted { provider_ref, note, sha256: _ }) => clean!(provider_ref, note),
            Self::Refused(failure) => failure.clean(),
        }
    }
}

impl Printable for DeliveryReport {
    fn clean(&mut self) {
        let Self {
            provider_ref,
            own_ref,
            recipient_last10,
            state: _,
            reason: _,
            code,
            text,
            at: _,
            parts: _,
        } = self;
        clean!(provider_ref, own_ref, recipient_last10, code, text);
    }
}

impl Printable for ReportPage {
    fn clean(&mut self) {
        // The cursor goes back to the provider as it came.
        let Self { reports, next: _ } = self;
        reports.clean();
    }
}

impl Printable for ConnectionReport {
    fn clean(&mut self) {
        let Self { name, facts, warnings: _ } = self;
        name.clean();
        facts.iter_mut().for_each(|(_, value)| value.clean());
    }
}

impl Printable for Balance {
    fn clean(&mut self) {
        let Self { money: _, packages } = self;
        packages.clean();
    }
}

impl Printable for Package {
    fn clean(&mut self) {
        let Self { name, left: _ } = self;
        name.clean();
    }
}

impl Printable for RemoteTemplate {
    fn clean(&mut self) {
        let Self {
            id,
            name,
            language,
            category,
            status,
            quality,
            header,
            body,
            variables,
            named: _,
            footer,
            buttons,
        } = self;
        clean!(id, name, language, category, status, quality, header, body, variables, footer, buttons);
    }
}

impl Printable for TemplateHeader {
    fn clean(&mut self) {
        let Self { format, text, variables } = self;
        clean!(format, text, variables);
    }
}

impl Printable for TemplateField {
    fn clean(&mut self) {
        let Self { name, example } = self;
        clean!(name, example);
    }
}

impl Printable for TemplateButton {
    fn clean(&mut self) {
        let Self { kind, text, url, takes_value: _ } = self;
        clean!(kind, text, url);
    }
}

impl Printable for Callback {
    fn clean(&mut self) {
        let Self { events, answer, trusted: _ } = self;
        clean!(events, answer);
    }
}

impl Printable for CallbackEvent {
    fn clean(&mut self) {
        match self {
            Self::Report(report) => report.clean(),
            Self::Inbound(inbound) => inbound.clean(),
            Self::OptOut(change) => change.clean(),
            Self::Template(change) => change.clean(),
            Self::Notice { code, text, at: _ } => clean!(code, text),
        }
    }
}

impl Printable for Inbound {
    fn clean(&mut self) {
        let Self { provider_ref, sender, to, content, replies_to, at: _ } = self;
        clean!(provider_ref, sender, to, content, replies_to);
    }
}

impl Printable for Sender {
    fn clean(&mut self) {
        let Self { digits, user_id, name } = self;
        clean!(digits, user_id, name);
    }
}

impl Printable for InboundContent {
    fn clean(&mut self) {
        match self {
            Self::Text(text) | Self::Other(text) => text.clean(),
            Self::Button { text, payload } => clean!(text, payload),
            Self::Reaction { emoji, to } => clean!(emoji, to),
            Self::Media { kind, id, mime_type, caption, filename } => {
                clean!(kind, id, mime_type, caption, filename);
            }
            Self::Location { latitude, longitude, name } => clean!(latitude, longitude, name),
            Self::NumberChanged { digits } => digits.clean(),
        }
    }
}

impl Printable for OptOutChange {
    fn clean(&mut self) {
        let Self { sender, opted_out: _, at: _ } = self;
        sender.clean();
    }
}

impl Printable for TemplateChange {
    fn clean(&mut self) {
        let Self { id, name, language, status, reason } = self;
        clean!(id, name, language, status, reason);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::FailureKind;

    #[test]
    fn an_answer_and_a_refusal_hold_no_nul() {
        let taken = Accepted { provider_ref: "a\0b".into(), note: Some("\0n".to_owned()), sha256: None };
        let refused = ProviderFailure::new(FailureKind::Config, "4\0x", "no\0");
        let outcomes = vec![SendOutcome::Accepted(taken), SendOutcome::Refused(refused)].printable();
        assert_eq!(format!("{outcomes:?}").matches("\\0").count(), 0, "{outcomes:?}");
        let kept = outcomes.first().and_then(|one| match one {
            SendOutcome::Accepted(taken) => Some((taken.provider_ref.to_string(), taken.note.clone())),
            SendOutcome::Refused(_) => None,
        });
        assert_eq!(kept, Some(("ab".to_owned(), Some("n".to_owned()))));
    }

    #[test]
    fn a_text_without_one_stays_as_it_is() {
        assert_eq!("Işık\n".to_owned().printable(), "Işık\n");
    }
}
