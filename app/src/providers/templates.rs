use domain::id::{AccountId, CompanyId};
use domain::provider_accounts::{TemplateStatus, TemplateView};
use leptos::prelude::*;

use super::api::{ListTemplates, SyncTemplates};
use super::labels::{category_text, quality_text, status_text};
use crate::call::ask;
use crate::form::{FormDone, FormFailure, PostForm, use_call, use_refetch};
use crate::i18n::*;
use crate::parts::{Cell, Icon, LeadCell, Loaded, Table, TableRow};

/// The templates of a WhatsApp account, as they were last read from Meta.
#[component]
pub fn Templates(company: CompanyId, account: AccountId) -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<SyncTemplates>();
    let templates = ask(move || ListTemplates { company, account });
    use_refetch(action, templates);
    view! {
        <section class="panel flush" aria-labelledby="templates">
            <header>
                <div>
                    <h2 id="templates">{t!(i18n, providers.templates)}</h2>
                    <p class="sm dim">{t!(i18n, providers.templates_about)}</p>
                </div>
                <PostForm action>
                    <input type="hidden" name="company" value=company.to_string() />
                    <input type="hidden" name="account" value=account.to_string() />
                    <FormFailure />
                    <FormDone>{move || t!(i18n, providers.templates_synced)}</FormDone>
                    <button type="submit" class="btn"><Icon name="repeat" small=true />{t!(i18n, providers.templates_sync)}</button>
                </PostForm>
            </header>
            <Loaded from=templates children={move |rows: Vec<TemplateView>| {
                if rows.is_empty() {
                    view! { <p class="pad sm dim">{t!(i18n, providers.templates_empty)}</p> }.into_any()
                } else {
                    view! { <Rows rows /> }.into_any()
                }
            }} />
        </section>
    }
}

#[component]
fn Rows(rows: Vec<TemplateView>) -> impl IntoView {
    let i18n = use_i18n();
    let columns = vec![
        words!(i18n, providers.template_name),
        words!(i18n, providers.template_category),
        words!(i18n, providers.template_status),
        words!(i18n, providers.template_quality),
    ];
    let rows = rows.into_iter().map(move |row| {
        let quality = quality(i18n, &row);
        view! {
            <TableRow>
                <LeadCell>
                    <b>{row.name}</b><span class="sub">{row.language}" · "{row.shape.body}</span>
                </LeadCell>
                <Cell label=words!(i18n, providers.template_category)>{category_text(i18n, row.category)}</Cell>
                <Cell label=words!(i18n, providers.template_status)><StatusMark status=row.status /></Cell>
                <Cell label=words!(i18n, providers.template_quality)>{quality}</Cell>
            </TableRow>
        }
    });
    view! { <Table caption=words!(i18n, providers.templates) columns>{rows.collect_view()}</Table> }
}

/// A status as icon and word.
#[component]
fn StatusMark(status: TemplateStatus) -> impl IntoView {
    let i18n = use_i18n();
    let (mark, icon) = match status {
        TemplateStatus::Approved => ("delivered", "check"),
        TemplateStatus::Pending => ("planned", "clock"),
        TemplateStatus::Paused => ("held", "pause"),
        TemplateStatus::Rejected => ("failed", "x"),
        _ => ("cancelled", "stop"),
    };
    view! { <span class="state" data-s=mark><Icon name=icon small=true />{status_text(i18n, status)}</span> }
}

/// Only what people get has a quality.
fn quality(i18n: Locale, row: &TemplateView) -> &'static str {
    let gets_out = matches!(row.status, TemplateStatus::Approved | TemplateStatus::Paused);
    if gets_out { quality_text(i18n, &row.quality) } else { "–" }
}
