use domain::operator::{AuditChainRow, AuditCheck, ChainState};
use domain::turkish::format_integer;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::api::verify_audit_chains;
use crate::frame::PageTitle;
use crate::i18n::*;
use crate::open_frame::Gate;
use crate::page_context::use_page_context;
use crate::parts::{Cell, FailureNotice, Icon, LeadCell, Moment, Notice, Table, TableRow, Tone};

/// `/operator/audit`: opening it checks every chain of the audit log.
pub struct AuditPage;

#[lazy_route]
impl LazyRoute for AuditPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let drawn = Suspend::new(async move {
            match verify_audit_chains().await {
                Ok(check) => view! { <Found check /> }.into_any(),
                Err(error) => view! { <FailureNotice failure=error.0 /> }.into_any(),
            }
        });
        view! {
            <PageTitle text=words!(i18n, operator.audit) />
            <Gate wide=true>
                <div class="stack tight">
                    <h1>{t!(i18n, operator.audit)}</h1>
                    <p class="dim">{t!(i18n, operator.audit_about)}</p>
                </div>
                <Suspense>{drawn}</Suspense>
                <a class="btn wide" href="/operator/audit">{t!(i18n, operator.check_again)}</a>
                <p class="sm"><a href="/operator">{t!(i18n, operator.back)}</a></p>
            </Gate>
        }
        .into_any()
    }
}

#[component]
fn Found(check: AuditCheck) -> impl IntoView {
    let i18n = use_i18n();
    let is_whole = |row: &AuditChainRow| matches!(row.state, ChainState::Whole(_));
    let (tone, words) = match check.chains.iter().all(is_whole) {
        true => (Tone::Good, t_string!(i18n, operator.chains_whole)),
        false => (Tone::Bad, t_string!(i18n, operator.chains_broken)),
    };
    let columns = vec![words!(i18n, operator.chain), words!(i18n, operator.found)];
    let rows = check.chains.into_iter().map(|row| view! { <Chain row /> });
    view! {
        <Notice tone><p>{words}</p><p class="sm">{t!(i18n, operator.checked_at)}" "<Moment at=check.at /></p></Notice>
        <div class="panel flush">
            <Table caption=words!(i18n, operator.audit) columns>{rows.collect_view()}</Table>
        </div>
    }
}

#[component]
fn Chain(row: AuditChainRow) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let name = match row.company {
        Some(_) if row.name.is_empty() => t_string!(i18n, operator.company_gone).to_owned(),
        Some(_) => row.name.clone(),
        None => t_string!(i18n, operator.platform).to_owned(),
    };
    let id = row.company.map(|company| view! { <span class="sub">{company.to_string()}</span> });
    let (class, icon, words) = match row.state {
        ChainState::Whole(entries) => {
            let number = format_integer(entries, lang);
            ("row ok", "check", t_count!(i18n, entries, operator.one_entry | entries, number = number))
        }
        ChainState::BrokenAt(entry) => {
            let number = format_integer(entry, lang);
            ("row bad", "alert", t_string!(i18n, operator.broken_at, number = number).to_string())
        }
    };
    view! {
        <TableRow>
            <LeadCell><b>{name}</b>{id}</LeadCell>
            <Cell label=words!(i18n, operator.found)>
                <span class=class><Icon name=icon small=true />{words}</span>
            </Cell>
        </TableRow>
    }
}
