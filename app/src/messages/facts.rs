use domain::id::CompanyId;
use domain::messages::MessageView;
use domain::turkish::format_money;
use leptos::prelude::*;

use super::labels::class_text;
use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::Moment;

/// Who, from whom, when, and what it belongs to.
#[component]
pub fn Facts(company: CompanyId, message: MessageView) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let link = move |path: String, words: String| {
        view! { <a href=format!("/c/{company}/{path}")>{words}</a> }.into_any()
    };
    let name = message.row.name.unwrap_or_else(|| t_string!(i18n, messages.open_contact).to_owned());
    let contact = message.contact.map(|id| link(format!("contacts/{id}"), name));
    let open = t_string!(i18n, messages.open_campaign).to_owned();
    let campaign = message.campaign.map(|id| link(format!("campaigns/{id}"), open));
    let open = t_string!(i18n, messages.open_first).to_owned();
    let first = message.resend_of.map(|id| link(format!("messages/{id}"), open));
    let sender: Vec<_> = [message.sender, message.account].into_iter().flatten().collect();
    let sender = (!sender.is_empty()).then(|| sender.join(", ").into_any());
    let cost = message.cost.map(|cost| format_money(cost, lang).into_any());
    let due = view! { <Moment at=message.row.due /> }.into_any();
    let facts = [
        (words!(i18n, messages.fact_contact), contact),
        (words!(i18n, messages.fact_class), Some(class_text(i18n, message.class).into_any())),
        (words!(i18n, messages.fact_campaign), campaign),
        (words!(i18n, messages.fact_author), message.created_by.map(IntoAny::into_any)),
        (words!(i18n, messages.fact_approver), message.approved_by.map(IntoAny::into_any)),
        (words!(i18n, messages.fact_sender), sender),
        (words!(i18n, messages.fact_due), Some(due)),
        (words!(i18n, messages.fact_cost), cost),
        (words!(i18n, messages.fact_resend_of), first),
        (words!(i18n, messages.fact_number), Some(message.row.id.to_string().into_any())),
    ];
    let rows = facts
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }));
    view! {
        <section class="panel" aria-labelledby="facts">
            <h2 id="facts">{t!(i18n, messages.facts)}</h2><dl class="props">{rows.collect_view()}</dl>
        </section>
    }
}
