use domain::companies::MemberRow;
use leptos::prelude::*;

use super::api::RemoveMember;
use crate::form::{ActionResult, CompanyField, PostForm, SubmitButton, use_call};
use crate::i18n::*;
use crate::parts::Confirm;

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
    let action = use_call::<RemoveMember>();
    let (name, asked) = (member.name.clone(), member.name);
    view! {
        <ActionResult action>{t!(i18n, members.removed)}</ActionResult>
        <div class="row">
            <Confirm
                id="remove-member" framed=true label=words!(i18n, members.remove_button)
                title=words!(i18n, members.remove_title, name = name.clone())
                means=words!(i18n, members.remove_means, name = asked.clone())
            >
                <PostForm action plain=true>
                    <CompanyField />
                    <input type="hidden" name="member" value=member.id.to_string() />
                    <SubmitButton class="danger">{t!(i18n, members.remove_button)}</SubmitButton>
                </PostForm>
            </Confirm>
        </div>
    }
}
