//! The browser's entry point.
#![cfg(target_arch = "wasm32")]
#![recursion_limit = "256"]

#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_lazy(app::App);
}

/// Room for the splitter. It lays the constants of every piece out anew, each piece aligned, within the
/// space they had before; when the padding does not fit, it gives up and puts the constants of all
/// pages (texts, tables) into the main file. Nothing refers to this one, so it lands in no piece, and
/// its space takes the padding. Not zero, because zeros are not laid out.
#[used]
static ROOM: [u8; 32 * 1024] = [1; 32 * 1024];
