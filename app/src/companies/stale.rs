use domain::page::CompanyBadge;
use leptos::prelude::*;

use crate::form::SubmitButton;
use crate::form::{PostForm, use_call};
use crate::i18n::*;
use crate::session::SwitchCompany;

/// A tab names another company than the session works in: nothing is done before the visitor chooses.
#[component]
pub fn OtherCompany(asked: CompanyBadge, here: CompanyBadge, next: String) -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<SwitchCompany>();
    let names = (asked.name.clone(), here.name.clone());
    let back = format!("/c/{}", here.id);
    view! {
        <h1>{t!(i18n, companies.other)}</h1>
        <p>{t!(i18n, companies.other_why, asked = names.0.clone(), here = names.1.clone())}</p>
        <PostForm action plain=true class="stack">
            <input type="hidden" name="company" value=asked.id.to_string() />
            <input type="hidden" name="next" value=next />
            <SubmitButton class="wide">{t!(i18n, companies.switch, asked = asked.name.clone())}</SubmitButton>
        </PostForm>
        <a class="btn wide" href=back>{t!(i18n, companies.stay, here = here.name.clone())}</a>
    }
}
