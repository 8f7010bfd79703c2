use proptest::prelude::*;

use super::TemplateErrorKind::{BadDefault, BadName, EmptyName, ReservedName, Unclosed};
use super::*;

fn found(text: &str) -> Result<Vec<(String, Option<String>, usize)>, TemplateError> {
    let parts = |variable: VariableRef| (variable.name, variable.default, variable.at);
    variables(text).map(|all| all.into_iter().map(parts).collect())
}

#[test]
fn finds_variables_and_their_places() {
    let name = |name: &str, at| (name.to_owned(), None, at);
    for (text, expected) in [
        ("Merhaba", vec![]),
        ("", vec![]),
        ("tek { süslü } }} ayraç", vec![]),
        ("Sayın {{ad_soyad}}, {{ tutar }}", vec![name("ad_soyad", 6), name("tutar", 20)]),
        ("Şşğ{{\n a1 \n}}}{{_b}}", vec![name("a1", 3), name("_b", 14)]),
        ("{{a}}{{a}}", vec![name("a", 0), name("a", 5)]),
        ("{# {{ gizli #}{{ a }}{% if {{ %}", vec![name("a", 14)]),
    ] {
        assert_eq!(found(text), Ok(expected), "{text}");
    }
}

#[test]
fn reads_defaults_plain_and_as_jinja_writes_them() {
    for (text, default) in [
        ("{{ad|sayın müşterimiz}}", "sayın müşterimiz"),
        ("{{ ad |  \"dost\"  }}", "\"dost\""),
        ("{{ ad| }}", ""),
        ("{{ ad|default(\"dost\") }}", "dost"),
        ("{{ ad|default('dost', true) }}", "dost"),
        ("{{ ad|default('it's') }}", "default('it's')"),
        ("{{ ad|default }}", "default"),
    ] {
        let expected = vec![("ad".to_owned(), Some(default.to_owned()), 0)];
        assert_eq!(found(text), Ok(expected), "{text}");
    }
}

#[test]
fn says_what_is_wrong_and_where() {
    for (text, at, kind) in [
        ("Şu {{ ad", 3, Unclosed),
        ("{{ ad }", 0, Unclosed),
        ("{{ a {{ b }}", 0, Unclosed),
        ("{{a}} {% if", 6, Unclosed),
        ("{# not", 0, Unclosed),
        ("Ş{{ }}", 1, EmptyName),
        ("{{|x}}", 0, EmptyName),
        ("{{ müşteri }}", 0, BadName),
        ("{{ ad soyad }}", 0, BadName),
        ("{{ 1ad }}", 0, BadName),
        ("{{ ad.soyad }}", 0, BadName),
        ("{{ f(x) }}", 0, BadName),
        ("{{{ad}}}", 0, BadName),
        ("{{- ad }}", 0, BadName),
        ("{{ true }}", 0, ReservedName),
        ("{{ in|x }}", 0, ReservedName),
        ("{{ ad|a|b }}", 0, BadDefault),
        ("{{ ad|a{b }}", 0, BadDefault),
        ("{{ ad|a\nb }}", 0, BadDefault),
        ("{{ok}}{{ }}{{ 1 }}", 6, EmptyName),
    ] {
        assert_eq!(variables(text), Err(TemplateError { at, kind }), "{text}");
    }
}

#[test]
fn lists_each_name_once() {
    let names = variable_names("{{b}} {{a|x}} {{b|y}}");
    assert_eq!(names, Ok(vec!["b".to_owned(), "a".to_owned()]));
}

#[test]
fn sees_control_blocks() {
    assert!(contains_control_blocks("{% if a %}x{% endif %}"));
    assert!(contains_control_blocks("{# not #}"));
    assert!(!contains_control_blocks("{{ a }} %20 # {x}"));
}

