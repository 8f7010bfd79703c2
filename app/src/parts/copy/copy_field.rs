use leptos::prelude::*;

use super::clipboard;
use crate::i18n::*;
use crate::parts::Icon;

/// A text to take elsewhere, with a button that copies it; without JavaScript it is selected by hand.
#[component]
pub fn CopyField(
    #[prop(into)] id: String,
    #[prop(into)] label: Signal<String>,
    #[prop(into)] text: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let (live, copied) = (RwSignal::new(false), RwSignal::new(false));
    Effect::new(move |_| live.set(clipboard::is_there()));
    let shown = text.clone();
    let copy = move |_| {
        clipboard::put(&text);
        copied.set(true);
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <div class="row">
                <input class="in grow" id=id type="text" readonly=true value=shown spellcheck="false" />
                <button type="button" class="btn" hidden={move || !live.get()} on:click=copy>
                    <Icon name="copy" />{t!(i18n, parts.copy)}
                </button>
            </div>
            <p class="sm dim" role="status">{move || copied.get().then(|| t_string!(i18n, parts.copied))}</p>
        </div>
    }
}
