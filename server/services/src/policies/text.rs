use domain::lang::Lang;
use domain::page::Brand;
use sha2::{Digest, Sha256};
use storage::policies::PolicyVersion;

/// The text as it stands on the page: the stored version with the operator's name and contact address.
pub(super) fn on_the_page(policy: &PolicyVersion, lang: Lang, brand: &Brand) -> String {
    policy.body_in(lang).replace("{{brand}}", &brand.name).replace("{{contact}}", &brand.contact)
}

/// The SHA-256 kept as proof of which words were on the page.
pub(super) fn fingerprint(policy: &PolicyVersion, lang: Lang, brand: &Brand) -> Vec<u8> {
    let page = format!("{}\n\n{}", policy.title_in(lang), on_the_page(policy, lang, brand));
    Sha256::digest(page.as_bytes()).to_vec()
}
