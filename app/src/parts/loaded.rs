use domain::failure::Failure;
use leptos::prelude::*;

use super::{Notice, Skeleton, Tone};
use crate::call::Answer;
use crate::form::problem_text;
use crate::i18n::*;

/// Shows what a resource answered: a skeleton before it comes, its failure in words, or its contents.
/// While it is fetched anew the old contents stay.
#[component]
pub fn Loaded<T, V>(
    from: Resource<Answer<T>>,
    #[prop(default = 3)] rows: usize,
    /// Draws the contents.
    children: impl Fn(T) -> V + Clone + Send + Sync + 'static,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let drawn = move || {
        let children = children.clone();
        Suspend::new(async move {
            match from.await {
                Ok(contents) => children(contents).into_any(),
                Err(error) => view! { <FailureNotice failure=error.0 /> }.into_any(),
            }
        })
    };
    view! { <Transition fallback=move || view! { <Skeleton rows /> }>{drawn}</Transition> }
}

/// A failure set apart, with its reference number.
#[component]
pub fn FailureNotice(failure: Failure) -> impl IntoView {
    let i18n = use_i18n();
    let words = problem_text(i18n, failure.problem, failure.detail.as_deref());
    let reference =
        failure.reference.map(|number| t_string!(i18n, problem.reference, number = number).to_string());
    view! { <Notice tone=Tone::Bad><p>{words}</p>{reference.map(|words| view! { <p class="sm">{words}</p> })}</Notice> }
}
