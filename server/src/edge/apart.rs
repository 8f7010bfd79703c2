//! Keeps an answer out of the page that waits on the same thread.

use leptos::reactive::computed::ScopedFuture;
use leptos::reactive::owner::Owner;

/// Answers under an owner of its own.
///
/// A page that waits leaves its owner on its thread. What is answered there meanwhile by a handler of
/// leptos that asks for the current owner would find the page's contexts, and take its headers, its
/// policy of content among them, for its own.
pub async fn apart<T>(answer: impl Future<Output = T>) -> T {
    Owner::default().with(|| ScopedFuture::new_untracked(answer)).await
}
