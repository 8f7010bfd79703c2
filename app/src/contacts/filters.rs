use domain::contacts::{ContactQuery, ContactSort, HasAddress, TagRow};
use domain::id::CompanyId;
use domain::turkish::format_integer;
use leptos::prelude::*;

use super::paths::list_path;
use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::Icon;

/// Tags that have a tab of their own; the others are in the list beside the search.
const TABS: usize = 6;

/// Everybody, then the tags with the most people.
#[component]
pub fn TagTabs(company: CompanyId, query: ContactQuery, tags: Vec<TagRow>) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let chosen = query.tag.clone();
    let href = move |tag: String| list_path(company, &ContactQuery { tag, ..query.first_page() });
    let everybody = chosen.is_empty().then_some("page");
    let tabs = most_used(tags, &chosen).into_iter().map(|tag| {
        let id = tag.id.to_string();
        let current = (id == chosen).then_some("page");
        view! {
            <a href=href(id) aria-current=current>
                {tag.name}" "<span class="count">{format_integer(i64::from(tag.people), lang)}</span>
            </a>
        }
    });
    let tabs = tabs.collect_view();
    view! {
        <nav class="tabs" aria-label=t_string!(i18n, contacts.tags)>
            <a href=href(String::new()) aria-current=everybody>{t!(i18n, contacts.everybody)}</a>
            {tabs}
            <a class="at-end" href=format!("/c/{company}/tags")>{t!(i18n, contacts.all_tags)}</a>
        </nav>
    }
}

/// The chosen tag has a tab even when few carry it.
fn most_used(mut tags: Vec<TagRow>, chosen: &str) -> Vec<TagRow> {
    tags.sort_by_key(|tag| (tag.id.to_string() != chosen, std::cmp::Reverse(tag.people)));
    tags.truncate(TABS);
    tags.sort_by(|a, b| a.name.cmp(&b.name));
    tags
}

/// The filters of the list: a plain form that puts them into the address.
#[component]
pub fn Filters(company: CompanyId, query: ContactQuery, tags: Vec<TagRow>) -> impl IntoView {
    let i18n = use_i18n();
    let refused = query.refused == "on";
    let tags = tags.into_iter().map(move |tag| (tag.id.to_string(), tag.name)).collect();
    let has = HasAddress::ALL.iter().map(move |has| (has.word().to_owned(), has_text(i18n, *has).to_owned()));
    let sorts = [(ContactSort::Newest.word().to_owned(), t_string!(i18n, contacts.sort_newest).to_owned())];
    let all_tags = t_string!(i18n, contacts.any_tag);
    let any_address = t_string!(i18n, contacts.any_address);
    let by_name = t_string!(i18n, contacts.sort_name);
    let narrowed = refused || !query.has.is_empty() || !query.sort.is_empty();
    view! {
        <form class="filters people-filters" method="get" action=format!("/c/{company}/contacts") role="search">
            <label class="vh" for="q">{t!(i18n, contacts.search)}</label>
            <input
                class="in" id="q" name="q" type="search" value=query.q
                placeholder=t_string!(i18n, contacts.search_example)
            />
            <button type="submit" class="btn">{t!(i18n, contacts.search_button)}</button>
            <details open=narrowed>
                <summary class="btn" aria-label=t_string!(i18n, contacts.filters)>
                    <Icon name="filter" small=true /><span class="no-phone">{t!(i18n, contacts.filters)}</span>
                </summary>
                <div class="row">
                    <Choose name="tag" label=words!(i18n, contacts.tag) all=all_tags options=tags chosen=query.tag />
                    <Choose
                        name="has" label=words!(i18n, contacts.has) all=any_address options=has.collect()
                        chosen=query.has
                    />
                    <Choose
                        name="sort" label=words!(i18n, contacts.sort) all=by_name options=sorts.to_vec()
                        chosen=query.sort
                    />
                    <label class="chip" for="refused">
                        <input type="checkbox" id="refused" name="refused" checked=refused />
                        {t!(i18n, contacts.only_refused)}
                    </label>
                    <button type="submit" class="btn">{t!(i18n, contacts.filter)}</button>
                </div>
            </details>
        </form>
    }
}

#[component]
fn Choose(
    name: &'static str,
    label: Signal<String>,
    all: &'static str,
    options: Vec<(String, String)>,
    chosen: String,
) -> impl IntoView {
    let options = options.into_iter().map(move |(word, words)| {
        let selected = word == chosen;
        view! { <option value=word selected=selected>{words}</option> }
    });
    view! {
        <label class="vh" for=name>{label}</label>
        <select class="in" id=name name=name><option value="">{all}</option>{options.collect_view()}</select>
    }
}

fn has_text(i18n: Locale, has: HasAddress) -> &'static str {
    match has {
        HasAddress::Phone => t_string!(i18n, contacts.has_phone),
        HasAddress::Email => t_string!(i18n, contacts.has_email),
        HasAddress::Nothing => t_string!(i18n, contacts.has_nothing),
        HasAddress::Reported => t_string!(i18n, contacts.has_reported),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::TagId;

    fn tag(id: i64, name: &str, people: u32) -> TagRow {
        TagRow { id: TagId::from_i64(id), name: name.to_owned(), people }
    }

    #[test]
    fn tabs_hold_the_biggest_tags_and_the_chosen_one() {
        let tags: Vec<_> = (1..=9).map(|n| tag(i64::from(n), &format!("t{n}"), n)).collect();
        let names = |chosen: &str| {
            most_used(tags.clone(), chosen).into_iter().map(|tag| tag.name).collect::<Vec<_>>()
        };
        assert_eq!(names(""), ["t4", "t5", "t6", "t7", "t8", "t9"]);
        assert_eq!(names(&TagId::from_i64(1).to_string()), ["t1", "t5", "t6", "t7", "t8", "t9"]);
    }
}
