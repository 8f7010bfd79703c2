use domain::contacts::{ContactRow, TagRow};
use domain::id::CompanyId;
use domain::messages::MessageRow;
use domain::phone::humanize;
use domain::search::CampaignHit;
use domain::turkish::format_integer;
use leptos::prelude::*;

use crate::contacts::labels::shown_name;
use crate::contacts::paths::{contact_path, tag_path};
use crate::i18n::*;
use crate::messages::StateMark;
use crate::page_context::use_page_context;
use crate::parts::{Day, Icon, Moment, channel_icon};

/// A line that leads to what was found: its name, and what tells it from others of the name.
#[component]
pub fn Hit(
    href: String,
    icon: &'static str,
    title: String,
    #[prop(optional_no_strip)] about: Option<AnyView>,
    /// At the end of the line.
    #[prop(optional_no_strip)]
    state: Option<AnyView>,
) -> impl IntoView {
    view! {
        <li>
            <Icon name=icon />
            <div>
                <a href=href><b>{title}</b></a>
                {about.map(|about| view! { <p class="sm dim">{about}</p> })}
            </div>
            {state}
        </li>
    }
}

#[component]
pub fn Person(company: CompanyId, row: ContactRow) -> impl IntoView {
    let i18n = use_i18n();
    let known = [Some(row.code), row.phone.map(|badge| badge.shown), row.email.map(|badge| badge.shown)];
    let known: Vec<_> = known.into_iter().flatten().filter(|word| !word.is_empty()).collect();
    let about = (!known.is_empty()).then(|| known.join(" · ").into_any());
    let title = shown_name(i18n, &row.name);
    view! { <Hit href=contact_path(company, row.id) icon="user" title about /> }
}

#[component]
pub fn Tag(company: CompanyId, row: TagRow) -> impl IntoView {
    let i18n = use_i18n();
    let number = format_integer(i64::from(row.people), use_page_context().lang);
    let about = t_count!(i18n, row.people, contacts.one_found | found, number = number);
    view! { <Hit href=tag_path(company, row.id) icon="tag" title=row.name about=Some(about.into_any()) /> }
}

#[component]
pub fn Campaign(company: CompanyId, row: CampaignHit) -> impl IntoView {
    let i18n = use_i18n();
    let (place, state) = if row.draft {
        ("send", Some(view! { <span class="sm dim">{t!(i18n, campaigns.state_draft)}</span> }.into_any()))
    } else {
        ("campaigns", None)
    };
    let about = Some(view! { <Day at=row.created /> }.into_any());
    let href = format!("/c/{company}/{place}/{}", row.id);
    view! { <Hit href icon="flag" title=row.name about state /> }
}

#[component]
pub fn Message(company: CompanyId, row: MessageRow) -> impl IntoView {
    let address = humanize(&row.recipient);
    let (title, address) = match row.name {
        Some(name) => (name, format!("{address} · ")),
        None => (address, String::new()),
    };
    let excerpt = if row.excerpt.is_empty() { String::new() } else { format!(" · {}", row.excerpt) };
    let about = view! { {address}<Moment at=row.changed />{excerpt} }.into_any();
    let state = view! { <StateMark state=row.state /> }.into_any();
    let href = format!("/c/{company}/messages/{}", row.id);
    view! { <Hit href icon=channel_icon(row.channel) title about=Some(about) state=Some(state) /> }
}
