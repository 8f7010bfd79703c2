//! Language and look: a post that sets a cookie and goes back.

use axum::Form;
use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use domain::failure::Failure;
use domain::lang::Lang;
use domain::page::Theme;
use serde::Deserialize;
use services::{Actor, Services};

use super::{back, calls};

pub const LANG_COOKIE: &str = "lang";
pub const THEME_COOKIE: &str = "theme";
pub const STEPS_COOKIE: &str = "steps";

#[derive(Debug, Deserialize)]
pub struct Preference {
    #[serde(default)]
    back: String,
    lang: Option<String>,
    theme: Option<String>,
    /// `hidden` puts the first steps of the overview away.
    steps: Option<String>,
}

/// `POST /preferences`; a word it does not know changes nothing. The language of somebody who is signed
/// in is kept with the person, since mails speak it too.
pub async fn set(
    State(services): State<Services>,
    actor: Option<Extension<Actor>>,
    jar: CookieJar,
    Form(wish): Form<Preference>,
) -> Response {
    let lang = wish.lang.as_deref().and_then(Lang::parse);
    if let (Some(lang), Some(Extension(actor))) = (lang, actor)
        && let Err(error) = services.set_language(&actor, lang).await
    {
        return calls::problem(&Failure::from(error));
    }
    let lang = lang.map(|lang| (LANG_COOKIE, lang.code()));
    let theme = wish.theme.as_deref().and_then(Theme::from_word).map(|theme| (THEME_COOKIE, theme.word()));
    let steps = wish.steps.filter(|word| word == "hidden").map(|_| (STEPS_COOKIE, "hidden"));
    let jar =
        [lang, theme, steps].into_iter().flatten().fold(jar, |jar, (name, value)| jar.add(kept(name, value)));
    (jar, Redirect::to(&back::local(&wish.back))).into_response()
}

/// A cookie of one year that scripts may read: the language and the look are no secrets.
fn kept(name: &'static str, value: &'static str) -> Cookie<'static> {
    Cookie::build((name, value)).path("/").same_site(SameSite::Lax).max_age(time::Duration::days(365)).build()
}
