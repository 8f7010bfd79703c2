//! The name under which a browser keeps a file.

use domain::failure::{Failure, Problem};
use http::HeaderValue;

/// A name with any letters, for browsers of today (RFC 6266 and 8187); `plain` is for the others.
pub fn attachment(plain: &str, name: &str) -> Result<HeaderValue, Failure> {
    let mut encoded = String::with_capacity(name.len() * 3);
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_') {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    let text = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}");
    HeaderValue::from_str(&text).map_err(|_| Problem::Internal.into())
}
