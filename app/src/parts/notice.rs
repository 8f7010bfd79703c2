use leptos::prelude::*;

use super::Icon;

/// How much a notice asks of its reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something worth knowing.
    Plain,
    /// Something went well.
    Good,
    /// Something waits for the reader.
    Warn,
    /// Something went wrong.
    Bad,
}

impl Tone {
    const fn word_and_icon(self) -> (&'static str, &'static str) {
        match self {
            Self::Plain => ("plain", "ask"),
            Self::Good => ("good", "check"),
            Self::Warn => ("warn", "alert"),
            Self::Bad => ("bad", "x"),
        }
    }
}

/// A few sentences set apart: what happened, what is safe, what to do.
#[component]
pub fn Notice(#[prop(default = Tone::Plain)] tone: Tone, children: Children) -> impl IntoView {
    let (word, icon) = tone.word_and_icon();
    view! {
        <div class="notice" data-tone=word>
            <Icon name=icon />
            <div class="stack tight">{children()}</div>
        </div>
    }
}
