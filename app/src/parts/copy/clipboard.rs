/// Whether this page may use the clipboard: over plain HTTP browsers have none.
pub fn is_there() -> bool {
    web_sys::window().is_some_and(|window| window.is_secure_context())
}

/// Puts a text on the clipboard; a browser that forbids it leaves the text to be selected by hand.
pub fn put(text: &str) {
    if let Some(window) = web_sys::window() {
        drop(window.navigator().clipboard().write_text(text));
    }
}
