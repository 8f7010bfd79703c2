use domain::message::Channel;
use domain::refusals::RefusalAct;
use leptos::prelude::*;

use crate::i18n::*;
use crate::parts::{Notice, Tone};

/// The way out for somebody whom the messages were never meant for.
#[component]
pub fn Report(company: String, channel: Channel, token: String) -> impl IntoView {
    let i18n = use_i18n();
    let not_mine = match channel {
        Channel::Email => t_string!(i18n, refusal.not_mine_email),
        Channel::Sms | Channel::Whatsapp => t_string!(i18n, refusal.not_mine_phone),
    };
    view! {
        <section class="stack tight" aria-labelledby="stranger">
            <h2 id="stranger">{t!(i18n, refusal.stranger)}</h2>
            <p class="sm">{t!(i18n, refusal.stranger_about, company = company.clone())}</p>
            <form method="post" action=format!("/r/{token}")>
                <button type="submit" class="btn wide" name="act" value=RefusalAct::NotMine.word()>{not_mine}</button>
            </form>
        </section>
    }
}

/// That nothing comes any more, with the way back for a slip.
#[component]
pub fn Reported(company: String, token: String) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Notice tone=Tone::Good>
            <h2>{t!(i18n, refusal.reported)}</h2>
            <p>{t!(i18n, refusal.reported_about, company = company.clone())}</p>
        </Notice>
        <form method="post" action=format!("/r/{token}")>
            <button type="submit" class="btn wide" name="act" value=RefusalAct::Mine.word()>{t!(i18n, refusal.mine)}</button>
        </form>
    }
}
