//! Forms that work with and without JavaScript.
