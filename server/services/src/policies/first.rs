use domain::accounts::PolicyKind;
use domain::id::PolicyVersionId;
use domain::time::Timestamp;
use storage::ids::Ids;
use storage::policies::PolicyVersion;

/// Version 1 of each document, as it comes with the program: kind, titles and texts, Turkish first.
const FIRST: &[(PolicyKind, [&str; 2], [&str; 2])] = &[
    (
        PolicyKind::Terms,
        ["Kullanım Koşulları", "Terms of Use"],
        [include_str!("texts/terms.tr.md"), include_str!("texts/terms.en.md")],
    ),
    (
        PolicyKind::Privacy,
        ["Gizlilik Politikası", "Privacy Policy"],
        [include_str!("texts/privacy.tr.md"), include_str!("texts/privacy.en.md")],
    ),
    (
        PolicyKind::Clarification,
        ["Aydınlatma Metni", "Clarification Text"],
        [include_str!("texts/clarification.tr.md"), include_str!("texts/clarification.en.md")],
    ),
    (
        PolicyKind::Processing,
        ["Veri İşleme Sözleşmesi", "Data-Processing Agreement"],
        [include_str!("texts/processing.tr.md"), include_str!("texts/processing.en.md")],
    ),
    (
        PolicyKind::SubProcessors,
        ["Alt İşleyenler", "Sub-processors"],
        [include_str!("texts/sub_processors.tr.md"), include_str!("texts/sub_processors.en.md")],
    ),
];

/// The documents a first run publishes.
pub(crate) fn first_versions(ids: &Ids, now: Timestamp) -> Vec<PolicyVersion> {
    let versions = FIRST.iter().map(|(kind, title, body)| PolicyVersion {
        id: PolicyVersionId::from_i64(ids.next_id()),
        company: None,
        kind: *kind,
        version: 1,
        title: title.map(str::to_owned),
        body: body.map(str::to_owned),
        published_at: now,
        published_by: None,
    });
    versions.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_first_version() {
        let kinds: Vec<_> = FIRST.iter().map(|(kind, ..)| *kind).collect();
        assert_eq!(kinds, PolicyKind::ALL);
    }

    #[test]
    fn no_text_has_a_placeholder_that_is_not_filled_in() {
        for (kind, _, bodies) in FIRST {
            for body in bodies {
                let rest = ["{{brand}}", "{{contact}}", "{{legal}}"];
                let rest = rest.iter().fold((*body).to_owned(), |rest, name| rest.replace(name, ""));
                assert!(!rest.contains('{') && !rest.contains('<') && rest.len() > 200, "{kind}");
            }
        }
    }
}
