use domain::companies::MemberRow;
use domain::rights::Right;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::api::{InviteMember, ListInvitations, ListMembers, RemoveMember};
use super::invitations::Invitations;
use super::words::role_name;
use crate::call::ask;
use crate::form::{ActionResult, use_call};
use crate::frame::{use_company, use_company_path};
use crate::i18n::*;
use crate::page_context::use_right;
use crate::parts::{Cell, Day, Icon, LeadCell, Loaded, Moment, Page, Table, TableRow};

/// The members of the company and the invitations on their way.
pub struct MembersPage;

#[lazy_route]
impl LazyRoute for MembersPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let (company, may_manage) = (use_company(), use_right(Right::ManageMembers));
        let members = ask(move || ListMembers { company });
        let invitations = may_manage.then(|| ask(move || ListInvitations { company }));
        // Carried out on pages of their own, which come back here.
        let (invite, remove) = (use_call::<InviteMember>(), use_call::<RemoveMember>());
        let action = may_manage.then(|| view! { <InviteLink /> }.into_any());
        view! {
            <Page title=words!(i18n, members.title) about=words!(i18n, members.about) action>
                <ActionResult action=invite>{t!(i18n, members.invitation_sent)}</ActionResult>
                <ActionResult action=remove>{t!(i18n, members.removed)}</ActionResult>
                <section class="panel flush">
                    <Loaded from=members let:rows><Members rows may_manage /></Loaded>
                </section>
                {invitations.map(|rows| view! { <Invitations rows /> })}
            </Page>
        }
        .into_any()
    }
}

#[component]
fn InviteLink() -> impl IntoView {
    let i18n = use_i18n();
    let path = use_company_path();
    view! { <a class="btn primary" href=path("members/invite")><Icon name="plus" />{t!(i18n, members.invite)}</a> }
}

#[component]
fn Members(rows: Vec<MemberRow>, may_manage: bool) -> impl IntoView {
    let i18n = use_i18n();
    let columns = vec![
        words!(i18n, members.member),
        words!(i18n, members.role),
        words!(i18n, members.last_sign_in),
        words!(i18n, members.since),
    ];
    view! {
        <Table caption=words!(i18n, members.title) columns>
            {rows.into_iter().map(|member| view! { <Member member may_manage /> }).collect_view()}
        </Table>
    }
}

#[component]
fn Member(member: MemberRow, may_manage: bool) -> impl IntoView {
    let i18n = use_i18n();
    let path = use_company_path();
    let name = match may_manage {
        true => view! { <a href=path(&format!("members/{}", member.id))>{member.name}</a> }.into_any(),
        false => view! { <b>{member.name}</b> }.into_any(),
    };
    let own_rights = member.rights != member.role.rights();
    view! {
        <TableRow>
            <LeadCell>
                {name}
                {member.is_self.then(|| view! { <span class="dim">" "{t!(i18n, members.you)}</span> })}
                <span class="sub">{member.email}</span>
            </LeadCell>
            <Cell label=words!(i18n, members.role)>
                <span>{role_name(i18n, member.role)}
                {own_rights.then(|| view! { <span class="sub">{t!(i18n, members.own_rights)}</span> })}</span>
            </Cell>
            <Cell label=words!(i18n, members.last_sign_in)>{last_sign_in(member.last_sign_in)}</Cell>
            <Cell label=words!(i18n, members.since)><Day at=member.since /></Cell>
        </TableRow>
    }
}

fn last_sign_in(at: Option<domain::time::Timestamp>) -> AnyView {
    let i18n = use_i18n();
    match at {
        Some(at) => view! { <Moment at /> }.into_any(),
        None => view! { <span class="dim">{t!(i18n, members.never)}</span> }.into_any(),
    }
}
