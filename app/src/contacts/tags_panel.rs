use domain::contacts::{ContactView, TagBadge, TagRow};
use domain::id::{CompanyId, ContactId};
use leptos::prelude::*;

use super::actions::CardActions;
use super::bulk::TagNames;
use super::paths::tag_path;
use crate::call::Asked;
use crate::form::{CompanyField, FormFailure, PostForm, TextField};
use crate::i18n::*;
use crate::parts::Icon;

/// The tags of one card: each with the way to take it off, and a field for one more.
#[component]
pub fn TagsPanel(
    company: CompanyId,
    contact: ContactView,
    actions: CardActions,
    tags: Asked<Vec<TagRow>>,
    may_edit: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let id = contact.id;
    let none = contact.tags.is_empty();
    let badges =
        contact.tags.into_iter().map(move |tag| view! { <Tag company contact=id tag actions may_edit /> });
    view! {
        <section class="panel stack" aria-labelledby="tags">
            <h2 id="tags">{t!(i18n, contacts.tags)}</h2>
            {none.then(|| view! { <p class="sm dim">{t!(i18n, contacts.no_tags)}</p> })}
            <ul class="tags">{badges.collect_view()}</ul>
            {may_edit.then(|| view! { <AddTag contact=id actions offered=tags /> })}
        </section>
    }
}

#[component]
fn Tag(
    company: CompanyId,
    contact: ContactId,
    tag: TagBadge,
    actions: CardActions,
    may_edit: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let name = tag.name.clone();
    let label = t_string!(i18n, contacts.take_tag_off, tag = name.clone()).to_string();
    view! {
        <li class="tag">
            <a href=tag_path(company, tag.id)>{tag.name}</a>
            {may_edit.then(|| view! {
                <PostForm action=actions.tag>
                    <CompanyField />
                    <input type="hidden" name="contacts[]" value=contact.to_string() />
                    <input type="hidden" name="name" value=name />
                    <button type="submit" name="act" value="remove" aria-label=label><Icon name="x" small=true /></button>
                </PostForm>
            })}
        </li>
    }
}

#[component]
fn AddTag(contact: ContactId, actions: CardActions, offered: Asked<Vec<TagRow>>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <PostForm action=actions.tag clear=true class="add-tag">
            <CompanyField />
            <input type="hidden" name="contacts[]" value=contact.to_string() />
            <FormFailure />
            <TextField
                name="name" label=words!(i18n, contacts.new_tag) hint=words!(i18n, contacts.new_tag_hint)
                autocomplete="off" list=Some("tag-names")
            />
            <TagNames tags=offered />
            <button type="submit" class="btn" name="act" value="add"><Icon name="tag" />{t!(i18n, contacts.put_tag)}</button>
        </PostForm>
    }
}
