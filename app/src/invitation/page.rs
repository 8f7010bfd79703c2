use domain::companies::InvitationView;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use leptos_router::{LazyRoute, lazy_route};

use super::accept_form::AcceptForm;
use super::api::view_invitation;
use super::ways::{Join, SignInFirst, Unusable};
use crate::frame::PageTitle;
use crate::i18n::*;
use crate::members::role_name;
use crate::open_frame::Gate;
use crate::page_context::use_page_context;

/// An invitation, and the way to accept it that fits its reader.
pub struct InvitationPage;

#[lazy_route]
impl LazyRoute for InvitationPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let token = use_params_map().with_untracked(|params| params.get("token")).unwrap_or_default();
        let drawn = Suspend::new(async move {
            match view_invitation(token.clone()).await {
                Ok(invitation) => view! { <Invited invitation token /> }.into_any(),
                Err(error) => view! { <Unusable failure=error.0 /> }.into_any(),
            }
        });
        view! {
            <PageTitle text=words!(i18n, invitation.title) />
            <Gate wide=true><Suspense>{drawn}</Suspense></Gate>
        }
        .into_any()
    }
}

#[component]
fn Invited(invitation: InvitationView, token: String) -> impl IntoView {
    let i18n = use_i18n();
    let role = role_name(i18n, invitation.role);
    let (company, by) = (invitation.company.clone(), invitation.invited_by.clone());
    view! {
        <div class="stack tight">
            <h1>{t!(i18n, invitation.heading, company = company.clone())}</h1>
            <p class="dim">{t!(i18n, invitation.about, by = by.clone(), role = role)}</p>
        </div>
        {way(invitation, token)}
    }
}

/// For somebody who is signed in, who only has to sign in, or who is new.
fn way(invitation: InvitationView, token: String) -> AnyView {
    let mine = use_page_context().visitor.map(|visitor| visitor.email);
    match mine {
        Some(mine) => view! { <Join mine invited=invitation.email token /> }.into_any(),
        None if invitation.has_account => view! { <SignInFirst email=invitation.email token /> }.into_any(),
        None => view! { <AcceptForm email=invitation.email token /> }.into_any(),
    }
}
