//! The query of a page's address.

use serde::Serialize;

/// The words of a query, `stage=failed&q=a`, without those that are empty.
pub fn pairs(query: &impl Serialize) -> String {
    let address = serde_qs::to_string(query).unwrap_or_default();
    let kept: Vec<_> = address.split('&').filter(|pair| !pair.ends_with('=')).collect();
    kept.join("&")
}

/// The same behind its mark; nothing when every word is empty.
pub fn query_string(query: &impl Serialize) -> String {
    let pairs = pairs(query);
    if pairs.is_empty() { pairs } else { format!("?{pairs}") }
}
