use domain::rights::{Right, Role};
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::api::InviteMember;
use super::role_choices::role_choices;
use crate::form::{ChoiceField, CompanyField, FormFailure, PostForm, SubmitButton, TextField, use_call};
use crate::frame::use_company_path;
use crate::i18n::*;
use crate::page_context::use_right;
use crate::parts::Page;

/// Invites somebody to the company by e-mail.
pub struct InvitePage;

#[lazy_route]
impl LazyRoute for InvitePage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let back = (use_company_path()("members"), words!(i18n, members.title));
        view! {
            <Page title=words!(i18n, members.invite) about=words!(i18n, members.invite_about) back narrow=true>
                <section class="panel"><InviteForm /></section>
            </Page>
        }
        .into_any()
    }
}

#[component]
fn InviteForm() -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<InviteMember>();
    // Owners alone make owners; the server has the last word.
    let roles = if use_right(Right::ManageMembers) { Role::ALL } else { &[] };
    let choices = role_choices(i18n, roles.iter().copied());
    view! {
        <PostForm action class="stack">
            <CompanyField />
            <FormFailure />
            <TextField
                name="email" label=words!(i18n, members.invited_email) hint=words!(i18n, members.invited_email_hint)
                kind="email" autocomplete="off" required=true
            />
            <ChoiceField name="role" label=words!(i18n, members.role) choices value=Role::Sender.word() />
            <div class="form-end"><SubmitButton>{t!(i18n, members.send_invitation)}</SubmitButton></div>
        </PostForm>
    }
}
