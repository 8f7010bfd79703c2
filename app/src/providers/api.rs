use domain::id::{AccountId, CompanyId};
use domain::provider_accounts::{
    AccountRow, AccountView, LastTest, SaveAccountForm, TemplateView, WaitingForAccount,
};
use domain::provider_form::ProviderForm;
use leptos::prelude::*;
use server_fn::codec::{GetUrl, Json, Post};

use crate::call::{Answer, FormOrJson};

/// The company's accounts.
#[server(prefix = "/api/v1", endpoint = "accounts/list", input = GetUrl, output = Json)]
pub async fn list_accounts(company: CompanyId) -> Answer<Vec<AccountRow>> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.list_accounts(&actor).await?)
}

/// How many messages are held for want of an account, by channel.
#[server(prefix = "/api/v1", endpoint = "accounts/waiting", input = GetUrl, output = Json)]
pub async fn list_waiting(company: CompanyId) -> Answer<Vec<WaitingForAccount>> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.list_waiting(&actor).await?)
}

/// Lets what is held for want of an account of its channel go out through this one. Answers how many.
#[server(prefix = "/api/v1", endpoint = "accounts/take-waiting", input = Post<FormOrJson>, output = Json)]
pub async fn take_over_waiting(company: CompanyId, account: AccountId) -> Answer<u32> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.take_over_waiting(&actor, account).await?)
}

/// Every provider that can be connected, with the form it asks for.
#[server(prefix = "/api/v1", endpoint = "providers/list", input = GetUrl, output = Json)]
pub async fn list_providers(company: CompanyId) -> Answer<Vec<ProviderForm>> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.list_providers(&actor)?)
}

/// One account with its form.
#[server(prefix = "/api/v1", endpoint = "accounts/get", input = GetUrl, output = Json)]
pub async fn get_account(company: CompanyId, account: AccountId) -> Answer<AccountView> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.get_account(&actor, account).await?)
}

/// Connects an account, or changes one; an empty secret keeps the stored one.
#[server(prefix = "/api/v1", endpoint = "accounts/save", input = Post<FormOrJson>, output = Json)]
pub async fn save_account(company: CompanyId, #[server(flatten)] form: SaveAccountForm) -> Answer<AccountId> {
    let (services, actor) = crate::ssr::in_company(company)?;
    let account = services.save_account(&actor, form).await?;
    services.test_account_soon(&actor, account);
    crate::ssr::go_to(&format!("/c/{company}/providers/{account}?done=accounts/save"));
    Ok(account)
}

/// Tries the account without sending anything. That the provider refused is an answer, not a failure.
#[server(prefix = "/api/v1", endpoint = "accounts/test", input = Post<FormOrJson>, output = Json)]
pub async fn test_account(company: CompanyId, account: AccountId) -> Answer<LastTest> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.test_account(&actor, account).await?)
}

/// Holds the account's messages until it is resumed.
#[server(prefix = "/api/v1", endpoint = "accounts/pause", input = Post<FormOrJson>, output = Json)]
pub async fn pause_account(company: CompanyId, account: AccountId) -> Answer<()> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.pause_account(&actor, account).await?)
}

/// Lets the account send again; what was held goes out. Answers how many.
#[server(prefix = "/api/v1", endpoint = "accounts/resume", input = Post<FormOrJson>, output = Json)]
pub async fn resume_account(company: CompanyId, account: AccountId) -> Answer<u32> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.resume_account(&actor, account).await?)
}

/// Makes an account the one that carries its channel's messages when they name none.
#[server(prefix = "/api/v1", endpoint = "accounts/make-default", input = Post<FormOrJson>, output = Json)]
pub async fn make_default_account(company: CompanyId, account: AccountId) -> Answer<()> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.make_default_account(&actor, account).await?)
}

/// Removes an account; its messages stay in the ledger. Those that wait leave through `successor`; with
/// an empty one they are held.
#[server(prefix = "/api/v1", endpoint = "accounts/remove", input = Post<FormOrJson>, output = Json)]
pub async fn remove_account(
    company: CompanyId,
    account: AccountId,
    #[server(default)] successor: String,
) -> Answer<()> {
    let (services, actor) = crate::ssr::in_company(company)?;
    use domain::failure::{Failure, Problem};
    let wrong = |_| Failure::field("successor", Problem::NoAccount);
    let successor = Some(successor).filter(|id| !id.is_empty()).map(|id| id.parse()).transpose();
    services.remove_account(&actor, account, successor.map_err(wrong)?).await?;
    crate::ssr::go_to(&format!("/c/{company}/providers"));
    Ok(())
}

/// The templates the provider keeps for an account, as they were last read.
#[server(prefix = "/api/v1", endpoint = "accounts/templates", input = GetUrl, output = Json)]
pub async fn list_templates(company: CompanyId, account: AccountId) -> Answer<Vec<TemplateView>> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.list_templates(&actor, account).await?)
}

/// Reads the provider's templates again. Answers how many there are.
#[server(prefix = "/api/v1", endpoint = "accounts/sync-templates", input = Post<FormOrJson>, output = Json)]
pub async fn sync_templates(company: CompanyId, account: AccountId) -> Answer<u32> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.sync_templates(&actor, account).await?)
}
