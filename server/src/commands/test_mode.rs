//! The stand-ins that companies in test mode send to: in this process, on loopback, so that nothing leaves.

use std::collections::{BTreeMap, HashMap};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use domain::id::AccountId;
use providers::outbound::OutboundConfig;
use sandbox::graph::{GraphConfig, GraphNumber, GraphStandIn};
use sandbox::mutlucell::MutlucellConfig;
use sandbox::netgsm::NetgsmConfig;
use sandbox::smtp::SmtpSinkConfig;
use sandbox::{Memory, Sandbox, SandboxConfig};
use secrecy::SecretString;
use services::provider_accounts::{Outbounds, StandInAccount};

use super::CommandError;

/// How often Mutlucell lets a package be asked for.
const MUTLUCELL_REPORTS: Duration = Duration::from_secs(15 * 60);

/// How much faster than the providers' documents say reports are asked for, and may be: who tries the
/// product waits seconds for a report, not minutes.
pub const FASTER: u32 = 30;

/// Reports are asked for within minutes of being final, of a large campaign within the hour.
const MEMORY: Memory = Memory::Recent(Duration::from_secs(2 * 3_600));

/// Stand-ins whose reports come within seconds, for as long as the program runs.
pub fn quick() -> SandboxConfig {
    let netgsm = NetgsmConfig::default();
    let reports_per_minute = netgsm.reports_per_minute.map(|calls| calls * FASTER as usize);
    let netgsm =
        NetgsmConfig { reports_per_minute, delivery_delay: Duration::from_secs(2), memory: MEMORY, ..netgsm };
    let mutlucell = MutlucellConfig::default();
    let mutlucell = MutlucellConfig {
        report_first_after: mutlucell.report_first_after / FASTER,
        report_every: mutlucell.report_every / FASTER,
        delivery_delay: Duration::from_secs(2),
        memory: MEMORY,
        ..mutlucell
    };
    let template_review = Some(Duration::from_secs(2));
    let graph = GraphConfig { template_review, memory: MEMORY, ..GraphConfig::default() };
    let smtp = SmtpSinkConfig { memory: MEMORY, ..SmtpSinkConfig::default() };
    SandboxConfig { netgsm, mutlucell, graph, smtp, ..SandboxConfig::default() }
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
    let sandbox = Sandbox::start(config).await?;
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
        .with_stand_in("whatsapp_cloud", whatsapp(sandbox.graph()))
        .with_stand_in("netgsm", netgsm)
        .with_stand_in("mutlucell", mutlucell)
        .with_callback_base(format!("http://{}", reachable(served)));
    Ok((sandbox, outbounds))
}

/// A number that no other account has.
fn number(n: usize) -> GraphNumber {
    let n = n as u64;
    GraphNumber {
        id: (106_540_352_242_922 + n).to_string(),
        display: (902_121_234_567 + n).to_string(),
        ..GraphNumber::default()
    }
}

/// The stand-in plays one business, which signs with its own secret; each account gets a number of its own
/// there, so that its reports come back to it and to no other.
fn whatsapp(graph: &GraphStandIn) -> impl Fn(AccountId) -> StandInAccount + Send + Sync + 'static {
    let (waba, secret) = (graph.config().waba_id.clone(), graph.config().app_secret.clone());
    let (numbers, given) = (graph.numbers(), Mutex::new(HashMap::<AccountId, String>::new()));
    move |account| {
        let mut given = given.lock().unwrap_or_else(PoisonError::into_inner);
        let next = given.len();
        let id = given.entry(account).or_insert_with(|| {
            let number = number(next);
            numbers.add(number.clone());
            number.id
        });
        StandInAccount {
            settings: [("phone_number_id", id.as_str()), ("waba_id", &waba)].into_iter().collect(),
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
    use std::collections::HashSet;

    use super::*;

    #[tokio::test]
    async fn no_two_accounts_share_a_number_however_many_there_are() -> Result<(), CommandError> {
        let sandbox = Sandbox::start(SandboxConfig::default()).await?;
        let account = whatsapp(sandbox.graph());
        let number = |n| {
            let given = account(AccountId::from_i64(n)).settings;
            given.get("phone_number_id").and_then(|id| id.as_str()).map(ToOwned::to_owned)
        };
        let numbers: HashSet<_> = (0..1_001).filter_map(number).collect();
        assert_eq!(numbers.len(), 1_001);
        assert_eq!(number(7), number(7));
        assert_eq!(number(0), Some(sandbox.graph().config().numbers[0].id.clone()));
        Ok(())
    }

    #[test]
    fn no_stand_in_of_a_program_that_runs_for_months_remembers_everything() {
        let SandboxConfig { netgsm, mutlucell, graph, smtp, .. } = quick();
        let memories = [netgsm.memory, mutlucell.memory, graph.memory, smtp.memory];
        assert!(!memories.contains(&Memory::All), "{memories:?}");
    }

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
