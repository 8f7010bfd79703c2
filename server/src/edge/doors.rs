//! Which pages are open to whom, decided before a page is drawn.

use domain::page::{PageContext, documents_before};

/// Pages for everybody: they need no WASM, and links out of them are full loads.
const OPEN: &[&str] = &[
    "/signin",
    "/setup",
    "/signup",
    "/reset",
    "/email/",
    "/invitation/",
    "/policies/",
    "/link-gone",
    "/p/",
    "/r/",
];

/// Pages of somebody who is signed in, whatever the company: no WASM either.
const BETWEEN: &[&str] = &["/companies", "/two-factor", "/documents", "/operator"];

/// Pages of a company that are read or posted from once: below `/c/{company}/`, a `*` for any word.
const OF_COMPANY: &[&str] = &[
    "providers/*/connection",
    "providers/*/credit",
    "exports/*",
    "campaigns/*/approval",
    "campaigns/*/left-out",
    "views",
    "bulk",
    "reports",
    "reports/members",
    "search",
    "reports/links",
];

/// Whether a page is drawn without scripts.
pub fn is_light(path: &str) -> bool {
    is_open(path) || BETWEEN.iter().any(|prefix| path.starts_with(prefix)) || is_light_of_company(path)
}

fn is_light_of_company(path: &str) -> bool {
    let inside = path.strip_prefix("/c/").and_then(|rest| rest.split_once('/')).map(|(_, inside)| inside);
    inside.is_some_and(|inside| OF_COMPANY.iter().any(|pattern| fits(pattern, inside)))
}

fn fits(pattern: &str, path: &str) -> bool {
    let (wanted, words): (Vec<_>, Vec<_>) = (pattern.split('/').collect(), path.split('/').collect());
    let fits = |(wanted, word): (&&str, &&str)| wanted == word || (*wanted == "*" && !word.is_empty());
    wanted.len() == words.len() && wanted.iter().zip(&words).all(fits)
}

fn is_open(path: &str) -> bool {
    OPEN.iter().any(|prefix| path.starts_with(prefix))
}

/// Where a visitor is sent instead of the page, if anywhere. `terms_wait` says that the terms have a version
/// that the visitor has not accepted: pages where something new is sent lead to it first.
pub fn elsewhere(path: &str, query: Option<&str>, page: &PageContext, terms_wait: bool) -> Option<String> {
    let setting_up = path == "/setup" || path.starts_with("/policies/");
    if page.needs_setup {
        return (!setting_up).then(|| "/setup".to_owned());
    }
    match &page.visitor {
        None if path == "/signup" && page.signup_open => None,
        None if matches!(path, "/" | "/setup" | "/signup") => Some("/signin".to_owned()),
        None if is_open(path) => None,
        None => Some(format!("/signin?next={}", encoded(path, query))),
        Some(visitor) => {
            let here = visitor.company.as_ref().map(|company| format!("/c/{}", company.id));
            let home = here.clone().unwrap_or_else(|| "/companies".to_owned());
            if matches!(path, "/" | "/signin" | "/setup" | "/signup") {
                return Some(home);
            }
            if path.starts_with("/operator") && !visitor.is_operator {
                return Some(home);
            }
            let below = here.as_deref().and_then(|here| below(path, here));
            if path.starts_with("/c/") && below.is_none() {
                return Some(format!("/companies?next={}", encoded(path, query)));
            }
            let sends = below.is_some_and(|rest| rest == "/send" || rest.starts_with("/send/"));
            (sends && terms_wait).then(|| documents_before(&whole(path, query)))
        }
    }
}

