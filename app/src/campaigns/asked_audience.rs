use domain::campaigns::Audience;
use leptos_router::params::ParamsMap;

/// Whom the address of the send page asks for: `?contact=con_…` (also several, or `contacts[]=` from a
/// list's form), `?tag=tag_…`, and `all=on` with the list's filter.
///
/// Everybody a filter finds can be asked for only where an audience can say it: all, or one tag.
pub fn asked_audience(address: &ParamsMap) -> Audience {
    let all = |name: &str| address.get_all(name).unwrap_or_default();
    let everybody = address.get_str("all") == Some("on");
    let filter = ["q", "has", "refused"].map(|name| address.get(&format!("filter[{name}]")));
    let narrowed = filter.into_iter().flatten().any(|word| !word.is_empty());
    let tags: Vec<_> = if everybody { all("filter[tag]") } else { all("tag") };
    let tags: Vec<_> = tags.iter().filter_map(|id| id.parse().ok()).collect();
    if everybody && !narrowed {
        return Audience { everyone: tags.is_empty(), tags, ..Audience::default() };
    }
    let named = [all("contact"), all("contacts[]")].concat();
    let contacts = named.iter().filter_map(|id| id.parse().ok()).collect();
    Audience { contacts, tags: if everybody { Vec::new() } else { tags }, ..Audience::default() }
}

/// Whether somebody asked for more than an audience can say.
pub fn asked_too_much(address: &ParamsMap) -> bool {
    address.get_str("all") == Some("on") && asked_audience(address).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::{ContactId, TagId};

    fn asked(pairs: &[(&str, &str)]) -> ParamsMap {
        pairs.iter().map(|(name, word)| ((*name).to_owned(), (*word).to_owned())).collect()
    }

    #[test]
    fn people_of_the_address_are_picked() {
        let (one, two) = (ContactId::from_i64(1), ContactId::from_i64(2));
        let (first, second) = (one.to_string(), two.to_string());
        let map = asked(&[("contacts[]", first.as_str()), ("contacts[]", second.as_str()), ("act", "")]);
        assert_eq!(asked_audience(&map).contacts, [one, two]);
        assert_eq!(asked_audience(&asked(&[("contact", first.as_str())])).contacts, [one]);
    }

    #[test]
    fn everybody_is_everyone_or_a_tag() {
        assert!(asked_audience(&asked(&[("all", "on")])).everyone);
        let tag = TagId::from_i64(3);
        let word = tag.to_string();
        let of_tag = asked_audience(&asked(&[("all", "on"), ("filter[tag]", word.as_str())]));
        assert_eq!((of_tag.everyone, of_tag.tags), (false, vec![tag]));
        assert_eq!(asked_audience(&asked(&[("tag", word.as_str())])).tags, [tag]);
    }

    #[test]
    fn a_search_is_no_audience_and_never_grows_into_one() {
        let map = asked(&[("all", "on"), ("filter[q]", "Işık")]);
        assert!(asked_audience(&map).is_empty());
        assert!(asked_too_much(&map));
    }
}
