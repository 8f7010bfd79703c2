//! Forms that failed without JavaScript: kept for ten minutes under a secret of their own.

mod keep;
mod secret_fields;

#[cfg(test)]
mod tests;
