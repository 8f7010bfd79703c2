//! The template language of messages: text with `{{ variables }}`.

mod expression;
mod jinja;
mod scan;

pub use expression::VariableRef;
pub use jinja::to_jinja;
pub use scan::{
    Piece, TemplateError, TemplateErrorKind, contains_control_blocks, parse, subject_is_clean,
    variable_names, variables,
};

#[cfg(test)]
mod tests;
