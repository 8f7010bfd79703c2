use domain::accounts::{AccessKind, AccessRow};
use leptos::prelude::*;

use super::whereabouts::{address_text, device_text};
use crate::call::Asked;
use crate::i18n::*;
use crate::parts::{Cell, LeadCell, Loaded, Moment, Table, TableRow};

/// The latest lines of the person's access log.
#[component]
pub fn AccessLog(rows: Asked<Vec<AccessRow>>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="stack" aria-labelledby="access">
            <div>
                <h2 id="access">{t!(i18n, account.access)}</h2>
                <p class="sm dim">{t!(i18n, account.access_about)}</p>
            </div>
            <div class="panel flush"><Loaded from=rows let:lines><Lines lines /></Loaded></div>
        </section>
    }
}

#[component]
fn Lines(lines: Vec<AccessRow>) -> impl IntoView {
    let i18n = use_i18n();
    let columns = vec![
        words!(i18n, account.event),
        words!(i18n, account.at),
        words!(i18n, account.address),
        words!(i18n, account.device),
    ];
    view! {
        <Table caption=words!(i18n, account.access) columns>
            {lines.into_iter().map(|line| view! { <Line line /> }).collect_view()}
        </Table>
    }
}

#[component]
fn Line(line: AccessRow) -> impl IntoView {
    let i18n = use_i18n();
    let refused = matches!(line.kind, AccessKind::Refused | AccessKind::CodeRefused);
    let class = if refused { "bad" } else { "" };
    view! {
        <TableRow>
            <LeadCell><b class=class>{kind_name(i18n, line.kind)}</b></LeadCell>
            <Cell label=words!(i18n, account.at)><Moment at=line.at /></Cell>
            <Cell label=words!(i18n, account.address)>{address_text(i18n, &line.address)}</Cell>
            <Cell label=words!(i18n, account.device)>{device_text(i18n, &line.agent)}</Cell>
        </TableRow>
    }
}

fn kind_name(i18n: Locale, kind: AccessKind) -> &'static str {
    match kind {
        AccessKind::SignedIn => t_string!(i18n, account.signed_in),
        AccessKind::Refused => t_string!(i18n, account.refused),
        AccessKind::SignedOut => t_string!(i18n, account.signed_out),
        AccessKind::SessionEnded => t_string!(i18n, account.session_ended),
        AccessKind::PasswordChanged => t_string!(i18n, account.password_changed),
        AccessKind::ResetRequested => t_string!(i18n, account.reset_requested),
        AccessKind::PasswordReset => t_string!(i18n, account.password_reset),
        AccessKind::CompanySwitched => t_string!(i18n, account.company_switched),
        AccessKind::EmailChangeAsked => t_string!(i18n, account.email_change_asked),
        AccessKind::EmailChanged => t_string!(i18n, account.email_changed),
        AccessKind::PhoneProven => t_string!(i18n, account.phone_was_proven),
        AccessKind::SecondFactorOn => t_string!(i18n, account.factor_on),
        AccessKind::SecondFactorOff => t_string!(i18n, account.factor_off),
        AccessKind::SecondFactorReset => t_string!(i18n, account.factor_reset),
        AccessKind::SecondStepAsked => t_string!(i18n, account.step_asked),
        AccessKind::CodeRefused => t_string!(i18n, account.code_refused),
        AccessKind::RecoveryCodeUsed => t_string!(i18n, account.recovery_used),
        AccessKind::Exported => t_string!(i18n, account.exported),
    }
}
