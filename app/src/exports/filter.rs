//! The filter of the list behind an export, as it stands in the page's address.

use std::collections::BTreeMap;

use domain::contacts::HasAddress;
use domain::exports::ExportKind;
use domain::message::Channel;
use domain::messages::MessageQuery;
use domain::time::Date;
use domain::turkish::format_date;
use leptos_router::params::ParamsMap;

use crate::address::query_string;
use crate::i18n::*;
use crate::messages::labels::stage_text;
use crate::messages::paths::read_query;
use crate::page_context::use_page_context;
use crate::parts::channel_name;

/// The words of the address that belong to the list.
pub type Pairs = Vec<(&'static str, String)>;

/// Those that are there.
pub fn pairs_of(kind: ExportKind, address: &ParamsMap) -> Pairs {
    match kind {
        ExportKind::Messages => pairs_of_messages(&read_query(address)),
        ExportKind::People => named(&["campaign"], address),
        ExportKind::Contacts => named(&["q", "tag", "has", "refused", "sort"], address),
        ExportKind::Members | ExportKind::Volume => named(&["from", "to"], address),
    }
}

/// The words of a filter of messages.
pub fn pairs_of_messages(query: &MessageQuery) -> Pairs {
    query.filters().map(|(name, word)| (name, word.to_owned())).collect()
}

fn named(names: &[&'static str], address: &ParamsMap) -> Pairs {
    let found = names.iter().filter_map(|name| Some((*name, address.get(name)?)));
    found.filter(|(_, word)| !word.is_empty()).collect()
}

/// What the filter leaves in, in words: name and value.
pub fn described(i18n: Locale, kind: ExportKind, pairs: &Pairs) -> Vec<(&'static str, String)> {
    let lang = use_page_context().lang;
    let told = pairs.iter().filter(|_| kind != ExportKind::People).filter_map(|(name, word)| {
        Some(match *name {
            "stage" => (t_string!(i18n, messages.column_state), stage_text(i18n, word)?.to_owned()),
            "channel" => {
                let channel = Channel::from_word(word)?;
                (t_string!(i18n, messages.column_channel), channel_name(i18n, channel).to_owned())
            }
            "q" => (t_string!(i18n, exports.filter_search), word.clone()),
            "campaign" => {
                one(t_string!(i18n, exports.filter_campaign), t_string!(i18n, exports.filter_one_campaign))
            }
            "contact" => {
                one(t_string!(i18n, exports.filter_contact), t_string!(i18n, exports.filter_one_contact))
            }
            "from" => (t_string!(i18n, exports.filter_from), format_date(word.parse::<Date>().ok()?, lang)),
            "to" => (t_string!(i18n, exports.filter_to), format_date(word.parse::<Date>().ok()?, lang)),
            "tag" => one(t_string!(i18n, exports.filter_tag), t_string!(i18n, exports.filter_one_tag)),
            "has" => {
                (t_string!(i18n, exports.filter_has), has_text(i18n, HasAddress::from_word(word)?).to_owned())
            }
            "refused" => {
                one(t_string!(i18n, exports.filter_refused), t_string!(i18n, exports.filter_only_refused))
            }
            _ => return None,
        })
    });
    told.collect()
}

fn one(name: &'static str, words: &str) -> (&'static str, String) {
    (name, words.to_owned())
}

fn has_text(i18n: Locale, has: HasAddress) -> &'static str {
    match has {
        HasAddress::Phone => t_string!(i18n, contacts.has_phone),
        HasAddress::Email => t_string!(i18n, contacts.has_email),
        HasAddress::Nothing => t_string!(i18n, contacts.has_nothing),
        HasAddress::Reported => t_string!(i18n, contacts.has_reported),
    }
}

/// The page of the list itself.
pub fn list_path(company: &str, kind: ExportKind, pairs: &Pairs) -> String {
    let campaign = pairs.iter().find(|(name, _)| *name == "campaign").map(|(_, id)| id.as_str());
    match (kind, campaign) {
        (ExportKind::People, Some(id)) => format!("/c/{company}/campaigns/{id}"),
        (ExportKind::People, None) => format!("/c/{company}/campaigns"),
        (ExportKind::Messages, _) => format!("/c/{company}/messages{}", query_of(pairs)),
        (ExportKind::Contacts, _) => format!("/c/{company}/contacts{}", query_of(pairs)),
        (ExportKind::Members, _) => format!("/c/{company}/reports/members{}", query_of(pairs)),
        (ExportKind::Volume, _) => format!("/c/{company}/reports{}", query_of(pairs)),
    }
}

fn query_of(pairs: &Pairs) -> String {
    query_string(&pairs.iter().cloned().collect::<BTreeMap<_, _>>())
}
