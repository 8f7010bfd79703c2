use super::{Piece, TemplateError, VariableRef, parse};

/// The same template as Jinja, for the renderer: defaults become `{{ ad|default("…", true) }}`.
///
/// Text and control blocks stay as they are. A default also replaces an empty value.
///
/// # Errors
/// The first [`TemplateError`] from the left.
pub fn to_jinja(text: &str) -> Result<String, TemplateError> {
    let mut jinja = String::with_capacity(text.len());
    for piece in parse(text)? {
        match piece {
            Piece::Text(text) => jinja.push_str(text),
            Piece::Variable(variable) => jinja.push_str(&write_variable(&variable)),
        }
    }
    Ok(jinja)
}

fn write_variable(variable: &VariableRef) -> String {
    let name = &variable.name;
    match &variable.default {
        Some(default) => {
            let escaped = default.replace('\\', "\\\\").replace('"', "\\\"");
            format!("{{{{ {name}|default(\"{escaped}\", true) }}}}")
        }
        None => format!("{{{{ {name} }}}}"),
    }
}
