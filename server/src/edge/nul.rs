//! Finds the one character that stands in no text and that PostgreSQL refuses.

use http::header::CONTENT_TYPE;
use http::request::Parts;
use serde_json::Value;

/// Whether the query or the body of a call holds a NUL.
pub fn is_in(parts: &Parts, body: &[u8]) -> bool {
    let kind = parts.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let in_body = if kind.starts_with("application/x-www-form-urlencoded") {
        is_in_pairs(body)
    } else {
        is_in_json(body)
    };
    in_body || is_in_pairs(parts.uri.query().unwrap_or_default().as_bytes())
}

fn is_in_pairs(pairs: &[u8]) -> bool {
    form_urlencoded::parse(pairs).any(|(name, value)| name.contains('\0') || value.contains('\0'))
}

/// JSON can only write it one way; a body without that is not read for it.
fn is_in_json(body: &[u8]) -> bool {
    let may_be = body.windows(6).any(|bytes| bytes == br"\u0000");
    may_be && serde_json::from_slice(body).is_ok_and(|value| is_in_value(&value))
}

fn is_in_value(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(values) => values.iter().any(is_in_value),
        Value::Object(members) => {
            members.iter().any(|(name, value)| name.contains('\0') || is_in_value(value))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_it_however_it_is_written() {
        assert!(is_in_pairs(b"a=1&q=x%00") && is_in_pairs(b"%00=1"));
        assert!(is_in_json(br#"{"a":["x\u0000y"]}"#) && is_in_json(br#"{"\u0000":1}"#));
    }

    #[test]
    fn a_text_about_it_is_a_text() {
        assert!(!is_in_pairs(b"q=%2500"));
        assert!(!is_in_json(br#"{"a":"\\u0000"}"#) && !is_in_json(br#"{"a":"\u0000"#));
    }
}
