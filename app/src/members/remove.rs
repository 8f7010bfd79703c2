use domain::companies::{LeavingView, MemberRow};
use leptos::prelude::*;

use super::api::{LeavingMember, RemoveMember};
use crate::call::ask;
use crate::form::{ActionResult, CompanyField, PostForm, SelectField, SubmitButton, use_call};
use crate::frame::use_company;
use crate::i18n::*;
use crate::parts::{Confirm, Loaded};

/// Takes a member out, after saying what that means. The last owner cannot go and is told why.
#[component]
pub fn RemovePanel(member: MemberRow, last_owner: bool) -> impl IntoView {
    let i18n = use_i18n();
    let about = match (last_owner, member.is_self) {
        (true, _) => t_string!(i18n, members.remove_last_owner),
        (false, true) => t_string!(i18n, members.leave_about),
        (false, false) => t_string!(i18n, members.remove_about),
    };
    view! {
        <section class="stack" aria-labelledby="remove">
            <div>
                <h2 id="remove">{t!(i18n, members.remove)}</h2>
                <p class="sm dim">{about}</p>
            </div>
            {(!last_owner).then(|| view! { <RemoveForm member /> })}
        </section>
    }
}

#[component]
fn RemoveForm(member: MemberRow) -> impl IntoView {
    let i18n = use_i18n();
    let (action, company, id) = (use_call::<RemoveMember>(), use_company(), member.id);
    let left = ask(move || LeavingMember { company, member: id });
    let (name, asked) = (member.name.clone(), member.name);
    view! {
        <ActionResult action>{t!(i18n, members.removed)}</ActionResult>
        <div class="row">
            <Confirm
                id="remove-member" framed=true label=words!(i18n, members.remove_button)
                title=words!(i18n, members.remove_title, name = name.clone())
                means=words!(i18n, members.remove_means, name = asked.clone())
            >
                <PostForm action plain=true class="stack">
                    <CompanyField />
                    <input type="hidden" name="member" value=member.id.to_string() />
                    <Loaded from=left rows=1 children={move |left: LeavingView| view! { <Left left /> }} />
                    <SubmitButton class="danger">{t!(i18n, members.remove_button)}</SubmitButton>
                </PostForm>
            </Confirm>
        </div>
    }
}

/// What stays behind, and who goes on with the drafts; nothing where there is nothing.
#[component]
fn Left(left: LeavingView) -> impl IntoView {
    let i18n = use_i18n();
    let lines = [
        (left.under_way, words!(i18n, members.left_campaigns, number = left.under_way)),
        (left.lists, words!(i18n, members.left_lists, number = left.lists)),
        (left.invitations, words!(i18n, members.left_invitations, number = left.invitations)),
    ];
    let lines = lines.into_iter().filter(|(number, _)| *number > 0);
    let lines: Vec<_> = lines.map(|(_, words)| view! { <li>{words}</li> }).collect();
    let heirs = left.heirs.into_iter().map(|heir| (heir.id.to_string(), heir.name)).collect();
    view! {
        {(!lines.is_empty()).then(|| view! { <ul class="sm dim">{lines}</ul> })}
        {(left.drafts > 0).then(|| view! {
            <SelectField
                name="heir" label=words!(i18n, members.heir, number = left.drafts) options=heirs
                hint=words!(i18n, members.heir_hint)
            />
        })}
    }
}
