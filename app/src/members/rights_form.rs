use domain::companies::MemberRow;
use domain::rights::{Right, Rights, Role};
use leptos::prelude::*;

use super::api::ChangeMemberRights;
use super::role_choices::role_choices;
use super::words::right_name;
use crate::form::{
    Choice, ChoiceField, CompanyField, FormDone, FormFailure, PostForm, SubmitButton, use_call,
};
use crate::i18n::*;
use crate::parts::Notice;

/// Role and rights of a member. The style sheet hides the list of rights while the role's own are
/// chosen, so the form reads the same without JavaScript.
#[component]
pub fn RightsForm(member: MemberRow, last_owner: bool, by_owner: bool) -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<ChangeMemberRights>();
    let roles = Role::ALL.iter().copied().filter(move |role| by_owner || *role != Role::Owner);
    let owned_by_others = member.role == Role::Owner && !by_owner;
    view! {
        {last_owner.then(|| view! { <Notice><p>{t!(i18n, members.last_owner)}</p></Notice> })}
        {owned_by_others.then(|| view! { <Notice><p>{t!(i18n, members.owners_only)}</p></Notice> })}
        <PostForm action class="panel stack rights-form">
            <CompanyField />
            <input type="hidden" name="member" value=member.id.to_string() />
            <FormFailure />
            <fieldset class="group" disabled=last_owner || owned_by_others>
                <ChoiceField
                    name="role" label=words!(i18n, members.role) choices=role_choices(i18n, roles)
                    value=member.role.word()
                />
                <OwnRights rights=member.rights role=member.role />
                <div class="form-end">
                    <SubmitButton>{t!(i18n, members.save)}</SubmitButton>
                    <FormDone>{t!(i18n, members.saved)}</FormDone>
                </div>
            </fieldset>
        </PostForm>
    }
}

#[component]
fn OwnRights(rights: Rights, role: Role) -> impl IntoView {
    let i18n = use_i18n();
    let basis = if rights == role.rights() { "role" } else { "own" };
    let choice = |value: &str, words: &str, about: &str| Choice {
        value: value.to_owned(),
        words: words.to_owned(),
        about: about.to_owned(),
    };
    let choices = vec![
        choice("role", t_string!(i18n, members.by_role), t_string!(i18n, members.by_role_about)),
        choice("own", t_string!(i18n, members.by_choice), t_string!(i18n, members.by_choice_about)),
    ];
    view! {
        <div class="of-rights stack">
            <ChoiceField name="basis" label=words!(i18n, members.rights) choices value=basis />
            <fieldset class="field of-own">
                <legend>{t!(i18n, members.may)}</legend>
                <div class="choices">
                    {Right::ALL.iter().map(|right| view! { <RightBox right=*right checked=rights.has(*right) /> }).collect_view()}
                </div>
            </fieldset>
        </div>
    }
}

#[component]
fn RightBox(right: Right, checked: bool) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <label class="pick">
            <input type="checkbox" name="rights[]" value=right.word() checked=checked />
            <span>{right_name(i18n, right)}</span>
        </label>
    }
}
