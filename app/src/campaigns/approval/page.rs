use domain::campaigns::{CampaignView, LaunchPreview, Submission};
use domain::id::{CampaignId, CompanyId};
use domain::message::Class;
use domain::rights::Right;
use domain::time::Timestamp;
use domain::turkish::{format_date_time, format_integer};
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::super::api::{LaunchCampaign, get_campaign, review_campaign};
use super::super::footer_gaps::FooterGaps;
use super::super::review_step::{Counts, Quiet, SecondLook, SendBar, field_time};
use super::super::view_page::class_text;
use super::api::SendBack;
use crate::form::{CompanyField, FormFailure, PostForm, SubmitButton, TextArea, TextField, use_call};
use crate::frame::{use_company, use_id};
use crate::i18n::*;
use crate::page_context::{use_page_context, use_right};
use crate::parts::{FailureNotice, Notice, Page, Tone, channel_leading};

/// `/c/{company}/campaigns/{campaign}/approval`: what is to be sent, to whom, and the decision.
pub struct ApprovalPage;

#[lazy_route]
impl LazyRoute for ApprovalPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let company = use_company();
        let id = use_id("campaign").unwrap_or(CampaignId::from_i64(0));
        let drawn = Suspend::new(async move {
            match get_campaign(company, id).await {
                Ok(campaign) => view! { <Asked company campaign /> }.into_any(),
                Err(error) => {
                    crate::request::set_status(error.0.problem.status());
                    view! { <FailureNotice failure=error.0 /> }.into_any()
                }
            }
        });
        let back = (format!("/c/{company}/campaigns"), words!(i18n, campaigns.title));
        view! {
            <Page title=words!(i18n, approval.title) back><Suspense>{drawn}</Suspense></Page>
        }
        .into_any()
    }
}

#[component]
fn Asked(company: CompanyId, campaign: CampaignView) -> impl IntoView {
    let i18n = use_i18n();
    let Some(submission) = campaign.submitted.clone() else {
        let place = format!("/c/{company}/campaigns/{}", campaign.id);
        return view! {
            <Notice tone=Tone::Plain>
                <p>{t!(i18n, approval.decided)}</p>
                <a class="link" href=place>{t!(i18n, approval.to_campaign)}</a>
            </Notice>
        }
        .into_any();
    };
    let may_approve = use_right(Right::Approve) && use_right(Right::Send);
    let decision = if may_approve {
        view! { <Decision company campaign=campaign.clone() /> }.into_any()
    } else {
        view! { <Notice tone=Tone::Plain><p>{t!(i18n, approval.waits)}</p></Notice> }.into_any()
    };
    let takes_back = may_approve || submission.is_mine;
    let is_mine = submission.is_mine;
    view! {
        <Who submission scheduled=campaign.scheduled />
        <Content campaign=campaign.clone() />
        {decision}
        {takes_back.then(|| view! { <Back campaign=campaign.id is_mine /> })}
    }
    .into_any()
}

#[component]
fn Who(submission: Submission, scheduled: Option<Timestamp>) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let time = format_date_time(submission.at, lang);
    let chosen = scheduled.map(|at| {
        view! { <p>{t!(i18n, campaigns.waits_until)}" "{format_date_time(at, lang)}</p> }
    });
    view! {
        <div class="stack tight">
            <p class="dim">{t!(i18n, approval.asked, name = submission.by.clone(), time = time.clone())}</p>
            {chosen}
        </div>
    }
}

/// The whole text with what the law adds to it, since it cannot be changed here.
#[component]
fn Content(campaign: CampaignView) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let Some(content) = campaign.content else { return ().into_any() };
    let people = campaign.people;
    let named = t_count!(
        i18n,
        people,
        campaigns.one_people_sentence | people_sentence,
        channel = channel_leading(i18n, content.channel),
        count = format_integer(i64::from(people), lang)
    );
    let subject = (!content.subject.is_empty()).then(|| view! { <p><b>{content.subject.clone()}</b></p> });
    let has_footer = content.class == Class::Commercial && !content.is_template();
    let footer = (has_footer && !campaign.footer.text.is_empty())
        .then(|| view! { <p class="pre dim">{campaign.footer.text}</p> });
    view! {
        <section class="panel stack" aria-labelledby="text">
            <div>
                <h2 id="text">{t!(i18n, approval.text)}</h2>
                <p class="sm dim">{named}" · "{class_text(i18n, content.class)}</p>
            </div>
            {subject}
            <p class="pre">{content.body}</p>
            {footer}
        </section>
    }
    .into_any()
}

/// What it does when it leaves now, and the button that lets it.
#[component]
fn Decision(company: CompanyId, campaign: CampaignView) -> impl IntoView {
    let drawn = Suspend::new(async move {
        match review_campaign(company, campaign.id).await {
            Ok(found) => view! { <Approve company campaign found /> }.into_any(),
            Err(error) => view! { <FailureNotice failure=error.0 /> }.into_any(),
        }
    });
    view! { <Suspense>{drawn}</Suspense> }
}

#[component]
fn Approve(company: CompanyId, campaign: CampaignView, found: LaunchPreview) -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<LaunchCampaign>();
    let gaps = found.footer_gaps.clone();
    let here = format!("/c/{company}/campaigns/{}/approval", campaign.id);
    let chosen = campaign.scheduled;
    let ahead = chosen.filter(|at| *at > found.now);
    let at = ahead.map(field_time);
    view! {
        <PostForm action plain=true class="stack">
            <CompanyField />
            <input type="hidden" name="campaign" value=campaign.id.to_string() />
            <input type="hidden" name="people" value=found.recipients.to_string() />
            <input type="hidden" name="version" value=campaign.version.to_string() />
            <FormFailure />
            {(!gaps.is_empty()).then(|| view! { <FooterGaps company gaps=gaps.clone() /> })}
            <SecondLook words=found.promotion.clone() />
            <Counts company channel=campaign.channel found=found.clone() content=String::new() />
            <Quiet until=found.waits_until />
            {(chosen.is_some() && ahead.is_none()).then(|| view! {
                <Notice tone=Tone::Warn><p>{t!(i18n, approval.time_passed)}</p></Notice>
            })}
            <TextField
                name="at" kind="datetime-local" label=words!(i18n, campaigns.at) value=at.unwrap_or_default()
                hint=words!(i18n, campaigns.at_hint)
            />
            <SendBar company found here approves=true />
        </PostForm>
    }
}

/// The way back into a draft, with a word for whoever wrote it.
#[component]
fn Back(campaign: CampaignId, is_mine: bool) -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<SendBack>();
    let (title, about, button) = if is_mine {
        (
            t_string!(i18n, approval.take_back),
            t_string!(i18n, approval.take_back_about),
            t_string!(i18n, approval.take_back),
        )
    } else {
        (
            t_string!(i18n, approval.send_back),
            t_string!(i18n, approval.send_back_about),
            t_string!(i18n, approval.send_back),
        )
    };
    let note = (!is_mine).then(|| view! { <TextArea name="note" label=words!(i18n, approval.note) /> });
    view! {
        <PostForm action plain=true class="panel stack">
            <CompanyField />
            <input type="hidden" name="campaign" value=campaign.to_string() />
            <div><h2>{title}</h2><p class="sm dim">{about}</p></div>
            <FormFailure />
            {note}
            <div class="row"><SubmitButton class="quiet">{button}</SubmitButton></div>
        </PostForm>
    }
}
