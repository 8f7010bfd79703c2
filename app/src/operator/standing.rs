use domain::operator::{BackupsView, DatabaseKind, InstallationView, QueueRow};
use domain::turkish::format_integer;
use leptos::prelude::*;

use super::size::size_text;
use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::{Cell, LeadCell, Moment, Notice, Table, TableRow, Tone, channel_name};

/// How the installation stands.
#[component]
pub fn Standing(installation: InstallationView) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let database = match installation.database {
        DatabaseKind::Sqlite => "SQLite",
        DatabaseKind::Postgres => "PostgreSQL",
    };
    let mails = match installation.sends_mail {
        true => t_string!(i18n, operator.mails_leave),
        false => t_string!(i18n, operator.mails_wait),
    };
    let size = size_text(installation.database_bytes, lang);
    view! {
        <section class="panel" aria-labelledby="standing">
            <h2 id="standing">{t!(i18n, operator.standing)}</h2>
            <dl class="props">
                <div><dt>{t!(i18n, operator.release)}</dt><dd>{installation.release}</dd></div>
                <div><dt>{t!(i18n, operator.database)}</dt><dd>{database}", "{size}</dd></div>
                <div><dt>{t!(i18n, operator.mails)}</dt><dd>{mails}</dd></div>
                <Backups backups=installation.backups />
            </dl>
        </section>
        <BackupTrouble backups=installation.backups />
        <Queue rows=installation.queue />
    }
}

#[component]
fn Backups(backups: Option<BackupsView>) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let Some(backups) = backups else {
        let none = t_string!(i18n, operator.no_backups);
        return view! { <div><dt>{t!(i18n, operator.backup)}</dt><dd>{none}</dd></div> }.into_any();
    };
    let checked = match backups.checked {
        true => t_string!(i18n, operator.backup_checked),
        false => t_string!(i18n, operator.backup_unchecked),
    };
    let newest = match backups.newest {
        Some(at) => view! {
            <Moment at />", "{size_text(backups.bytes, lang)}<span class="sub">{checked}</span>
        }
        .into_any(),
        None => t_string!(i18n, operator.no_backup_yet).into_any(),
    };
    view! {
        <div><dt>{t!(i18n, operator.backup)}</dt><dd>{newest}</dd></div>
        <div><dt>{t!(i18n, operator.backup_due)}</dt><dd><Moment at=backups.due /></dd></div>
    }
    .into_any()
}

#[component]
fn BackupTrouble(backups: Option<BackupsView>) -> impl IntoView {
    let i18n = use_i18n();
    let failed = backups.is_some_and(|backups| backups.failed);
    failed.then(|| view! { <Notice tone=Tone::Bad><p>{t!(i18n, operator.backup_failed)}</p></Notice> })
}

/// What has not left yet.
#[component]
fn Queue(rows: Vec<QueueRow>) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let columns = vec![
        words!(i18n, operator.channel),
        words!(i18n, operator.waiting),
        words!(i18n, operator.held),
        words!(i18n, operator.in_doubt),
    ];
    let rows = rows.into_iter().map(move |row| {
        view! {
            <TableRow>
                <LeadCell><b>{channel_name(i18n, row.channel)}</b></LeadCell>
                <Cell label=words!(i18n, operator.waiting)>{format_integer(row.waiting, lang)}</Cell>
                <Cell label=words!(i18n, operator.held)>{format_integer(row.held, lang)}</Cell>
                <Cell label=words!(i18n, operator.in_doubt)>{format_integer(row.in_doubt, lang)}</Cell>
            </TableRow>
        }
    });
    view! {
        <section class="stack" aria-labelledby="queue">
            <div>
                <h2 id="queue">{t!(i18n, operator.queue)}</h2>
                <p class="sm dim">{t!(i18n, operator.queue_about)}</p>
            </div>
            <div class="panel flush">
                <Table caption=words!(i18n, operator.queue) columns>{rows.collect_view()}</Table>
            </div>
        </section>
    }
}
