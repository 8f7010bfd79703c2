//! Turns the locale files into the typed `i18n` module; a key missing in one language stops the build.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use leptos_i18n_codegen::gen_code;
use leptos_i18n_parser::parse_locales::options::{Config, ParseOptions};
use leptos_i18n_parser::parse_locales::parse_locales;

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
    "short_links",
    "reset",
    "invitation",
    "companies",
    "policies",
    "company",
    "rights",
    "members",
    "account",
    "second_factor",
    "campaigns",
    "messages",
    "refusal",
    "contacts",
    "imports",
    "limits",
    "operator",
    "connection",
    "credit",
    "exports",
    "proof",
    "approval",
    "left_out",
    "views",
    "bulk",
    "reports",
    "search",
    "offline",
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=locales");
    let options = ParseOptions::new().interpolate_display(true);
    let mut config = Config::new("tr")?.add_locale("en")?.locales_path("./locales").parse_options(options);
    for namespace in NAMESPACES {
        config = config.add_namespace(namespace)?;
    }
    let locales = parse_locales(None, config)?;
    for warning in locales.diag.warnings().iter() {
        println!("cargo::warning={warning}");
    }
    for error in locales.diag.errors().iter() {
        println!("cargo::error={error}");
    }
    let module = gen_code(&locales, None, false, None, false)?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("i18n.rs"), module.to_string())?;
    Ok(())
}
