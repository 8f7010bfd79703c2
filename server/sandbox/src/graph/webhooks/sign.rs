//! The bytes of a webhook and their signature.

use hmac::{Hmac, Mac};
use sha2::Sha256;

/// JSON as the vendor writes it: only ASCII, other characters as `\uXXXX`, slashes as `\/`.
pub(super) fn wire_bytes(json: &str) -> Vec<u8> {
    let mut wire = String::with_capacity(json.len() + json.len() / 8);
    for character in json.chars() {
        match character {
            // A slash can stand only inside a string.
            '/' => wire.push_str("\\/"),
            ' '..='~' => wire.push(character),
            other => push_escaped(&mut wire, other),
        }
    }
    wire.into_bytes()
}

fn push_escaped(wire: &mut String, character: char) {
    for unit in character.encode_utf16(&mut [0; 2]) {
        // Writing into a string cannot fail.
        let _ = std::fmt::write(wire, format_args!("\\u{unit:04x}"));
    }
}

/// The value of `X-Hub-Signature-256`: HMAC-SHA256 over the exact bytes.
pub(super) fn signature(app_secret: &str, body: &[u8]) -> String {
    // HMAC takes a key of any length.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(app_secret.as_bytes()) else { return String::new() };
    mac.update(body);
    let mut header = String::from("sha256=");
    for byte in mac.finalize().into_bytes() {
        let _ = std::fmt::write(&mut header, format_args!("{byte:02x}"));
    }
    header
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_only_ascii_and_means_the_same() {
        let json = serde_json::json!({ "ad": "Ayşe \u{1f600}", "url": "https://x/y", "satır": "a\nb\"" })
            .to_string();
        let wire = wire_bytes(&json);
        assert!(wire.is_ascii());
        let text = String::from_utf8_lossy(&wire).into_owned();
        assert!(text.contains("Ay\\u015fe \\ud83d\\ude00") && text.contains("https:\\/\\/x\\/y"));
        let read = |json: &[u8]| serde_json::from_slice::<serde_json::Value>(json).ok();
        assert_eq!(read(&wire), read(json.as_bytes()));
    }

    #[test]
    fn signs_as_rfc_4231_expects() {
        let expected = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(signature("Jefe", b"what do ya want for nothing?"), expected);
    }
}
