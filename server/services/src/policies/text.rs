use domain::lang::Lang;
use domain::operator::{LegalIdentity, OperatorProfile};
use sha2::{Digest, Sha256};
use storage::policies::{PolicyText, PolicyVersion};

/// The text as it stands on the page: the stored version with the operator's name and addresses.
pub(super) fn on_the_page(policy: &PolicyVersion, lang: Lang, operator: &OperatorProfile) -> String {
    let OperatorProfile { brand, legal } = operator;
    let text = policy.body_in(lang).replace("{{legal}}", &identity(legal, lang));
    text.replace("{{brand}}", &brand.name).replace("{{contact}}", &brand.contact)
}

/// The words on the page with their SHA-256, which is kept as proof of them.
pub(super) fn words_of(policy: &PolicyVersion, lang: Lang, operator: &OperatorProfile) -> PolicyText {
    let (title, body) = (policy.title_in(lang).to_owned(), on_the_page(policy, lang, operator));
    let page = format!("{title}\n\n{body}");
    PolicyText { sha256: Sha256::digest(page.as_bytes()).to_vec(), title, body }
}

/// Who stands behind the brand, as a list; nothing of what is not given.
fn identity(legal: &LegalIdentity, lang: Lang) -> String {
    let [trade_name, address] = match lang {
        Lang::Tr => ["Ticaret unvanı", "Adres"],
        Lang::En => ["Trade name", "Address"],
    };
    let address_line = legal.address.lines().map(str::trim).collect::<Vec<_>>().join(", ");
    let lines = [
        (trade_name, legal.trade_name.as_str()),
        ("MERSİS", legal.mersis.as_str()),
        (address, address_line.as_str()),
        ("KEP", legal.kep.as_str()),
    ];
    let given = lines.into_iter().filter(|(_, words)| !words.is_empty());
    given.map(|(name, words)| format!("- {name}: {words}")).collect::<Vec<_>>().join("\n")
}
