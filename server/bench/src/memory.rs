//! How much memory the release server takes when nobody asks it for anything.

use std::path::Path;
use std::time::Duration;

use crate::Outcome;
use crate::installation::Installation;
use crate::place::Place;
use crate::program::Program;

const PUBLIC: &[&str] = &["/", "/signin", "/reset", "/policies/terms", "/policies/clarification"];
/// All that are about nothing in particular, and so are there in a new company.
const OF_A_COMPANY: &[&str] = &[
    "",
    "/company",
    "/members",
    "/members/invite",
    "/account",
    "/send",
    "/campaigns",
    "/messages",
    "/providers",
    "/providers/new/netgsm",
    "/providers/new/mutlucell",
    "/providers/new/whatsapp_cloud",
    "/providers/new/smtp",
    "/contacts",
    "/contacts/new",
    "/contacts/import",
    "/tags",
    "/company/limits",
    "/company/hours",
];

/// Megabytes of a server.
#[derive(Debug, Clone, Copy)]
pub struct Memory {
    pub idle: f64,
    pub peak: f64,
}

/// Starts a server, loads its public pages and those of a company once each, and looks at its memory after
/// it was idle for a while.
///
/// # Errors
/// A server that does not start, or a page that does not come.
pub async fn memory(program: &Path, place: Place, idle: Duration) -> Outcome<Memory> {
    let installation = Installation::make(&place, Default::default()).await?;
    let (company, cookie) = (installation.company.to_string(), installation.cookie.clone());
    installation.close().await;
    let mut server = Program::start(program, &place, None)?;
    let url = server.url().await?;
    let pages = PUBLIC.iter().map(|path| (*path).to_owned());
    let pages = pages.chain(OF_A_COMPANY.iter().map(|path| format!("/c/{company}{path}")));
    let browser = reqwest::ClientBuilder::new().redirect(reqwest::redirect::Policy::none()).build()?;
    for page in pages {
        let asked =
            browser.get(format!("{url}{page}")).header("cookie", &cookie).header("accept", "text/html");
        let answer = asked.send().await?;
        let status = answer.status();
        if !status.is_success() && !status.is_redirection() {
            return Err(format!("{page} answers {status}").into());
        }
        answer.bytes().await?;
    }
    drop(browser);
    tokio::time::sleep(idle).await;
    let memory = Memory { idle: server.memory("VmRSS")?, peak: server.memory("VmHWM")? };
    server.stop().await?;
    place.remove().await?;
    Ok(memory)
}
