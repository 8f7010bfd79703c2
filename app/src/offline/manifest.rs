use domain::lang::Lang;
use serde_json::{Value, json};

use crate::i18n::*;

/// The web app manifest (<https://www.w3.org/TR/appmanifest/>). It begins at the product's first page, which
/// leads each visitor to their own.
pub fn installed_app(brand: &str, lang: Lang) -> Value {
    let i18n = match lang {
        Lang::Tr => Locale::tr,
        Lang::En => Locale::en,
    };
    let icon = |name: &str, side: u16, purpose: &str| {
        json!({
            "src": format!("/icons/{name}.png"), "sizes": format!("{side}x{side}"),
            "type": "image/png", "purpose": purpose,
        })
    };
    json!({
        "id": "/",
        "name": brand,
        "short_name": brand,
        "description": t_string!(i18n, offline.install_about),
        "lang": lang.code(),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#fbfaf8",
        "theme_color": "#fbfaf8",
        "icons": [
            icon("icon-192", 192, "any"),
            icon("icon-512", 512, "any"),
            icon("maskable-512", 512, "maskable"),
        ],
    })
}
