use domain::companies::InvitationRow;
use leptos::prelude::*;

use super::api::WithdrawInvitation;
use super::words::role_name;
use crate::call::Asked;
use crate::form::{ActionResult, Call, CompanyField, PostForm, SubmitButton, use_call, use_refetch};
use crate::i18n::*;
use crate::parts::{ActCell, Cell, Confirm, Day, LeadCell, Loaded, Table, TableRow};

/// Invitations that wait; nothing at all when there are none.
#[component]
pub fn Invitations(rows: Asked<Vec<InvitationRow>>) -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<WithdrawInvitation>();
    use_refetch(action, rows);
    view! {
        <ActionResult action>{t!(i18n, members.withdrawn)}</ActionResult>
        <Loaded from=rows rows=1 let:waiting>
            {(!waiting.is_empty()).then(|| view! { <Waiting rows=waiting action /> })}
        </Loaded>
    }
}

#[component]
fn Waiting(rows: Vec<InvitationRow>, action: Call) -> impl IntoView {
    let i18n = use_i18n();
    let columns = vec![
        words!(i18n, members.invited_email),
        words!(i18n, members.role),
        words!(i18n, members.invited),
        words!(i18n, members.expires),
    ];
    view! {
        <section class="panel flush" aria-labelledby="waiting">
            <header><h2 id="waiting">{t!(i18n, members.waiting)}</h2></header>
            <Table caption=words!(i18n, members.waiting) columns acts=true>
                {rows.into_iter().map(|row| view! { <Invitation row action /> }).collect_view()}
            </Table>
        </section>
    }
}

#[component]
fn Invitation(row: InvitationRow, action: Call) -> impl IntoView {
    let i18n = use_i18n();
    let email = row.email.clone();
    view! {
        <TableRow>
            <LeadCell><b>{row.email}</b></LeadCell>
            <Cell label=words!(i18n, members.role)>{role_name(i18n, row.role)}</Cell>
            <Cell label=words!(i18n, members.invited)><Day at=row.invited /></Cell>
            <Cell label=words!(i18n, members.expires)><Day at=row.expires /></Cell>
            <ActCell>
                <Confirm
                    id=format!("withdraw-{}", row.id) label=words!(i18n, members.withdraw)
                    title=words!(i18n, members.withdraw_title)
                    means=words!(i18n, members.withdraw_means, email = email.clone())
                >
                    <PostForm action>
                        <CompanyField />
                        <input type="hidden" name="invitation" value=row.id.to_string() />
                        <SubmitButton class="danger">{t!(i18n, members.withdraw)}</SubmitButton>
                    </PostForm>
                </Confirm>
            </ActCell>
        </TableRow>
    }
}
