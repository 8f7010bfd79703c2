use std::collections::HashSet;

use domain::failure::Problem;
use domain::lang::Lang;
use domain::provider_form::{FieldKind, FormValues};
use providers::descriptor::{Field, Secrets, Settings};
use providers::outbound::Outbound;
use providers::provider::{CallbackRefusal, CallbackRequest, FailureKind};
use providers::registry;

use crate::sample::{CANARY, account, form};

#[test]
fn ids_and_fields_are_unique_and_found() {
    let ids: HashSet<_> = registry::all().iter().map(|descriptor| descriptor.id).collect();
    assert_eq!(ids.len(), registry::all().len());
    for descriptor in registry::all() {
        assert!(registry::find(descriptor.id).is_some_and(|found| std::ptr::eq(found, *descriptor)));
        let names: HashSet<_> = descriptor.fields.iter().map(|field| field.name).collect();
        assert_eq!(names.len(), descriptor.fields.len(), "{}", descriptor.id);
        let is_id = |text: &str| {
            text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        };
        assert!(is_id(descriptor.id) && names.iter().all(|name| is_id(name)), "{}", descriptor.id);
        assert!(descriptor.manual.starts_with("https://") && descriptor.version > 0);
    }
    assert!(registry::find("yok").is_none());
}

#[test]
fn everything_is_said_in_both_languages() {
    for descriptor in registry::all() {
        let form = descriptor.to_form();
        let mut texts = vec![form.label.clone()];
        for field in &form.fields {
            texts.push(field.label.clone());
            texts.extend(field.hint.clone());
            if let FieldKind::Choice { options } = &field.kind {
                texts.extend(
                    options
                        .iter()
                        .flat_map(|option| [Some(option.label.clone()), option.risk.clone()])
                        .flatten(),
                );
            }
        }
        for text in texts {
            for lang in Lang::ALL {
                assert!(!text.pick(lang).trim().is_empty(), "{}: {text:?}", descriptor.id);
            }
        }
    }
}

#[test]
fn what_sounds_like_a_secret_is_marked_as_one() {
    for descriptor in registry::all() {
        for field in descriptor.fields {
            let sounds = ["password", "secret", "token", "_key"].iter().any(|word| field.name.contains(word));
            assert_eq!(field.is_secret(), sounds, "{}.{}", descriptor.id, field.name);
            assert!(!(field.is_secret() && field.default.is_some()));
        }
        assert!(descriptor.secret_names().count() > 0, "{}", descriptor.id);
    }
}

#[test]
fn conditions_name_fields_and_values_that_exist() {
    for descriptor in registry::all() {
        let form = descriptor.to_form();
        for field in &form.fields {
            let Some(condition) = &field.show_when else { continue };
            let other = form.fields.iter().find(|other| other.name == condition.field).unwrap();
            let exists = |value: &String| match &other.kind {
                FieldKind::Choice { options } => options.iter().any(|option| option.value == *value),
                FieldKind::Bool => value == "on",
                _ => false,
            };
            assert!(condition.is.iter().all(exists), "{}.{}", descriptor.id, field.name);
        }
    }
}

#[test]
fn a_filled_form_makes_an_account_and_an_empty_one_names_its_fields() {
    for descriptor in registry::all() {
        let submitted = descriptor.read_form(&form(descriptor), &|_| false).unwrap();
        let plain = serde_json::to_string(&submitted.settings).unwrap();
        assert!(!plain.contains(CANARY) && !format!("{submitted:?}").contains(CANARY), "{}", descriptor.id);
        let provider = account(descriptor, "127.0.0.1:25".parse().unwrap());
        assert_eq!(provider.descriptor().id, descriptor.id);
        assert!(provider.capabilities().batch > 0 && provider.capabilities().concurrency > 0);
        let failure = descriptor.read_form(&FormValues::new(), &|_| false).unwrap_err();
        let missing = |field: &&Field| field.required && field.show_when.is_none() && field.default.is_none();
        let required = descriptor.fields.iter().filter(missing);
        for field in required {
            let problem = failure.of(field.name).map(|found| found.problem);
            assert_eq!(problem, Some(Problem::Required), "{}.{}", descriptor.id, field.name);
        }
    }
}

#[test]
fn missing_settings_are_a_failure_and_never_a_panic() {
    for descriptor in registry::all() {
        let built =
            registry::build(descriptor.id, &Settings::default(), &Secrets::default(), &Outbound::default());
        assert_eq!(built.err().map(|failure| failure.kind), Some(FailureKind::Config), "{}", descriptor.id);
    }
}

#[test]
fn capabilities_agree_with_each_other() {
    for descriptor in registry::all() {
        let able = descriptor.capabilities;
        if let Some(pull) = able.pull {
            assert!(pull.refs > 0 && pull.rows > 0 && pull.calls.count > 0, "{}", descriptor.id);
        }
        let features = descriptor.to_form().features;
        assert_eq!(features.reports, able.gives_reports());
        assert_eq!(features.callback, able.push.is_some());
        let provider = account(descriptor, "127.0.0.1:25".parse().unwrap());
        let nothing = CallbackRequest { method: "POST", query: "", headers: &[], body: b"" };
        let refusal = provider.read_callback(&nothing).unwrap_err();
        assert_eq!(refusal != CallbackRefusal::Unsupported, able.push.is_some(), "{}", descriptor.id);
        if able.push.is_some_and(|push| push.signed) {
            assert_eq!(refusal, CallbackRefusal::BadSignature, "{}", descriptor.id);
        }
    }
}
