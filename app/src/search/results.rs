use domain::contacts::ContactQuery;
use domain::id::CompanyId;
use domain::messages::MessageQuery;
use domain::rights::Right;
use domain::search::{SearchResults, SearchText};
use domain::turkish::format_integer;
use leptos::prelude::*;

use super::hits::{Campaign, Hit, Message, Person, Tag};
use super::keys::Keys;
use super::places::{Place, acts, pages};
use crate::contacts::paths::list_path;
use crate::i18n::*;
use crate::messages::paths;
use crate::page_context::{use_page_context, use_right};
use crate::parts::{Empty, Icon};

/// Before anything is typed: pages to go to, what can be done, and the keys.
#[component]
pub fn Beginning(company: CompanyId) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="stack" id="found">
            <Empty icon="search" title=words!(i18n, search.empty_title)>
                <p>{t!(i18n, search.empty_about)}</p>
            </Empty>
            <Places company places=Named::by(i18n, None) />
            <Keys />
        </div>
    }
}

/// What was found, a list for each kind of which there is something.
#[component]
pub fn Results(company: CompanyId, text: SearchText, results: SearchResults) -> impl IntoView {
    let i18n = use_i18n();
    let places = Named::by(i18n, Some(&text));
    let count = u32::try_from(results.count() + places.count()).unwrap_or(u32::MAX);
    let number = format_integer(i64::from(count), use_page_context().lang);
    let said = if count == 0 {
        t_string!(i18n, search.nothing_title).to_owned()
    } else {
        t_count!(i18n, count, search.found_one | found, number = number)
    };
    let nothing = (count == 0).then(|| view! { <Nothing company text=text.clone() /> });
    view! {
        <div class="stack" id="found" data-said=said>
            {nothing}
            <Kinds company text results />
            <Places company places />
            <Keys />
        </div>
    }
}

#[component]
fn Kinds(company: CompanyId, text: SearchText, results: SearchResults) -> impl IntoView {
    let i18n = use_i18n();
    let SearchResults { people, tags, campaigns, messages } = results;
    let more_people = people.more.then(|| people_path(company, text.as_str()));
    let more_messages = messages.more.then(|| paths::list_path(company, &messages_of(text.as_str())));
    let more_tags = tags.more.then(|| format!("/c/{company}/tags"));
    let more_campaigns = campaigns.more.then(|| format!("/c/{company}/campaigns"));
    let people = people.rows.into_iter().map(|row| view! { <Person company row /> }.into_any());
    let tags = tags.rows.into_iter().map(|row| view! { <Tag company row /> }.into_any());
    let campaigns = campaigns.rows.into_iter().map(|row| view! { <Campaign company row /> }.into_any());
    let messages = messages.rows.into_iter().map(|row| view! { <Message company row /> }.into_any());
    view! {
        <Kind id="found-people" title=words!(i18n, contacts.title) hits=people.collect() more=more_people />
        <Kind id="found-tags" title=words!(i18n, contacts.tags) hits=tags.collect() more=more_tags />
        <Kind id="found-campaigns" title=words!(i18n, campaigns.title) hits=campaigns.collect() more=more_campaigns />
        <Kind id="found-messages" title=words!(i18n, messages.title) hits=messages.collect() more=more_messages />
    }
}

/// Pages and acts of the visitor.
struct Named {
    acts: Vec<Place>,
    pages: Vec<Place>,
}

impl Named {
    /// Those that the text names; all of them without a text.
    fn by(i18n: Locale, text: Option<&SearchText>) -> Self {
        let rights = use_page_context().visitor.map(|visitor| visitor.rights).unwrap_or_default();
        Self { acts: acts(i18n, rights, text), pages: pages(i18n, rights, text) }
    }

    const fn count(&self) -> usize {
        self.acts.len() + self.pages.len()
    }
}

#[component]
fn Places(company: CompanyId, places: Named) -> impl IntoView {
    let i18n = use_i18n();
    let hit = move |place: Place| {
        let href = format!("/c/{company}/{}", place.path).trim_end_matches('/').to_owned();
        view! { <Hit href icon=place.icon title=place.title.to_owned() /> }.into_any()
    };
    let acts = places.acts.into_iter().map(hit).collect();
    let pages = places.pages.into_iter().map(hit).collect();
    view! {
        <Kind id="found-acts" title=words!(i18n, search.acts) hits=acts more=None />
        <Kind id="found-pages" title=words!(i18n, search.pages) hits=pages more=None />
    }
}

fn people_path(company: CompanyId, text: &str) -> String {
    list_path(company, &ContactQuery { q: text.to_owned(), ..ContactQuery::default() })
}

fn messages_of(text: &str) -> MessageQuery {
    MessageQuery { q: text.to_owned(), ..MessageQuery::default() }
}

/// The hits of one kind; nothing where there are none.
#[component]
fn Kind(
    id: &'static str,
    title: Signal<String>,
    hits: Vec<AnyView>,
    /// Where there are others.
    more: Option<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let more = more.map(|href| {
        view! {
            <a class="link" href=href aria-describedby=id>{t!(i18n, search.more)}<Icon name="right" small=true /></a>
        }
    });
    (!hits.is_empty()).then(|| {
        view! {
            <section class="panel flush" aria-labelledby=id>
                <header><h2 id=id>{title}</h2>{more}</header>
                <ul class="todo hits">{hits}</ul>
            </section>
        }
    })
}

/// What else can be done when nothing begins as the text does.
#[component]
fn Nothing(company: CompanyId, text: SearchText) -> impl IntoView {
    let i18n = use_i18n();
    let within = use_right(Right::SeeMessages).then(|| {
        let href = paths::list_path(company, &messages_of(text.as_str()));
        view! { <Hit href icon="msg" title=t_string!(i18n, search.in_texts).to_owned() /> }
    });
    let new = use_right(Right::EditContacts).then(|| {
        let href = format!("/c/{company}/contacts/new");
        view! { <Hit href icon="plus" title=t_string!(i18n, search.add_person).to_owned() /> }
    });
    view! {
        <Empty icon="search" title=words!(i18n, search.nothing_title)>
            <p>{t!(i18n, search.nothing_about)}</p>
        </Empty>
        <ul class="panel flush todo hits">{within}{new}</ul>
    }
}
