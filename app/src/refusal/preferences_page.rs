use domain::message::Class;
use domain::refusals::{PreferenceRow, PreferenceStanding, PreferencesView, ReportStanding};
use leptos::prelude::*;
use leptos_meta::Meta;
use leptos_router::hooks::{use_params_map, use_query_map};
use leptos_router::{LazyRoute, lazy_route};

use super::api::view_preferences;
use super::came::Came;
use super::report::{Report, Reported};
use super::unknown::Unknown;
use crate::frame::PageTitle;
use crate::i18n::*;
use crate::open_frame::Gate;
use crate::parts::{Notice, Tone, channel_leading, channel_name};

/// `/p/{token}`: what an address gets, class by class and channel by channel; drawn on the server, posted
/// without scripts.
pub struct PreferencesPage;

#[lazy_route]
impl LazyRoute for PreferencesPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let token = use_params_map().with_untracked(|params| params.get("token")).unwrap_or_default();
        let drawn = Suspend::new(async move {
            match view_preferences(token.clone()).await {
                Ok(view) => view! { <Known view token /> }.into_any(),
                Err(error) => view! { <Unknown failure=error.0 /> }.into_any(),
            }
        });
        view! {
            <PageTitle text=words!(i18n, refusal.preferences_title) />
            <Meta name="robots" content="noindex" />
            <Gate wide=true><Suspense>{drawn}</Suspense></Gate>
        }
        .into_any()
    }
}

#[component]
fn Known(view: PreferencesView, token: String) -> impl IntoView {
    let i18n = use_i18n();
    let (company, address) = (view.company.clone(), view.address.clone());
    let about = view.about.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view();
    view! {
        <div class="stack tight">
            <h1>{t!(i18n, refusal.preferences)}</h1>
            <p>{t!(i18n, refusal.preferences_about, company = company.clone(), address = address.clone())}</p>
            <ul class="sm dim plain">{about}</ul>
        </div>
        <Came />
        <Saved />
        {match view.report {
            ReportStanding::Reported => {
                view! { <Reported company=view.company.clone() token /> }.into_any()
            }
            report => view! {
                <Choices view=view.clone() token=token.clone() />
                {(report == ReportStanding::Open).then(|| view! {
                    <Report company=view.company.clone() channel=view.channel token />
                })}
            }
            .into_any(),
        }}
    }
}

#[component]
fn Saved() -> impl IntoView {
    let i18n = use_i18n();
    let saved = use_query_map().with_untracked(|query| query.get("done").is_some_and(|done| done == "saved"));
    saved.then(|| view! { <Notice tone=Tone::Good><p>{t!(i18n, refusal.preferences_saved)}</p></Notice> })
}

#[component]
fn Choices(view: PreferencesView, token: String) -> impl IntoView {
    let i18n = use_i18n();
    let of = |class: Class| view.rows.iter().copied().filter(|row| row.class == class).collect::<Vec<_>>();
    let (notices, offers) = (of(Class::Informational), of(Class::Commercial));
    view! {
        <form method="post" action=format!("/p/{token}") class="stack">
            <input type="hidden" name="act" value="save" />
            <Group
                rows=notices title=t_string!(i18n, refusal.notices) about=t_string!(i18n, refusal.notices_about)
            />
            <Group rows=offers title=t_string!(i18n, refusal.offers) about=t_string!(i18n, refusal.offers_about) />
            <button type="submit" class="btn primary wide">{t!(i18n, refusal.save_preferences)}</button>
            <p class="sm dim">{t!(i18n, refusal.always)}</p>
        </form>
    }
}

/// One class, channel by channel.
#[component]
fn Group(rows: Vec<PreferenceRow>, title: &'static str, about: &'static str) -> impl IntoView {
    let rows = rows.into_iter().map(|row| view! { <Row row /> }).collect_view();
    view! {
        <fieldset class="field">
            <legend>{title}</legend>
            <p class="hint">{about}</p>
            <div class="choices">{rows}</div>
        </fieldset>
    }
}

/// A box to tick, or why there is none.
#[component]
fn Row(row: PreferenceRow) -> impl IntoView {
    let i18n = use_i18n();
    let name = channel_name(i18n, row.channel);
    let fixed = |words: String| view! { <p class="sm">{words}</p> }.into_any();
    match row.standing {
        PreferenceStanding::Refused => {
            fixed(t_string!(i18n, refusal.refused_otherwise, channel = name).to_string())
        }
        PreferenceStanding::NeverAgreed => {
            fixed(t_string!(i18n, refusal.never_agreed, channel = name).to_string())
        }
        PreferenceStanding::Gets | PreferenceStanding::RefusedHere => {
            let gets = row.standing == PreferenceStanding::Gets;
            let by =
                t_string!(i18n, refusal.gets_by, channel = channel_leading(i18n, row.channel)).to_string();
            view! {
                <label class="pick">
                    <input type="checkbox" name=row.class.word() value=row.channel.word() checked=gets />
                    <span>{by}</span>
                </label>
            }
            .into_any()
        }
    }
}
