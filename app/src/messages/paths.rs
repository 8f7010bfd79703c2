use domain::id::CompanyId;
use domain::messages::MessageQuery;
use leptos_router::params::ParamsMap;

use crate::address::query_string;

/// The list's query as it stands in the page's address.
pub fn read_query(address: &ParamsMap) -> MessageQuery {
    let word = |name: &str| address.get(name).unwrap_or_default();
    MessageQuery {
        stage: word("stage"),
        channel: word("channel"),
        q: word("q"),
        campaign: word("campaign"),
        contact: word("contact"),
        from: word("from"),
        before: word("before"),
    }
}

/// The address of a list; what is empty is left out of it.
pub fn list_path(company: CompanyId, query: &MessageQuery) -> String {
    format!("/c/{company}/messages{}", query_string(query))
}

/// Where the messages of all pages of a list become a file.
pub fn export_path(company: CompanyId, query: &MessageQuery) -> String {
    format!("/c/{company}/exports/messages{}", query_string(&query.first_page()))
}

/// Where the filter of a list is kept under a name.
pub fn views_path(company: CompanyId, query: &MessageQuery) -> String {
    format!("/c/{company}/views{}", query_string(&query.first_page()))
}
