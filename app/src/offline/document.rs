use leptos::prelude::*;

use crate::i18n::*;
use crate::parts::BrandMark;

/// The one style of the page, so that nothing has to be fetched for it.
pub const OFFLINE_STYLE: &str = include_str!("style.css");

/// The page that a browser keeps to show when it reaches nobody: about no person and no company, in both
/// languages, whole by itself. Its link loads the page again that was asked for.
pub fn offline_document(brand: &str) -> String {
    let title = format!("{} · {brand}", t_string!(Locale::tr, offline.title));
    let document = view! {
        <html lang="tr">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                <meta name="color-scheme" content="light dark" />
                <title>{title}</title>
                <style>{OFFLINE_STYLE}</style>
            </head>
            <body>
                <main>
                    <p class="brand"><BrandMark />{brand.to_owned()}</p>
                    <InLanguage lang="tr" i18n=Locale::tr heading="h1" />
                    <InLanguage lang="en" i18n=Locale::en heading="h2" />
                </main>
            </body>
        </html>
    };
    format!("<!DOCTYPE html>{}", document.to_html())
}

#[component]
fn InLanguage(lang: &'static str, i18n: Locale, heading: &'static str) -> impl IntoView {
    let title = t_string!(i18n, offline.title);
    let heading = if heading == "h1" {
        view! { <h1>{title}</h1> }.into_any()
    } else {
        view! { <h2>{title}</h2> }.into_any()
    };
    view! {
        <section lang=lang>
            {heading}
            <p>{t!(i18n, offline.about)}</p>
            <p><a href="">{t!(i18n, offline.again)}</a></p>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_whole_by_itself_and_speaks_both_languages() {
        let html = offline_document("Işık & <b>Posta</b>");
        assert!(html.starts_with("<!DOCTYPE html><html lang=\"tr\">"), "{html}");
        assert!(
            html.contains(&format!("<style>{OFFLINE_STYLE}</style>")),
            "a policy knows the style by its hash"
        );
        assert!(
            html.contains("Işık &amp; &lt;b>Posta") || html.contains("Işık &amp; &lt;b&gt;Posta"),
            "{html}"
        );
        assert!(html.contains("Bağlantı yok") && html.contains("No connection"), "{html}");
        for outside in ["<script", "<link", "src=", "style=", "http"] {
            assert!(!html.contains(outside), "{outside}: {html}");
        }
    }
}
