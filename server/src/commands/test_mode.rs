//! The stand-ins that companies in test mode send to: in this process, on loopback, so that nothing leaves.

use std::collections::BTreeMap;

use providers::outbound::OutboundConfig;
use sandbox::{Sandbox, SandboxConfig};
use services::provider_accounts::Outbounds;

use super::CommandError;
use crate::config::Settings;

/// Starts the stand-ins, and tells which provider is reached where: the real ones for live companies.
pub async fn start(settings: &Settings) -> Result<(Sandbox, Outbounds), CommandError> {
    let sandbox = Sandbox::start(SandboxConfig::default()).await?;
    let live = OutboundConfig { allow: settings.outbound_allow.clone(), ..OutboundConfig::default() };
    let test = OutboundConfig {
        allow: sandbox.addrs().to_vec(),
        base_urls: BTreeMap::from([
            ("netgsm".to_owned(), sandbox.netgsm().base_url().to_owned()),
            ("smtp".to_owned(), format!("smtp://{}", sandbox.smtp().addr())),
            ("whatsapp_cloud".to_owned(), sandbox.graph().base_url().to_owned()),
        ]),
        ..OutboundConfig::default()
    };
    Ok((sandbox, Outbounds::new(live, test)))
}
