use domain::refusals::{RefusalView, ReportStanding};
use leptos::prelude::*;
use leptos_meta::Meta;
use leptos_router::hooks::use_params_map;
use leptos_router::{LazyRoute, lazy_route};

use super::api::view_refusal;
use super::came::Came;
use super::report::{Report, Reported};
use super::unknown::Unknown;
use super::words::channel_list;
use crate::frame::PageTitle;
use crate::i18n::*;
use crate::open_frame::Gate;
use crate::parts::{Notice, Tone, channel_inside, channel_leading};

/// `/r/{token}`: drawn on the server, posted without scripts.
pub struct RefusalPage;

#[lazy_route]
impl LazyRoute for RefusalPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let token = use_params_map().with_untracked(|params| params.get("token")).unwrap_or_default();
        let drawn = Suspend::new(async move {
            match view_refusal(token.clone()).await {
                Ok(view) => view! { <Known view token /> }.into_any(),
                Err(error) => view! { <Unknown failure=error.0 /> }.into_any(),
            }
        });
        view! {
            <PageTitle text=words!(i18n, refusal.title) />
            <Meta name="robots" content="noindex" />
            <Gate wide=true><Suspense>{drawn}</Suspense></Gate>
        }
        .into_any()
    }
}

#[component]
fn Known(view: RefusalView, token: String) -> impl IntoView {
    let i18n = use_i18n();
    let (company, address) = (view.company.clone(), view.address.clone());
    let channel = channel_inside(i18n, view.channel);
    let still = view.company.clone();
    let about = view.about.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view();
    view! {
        <div class="stack tight">
            <h1>{t!(i18n, refusal.heading)}</h1>
            <p>{t!(i18n, refusal.who, company = company.clone(), channel = channel, address = address.clone())}</p>
            <ul class="sm dim plain">{about}</ul>
        </div>
        <Came />
        <Now view=view.clone() />
        {match view.report {
            ReportStanding::Reported => {
                view! { <Reported company=view.company.clone() token /> }.into_any()
            }
            report => view! {
                <Choices view=view.clone() token=token.clone() />
                <p class="sm dim">{t!(i18n, refusal.still, company = still.clone())}</p>
                <p><a class="link" href=format!("/p/{token}")>{t!(i18n, refusal.to_preferences)}</a></p>
                {(report == ReportStanding::Open).then(|| view! {
                    <Report company=view.company.clone() channel=view.channel token />
                })}
            }
            .into_any(),
        }}
    }
}

/// What holds at this moment.
#[component]
fn Now(view: RefusalView) -> impl IntoView {
    let i18n = use_i18n();
    let refused = channel_list(i18n, view.words.iter().filter(|word| word.refused).map(|word| word.channel));
    (!refused.is_empty()).then(|| {
        view! {
            <Notice tone=Tone::Good>
                <h2>{t!(i18n, refusal.refused)}</h2>
                <p>{t!(i18n, refusal.refused_about, channels = refused.clone())}</p>
            </Notice>
        }
    })
}

#[component]
fn Choices(view: RefusalView, token: String) -> impl IntoView {
    let i18n = use_i18n();
    let action = format!("/r/{token}");
    let all = channel_list(i18n, view.words.iter().map(|word| word.channel));
    let own = channel_leading(i18n, view.channel);
    let (is_refused, more, can_undo) = (view.is_refused(), view.has_more_to_refuse(), view.can_undo);
    view! {
        <form method="post" action=action.clone() class="stack">
            <input type="hidden" name="act" value="refuse" />
            {(!is_refused).then(|| view! {
                <button type="submit" class="btn primary wide" name="scope" value="channel">
                    {t!(i18n, refusal.refuse_channel, channel = own)}
                </button>
            })}
            {more.then(|| view! {
                <button type="submit" class="btn wide" name="scope" value="all">
                    {t!(i18n, refusal.refuse_all, channels = all.clone())}
                </button>
            })}
        </form>
        {can_undo.then(|| view! {
            <form method="post" action=action class="stack">
                <input type="hidden" name="act" value="undo" />
                <input type="hidden" name="scope" value="all" />
                <button type="submit" class="btn wide">{t!(i18n, refusal.undo)}</button>
            </form>
        })}
    }
}
