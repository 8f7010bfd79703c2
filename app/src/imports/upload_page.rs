use domain::id::CompanyId;
use domain::imports::{ImportRow, ImportState};
use domain::turkish::format_integer;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::{LazyRoute, lazy_route};

use super::api::ListImports;
use super::labels::state_text;
use crate::call::ask;
use crate::form::{FormKey, problem_text};
use crate::frame::use_company;
use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::{Cell, Icon, LeadCell, Loaded, Moment, Page, Table, TableRow};

/// Uploads that one page lists.
const PAGE: usize = 50;

/// `/c/{company}/contacts/import`: choose a list, and the lists of before.
pub struct UploadPage;

#[lazy_route]
impl LazyRoute for UploadPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let company = use_company();
        let query = use_query_map();
        let before = move || query.with(|query| query.get("before")?.parse().ok());
        let earlier = ask(move || ListImports { company, before: before() });
        let back = (format!("/c/{company}/contacts"), words!(i18n, contacts.title));
        view! {
            <Page title=words!(i18n, imports.title) about=words!(i18n, imports.about) back narrow=true>
                <section class="panel" aria-labelledby="choose">
                    <h2 id="choose">{t!(i18n, imports.choose)}</h2>
                    <UploadForm company />
                </section>
                <Example />
                <Loaded from=earlier children={move |rows: Vec<ImportRow>| {
                    (!rows.is_empty()).then(|| view! { <Earlier company rows /> })
                }} />
            </Page>
        }
        .into_any()
    }
}

/// A plain form: the browser sends the file and follows to the page of the import.
#[component]
fn UploadForm(company: CompanyId) -> impl IntoView {
    let i18n = use_i18n();
    let refused = refused_file(i18n).map(|words| {
        view! {
            <p class="error" id="file-error" role="alert"><Icon name="alert" small=true />{words}</p>
        }
    });
    let invalid = refused.is_some().then_some("true");
    view! {
        <form
            class="stack" method="post" enctype="multipart/form-data"
            action=format!("/c/{company}/imports/upload")
        >
            <FormKey />
            <div class="field">
                <label for="file">{t!(i18n, imports.file)}</label>
                <input
                    class="in file" id="file" name="file" type="file" required aria-describedby="file-error file-hint" aria-invalid=invalid
                    accept=".csv,.txt,.tsv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                />
                {refused}
                <p class="hint" id="file-hint">{t!(i18n, imports.file_hint)}</p>
            </div>
            <div class="form-end">
                <button type="submit" class="btn primary">{t!(i18n, imports.upload)}</button>
                <p class="sm dim">{t!(i18n, imports.upload_about)}</p>
            </div>
        </form>
    }
}

/// What was wrong with the file that was just sent; the server comes back to this page with it.
fn refused_file(i18n: Locale) -> Option<String> {
    let draft = use_page_context().draft.filter(|draft| draft.path.ends_with("/imports/upload"))?;
    let failure = draft.failure;
    let problem = failure.fields.first().map_or(failure.problem, |field| field.problem);
    let detail = failure.fields.first().map_or(failure.detail.clone(), |field| field.detail.clone());
    // A number is that of the row where reading stopped.
    let detail = detail.map(|detail| match detail.parse::<u32>() {
        Ok(_) => t_string!(i18n, imports.line, number = detail).to_string(),
        Err(_) => detail,
    });
    Some(problem_text(i18n, problem, detail.as_deref()))
}

/// What a list may look like.
#[component]
fn Example() -> impl IntoView {
    let i18n = use_i18n();
    let row = |cells: [&'static str; 4]| {
        let [name, phone, email, tag] = cells;
        view! {
            <tr><td>{name}</td><td class="tel">{phone}</td><td class="no-phone">{email}</td><td>{tag}</td></tr>
        }
    };
    view! {
        <section class="panel stack" aria-labelledby="example">
            <h2 id="example">{t!(i18n, imports.example)}</h2>
            <p class="sm dim">{t!(i18n, imports.example_about)}</p>
            <div class="tbox keep">
                <table class="table example">
                    <caption class="vh">{t!(i18n, imports.example)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t!(i18n, imports.example_name)}</th>
                            <th scope="col">{t!(i18n, imports.example_phone)}</th>
                            <th scope="col" class="no-phone">{t!(i18n, imports.example_email)}</th>
                            <th scope="col">{t!(i18n, imports.example_tag)}</th>
                        </tr>
                    </thead>
                    <tbody>
                        {row(["Çelik Nakliyat Ltd. Şti.", "0533 555 04 17", "info@celik.example", "Filo"])}
                        {row(["Mehmet Yıldırım", "532 555 01 83", "", "Kış lastiği"])}
                    </tbody>
                </table>
            </div>
            <ul class="prose sm">
                <li>{t!(i18n, imports.rule_columns)}</li>
                <li>{t!(i18n, imports.rule_phones)}</li>
                <li>{t!(i18n, imports.rule_known)}</li>
                <li>{t!(i18n, imports.rule_consent)}</li>
            </ul>
        </section>
    }
}

#[component]
fn Earlier(company: CompanyId, rows: Vec<ImportRow>) -> impl IntoView {
    let i18n = use_i18n();
    let columns = vec![
        words!(i18n, imports.column_file),
        words!(i18n, imports.column_state),
        words!(i18n, imports.column_taken),
        words!(i18n, imports.column_refused),
    ];
    let older = (rows.len() >= PAGE).then(|| rows.last().map(|row| row.id)).flatten();
    let rows = rows.into_iter().map(move |row| view! { <EarlierRow company row /> });
    view! {
        <section class="panel flush" aria-labelledby="earlier">
            <header><h2 id="earlier">{t!(i18n, imports.earlier)}</h2></header>
            <Table caption=words!(i18n, imports.earlier) columns>{rows.collect_view()}</Table>
            {older.map(|id| view! {
                <div class="pager">
                    <span></span>
                    <a class="btn" href=format!("/c/{company}/contacts/import?before={id}")>{t!(i18n, imports.older)}</a>
                </div>
            })}
        </section>
    }
}

#[component]
fn EarlierRow(company: CompanyId, row: ImportRow) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let begun = row.state != ImportState::Uploaded;
    let number = move |count: u32| begun.then(|| format_integer(i64::from(count), lang));
    view! {
        <TableRow>
            <LeadCell>
                <a href=format!("/c/{company}/contacts/import/{}", row.id)>{row.file_name}</a>
                <span class="sub"><Moment at=row.created /></span>
            </LeadCell>
            <Cell label=words!(i18n, imports.column_state)>{state_text(i18n, row.state)}</Cell>
            <Cell label=words!(i18n, imports.column_taken)>{number(row.counts.added + row.counts.updated)}</Cell>
            <Cell label=words!(i18n, imports.column_refused)>{number(row.counts.refused)}</Cell>
        </TableRow>
    }
}
