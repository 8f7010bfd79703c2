use domain::id::MessageId;
use domain::messages::{BulkAct, MessageQuery};
use leptos::prelude::*;

use crate::i18n::*;

/// What can be done with the ticked messages, or with all that the filter finds. The buttons lead to a page
/// that tells how many there are and asks; they appear, by the style sheet, with the first tick.
#[component]
pub fn BulkBar(query: MessageQuery, ticked: RwSignal<Vec<MessageId>>) -> impl IntoView {
    let i18n = use_i18n();
    let by_search = !query.q.is_empty();
    let filter =
        query.filters().map(|(name, word)| view! { <input type="hidden" name=name value=word.to_owned() /> });
    let filter = filter.collect_view();
    let acts = BulkAct::ALL.iter().map(|act| {
        view! { <button type="submit" class="btn" name="act" value=act.word()>{act_text(i18n, *act)}</button> }
    });
    let chosen = move || {
        let count = ticked.with(Vec::len);
        (count > 0).then(|| t_string!(i18n, messages.ticked, count = count).to_string())
    };
    view! {
        {filter}
        <div class="bulk" role="group" aria-label=t_string!(i18n, messages.bulk)>
            <div class="row bulk-pick">
                {(!by_search).then(|| view! {
                    <label class="pick-all"><input type="checkbox" name="all" />{t!(i18n, messages.all_of_filter)}</label>
                })}
                <b role="status">{chosen}</b>
            </div>
            <div class="row bulk-acts">{acts.collect_view()}</div>
        </div>
    }
}

fn act_text(i18n: Locale, act: BulkAct) -> &'static str {
    match act {
        BulkAct::Resend => t_string!(i18n, messages.bulk_resend),
        BulkAct::Cancel => t_string!(i18n, messages.bulk_cancel),
        BulkAct::Hold => t_string!(i18n, messages.bulk_hold),
        BulkAct::Release => t_string!(i18n, messages.bulk_release),
    }
}
