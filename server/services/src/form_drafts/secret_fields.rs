use std::collections::BTreeMap;

use providers::descriptor::Descriptor;
use providers::registry;

/// The fields of a form that may be shown again.
pub(super) fn without_secrets(fields: BTreeMap<String, String>) -> BTreeMap<String, String> {
    let provider = fields.get("provider").and_then(|id| registry::find(id.trim()));
    fields.into_iter().filter(|(name, _)| !is_secret(name, provider)).collect()
}

/// What a provider asks for is secret exactly when its descriptor says so; everything else by its name.
fn is_secret(name: &str, provider: Option<&Descriptor>) -> bool {
    match name.strip_prefix("values[") {
        Some(field) => is_providers_secret(field.trim_end_matches(']'), provider),
        None => is_secret_by_name(name),
    }
}

/// A form that changes an account does not name its provider: there a field counts as secret when it is
/// one of any provider.
fn is_providers_secret(field: &str, provider: Option<&Descriptor>) -> bool {
    let says_so = |of: &Descriptor| of.secret_names().any(|secret| secret == field);
    provider.map_or_else(|| registry::all().iter().any(|of| says_so(of)), says_so)
}

fn is_secret_by_name(name: &str) -> bool {
    const MARKS: &[&str] = &["password", "secret", "token", "national_id", "api_key", "one_time"];
    let name = name.to_ascii_lowercase();
    name == "current" || MARKS.iter().any(|mark| name.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_secrets_by_their_names() {
        for name in [
            "password",
            "password_again",
            "current",
            "client_secret",
            "national_id",
            "API_KEY",
            "one_time_code",
        ] {
            assert!(is_secret_by_name(name), "{name}");
        }
        for name in ["name", "email", "company_name", "address", "code"] {
            assert!(!is_secret_by_name(name), "{name}");
        }
    }

    #[test]
    fn exactly_the_secrets_of_every_provider_are_left_out() {
        let typed = |provider: &Descriptor, named: bool| {
            let values = provider.fields.iter().map(|field| format!("values[{}]", field.name));
            let of = named.then(|| ("provider".to_owned(), provider.id.to_owned()));
            values.map(|name| (name, "kanarya".to_owned())).chain(of).collect::<BTreeMap<_, _>>()
        };
        for provider in registry::all() {
            for named in [true, false] {
                let kept = without_secrets(typed(provider, named));
                for field in provider.fields {
                    let is_kept = kept.contains_key(&format!("values[{}]", field.name));
                    assert_eq!(is_kept, !field.is_secret(), "{} of {}", field.name, provider.id);
                }
            }
        }
    }
}
