//! Language and look: a post that sets a cookie and goes back.

use axum::Form;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use domain::lang::Lang;
use domain::page::Theme;
use serde::Deserialize;

use super::back;

pub const LANG_COOKIE: &str = "lang";
pub const THEME_COOKIE: &str = "theme";

#[derive(Debug, Deserialize)]
pub struct Preference {
    #[serde(default)]
    back: String,
    lang: Option<String>,
    theme: Option<String>,
}

/// `POST /preferences`; a word it does not know changes nothing.
pub async fn set(jar: CookieJar, Form(wish): Form<Preference>) -> Response {
    let lang = wish.lang.as_deref().and_then(Lang::parse).map(|lang| (LANG_COOKIE, lang.code()));
    let theme = wish.theme.as_deref().and_then(Theme::from_word).map(|theme| (THEME_COOKIE, theme.word()));
    let jar = [lang, theme].into_iter().flatten().fold(jar, |jar, (name, value)| jar.add(kept(name, value)));
    (jar, Redirect::to(&back::local(&wish.back))).into_response()
}

/// A cookie of one year that scripts may read: the language and the look are no secrets.
fn kept(name: &'static str, value: &'static str) -> Cookie<'static> {
    Cookie::build((name, value)).path("/").same_site(SameSite::Lax).max_age(time::Duration::days(365)).build()
}
