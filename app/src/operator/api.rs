use domain::accounts::{PolicyKind, PolicyTexts, PublishPolicyForm};
use domain::operator::{AuditCheck, InstallationView, OperatorProfile, OperatorProfileForm, SealingKeysView};
use leptos::prelude::*;
use server_fn::codec::{GetUrl, Json, Post};

use crate::call::{Answer, FormOrJson};

/// How the installation stands: release, database, what has not left, backups. For operators.
#[server(prefix = "/api/v1", endpoint = "operator/installation", input = GetUrl, output = Json)]
pub async fn installation() -> Answer<InstallationView> {
    let backups = crate::ssr::backups();
    Ok(crate::ssr::services()?.installation(&crate::ssr::actor()?, backups).await?)
}

/// The operator as pages, mails and documents name it. For operators.
#[server(prefix = "/api/v1", endpoint = "operator/profile", input = GetUrl, output = Json)]
pub async fn get_operator_profile() -> Answer<OperatorProfile> {
    Ok(crate::ssr::services()?.operator_profile(&crate::ssr::actor()?).await?)
}

/// Changes how pages, mails and documents name the operator. For operators.
#[server(prefix = "/api/v1", endpoint = "operator/save-profile", input = Post<FormOrJson>, output = Json)]
pub async fn save_operator_profile(#[server(flatten)] form: OperatorProfileForm) -> Answer<()> {
    Ok(crate::ssr::services()?.save_operator_profile(&crate::ssr::actor()?, &form).await?)
}

/// The master keys by their names, and how many keys each of them wraps. For operators.
#[server(prefix = "/api/v1", endpoint = "operator/keys", input = GetUrl, output = Json)]
pub async fn sealing_keys() -> Answer<SealingKeysView> {
    Ok(crate::ssr::services()?.sealing_keys(&crate::ssr::actor()?).await?)
}

/// Wraps by the active master key every key that another one wraps, and answers how many. For operators.
#[server(prefix = "/api/v1", endpoint = "operator/rewrap-keys", input = Post<FormOrJson>, output = Json)]
pub async fn rewrap_data_keys() -> Answer<u64> {
    let keys = crate::ssr::services()?.rewrap_data_keys(&crate::ssr::actor()?).await?;
    crate::ssr::go_to(&format!("/operator/keys?rewrapped={keys}"));
    Ok(keys)
}

/// Checks every chain of the audit log from its beginning. It reads all of it. For operators.
#[server(prefix = "/api/v1", endpoint = "operator/check-audit", input = GetUrl, output = Json)]
pub async fn verify_audit_chains() -> Answer<AuditCheck> {
    Ok(crate::ssr::services()?.verify_audit_chains(&crate::ssr::actor()?).await?)
}

/// The texts of the latest version of a document as they are stored, in both languages. For operators.
#[server(prefix = "/api/v1", endpoint = "operator/policy-texts", input = GetUrl, output = Json)]
pub async fn get_policy_texts(kind: PolicyKind) -> Answer<PolicyTexts> {
    Ok(crate::ssr::services()?.policy_texts(&crate::ssr::actor()?, kind).await?)
}

/// Publishes another version of a document, which is asked of everybody from now on; answers its number.
/// For operators.
#[server(prefix = "/api/v1", endpoint = "operator/publish-policy", input = Post<FormOrJson>, output = Json)]
pub async fn publish_policy(#[server(flatten)] form: PublishPolicyForm) -> Answer<i32> {
    Ok(crate::ssr::services()?.publish_policy(&crate::ssr::actor()?, &form).await?)
}
