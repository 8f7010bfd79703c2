//! Forms that failed without JavaScript: kept for ten minutes under a secret of their own.

mod keep;

pub use keep::is_secret_field;

#[cfg(test)]
mod tests;
