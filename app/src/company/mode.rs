use domain::companies::ModeView;
use domain::company::CompanyMode;
use domain::id::CompanyId;
use leptos::prelude::*;

use super::api::SetCompanyMode;
use super::gaps::gap_name;
use crate::form::{CompanyField, FormFailure, PostForm, use_call};
use crate::i18n::*;
use crate::parts::Icon;

/// Whether messages really leave, what changes with the switch, and what it still needs.
#[component]
pub fn Mode(company: CompanyId, mode: ModeView, may_edit: bool) -> impl IntoView {
    let i18n = use_i18n();
    let is_test = mode.mode == CompanyMode::Test;
    let title = match is_test {
        true => t_string!(i18n, company.mode_test),
        false => t_string!(i18n, company.mode_live),
    };
    let about = match is_test {
        true => t_string!(i18n, company.mode_test_about),
        false => t_string!(i18n, company.mode_live_about),
    };
    let may_switch = mode.may_switch();
    view! {
        <section class="panel stack" aria-labelledby="mode">
            <div><h2 id="mode">{title}</h2><p class="sm dim">{about}</p></div>
            <Needs company mode=mode.clone() />
            {may_edit.then(|| view! { <Switch mode=mode.mode may_switch /> })}
        </section>
    }
}

/// Everything the switch needs, with what is done already.
#[component]
fn Needs(company: CompanyId, mode: ModeView) -> impl IntoView {
    let i18n = use_i18n();
    let goes_live = mode.mode == CompanyMode::Test;
    let gaps = mode.gaps.iter().map(|gap| gap_name(i18n, *gap)).collect::<Vec<_>>().join(", ");
    let has_gaps = !gaps.is_empty();
    let messages = format!("/c/{company}/messages");
    view! {
        <ul class="plain stack tight">
            {goes_live.then(|| view! {
                <Need done=!has_gaps>
                    {match has_gaps {
                        true => t_string!(i18n, company.lacks_profile),
                        false => t_string!(i18n, company.need_profile),
                    }}
                    {has_gaps.then(|| view! { <span class="dim">" "{gaps.clone()}</span> })}
                </Need>
                <Need done={mode.accounts > 0}>
                    {match mode.accounts {
                        0 => t_string!(i18n, company.lacks_account),
                        _ => t_string!(i18n, company.need_account),
                    }}" "
                    <a class="link" href=format!("/c/{company}/providers")>{t!(i18n, company.to_providers)}</a>
                </Need>
            })}
            <Need done=!mode.waits>
                {match mode.waits {
                    true => t_string!(i18n, company.lacks_nothing_waits),
                    false => t_string!(i18n, company.need_nothing_waits),
                }}
                {mode.waits.then(|| view! {
                    " "<a class="link" href=messages>{t!(i18n, company.to_messages)}</a>
                })}
            </Need>
        </ul>
    }
}

#[component]
fn Need(done: bool, children: Children) -> impl IntoView {
    let i18n = use_i18n();
    let (icon, state) = match done {
        true => ("check", words!(i18n, company.need_done)),
        false => ("alert", words!(i18n, company.need_open)),
    };
    view! {
        <li class="need" data-done=done.to_string()>
            <Icon name=icon small=true /><span class="vh">{state}": "</span><span>{children()}</span>
        </li>
    }
}

/// The button; a plain post, because every page shows the mode.
#[component]
fn Switch(mode: CompanyMode, may_switch: bool) -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<SetCompanyMode>();
    let wanted = match mode {
        CompanyMode::Test => CompanyMode::Live,
        CompanyMode::Live => CompanyMode::Test,
    };
    let (words, changes) = match wanted {
        CompanyMode::Live => (words!(i18n, company.go_live), words!(i18n, company.go_live_changes)),
        CompanyMode::Test => (words!(i18n, company.go_test), words!(i18n, company.go_test_changes)),
    };
    view! {
        <PostForm action plain=true class="stack">
            <CompanyField />
            <input type="hidden" name="mode" value=wanted.word() />
            <FormFailure />
            <p class="sm">{changes}</p>
            <div class="row"><button type="submit" class="btn" disabled=!may_switch>{words}</button></div>
        </PostForm>
    }
}
