use domain::exports::ExportKind;
use domain::lang::Lang;
use domain::message::Purpose;
use domain::money::Money;
use services::exports::Cell;

use crate::i18n::*;

/// The words of a language outside a page.
pub const fn locale(lang: Lang) -> Locale {
    match lang {
        Lang::Tr => Locale::tr,
        Lang::En => Locale::en,
    }
}

pub fn title_text(i18n: Locale, kind: ExportKind) -> &'static str {
    match kind {
        ExportKind::Messages => t_string!(i18n, exports.title_messages),
        ExportKind::People => t_string!(i18n, exports.title_people),
        ExportKind::Contacts => t_string!(i18n, exports.title_contacts),
        ExportKind::Members => t_string!(i18n, exports.title_members),
        ExportKind::Volume => t_string!(i18n, exports.title_volume),
    }
}

pub fn about_text(i18n: Locale, kind: ExportKind) -> &'static str {
    match kind {
        ExportKind::Messages => t_string!(i18n, exports.about_messages),
        ExportKind::People => t_string!(i18n, exports.about_people),
        ExportKind::Contacts => t_string!(i18n, exports.about_contacts),
        ExportKind::Members => t_string!(i18n, exports.about_members),
        ExportKind::Volume => t_string!(i18n, exports.about_volume),
    }
}

pub fn purpose_text(i18n: Locale, purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Code => t_string!(i18n, exports.purpose_code),
        Purpose::Transactional => t_string!(i18n, exports.purpose_transactional),
        Purpose::Reply => t_string!(i18n, exports.purpose_reply),
        Purpose::Recipe => t_string!(i18n, exports.purpose_recipe),
        Purpose::Campaign => t_string!(i18n, exports.purpose_campaign),
    }
}

/// The names of the two columns of an amount.
pub fn cost_heads(i18n: Locale) -> [String; 2] {
    [t_string!(i18n, exports.col_cost), t_string!(i18n, exports.col_currency)].map(ToOwned::to_owned)
}

/// An amount and its currency.
pub fn cost_cells(cost: Option<Money>) -> [Cell; 2] {
    cost.map_or([Cell::Empty, Cell::Empty], |cost| [Cell::Amount(cost), Cell::text(cost.currency().code())])
}
