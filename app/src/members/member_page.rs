use domain::companies::MemberRow;
use domain::failure::{Failure, Problem};
use domain::rights::Role;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use leptos_router::{LazyRoute, lazy_route};

use super::api::ListMembers;
use super::remove::RemovePanel;
use super::rights_form::RightsForm;
use crate::call::ask;
use crate::frame::{use_company, use_company_path};
use crate::i18n::*;
use crate::parts::{FailureNotice, Loaded, PageBody, PageHead};

/// One member: role, rights, and the way out.
pub struct MemberPage;

#[lazy_route]
impl LazyRoute for MemberPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let company = use_company();
        let members = ask(move || ListMembers { company });
        let id = use_params_map().with_untracked(|params| params.get("member")).unwrap_or_default();
        let draw = move |all: Vec<MemberRow>| shown(&all, &id);
        let back = (format!("/c/{company}/members"), words!(i18n, members.title));
        let head = (words!(i18n, members.member), back);
        view! {
            <PageBody narrow=true>
                <Loaded from=members head children=draw />
            </PageBody>
        }
        .into_any()
    }
}

fn shown(all: &[MemberRow], id: &str) -> AnyView {
    let Some(member) = all.iter().find(|member| member.id.to_string() == id) else {
        crate::request::set_status(404);
        return view! { <Nobody /> }.into_any();
    };
    let owners = all.iter().filter(|member| member.role == Role::Owner).count();
    let last_owner = member.role == Role::Owner && owners == 1;
    let by_owner = all.iter().any(|member| member.is_self && member.role == Role::Owner);
    view! { <Member member=member.clone() last_owner by_owner /> }.into_any()
}

/// The path names no member of the company.
#[component]
fn Nobody() -> impl IntoView {
    let i18n = use_i18n();
    let back = (use_company_path()("members"), words!(i18n, members.title));
    view! {
        <PageHead title=words!(i18n, members.member) back=Some(back) />
        <FailureNotice failure=Failure::new(Problem::NotFound) />
    }
}

#[component]
fn Member(member: MemberRow, last_owner: bool, by_owner: bool) -> impl IntoView {
    let i18n = use_i18n();
    let back = (use_company_path()("members"), words!(i18n, members.title));
    let (title, about) = (member.name.clone(), member.email.clone());
    view! {
        <PageHead title=Signal::stored(title) about=Signal::stored(about) back=Some(back) />
        <RightsForm member=member.clone() last_owner by_owner />
        <RemovePanel member last_owner />
    }
}
