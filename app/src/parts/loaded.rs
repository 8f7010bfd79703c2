use std::sync::Arc;

use domain::failure::{Failure, Problem};
use leptos::prelude::*;
use leptos::server::codee::string::FromToStringCodec;
use serde::de::DeserializeOwned;

use super::{Notice, PageHead, Skeleton, Tone};
use crate::call::{Asked, Body};
use crate::form::problem_text;
use crate::i18n::*;

/// A page's title, and the way back with its words.
type Head = (Signal<String>, (String, Signal<String>));

/// Shows what a call answered: a skeleton before it comes, its failure in words, or its contents.
/// While it is asked again the old contents stay.
#[component]
pub fn Loaded<T, V>(
    from: Asked<T>,
    #[prop(default = 3)] rows: usize,
    /// Says nothing of a failure: another part of the page tells it.
    #[prop(optional)]
    quiet: bool,
    /// The page's title and way back, which stand above a failure where they come with the contents.
    #[prop(optional)]
    head: Option<Head>,
    /// Draws the contents.
    children: impl Fn(T) -> V + Send + Sync + 'static,
) -> impl IntoView
where
    T: DeserializeOwned + 'static,
    V: IntoView + 'static,
{
    let draw = move |body: &Body| match body.read() {
        Ok(contents) => children(contents).into_any(),
        Err(_) if quiet => ().into_any(),
        Err(error) => failed(head.clone(), error.0),
    };
    shown(from.body(), rows, Arc::new(draw))
}

/// The part that is the same for contents of any type.
fn shown(
    body: Resource<Body, FromToStringCodec>,
    rows: usize,
    draw: Arc<dyn Fn(&Body) -> AnyView + Send + Sync>,
) -> AnyView {
    let drawn = move || {
        let draw = draw.clone();
        Suspend::new(async move { draw(&body.await) })
    };
    view! { <Transition fallback=move || view! { <Skeleton rows /> }>{drawn}</Transition> }.into_any()
}

fn failed(head: Option<Head>, failure: Failure) -> AnyView {
    let head = head.map(|(title, back)| {
        crate::request::set_status(failure.problem.status());
        view! { <PageHead title back=Some(back) /> }.into_any()
    });
    view! { {head}<FailureNotice failure /> }.into_any()
}

/// A failure set apart, with its reference number.
#[component]
pub fn FailureNotice(failure: Failure) -> impl IntoView {
    let i18n = use_i18n();
    let words = problem_text(i18n, failure.problem, failure.detail.as_deref());
    let reference =
        failure.reference.map(|number| t_string!(i18n, problem.reference, number = number).to_string());
    let way_out = way_out(i18n, failure.problem);
    view! {
        <Notice tone=Tone::Bad>
            <p>{words}</p>
            {way_out.map(|(place, words)| view! { <p><a href=place rel="external">{words}</a></p> })}
            {reference.map(|words| view! { <p class="sm">{words}</p> })}
        </Notice>
    }
}

/// Where the visitor mends it, when that is on another page.
fn way_out(i18n: Locale, problem: Problem) -> Option<(&'static str, &'static str)> {
    match problem {
        Problem::SignInNeeded => Some(("/signin", t_string!(i18n, problem.to_sign_in))),
        Problem::StaleTab => Some(("/companies", t_string!(i18n, problem.to_companies))),
        Problem::TermsNotAccepted => Some(("/documents", t_string!(i18n, problem.to_documents))),
        _ => None,
    }
}
