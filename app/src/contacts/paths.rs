use domain::contacts::ContactQuery;
use domain::id::{CompanyId, ContactId, TagId};
use leptos_router::params::ParamsMap;

use crate::address::query_string;

/// The list's query as it stands in the page's address.
pub fn read_query(address: &ParamsMap) -> ContactQuery {
    let word = |name: &str| address.get(name).unwrap_or_default();
    ContactQuery {
        q: word("q"),
        tag: word("tag"),
        has: word("has"),
        refused: word("refused"),
        sort: word("sort"),
        after: word("after"),
        before: word("before"),
    }
}

/// The address of a list; what is empty is left out of it.
pub fn list_path(company: CompanyId, query: &ContactQuery) -> String {
    format!("/c/{company}/contacts{}", query_string(query))
}

/// Where the people of all pages of a list become a file.
pub fn export_path(company: CompanyId, query: &ContactQuery) -> String {
    format!("/c/{company}/exports/contacts{}", query_string(&query.first_page()))
}

/// The list of everybody with a tag.
pub fn tag_path(company: CompanyId, tag: TagId) -> String {
    list_path(company, &ContactQuery { tag: tag.to_string(), ..ContactQuery::default() })
}

pub fn contact_path(company: CompanyId, contact: ContactId) -> String {
    format!("/c/{company}/contacts/{contact}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_names_only_what_is_asked_for_and_reads_back() {
        let company = CompanyId::from_i64(1);
        assert_eq!(list_path(company, &ContactQuery::default()), format!("/c/{company}/contacts"));
        let query =
            ContactQuery { q: "Işık & Oğlu".into(), has: "phone".into(), ..ContactQuery::default() };
        let path = list_path(company, &query);
        assert_eq!(path, format!("/c/{company}/contacts?q=I%C5%9F%C4%B1k+%26+O%C4%9Flu&has=phone"));
        let address: ParamsMap = [("q", "Işık & Oğlu"), ("has", "phone")]
            .map(|(name, word)| (name.to_owned(), word.to_owned()))
            .into_iter()
            .collect();
        assert_eq!(read_query(&address), query);
    }
}
