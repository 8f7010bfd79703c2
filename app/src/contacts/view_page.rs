use domain::contacts::{ContactView, TagRow};
use domain::id::{CompanyId, ContactId};
use domain::rights::Right;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use leptos_router::{LazyRoute, lazy_route};

use super::actions::{CardActions, CardResults};
use super::addresses::Addresses;
use super::api::{ListTags, ViewContact};
use super::facts::{DeletePanel, Facts, RestoreNotice};
use super::labels::{kind_text, shown_name};
use super::tags_panel::TagsPanel;
use super::timeline::Timeline;
use crate::call::{Asked, ask};
use crate::frame::{PageTitle, use_company};
use crate::i18n::*;
use crate::page_context::use_right;
use crate::parts::{Icon, Loaded, Page};

/// `/c/{company}/contacts/{contact}`: a card, its addresses, and all that happened with it.
pub struct ContactPage;

#[lazy_route]
impl LazyRoute for ContactPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let company = use_company();
        let params = use_params_map();
        let named = move || params.with(|params| params.get("contact")?.parse().ok());
        let contact =
            ask(move || ViewContact { company, contact: named().unwrap_or(ContactId::from_i64(0)) });
        let tags = ask(move || ListTags { company });
        let back = (format!("/c/{company}/contacts"), words!(i18n, contacts.title));
        let actions = CardActions::refreshing(contact);
        let heading = Some(view! { <Name of=contact /> }.into_any());
        view! {
            <Page title=words!(i18n, contacts.one_title) back heading>
                <CardResults actions />
                <Loaded from=contact rows=6 children={move |contact: ContactView| {
                    view! { <Card company contact actions tags /> }
                }} />
            </Page>
        }
        .into_any()
    }
}

#[component]
fn Card(
    company: CompanyId,
    contact: ContactView,
    actions: CardActions,
    tags: Asked<Vec<TagRow>>,
) -> impl IntoView {
    let may_edit = use_right(Right::EditContacts) && contact.deleted.is_none();
    let deleted = contact.deleted.map(move |at| view! { <RestoreNotice contact=contact.id at actions /> });
    view! {
        {deleted}
        <Heading company contact=contact.clone() may_edit />
        <div class="cols main">
            <div class="stack apart">
                <Addresses contact=contact.clone() actions may_edit />
                <Timeline company contact=contact.clone() />
            </div>
            <div class="stack apart">
                <TagsPanel company contact=contact.clone() actions tags may_edit />
                <Facts contact=contact.clone() />
                {may_edit.then(|| view! { <DeletePanel contact actions /> })}
            </div>
        </div>
    }
}

/// The name, as soon as it is known.
#[component]
fn Name(of: Asked<ContactView>) -> impl IntoView {
    let i18n = use_i18n();
    let unnamed = move || t_string!(i18n, contacts.one_title).to_owned();
    let name = move || {
        Suspend::new(async move {
            of.answer().await.map_or_else(|_| unnamed(), |contact| shown_name(i18n, &contact.name()))
        })
    };
    view! { <Transition fallback=unnamed>{name}</Transition> }
}

/// Who it is, and the two things people come here for.
#[component]
fn Heading(company: CompanyId, contact: ContactView, may_edit: bool) -> impl IntoView {
    let i18n = use_i18n();
    let name = shown_name(i18n, &contact.name());
    let person = [contact.given_name.as_str(), contact.family_name.as_str()].join(" ").trim().to_owned();
    // Who stands behind the name: the person of a firm, or the firm of a person.
    let behind = [contact.title.clone(), person].into_iter().find(|text| !text.is_empty() && *text != name);
    let about =
        [Some(kind_text(i18n, contact.kind).to_owned()), behind, given(contact.city), given(contact.code)];
    let about: Vec<_> = about.into_iter().flatten().collect();
    let may_send = use_right(Right::Send) && contact.deleted.is_none() && !contact.addresses.is_empty();
    let id = contact.id;
    view! {
        <PageTitle text=Signal::stored(name) />
        <div class="row between card-head">
            <p class="dim sm">{about.join(" · ")}</p>
            <div class="row acts">
                {may_edit.then(|| view! {
                    <a class="btn" href=format!("/c/{company}/contacts/{id}/edit")>{t!(i18n, contacts.edit)}</a>
                })}
                {may_send.then(|| view! {
                    <a class="btn primary" href=format!("/c/{company}/send?contact={id}")>
                        <Icon name="send" />{t!(i18n, contacts.send_to_one)}
                    </a>
                })}
            </div>
        </div>
    }
}

fn given(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}
