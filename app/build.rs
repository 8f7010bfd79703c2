//! Turns the locale files into the typed `i18n` module; a key missing in one language stops the build.

use std::error::Error;
use std::path::PathBuf;

use leptos_i18n_build::{Config, ParseOptions, TranslationsInfos};

/// One namespace per feature, one file per namespace and language.
const NAMESPACES: &[&str] = &[
    "frame",
    "problem",
    "signin",
    "home",
    "parts",
    "providers",
    "signup",
    "setup",
    "reset",
    "invitation",
    "companies",
    "policies",
    "company",
    "rights",
    "members",
    "account",
    "campaigns",
    "messages",
    "refusal",
    "contacts",
    "imports",
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=locales");
    let options = ParseOptions::new().interpolate_display(true);
    let mut config = Config::new("tr")?.add_locale("en")?.locales_path("./locales").parse_options(options);
    for namespace in NAMESPACES {
        config = config.add_namespace(namespace)?;
    }
    let translations = TranslationsInfos::parse(config)?;
    translations.emit_diagnostics();
    translations.rerun_if_locales_changed();
    translations.generate_i18n_module(PathBuf::from(std::env::var("OUT_DIR")?).join("i18n"))?;
    Ok(())
}
