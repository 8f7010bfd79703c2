use domain::contacts::{AddressKind, AddressState, ContactAddress};
use domain::lang::Lang;
use domain::message::Channel;
use services::exports::{Cell, ContactRecord, Layout};

use super::words::locale;
use crate::contacts::labels::{kind_text, recipient_text, state_text};
use crate::i18n::*;
use crate::parts::channel_name;

/// Contacts in a file, under headings that the import of lists knows.
#[derive(Debug, Clone, Copy)]
pub struct ContactTable {
    i18n: Locale,
}

impl ContactTable {
    pub const fn new(lang: Lang) -> Self {
        Self { i18n: locale(lang) }
    }
}

impl Layout for ContactTable {
    type Row = ContactRecord;

    fn title(&self) -> String {
        t_string!(self.i18n, exports.file_contacts).to_owned()
    }

    fn heads(&self) -> Vec<String> {
        let i18n = self.i18n;
        let heads = [
            t_string!(i18n, exports.col_code),
            t_string!(i18n, exports.col_title),
            t_string!(i18n, exports.col_given),
            t_string!(i18n, exports.col_family),
            t_string!(i18n, exports.col_phone),
            t_string!(i18n, exports.col_email),
            t_string!(i18n, exports.col_tags),
            t_string!(i18n, exports.col_city),
            t_string!(i18n, exports.col_tax),
            t_string!(i18n, exports.col_lang),
            t_string!(i18n, exports.col_recipient_kind),
            t_string!(i18n, exports.col_notes),
            t_string!(i18n, exports.col_kind),
            t_string!(i18n, exports.col_refused),
            t_string!(i18n, exports.col_notices_refused),
            t_string!(i18n, exports.col_unusable),
            t_string!(i18n, exports.col_created),
            t_string!(i18n, exports.col_updated),
        ];
        heads.map(ToOwned::to_owned).to_vec()
    }

    fn cells(&self, row: &ContactRecord) -> Vec<Cell> {
        let (i18n, card) = (self.i18n, &row.card);
        let unusable = row.addresses.iter().filter(|(_, state)| !state.is_usable());
        let unusable: Vec<_> = unusable.map(|(address, state)| out_of_use(i18n, address, *state)).collect();
        vec![
            Cell::maybe(card.code.as_deref()),
            Cell::maybe(card.title.as_deref()),
            Cell::maybe(card.given_name.as_deref()),
            Cell::maybe(card.family_name.as_deref()),
            Cell::text(all_of(AddressKind::Phone, row)),
            Cell::text(all_of(AddressKind::Email, row)),
            Cell::text(row.tags.join(", ")),
            Cell::maybe(card.city.as_deref()),
            Cell::maybe(card.tax_number.as_ref().map(|number| number.as_str())),
            Cell::text(card.lang.code()),
            Cell::text(recipient_text(i18n, card.recipient)),
            Cell::maybe(card.notes.as_deref()),
            Cell::text(kind_text(i18n, card.kind)),
            Cell::text(channels_of(i18n, &row.refused)),
            Cell::text(channels_of(i18n, &row.notices_refused)),
            Cell::text(unusable.join(", ")),
            Cell::Moment(row.created),
            Cell::Moment(row.updated),
        ]
    }
}

fn all_of(kind: AddressKind, row: &ContactRecord) -> String {
    let own = row.addresses.iter().filter(|(address, _)| address.kind() == kind);
    own.map(|(address, _)| address.shown()).collect::<Vec<_>>().join(", ")
}

fn channels_of(i18n: Locale, channels: &[Channel]) -> String {
    channels.iter().map(|channel| channel_name(i18n, *channel)).collect::<Vec<_>>().join(", ")
}

fn out_of_use(i18n: Locale, address: &ContactAddress, state: AddressState) -> String {
    format!("{} ({})", address.shown(), state_text(i18n, state))
}
