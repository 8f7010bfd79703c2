//! The stand-ins that companies in test mode send to: in this process, on loopback, so that nothing leaves.

use std::collections::{BTreeMap, HashMap};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use domain::id::AccountId;
use providers::outbound::OutboundConfig;
use sandbox::graph::{GraphConfig, GraphNumber};
use sandbox::mutlucell::MutlucellConfig;
use sandbox::netgsm::NetgsmConfig;
use sandbox::{Sandbox, SandboxConfig};
use secrecy::SecretString;
use services::provider_accounts::{Outbounds, StandInAccount};

use super::CommandError;

/// WhatsApp accounts in test mode that can be told apart.
const NUMBERS: u64 = 500;

/// How often Mutlucell lets a package be asked for.
const MUTLUCELL_REPORTS: Duration = Duration::from_secs(15 * 60);

/// How much faster than the providers' documents say reports are asked for, and may be: who tries the
/// product waits seconds for a report, not minutes.
pub const FASTER: u32 = 30;

/// Stand-ins whose reports come within seconds.
pub fn quick() -> SandboxConfig {
    let netgsm = NetgsmConfig::default();
    let reports_per_minute = netgsm.reports_per_minute.map(|calls| calls * FASTER as usize);
    let netgsm = NetgsmConfig { reports_per_minute, delivery_delay: Duration::from_secs(2), ..netgsm };
    let mutlucell = MutlucellConfig::default();
    let mutlucell = MutlucellConfig {
        report_first_after: mutlucell.report_first_after / FASTER,
        report_every: mutlucell.report_every / FASTER,
        delivery_delay: Duration::from_secs(2),
        ..mutlucell
    };
    let graph = GraphConfig { template_review: Some(Duration::from_secs(2)), ..GraphConfig::default() };
    SandboxConfig { netgsm, mutlucell, graph, ..SandboxConfig::default() }
}

/// What the stand-ins are started with.
pub struct Start<'a> {
    pub sandbox: SandboxConfig,
    /// Private addresses that live companies may reach.
    pub outbound_allow: &'a [SocketAddr],
    /// Where this process listens, for the stand-ins to call.
    pub served: SocketAddr,
    /// Whether the platform's own mails go to the mail sink.
    pub platform_to_sink: bool,
}

/// Starts the stand-ins, and tells which provider is reached where: the real ones for live companies.
pub async fn start(
    Start { sandbox: config, outbound_allow, served, platform_to_sink }: Start<'_>,
) -> Result<(Sandbox, Outbounds), CommandError> {
    let graph = GraphConfig { numbers: numbers(), ..config.graph };
    let sandbox = Sandbox::start(SandboxConfig { graph, ..config }).await?;
    let sink = platform_to_sink.then_some(sandbox.smtp().addr());
    let allow = outbound_allow.iter().copied().chain(sink).collect();
    let live = OutboundConfig { allow, ..OutboundConfig::default() };
    let test = OutboundConfig {
        allow: sandbox.addrs().to_vec(),
        base_urls: BTreeMap::from([
            ("mutlucell".to_owned(), sandbox.mutlucell().base_url()),
            ("netgsm".to_owned(), sandbox.netgsm().base_url().to_owned()),
            ("smtp".to_owned(), format!("smtp://{}", sandbox.smtp().addr())),
            ("smtps".to_owned(), format!("smtps://{}", sandbox.smtp().tls_addr())),
            ("whatsapp_cloud".to_owned(), sandbox.graph().base_url().to_owned()),
        ]),
        extra_roots: vec![sandbox.smtp().certificate().der().to_vec()],
        faster: times(MUTLUCELL_REPORTS, sandbox.mutlucell().config().report_every),
        ..OutboundConfig::default()
    };
    let outbounds = Outbounds::new(live, test)
        .with_stand_in("whatsapp_cloud", whatsapp(sandbox.graph().config()))
        .with_stand_in("netgsm", netgsm)
        .with_stand_in("mutlucell", mutlucell)
        .with_callback_base(format!("http://{}", reachable(served)));
    Ok((sandbox, outbounds))
}

/// Numbers that differ from each other, so that every account has one.
fn numbers() -> Vec<GraphNumber> {
    let number = |n: u64| GraphNumber {
        id: (106_540_352_242_922 + n).to_string(),
        display: (902_121_234_567 + n).to_string(),
        ..GraphNumber::default()
    };
    (0..NUMBERS).map(number).collect()
}

/// The stand-in plays one business, which signs with its own secret; an account gets one of its numbers,
/// so that its reports come back to it and to no other.
fn whatsapp(config: &GraphConfig) -> impl Fn(AccountId) -> StandInAccount + Send + Sync + 'static {
    let numbers: Vec<_> = config.numbers.iter().map(|number| number.id.clone()).collect();
    let (waba, secret) = (config.waba_id.clone(), config.app_secret.clone());
    let given = Mutex::new(HashMap::new());
    move |account| {
        let mut given = given.lock().unwrap_or_else(PoisonError::into_inner);
        let next = given.len() % numbers.len();
        let number: &str = &numbers[*given.entry(account).or_insert(next)];
        StandInAccount {
            settings: [("phone_number_id", number), ("waba_id", &waba)].into_iter().collect(),
            secrets: [("app_secret", SecretString::from(secret.as_str()))].into_iter().collect(),
        }
    }
}

/// The stand-in takes every login for a customer of its own, and knows one sender name.
fn netgsm(account: AccountId) -> StandInAccount {
    let settings = [("usercode", account.to_string()), ("sender", "SANDBOX".to_owned())];
    StandInAccount { settings: settings.into_iter().collect(), ..StandInAccount::default() }
}

/// As NetGSM's; the account's id is the number of its inbox, too. The reports are written as published.
fn mutlucell(account: AccountId) -> StandInAccount {
    let (account, sender) = (account.to_string(), "SANDBOX".to_owned());
    let settings = [("aboneno", account.clone()), ("user", account), ("sender", sender)];
    let settings = settings.into_iter().chain([("report_statuses", "published".to_owned())]);
    StandInAccount { settings: settings.collect(), ..StandInAccount::default() }
}

/// How often the shorter time fits into the longer one, at least once.
fn times(longer: Duration, shorter: Duration) -> u32 {
    let times = longer.as_millis() / shorter.as_millis().max(1);
    u32::try_from(times).unwrap_or(u32::MAX).max(1)
}

/// Where this machine itself reaches a listener that takes calls at every address.
fn reachable(served: SocketAddr) -> SocketAddr {
    let ip = match served.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    SocketAddr::new(ip, served.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_are_asked_for_as_often_as_the_stand_in_allows() {
        let seconds = |n| times(MUTLUCELL_REPORTS, Duration::from_secs(n));
        assert_eq!([900, 30, 3_600].map(seconds), [1, FASTER, 1]);
    }

    #[test]
    fn the_stand_ins_call_this_machine_wherever_it_listens() {
        let reached = |addr: &str| addr.parse().map(reachable).map(|addr| addr.to_string());
        assert_eq!(reached("0.0.0.0:3000").as_deref(), Ok("127.0.0.1:3000"));
        assert_eq!(reached("[::]:3000").as_deref(), Ok("[::1]:3000"));
        assert_eq!(reached("192.0.2.1:3000").as_deref(), Ok("192.0.2.1:3000"));
    }
}
