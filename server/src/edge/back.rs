//! The way back to the page a form stands on.

use domain::id::DraftId;
use http::HeaderValue;

/// Path and query of the page a request came from; `/` when it does not say, and never another site.
pub fn page_of(referer: Option<&HeaderValue>) -> String {
    referer
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.parse::<http::Uri>().ok())
        .and_then(|uri| uri.path_and_query().map(ToString::to_string))
        .map_or_else(|| "/".to_owned(), |page| local(&page))
}

/// A path on this site, or `/` for anything that would leave it.
pub fn local(page: &str) -> String {
    let leaves = !page.starts_with('/') || page.starts_with("//") || page.contains(['\\', '\r', '\n']);
    if leaves { "/".to_owned() } else { page.to_owned() }
}

/// The page with the id of a kept form in its query.
pub fn with_draft(page: &str, id: DraftId) -> String {
    let page = without_draft(page);
    let mark = if page.contains('?') { '&' } else { '?' };
    format!("{page}{mark}draft={id}")
}

/// The page without the id of an earlier draft.
pub fn without_draft(page: &str) -> String {
    let Some((path, query)) = page.split_once('?') else { return page.to_owned() };
    let kept: Vec<_> = query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("draft=")).collect();
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_site_is_never_a_way_back() {
        assert_eq!(local("//evil.example/x"), "/");
        assert_eq!(local("https://evil.example"), "/");
        assert_eq!(local("/\\evil.example"), "/");
        assert_eq!(local("/c/1?x=2"), "/c/1?x=2");
    }

    #[test]
    fn a_second_failure_replaces_the_first_draft() {
        let (first, second) = (DraftId::from_i64(1), DraftId::from_i64(2));
        let page = with_draft("/signin?next=%2F", first);
        assert_eq!(with_draft(&page, second), format!("/signin?next=%2F&draft={second}"));
        assert_eq!(without_draft(&with_draft("/signin", first)), "/signin");
    }

    #[test]
    fn the_referer_gives_path_and_query_only() {
        let referer = HeaderValue::from_static("http://127.0.0.1:3000/signin?a=b");
        assert_eq!(page_of(Some(&referer)), "/signin?a=b");
        assert_eq!(page_of(None), "/");
    }
}
