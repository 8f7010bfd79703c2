use domain::campaigns::{
    AudienceChoices, AudienceForm, CampaignRow, CampaignView, ContentForm, ContentSaved, LaunchForm,
    LaunchPreview, RenderedPreview, ResendForm, TemplateChoices,
};
use domain::id::{CampaignId, CompanyId};
use leptos::prelude::*;
use server_fn::codec::{GetUrl, Json, Post};

use crate::call::{Answer, FormOrJson};

/// What the first step offers: tags, channels and how many people there are.
#[server(prefix = "/api/v1", endpoint = "campaigns/choices", input = GetUrl, output = Json)]
pub async fn list_audience_choices(company: CompanyId) -> Answer<AudienceChoices> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.audience_choices(&actor).await?)
}

/// The approved texts a WhatsApp send can choose from.
#[server(prefix = "/api/v1", endpoint = "campaigns/templates", input = GetUrl, output = Json)]
pub async fn list_template_choices(company: CompanyId) -> Answer<TemplateChoices> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.template_choices(&actor).await?)
}

/// The newest campaigns, below `before`.
#[server(prefix = "/api/v1", endpoint = "campaigns/list", input = GetUrl, output = Json)]
pub async fn list_campaigns(
    company: CompanyId,
    #[server(default)] before: Option<CampaignId>,
) -> Answer<Vec<CampaignRow>> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.list_campaigns(&actor, before).await?)
}

/// One campaign in full.
#[server(prefix = "/api/v1", endpoint = "campaigns/get", input = GetUrl, output = Json)]
pub async fn get_campaign(company: CompanyId, campaign: CampaignId) -> Answer<CampaignView> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.get_campaign(&actor, campaign).await?)
}

/// What a launch would do now: recipients, who is left out and why, parts and cost.
#[server(prefix = "/api/v1", endpoint = "campaigns/review", input = GetUrl, output = Json)]
pub async fn review_campaign(company: CompanyId, campaign: CampaignId) -> Answer<LaunchPreview> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.review_campaign(&actor, campaign).await?)
}

/// The text as the person at `position` would get it; unsaved text can be tried.
#[server(prefix = "/api/v1", endpoint = "campaigns/preview", input = Post<FormOrJson>, output = Json)]
pub async fn preview_campaign(
    company: CompanyId,
    form: ContentForm,
    position: u32,
) -> Answer<RenderedPreview> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.preview_campaign(&actor, form, position).await?)
}

/// Saves whom it goes to, making the draft when there is none, and goes on to its text.
#[server(prefix = "/api/v1", endpoint = "campaigns/save-audience", input = Post<FormOrJson>, output = Json)]
pub async fn save_audience(company: CompanyId, #[server(flatten)] form: AudienceForm) -> Answer<CampaignId> {
    let (services, actor) = crate::ssr::in_company(company)?;
    let campaign = services.save_audience(&actor, form).await?;
    crate::ssr::go_to(&format!("/c/{company}/send/{campaign}?step=content"));
    Ok(campaign)
}

/// Saves what it says and goes on to the review, or does what else was pressed: looks at it, tests it.
#[server(prefix = "/api/v1", endpoint = "campaigns/save-content", input = Post<FormOrJson>, output = Json)]
pub async fn save_content(company: CompanyId, #[server(flatten)] form: ContentForm) -> Answer<ContentSaved> {
    let (services, actor) = crate::ssr::in_company(company)?;
    let place = form.leads_to().map(|query| format!("/c/{company}/send/{}?{query}", form.campaign));
    let saved = services.save_content(&actor, form).await?;
    place.iter().for_each(|place| crate::ssr::go_to(place));
    Ok(saved)
}

/// Launches a draft, once; a second launch of the same draft changes nothing.
#[server(prefix = "/api/v1", endpoint = "campaigns/launch", input = Post<FormOrJson>, output = Json)]
pub async fn launch_campaign(company: CompanyId, #[server(flatten)] form: LaunchForm) -> Answer<CampaignId> {
    let (services, actor) = crate::ssr::in_company(company)?;
    let campaign = services.launch_campaign(&actor, form).await?;
    crate::ssr::go_to(&format!("/c/{company}/campaigns/{campaign}"));
    Ok(campaign)
}

/// Stops what has not left yet; within the undo window that is all of it.
#[server(prefix = "/api/v1", endpoint = "campaigns/cancel", input = Post<FormOrJson>, output = Json)]
pub async fn cancel_campaign(company: CompanyId, campaign: CampaignId) -> Answer<()> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.cancel_campaign(&actor, campaign).await?)
}

/// Sends a campaign that was found late and held, after the undo window.
#[server(prefix = "/api/v1", endpoint = "campaigns/send-late", input = Post<FormOrJson>, output = Json)]
pub async fn send_late(company: CompanyId, campaign: CampaignId) -> Answer<()> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.send_late(&actor, campaign).await?)
}

/// Sends once more to those it did not reach and may reach now, and to nobody else; answers how many.
#[server(prefix = "/api/v1", endpoint = "campaigns/resend-failed", input = Post<FormOrJson>, output = Json)]
pub async fn resend_failed(company: CompanyId, #[server(flatten)] form: ResendForm) -> Answer<u32> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.resend_failed(&actor, form).await?)
}
