use leptos::prelude::*;

use crate::i18n::*;

/// A button that first says what will be lost. Opens without JavaScript: it is a popover, closed by
/// Escape, by a click beside it, or by its own button. The form that does it stands in `children`.
#[component]
pub fn Confirm(
    /// Unique on the page.
    #[prop(into)]
    id: String,
    #[prop(into)] label: Signal<String>,
    #[prop(into)] title: Signal<String>,
    /// What will be lost, and what stays.
    #[prop(into)]
    means: Signal<String>,
    /// Outside tables the button has a frame.
    #[prop(optional)]
    framed: bool,
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let (heading, text) = (format!("{id}-title"), format!("{id}-means"));
    let class = if framed { "btn danger" } else { "btn quiet danger" };
    view! {
        <button type="button" class=class popovertarget=id.clone()>{label}</button>
        <div
            class="float confirm" id=id popover="auto" role="dialog"
            aria-labelledby=heading aria-describedby=text
        >
            <h2 id=heading.clone()>{title}</h2>
            <p id=text.clone()>{means}</p>
            <div class="row">
                <button type="button" class="btn" popovertarget=id.clone() popovertargetaction="hide">
                    {t!(i18n, parts.cancel)}
                </button>
                {children()}
            </div>
        </div>
    }
}
