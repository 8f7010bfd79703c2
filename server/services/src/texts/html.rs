//! An e-mail's HTML, made of its text: nothing a person typed becomes markup.

use domain::campaigns::PREFERENCES_LINK;

/// A small page with the paragraphs of a text and, below a rule, its footer. Addresses become links.
pub fn email_html(body: &str, footer: &str) -> String {
    let footer = match footer {
        "" => String::new(),
        text => format!(
            "<hr style=\"border:0;border-top:1px solid #ddd\"><p style=\"color:#666\">{}</p>",
            lines(text)
        ),
    };
    format!(
        "<!doctype html><html><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"></head>\
         <body style=\"margin:0;padding:24px;font:16px/1.5 sans-serif;color:#222\">\
         <div style=\"max-width:600px;margin:0 auto\">{}{footer}</div></body></html>",
        paragraphs(body)
    )
}

fn paragraphs(text: &str) -> String {
    let parts = text.split("\n\n").map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| format!("<p>{}</p>", lines(part))).collect()
}

fn lines(text: &str) -> String {
    text.lines().map(words).collect::<Vec<_>>().join("<br>")
}

fn words(line: &str) -> String {
    line.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// A word, as a link when it is an address; punctuation at its end stays outside.
fn word(word: &str) -> String {
    let address = word.trim_end_matches(['.', ',', ')', ';', '!', '?']);
    let is_own =
        address.strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}")) == Some(PREFERENCES_LINK);
    let is_link = is_own || address.starts_with("https://") || address.starts_with("http://");
    if !is_link {
        return escape(word);
    }
    let rest = &word[address.len()..];
    let address = escape(address);
    format!("<a href=\"{address}\">{address}</a>{}", escape(rest))
}

fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_typed_becomes_markup() {
        let html = email_html("<script>alert('x')</script> https://a.b/\"onload=1", "\"><b>");
        assert!(!html.contains("<script") && !html.contains("\"onload") && !html.contains("<b>"));
    }

    #[test]
    fn addresses_become_links_without_their_full_stop() {
        assert_eq!(
            words("bkz. https://a.example/x?y=1&z=2."),
            "bkz. <a href=\"https://a.example/x?y=1&amp;z=2\">https://a.example/x?y=1&amp;z=2</a>."
        );
    }

    #[test]
    fn the_link_that_each_person_fills_is_a_link_and_another_variable_is_none() {
        assert_eq!(words("{{tercih_linki}}."), "<a href=\"{{tercih_linki}}\">{{tercih_linki}}</a>.");
        assert_eq!(words("{{kod}}"), "{{kod}}");
    }

    #[test]
    fn paragraphs_and_lines_stay() {
        assert_eq!(paragraphs("a\nb\n\nc"), "<p>a<br>b</p><p>c</p>");
    }
}
