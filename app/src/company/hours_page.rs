use domain::companies::SendingHours;
use domain::rights::Right;
use domain::time::Weekday;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::api::{GetSendingHours, SetSendingHours};
use crate::call::ask;
use crate::form::{
    Call, CompanyField, FormDone, FormFailure, PostForm, SelectField, SubmitButton, problem_text, use_call,
    use_form_state,
};
use crate::frame::use_company;
use crate::i18n::*;
use crate::page_context::use_right;
use crate::parts::{Icon, Loaded, Notice, Page};

/// `/c/{company}/company/hours`: when messages that nobody waits for may leave.
pub struct SendingHoursPage;

#[lazy_route]
impl LazyRoute for SendingHoursPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let company = use_company();
        let hours = ask(move || GetSendingHours { company });
        let action = use_call::<SetSendingHours>();
        let may_edit = use_right(Right::ManageCompany);
        let back = (format!("/c/{company}/company"), words!(i18n, company.title));
        view! {
            <Page title=words!(i18n, company.hours) about=words!(i18n, company.hours_about) back narrow=true>
                {(!may_edit).then(|| view! { <Notice><p>{t!(i18n, company.read_only)}</p></Notice> })}
                <Loaded from=hours children={move |hours: SendingHours| view! { <HoursForm hours action may_edit /> }} />
            </Page>
        }
        .into_any()
    }
}

#[component]
fn HoursForm(hours: SendingHours, action: Call, may_edit: bool) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <PostForm action class="panel stack">
            <CompanyField />
            <FormFailure />
            <fieldset class="group" disabled=!may_edit>
                <div class="duo">
                    <SelectField
                        name="from" label=words!(i18n, company.hours_from) options=clock(0..24)
                        value=hours.from().to_string()
                    />
                    <SelectField
                        name="until" label=words!(i18n, company.hours_until) options=clock(1..25)
                        value=hours.until().to_string()
                    />
                </div>
                <Days hours />
            </fieldset>
            <p class="hint">{t!(i18n, company.hours_law)}</p>
            {may_edit.then(|| view! {
                <div class="form-end">
                    <SubmitButton>{t!(i18n, company.save)}</SubmitButton>
                    <FormDone>{t!(i18n, company.hours_saved)}</FormDone>
                </div>
            })}
        </PostForm>
    }
}

fn clock(hours: std::ops::Range<u8>) -> Vec<(String, String)> {
    hours.map(|hour| (hour.to_string(), format!("{hour:02}:00"))).collect()
}

#[component]
fn Days(hours: SendingHours) -> impl IntoView {
    let i18n = use_i18n();
    let form = use_form_state();
    let kept = form.typed("days");
    let boxes = Weekday::ALL.map(|day| {
        let checked = match &kept {
            Some(kept) => kept.lines().any(|line| line == day.word()),
            None => hours.has(day) && !form.is_draft(),
        };
        view! {
            <label class="pick">
                <input type="checkbox" name="days[]" value=day.word() checked=checked />
                <span>{day_name(i18n, day)}</span>
            </label>
        }
    });
    let problem = move || {
        form.problem("days")
            .map(|found| view! { <p class="error"><Icon name="alert" small=true />{problem_text(i18n, found.problem, None)}</p> })
    };
    view! {
        <fieldset class="field" id="days">
            <legend>{t!(i18n, company.hours_days)}</legend>
            <div class="duo days">{boxes.into_iter().collect_view()}</div>
            <div role="alert">{problem}</div>
        </fieldset>
    }
}

fn day_name(i18n: Locale, day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => t_string!(i18n, company.monday),
        Weekday::Tuesday => t_string!(i18n, company.tuesday),
        Weekday::Wednesday => t_string!(i18n, company.wednesday),
        Weekday::Thursday => t_string!(i18n, company.thursday),
        Weekday::Friday => t_string!(i18n, company.friday),
        Weekday::Saturday => t_string!(i18n, company.saturday),
        Weekday::Sunday => t_string!(i18n, company.sunday),
    }
}