#[test]
fn a_subject_cannot_add_a_header() {
    assert!(subject_is_clean("Faturanız {{ fatura_no }} — hazır"));
    for subject in ["a\r\nBcc: b@example.com", "a\nb", "a\rb", "a\0b"] {
        assert!(!subject_is_clean(subject), "{subject:?}");
    }
}

#[test]
fn writes_what_the_renderer_reads() {
    for (text, jinja) in [
        ("Sayın {{ad}}!", "Sayın {{ ad }}!"),
        ("{{ad|sayın müşterimiz}}", "{{ ad|default(\"sayın müşterimiz\", true) }}"),
        ("{{ad|\"a\\\"}}", "{{ ad|default(\"\\\"a\\\\\\\"\", true) }}"),
        ("{% if x %}{{a}}{% endif %}", "{% if x %}{{ a }}{% endif %}"),
    ] {
        assert_eq!(to_jinja(text), Ok(jinja.to_owned()), "{text}");
    }
}

/// Renders with `v` as the only variable that has a value.
fn rendered(text: &str, value: &str) -> Result<String, String> {
    let jinja = to_jinja(text).map_err(|error| error.to_string())?;
    let mut renderer = minijinja::Environment::new();
    renderer.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
    renderer.render_str(&jinja, minijinja::context! { v => value }).map_err(|error| error.to_string())
}

#[test]
fn a_default_stands_in_for_a_missing_and_for_an_empty_value() {
    for (text, value, expected) in [
        ("Sayın {{ v | müşterimiz }}", "Ayşe", "Sayın Ayşe"),
        ("Sayın {{ v | müşterimiz }}", "", "Sayın müşterimiz"),
        ("Sayın {{ yok | müşterimiz }}", "Ayşe", "Sayın müşterimiz"),
        ("{{ v | default(\"dost\") }}", "", "dost"),
        ("{ {{v}} } }}", "a", "{ a } }}"),
    ] {
        assert_eq!(rendered(text, value), Ok(expected.to_owned()), "{text}");
    }
    assert!(rendered("{{ yok }}", "Ayşe").is_err(), "strict rendering knows no such variable");
}

proptest! {
    #[test]
    fn the_renderer_writes_any_default_as_it_was_typed(default in "[^{}|\\p{Cc}]{0,20}") {
        prop_assume!(!default.trim().starts_with("default"));
        let text = format!("{{{{ yok | {default} }}}}");
        prop_assert_eq!(rendered(&text, ""), Ok(default.trim().to_owned()));
    }

    #[test]
    fn the_renderer_reads_every_template_that_passes(text in "[{}|v \"'()\\\\ş]{0,30}") {
        if let Ok(jinja) = to_jinja(&text) {
            let compiled = minijinja::Environment::new().template_from_str(&jinja).map(|_| ());
            prop_assert!(compiled.is_ok(), "{jinja}: {compiled:?}");
        }
    }

    #[test]
    fn never_panics_on_any_text(text in any::<String>()) {
        let _ = to_jinja(&text);
    }

    #[test]
    fn never_panics_on_template_like_text(text in "[{}%#|ş a\"'()\\\\]{0,40}") {
        let _ = to_jinja(&text);
    }

    #[test]
    fn finds_what_was_written(
        words in prop::collection::vec(("[a-zşğ .,}]{0,8}", "v_[a-z0-9_]{0,8}", prop::option::of("[a-zşğı]{1,8}")), 0..6),
    ) {
        let mut text = String::new();
        let mut expected = Vec::new();
        for (plain, name, default) in words {
            text.push_str(&plain);
            let at = text.chars().count();
            let tail = default.as_ref().map(|default| format!("| {default} ")).unwrap_or_default();
            text.push_str(&format!("{{{{ {name} {tail}}}}}"));
            expected.push((name, default, at));
        }
        prop_assert_eq!(found(&text), Ok(expected));
    }

    #[test]
    fn text_without_openings_stays_as_it_is(text in "[^{]{0,60}") {
        prop_assert_eq!(to_jinja(&text), Ok(text));
    }
}
