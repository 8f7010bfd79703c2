use domain::exports::ExportKind;
use domain::id::CompanyId;
use domain::messages::{MessageQuery, MessageViewRow};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::{LazyRoute, lazy_route};

use super::api::{DeleteView, SaveView};
use crate::exports::filter::{described, pairs_of_messages};
use crate::form::{
    ActionResult, Call, CompanyField, FormFailure, PostForm, SubmitButton, TextField, use_call,
};
use crate::frame::use_company;
use crate::i18n::*;
use crate::messages::api::list_views;
use crate::messages::paths::{list_path, read_query};
use crate::parts::{ActCell, Cell, Empty, FailureNotice, LeadCell, Page, Table, TableRow};

/// `/c/{company}/views`: the saved filters of the list of messages; the address holds the one to keep.
pub struct ViewsPage;

#[lazy_route]
impl LazyRoute for ViewsPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let company = use_company();
        let filter = use_query_map().with_untracked(read_query).first_page();
        let removing = use_call::<DeleteView>();
        let back = (list_path(company, &filter), words!(i18n, messages.title));
        let drawn = Suspend::new(async move {
            match list_views(company).await {
                Ok(views) => view! { <Views company views removing /> }.into_any(),
                Err(error) => view! { <FailureNotice failure=error.0 /> }.into_any(),
            }
        });
        view! {
            <Page title=words!(i18n, views.title) about=words!(i18n, views.about) back narrow=true>
                <ActionResult action=removing>{t!(i18n, views.removed)}</ActionResult>
                <Keep company filter />
                <Suspense>{drawn}</Suspense>
            </Page>
        }
        .into_any()
    }
}

/// A filter in a few words.
fn words_of(i18n: Locale, filter: &MessageQuery) -> String {
    let told = described(i18n, ExportKind::Messages, &pairs_of_messages(filter));
    told.into_iter().map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().join(" · ")
}

/// The form that keeps the filter of the address.
#[component]
fn Keep(company: CompanyId, filter: MessageQuery) -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<SaveView>();
    if filter == MessageQuery::default() {
        return view! {
            <section class="panel stack">
                <p class="dim">{t!(i18n, views.nothing_to_save)}</p>
                <div class="row"><a class="btn" href=format!("/c/{company}/messages")>{t!(i18n, views.to_list)}</a></div>
            </section>
        }
        .into_any();
    }
    let hidden = filter.filters().map(|(name, word)| {
        view! { <input type="hidden" name=format!("filter[{name}]") value=word.to_owned() /> }
    });
    let hidden = hidden.collect_view();
    view! {
        <section class="panel stack" aria-labelledby="keep">
            <div><h2 id="keep">{t!(i18n, views.save_title)}</h2><p class="sm dim">{words_of(i18n, &filter)}</p></div>
            <PostForm action plain=true class="stack">
                <CompanyField />
                {hidden}
                <FormFailure />
                <TextField name="name" label=words!(i18n, views.name) hint=words!(i18n, views.name_hint) required=true />
                <div class="row"><SubmitButton>{t!(i18n, views.save)}</SubmitButton></div>
            </PostForm>
        </section>
    }
    .into_any()
}

#[component]
fn Views(company: CompanyId, views: Vec<MessageViewRow>, removing: Call) -> impl IntoView {
    let i18n = use_i18n();
    if views.is_empty() {
        return view! {
            <section class="panel flush"><Empty icon="filter" title=words!(i18n, views.none)>""</Empty></section>
        }
        .into_any();
    }
    let columns = vec![words!(i18n, views.column_name), words!(i18n, views.column_filter)];
    let rows = views.into_iter().map(move |row| view! { <Row company row removing /> });
    view! {
        <section class="panel flush">
            <Table caption=words!(i18n, views.title) columns acts=true>{rows.collect_view()}</Table>
        </section>
    }
    .into_any()
}

#[component]
fn Row(company: CompanyId, row: MessageViewRow, removing: Call) -> impl IntoView {
    let i18n = use_i18n();
    let filter = words_of(i18n, &row.filter);
    let label = t_string!(i18n, views.remove_one, name = row.name.clone()).to_string();
    view! {
        <TableRow>
            <LeadCell><a href=list_path(company, &row.filter)>{row.name}</a></LeadCell>
            <Cell label=words!(i18n, views.column_filter)>{filter}</Cell>
            <ActCell>
                <PostForm action=removing plain=true>
                    <CompanyField />
                    <input type="hidden" name="view" value=row.id.to_string() />
                    <button type="submit" class="btn quiet danger" aria-label=label>{t!(i18n, views.remove)}</button>
                </PostForm>
            </ActCell>
        </TableRow>
    }
}
