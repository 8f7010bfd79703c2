//! Who looks: reads the cookies once per request and leaves the findings in its extensions. A caller with
//! a key of its own is nobody else, whatever its cookies say.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use app::ssr::{Asking, reset_cookie_name, session_cookie, session_cookie_name, step_cookie_name};
use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use axum_extra::extract::CookieJar;
use domain::failure::Failure;
use domain::page::PageContext;
use http::header::{ACCEPT, HOST, SET_COOKIE, USER_AGENT};
use http::uri::Authority;
use http::{Extensions, HeaderMap, HeaderValue, Method, Uri};
use services::accounts::Asker;
use services::secrets::Token;
use services::{Actor, Origin, ServiceError, Services};

use super::EdgeState;
use super::calls::is_call;
use super::language::{language, theme};
use super::preferences::STEPS_COOKIE;
use super::same_site::has_bearer;

/// The layer around everything a person or a program asks for.
pub async fn recognise(
    State(state): State<EdgeState>,
    jar: CookieJar,
    mut request: Request,
    next: Next,
) -> Response {
    let asking = asking(&state, &jar, &request);
    match asker_of(&state.services, &asking).await {
        Ok(asker) => {
            let renewed = match &asker {
                Some(asker) if asker.renewal_is_due && is_page(&request) => {
                    renewed(&state.services, asker, asking.secure).await
                }
                _ => None,
            };
            let actor = asker.map(|asker| asker.actor);
            let lang = language(&jar, actor.as_ref().map(Actor::lang), request.headers());
            let asking = Asking { lang, ..asking };
            if let Some(actor) = actor {
                request.extensions_mut().insert(actor);
            }
            request.extensions_mut().insert(asking);
            let mut answer = next.run(request).await;
            if let Some(cookie) = renewed {
                answer.headers_mut().append(SET_COOKIE, cookie);
            }
            answer
        }
        Err(error) if is_call(request.uri().path()) => super::calls::problem(&Failure::from(error)),
        Err(error) => super::broken::page(&Failure::from(error)),
    }
}

fn asking(state: &EdgeState, jar: &CookieJar, request: &Request) -> Asking {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let agent = request.headers().get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let program = has_bearer(request.headers());
    let token = |name: &str| {
        let cookie = jar.get(name).filter(|_| !program);
        cookie.and_then(|cookie| Token::parse(cookie.value()))
    };
    Asking {
        origin: Origin::new(address(peer, request.headers(), state.trust_proxy), agent),
        cookie: token(session_cookie_name(state.secure)),
        reset: token(reset_cookie_name(state.secure)),
        step: token(step_cookie_name(state.secure)),
        lang: domain::lang::Lang::default(),
        secure: state.secure,
        local: request.headers().get(HOST).and_then(|host| host.to_str().ok()).is_some_and(is_loopback),
    }
}

/// Whether a `Host` header names the visitor's own machine.
fn is_loopback(host: &str) -> bool {
    let bare = host.parse::<Authority>();
    let name = bare.as_ref().map_or(host, |authority| authority.host());
    let address = name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    name.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

/// The caller's address: the peer, or behind a proxy the operator has declared, the last address the
/// proxy added.
fn address(peer: Option<IpAddr>, headers: &HeaderMap, trust_proxy: bool) -> IpAddr {
    let forwarded = headers.get("x-forwarded-for").and_then(|value| value.to_str().ok());
    let added = forwarded.and_then(|list| list.rsplit(',').next()).and_then(|last| last.trim().parse().ok());
    let peer = peer.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
    if trust_proxy { added.unwrap_or(peer) } else { peer }
}

async fn asker_of(services: &Services, asking: &Asking) -> Result<Option<Asker>, ServiceError> {
    let Some(cookie) = &asking.cookie else { return Ok(None) };
    services.session_of(cookie, &asking.origin).await
}

/// A page that a browser opens: what was under way in its predecessor is over, so that nothing still
/// uses the cookie from before.
fn is_page(request: &Request) -> bool {
    let accepts = request.headers().get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    *request.method() == Method::GET && accepts.contains("text/html") && !is_call(request.uri().path())
}

/// Another cookie for a session whose rights were changed. When it cannot be had now, the next page asks
/// again.
async fn renewed(services: &Services, asker: &Asker, secure: bool) -> Option<HeaderValue> {
    match services.renew_session(&asker.actor).await {
        Ok(token) => session_cookie(&token?, secure).ok(),
        Err(error) => {
            tracing::warn!(%error, "a session was not renewed");
            None
        }
    }
}

/// What a page is about, for somebody the layer above has recognised.
pub async fn page_context(
    state: &EdgeState,
    jar: &CookieJar,
    uri: &Uri,
    extensions: &Extensions,
) -> Result<PageContext, ServiceError> {
    let (services, asking) = (&state.services, extensions.get::<Asking>());
    let visitor = match extensions.get::<Actor>() {
        Some(actor) => Some(services.visitor(actor).await?),
        None => None,
    };
    let draft = match draft_id(uri.query().unwrap_or_default()) {
        Some(id) => services.draft(extensions.get(), &id).await?,
        None => None,
    };
    Ok(PageContext {
        lang: asking.map(|asking| asking.lang).unwrap_or_default(),
        theme: theme(jar),
        brand: services.brand().await?,
        secure: asking.is_some_and(|asking| asking.secure || asking.local),
        needs_setup: visitor.is_none() && services.needs_setup().await?,
        signup_open: visitor.is_none() && services.signup_is_open(),
        sends_mail: services.sends_system_mail(),
        hides_steps: jar.get(STEPS_COOKIE).is_some_and(|cookie| cookie.value() == "hidden"),
        demo: state.demo.clone().filter(|_| visitor.is_none()),
        visitor,
        form_key: services.form_key(),
        draft,
    })
}

fn draft_id(query: &str) -> Option<String> {
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    pairs.find(|(name, _)| name == "draft").map(|(_, id)| id.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ones_own_machine_is_local() {
        for host in ["localhost", "LOCALHOST:3000", "127.0.0.1:3000", "127.9.9.9", "[::1]:3000"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in ["", "192.168.1.5:3000", "localhost.example", "127.0.0.1.example", "[2001:db8::1]"] {
            assert!(!is_loopback(host), "{host}");
        }
    }

    #[test]
    fn a_forwarded_address_counts_only_behind_a_declared_proxy() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", http::HeaderValue::from_static("6.6.6.6, 198.51.100.7"));
        let peer = IpAddr::from([127, 0, 0, 1]);
        assert_eq!(address(Some(peer), &headers, false), peer);
        assert_eq!(address(Some(peer), &headers, true), IpAddr::from([198, 51, 100, 7]));
    }
}
