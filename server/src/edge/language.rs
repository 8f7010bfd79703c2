//! Which language a page speaks: the person's setting, then the cookie, then the browser.

use axum_extra::extract::CookieJar;
use domain::lang::Lang;
use domain::page::Theme;
use http::HeaderMap;
use http::header::ACCEPT_LANGUAGE;

use super::preferences::{LANG_COOKIE, THEME_COOKIE};

/// The language of an answer; Turkish when nobody says otherwise.
pub fn language(jar: &CookieJar, person: Option<Lang>, headers: &HeaderMap) -> Lang {
    let cookie = jar.get(LANG_COOKIE).and_then(|cookie| Lang::parse(cookie.value()));
    let browser = || headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).and_then(preferred);
    person.or(cookie).or_else(browser).unwrap_or_default()
}

/// The look of the pages.
pub fn theme(jar: &CookieJar) -> Theme {
    jar.get(THEME_COOKIE).and_then(|cookie| Theme::from_word(cookie.value())).unwrap_or(Theme::System)
}

/// The language with the highest weight among those we speak (RFC 9110, 12.5.4).
fn preferred(header: &str) -> Option<Lang> {
    let weighed = header.split(',').filter_map(|part| {
        let mut fields = part.split(';');
        let lang = Lang::parse(fields.next()?.trim())?;
        let weight = fields.find_map(|field| field.trim().strip_prefix("q=")?.parse::<f32>().ok());
        Some((lang, weight.unwrap_or(1.0)))
    });
    // Of equals the first one counts.
    weighed.reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(lang, _)| lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_persons_setting_comes_before_the_browsers_cookie() {
        let jar = CookieJar::new().add(axum_extra::extract::cookie::Cookie::new(LANG_COOKIE, "tr"));
        let headers = HeaderMap::new();
        assert_eq!(language(&jar, Some(Lang::En), &headers), Lang::En);
        assert_eq!(language(&jar, None, &headers), Lang::Tr);
    }

    #[test]
    fn the_browser_says_what_it_prefers() {
        assert_eq!(preferred("en-GB,en;q=0.9,tr;q=0.8"), Some(Lang::En));
        assert_eq!(preferred("de-DE,de;q=0.9,en;q=0.4,tr;q=0.7"), Some(Lang::Tr));
        assert_eq!(preferred("de"), None);
        assert_eq!(preferred(""), None);
    }
}
