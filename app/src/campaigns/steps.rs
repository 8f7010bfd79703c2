use leptos::prelude::*;

use crate::i18n::*;
use crate::parts::Icon;

/// The three steps of a send.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    People,
    Content,
    Review,
}

impl Step {
    /// The step a page asks for, but never beyond the first unfinished one.
    pub fn asked(word: Option<&str>, has_people: bool, has_content: bool) -> Self {
        let furthest = match (has_people, has_content) {
            (false, _) => Self::People,
            (true, false) => Self::Content,
            (true, true) => Self::Review,
        };
        match word {
            Some("people") => Self::People,
            Some("content") if furthest > Self::People => Self::Content,
            _ => furthest,
        }
    }
}

/// Where in the three steps the page stands.
#[component]
pub fn StepBar(at: Step) -> impl IntoView {
    let i18n = use_i18n();
    let steps = [
        (Step::People, words!(i18n, campaigns.step_people), words!(i18n, campaigns.step_people_about)),
        (Step::Content, words!(i18n, campaigns.step_content), words!(i18n, campaigns.step_content_about)),
        (Step::Review, words!(i18n, campaigns.step_review), words!(i18n, campaigns.step_review_about)),
    ];
    let items = steps.into_iter().map(|(step, name, about)| {
        let class = (step < at).then_some("done");
        let current = (step == at).then_some("step");
        view! {
            <li class=class aria-current=current>
                <b>{(step < at).then(|| view! { <Icon name="check" small=true /> })}{name}</b>
                <span class="no-phone">{about}</span>
            </li>
        }
    });
    view! { <ol class="steps">{items.collect_view()}</ol> }
}

/// A finished step, folded to its sentence, with the way back into it.
#[component]
pub fn Folded(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] sentence: Signal<String>,
    #[prop(into)] reopen: String,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="panel">
            <div class="row between nowrap">
                <div><h2>{title}</h2><p class="sm dim anywhere">{sentence}</p></div>
                <a class="btn" href=reopen>{t!(i18n, campaigns.change)}</a>
            </div>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::Step;

    #[test]
    fn no_step_is_opened_before_the_one_in_front_is_done() {
        assert_eq!(Step::asked(Some("review"), false, false), Step::People);
        assert_eq!(Step::asked(Some("review"), true, false), Step::Content);
        assert_eq!(Step::asked(Some("content"), true, true), Step::Content);
        assert_eq!(Step::asked(Some("people"), true, true), Step::People);
        assert_eq!(Step::asked(None, true, true), Step::Review);
    }
}
