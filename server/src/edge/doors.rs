//! Which pages are open to whom, decided before a page is drawn.

use domain::page::PageContext;

/// Pages for everybody: they need no WASM, and links out of them are full loads.
const OPEN: &[&str] =
    &["/signin", "/setup", "/signup", "/reset", "/email/", "/invitation/", "/policies/", "/r/"];

/// Pages of somebody who is signed in, whatever the company: no WASM either.
const BETWEEN: &[&str] = &["/companies", "/two-factor"];

/// Whether a page is drawn without scripts.
pub fn is_light(path: &str) -> bool {
    is_open(path) || BETWEEN.iter().any(|prefix| path.starts_with(prefix))
}

fn is_open(path: &str) -> bool {
    OPEN.iter().any(|prefix| path.starts_with(prefix))
}

/// Where a visitor is sent instead of the page, if anywhere.
pub fn elsewhere(path: &str, query: Option<&str>, page: &PageContext) -> Option<String> {
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
            let another = path.starts_with("/c/") && !here.is_some_and(|here| is_within(path, &here));
            another.then(|| format!("/companies?next={}", encoded(path, query)))
        }
    }
}

fn is_within(path: &str, company: &str) -> bool {
    path.strip_prefix(company).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn encoded(path: &str, query: Option<&str>) -> String {
    let whole = query.map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"));
    form_urlencoded::byte_serialize(whole.as_bytes()).collect()
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
        assert_eq!(elsewhere("/signin", None, &page(false, true)).as_deref(), Some("/setup"));
        assert_eq!(elsewhere("/setup", None, &page(false, true)), None);
    }

    #[test]
    fn a_stranger_signs_in_first_and_comes_back() {
        let place = elsewhere("/c/cmp_1/messages", Some("q=a"), &page(false, false));
        assert_eq!(place.as_deref(), Some("/signin?next=%2Fc%2Fcmp_1%2Fmessages%3Fq%3Da"));
        assert_eq!(elsewhere("/policies/terms", None, &page(false, false)), None);
    }

    #[test]
    fn strangers_sign_up_where_the_operator_lets_them() {
        let open = PageContext { signup_open: true, ..page(false, false) };
        assert_eq!(elsewhere("/signup", None, &open), None);
        assert_eq!(elsewhere("/signup", None, &page(false, false)).as_deref(), Some("/signin"));
        assert_eq!(elsewhere("/signup", None, &page(false, true)).as_deref(), Some("/setup"));
    }

    #[test]
    fn a_page_of_another_company_is_not_drawn() {
        let mine = format!("/c/{}", CompanyId::from_i64(1));
        let other = format!("/c/{}/messages", CompanyId::from_i64(2));
        assert_eq!(elsewhere(&mine, None, &page(true, false)), None);
        assert!(
            elsewhere(&other, None, &page(true, false)).is_some_and(|place| place.starts_with("/companies?"))
        );
        assert!(elsewhere(&format!("{mine}0"), None, &page(true, false)).is_some());
    }
}
