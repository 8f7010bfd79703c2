use domain::accounts::SessionRow;
use leptos::prelude::*;

use super::api::{EndOtherSessions, EndSession};
use super::whereabouts::{address_text, device_text};
use crate::call::Asked;
use crate::form::{ActionResult, Call, PostForm, use_call, use_refetch};
use crate::i18n::*;
use crate::parts::{ActCell, Cell, LeadCell, Loaded, Moment, Table, TableRow};

/// Where the person is signed in, and the way to end each.
#[component]
pub fn Sessions(rows: Asked<Vec<SessionRow>>) -> impl IntoView {
    let i18n = use_i18n();
    let (one, others) = (use_call::<EndSession>(), use_call::<EndOtherSessions>());
    use_refetch(one, rows);
    use_refetch(others, rows);
    view! {
        <section class="stack" aria-labelledby="sessions">
            <div>
                <h2 id="sessions">{t!(i18n, account.sessions)}</h2>
                <p class="sm dim">{t!(i18n, account.sessions_about)}</p>
            </div>
            <ActionResult action=one>{t!(i18n, account.ended)}</ActionResult>
            <ActionResult action=others>{t!(i18n, account.others_ended)}</ActionResult>
            <div class="panel flush">
                <Loaded from=rows rows=2 let:sessions><List sessions one others /></Loaded>
            </div>
        </section>
    }
}

#[component]
fn List(sessions: Vec<SessionRow>, one: Call, others: Call) -> impl IntoView {
    let i18n = use_i18n();
    let several = sessions.len() > 1;
    let columns = vec![
        words!(i18n, account.device),
        words!(i18n, account.address),
        words!(i18n, account.seen),
        words!(i18n, account.started),
    ];
    view! {
        <Table caption=words!(i18n, account.sessions) columns acts=true>
            {sessions.into_iter().map(|session| view! { <Session session action=one /> }).collect_view()}
        </Table>
        {several.then(|| view! { <EndOthers action=others /> })}
    }
}

#[component]
fn EndOthers(action: Call) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <PostForm action class="pager">
            <span class="sm dim">{t!(i18n, account.end_others_means)}</span>
            <button type="submit" class="btn">{t!(i18n, account.end_others)}</button>
        </PostForm>
    }
}

#[component]
fn Session(session: SessionRow, action: Call) -> impl IntoView {
    let i18n = use_i18n();
    let agent = session.agent.clone();
    let end = (!session.is_this).then(|| view! { <EndForm session=session.clone() action /> });
    view! {
        <TableRow>
            <LeadCell>
                <b title=agent>{device_text(i18n, &session.agent)}</b>
                {session.is_this.then(|| view! { <span class="sub">{t!(i18n, account.this_one)}</span> })}
            </LeadCell>
            <Cell label=words!(i18n, account.address)>{address_text(i18n, &session.address)}</Cell>
            <Cell label=words!(i18n, account.seen)><Moment at=session.seen /></Cell>
            <Cell label=words!(i18n, account.started)><Moment at=session.started /></Cell>
            <ActCell>{end}</ActCell>
        </TableRow>
    }
}

#[component]
fn EndForm(session: SessionRow, action: Call) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <PostForm action>
            <input type="hidden" name="session" value=session.id.to_string() />
            <button type="submit" class="btn quiet danger">{t!(i18n, account.end)}</button>
        </PostForm>
    }
}