/// What of a path lies below the pages of a company; `None` outside them.
fn below<'a>(path: &'a str, company: &str) -> Option<&'a str> {
    path.strip_prefix(company).filter(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn whole(path: &str, query: Option<&str>) -> String {
    query.map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"))
}

fn encoded(path: &str, query: Option<&str>) -> String {
    form_urlencoded::byte_serialize(whole(path, query).as_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::CompanyId;
    use domain::page::{CompanyBadge, Visitor};
    use domain::rights::Rights;

    fn page(signed_in: bool, needs_setup: bool) -> PageContext {
        let company = CompanyBadge { id: CompanyId::from_i64(1), name: "A".to_owned(), test_mode: true };
        let visitor = signed_in.then(|| Visitor {
            name: String::new(),
            email: String::new(),
            is_operator: false,
            companies: vec![company.clone()],
            company: Some(company),
            rights: Rights::NONE,
        });
        PageContext { visitor, needs_setup, ..app::page_context::blank() }
    }

    #[test]
    fn a_fresh_installation_leads_to_its_set_up() {
        assert_eq!(elsewhere("/signin", None, &page(false, true), false).as_deref(), Some("/setup"));
        assert_eq!(elsewhere("/setup", None, &page(false, true), false), None);
    }

    #[test]
    fn a_stranger_signs_in_first_and_comes_back() {
        let place = elsewhere("/c/cmp_1/messages", Some("q=a"), &page(false, false), false);
        assert_eq!(place.as_deref(), Some("/signin?next=%2Fc%2Fcmp_1%2Fmessages%3Fq%3Da"));
        assert_eq!(elsewhere("/policies/terms", None, &page(false, false), false), None);
    }

    #[test]
    fn strangers_sign_up_where_the_operator_lets_them() {
        let open = PageContext { signup_open: true, ..page(false, false) };
        assert_eq!(elsewhere("/signup", None, &open, false), None);
        assert_eq!(elsewhere("/signup", None, &page(false, false), false).as_deref(), Some("/signin"));
        assert_eq!(elsewhere("/signup", None, &page(false, true), false).as_deref(), Some("/setup"));
    }

    #[test]
    fn pages_of_a_company_without_scripts_are_named_one_by_one() {
        for light in [
            "/signin",
            "/c/cmp_1/providers/acc_1/credit",
            "/c/cmp_1/exports/messages",
            "/c/cmp_1/search",
            "/c/cmp_1/campaigns/cpn_1/left-out",
        ] {
            assert!(is_light(light), "{light}");
        }
        for heavy in
            ["/c/cmp_1", "/c/cmp_1/exports", "/c/cmp_1/exports/", "/c/cmp_1/providers/acc_1", "/c/x/y/z"]
        {
            assert!(!is_light(heavy), "{heavy}");
        }
        let company = CompanyId::from_i64(1);
        let place = format!("/c/{company}/providers/acc_1/credit");
        assert!(
            elsewhere(&place, None, &page(false, false), false)
                .is_some_and(|place| place.starts_with("/signin?"))
        );
        assert_eq!(elsewhere(&place, None, &page(true, false), false), None);
    }

    #[test]
    fn a_page_of_another_company_is_not_drawn() {
        let mine = format!("/c/{}", CompanyId::from_i64(1));
        let other = format!("/c/{}/messages", CompanyId::from_i64(2));
        assert_eq!(elsewhere(&mine, None, &page(true, false), false), None);
        assert!(
            elsewhere(&other, None, &page(true, false), false)
                .is_some_and(|place| place.starts_with("/companies?"))
        );
        assert!(elsewhere(&format!("{mine}0"), None, &page(true, false), false).is_some());
    }

    #[test]
    fn pages_that_send_lead_to_terms_that_wait_and_others_do_not() {
        let page = page(true, false);
        let send = format!("/c/{}/send", CompanyId::from_i64(1));
        for path in [send.clone(), format!("{send}/cpn_1")] {
            let place = elsewhere(&path, Some("step=review"), &page, true);
            assert_eq!(place, Some(documents_before(&format!("{path}?step=review"))));
            assert_eq!(elsewhere(&path, None, &page, false), None);
        }
        let messages = format!("/c/{}/messages", CompanyId::from_i64(1));
        for path in [messages.as_str(), "/documents", "/companies"] {
            assert_eq!(elsewhere(path, None, &page, true), None, "{path}");
        }
        let another = format!("/c/{}/send", CompanyId::from_i64(2));
        assert!(elsewhere(&another, None, &page, true).is_some_and(|place| place.starts_with("/companies?")));
    }

    #[test]
    fn only_operators_see_their_pages() {
        let member = page(true, false);
        let home = member.visitor.as_ref().and_then(|visitor| visitor.company.as_ref());
        let home = home.map(|company| format!("/c/{}", company.id));
        assert_eq!(elsewhere("/operator/keys", None, &member, false), home);
        let visitor = member.visitor.clone().map(|visitor| Visitor { is_operator: true, ..visitor });
        assert_eq!(elsewhere("/operator", None, &PageContext { visitor, ..member }, false), None);
        let stranger = elsewhere("/operator", None, &page(false, false), false);
        assert_eq!(stranger.as_deref(), Some("/signin?next=%2Foperator"));
    }
}
