use leptos::prelude::*;

use super::Icon;
use crate::frame::PageTitle;

/// The body of a page inside the company frame: title, one sentence, one action, content.
///
/// `back` is the page above this one, with its name.
#[component]
pub fn Page(
    #[prop(into)] title: Signal<String>,
    #[prop(optional, into)] about: Option<Signal<String>>,
    #[prop(optional)] back: Option<(String, Signal<String>)>,
    /// What the heading says instead of the title, when it is known only later.
    #[prop(optional_no_strip)]
    heading: Option<AnyView>,
    /// The page's one action, or the few beside it.
    #[prop(optional_no_strip)]
    action: Option<AnyView>,
    /// For pages that are forms or texts.
    #[prop(optional)]
    narrow: bool,
    children: Children,
) -> impl IntoView {
    view! { <PageBody narrow><PageHead title about back heading action />{children()}</PageBody> }
}

/// The frame of a page whose title comes with its contents: a [`PageHead`] stands in it.
#[component]
pub fn PageBody(#[prop(optional)] narrow: bool, children: Children) -> impl IntoView {
    let class = if narrow { "page narrow" } else { "page" };
    view! { <main class=class id="main" tabindex="-1">{children()}</main> }
}

/// Title, one sentence, one action, and the way back.
#[component]
pub fn PageHead(
    #[prop(into)] title: Signal<String>,
    #[prop(optional_no_strip, into)] about: Option<Signal<String>>,
    #[prop(optional_no_strip)] back: Option<(String, Signal<String>)>,
    #[prop(optional_no_strip)] heading: Option<AnyView>,
    #[prop(optional_no_strip)] action: Option<AnyView>,
) -> impl IntoView {
    view! {
        <PageTitle text=title />
        <div class="head">
            <div>
                {back.map(|(href, words)| view! { <Crumb href words /> })}
                <h1>{heading.unwrap_or_else(|| title.into_any())}</h1>
                {about.map(|about| view! { <p class="dim sm">{about}</p> })}
            </div>
            {action.map(|action| view! { <div class="row acts">{action}</div> })}
        </div>
    }
}

#[component]
fn Crumb(href: String, words: Signal<String>) -> impl IntoView {
    view! { <div class="crumb"><a href=href><Icon name="left" small=true />{words}</a></div> }
}
