//! The way back to the page a form stands on.

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

/// The page with the token of a kept form in its query.
pub fn with_draft(page: &str, token: &str) -> String {
    marked(page, &format!("draft={token}"))
}

/// The page with the name of the call that was carried out, so that the page can say so.
pub fn with_done(page: &str, call: &str) -> String {
    marked(page, &format!("done={}", call.trim_start_matches("/api/v1/")))
}

fn marked(page: &str, mark: &str) -> String {
    let page = unmarked(page);
    let joint = if page.contains('?') { '&' } else { '?' };
    format!("{page}{joint}{mark}")
}

/// The page without the marks of an earlier form.
fn unmarked(page: &str) -> String {
    let Some((path, query)) = page.split_once('?') else { return page.to_owned() };
    let is_mark = |pair: &str| pair.is_empty() || pair.starts_with("draft=") || pair.starts_with("done=");
    let kept: Vec<_> = query.split('&').filter(|pair| !is_mark(pair)).collect();
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
    fn a_second_form_replaces_the_marks_of_the_first() {
        let page = with_draft("/signin?next=%2F", "aaa");
        assert_eq!(with_draft(&page, "bbb"), "/signin?next=%2F&draft=bbb");
        assert_eq!(with_done(&page, "/api/v1/members/invite"), "/signin?next=%2F&done=members/invite");
        assert_eq!(with_done("/x?draft=a", "/api/v1/y"), "/x?done=y");
    }

    #[test]
    fn the_referer_gives_path_and_query_only() {
        let referer = HeaderValue::from_static("http://127.0.0.1:3000/signin?a=b");
        assert_eq!(page_of(Some(&referer)), "/signin?a=b");
        assert_eq!(page_of(None), "/");
    }
}
