use domain::rights::{Right, Rights};
use domain::search::SearchText;

use crate::i18n::*;

/// A page of the company, or something that is done there.
pub struct Place {
    /// Below the company's pages.
    pub path: &'static str,
    pub icon: &'static str,
    pub title: &'static str,
}

/// Pages that somebody with these rights can go to and that the text names; all of them without a text.
pub fn pages(i18n: Locale, rights: Rights, text: Option<&SearchText>) -> Vec<Place> {
    let all = [
        (None, "", "home", t_string!(i18n, frame.overview)),
        (Some(Right::SeeMessages), "messages", "msg", t_string!(i18n, messages.title)),
        (Some(Right::SeeMessages), "campaigns", "flag", t_string!(i18n, campaigns.title)),
        (Some(Right::SeeContacts), "contacts", "users", t_string!(i18n, contacts.title)),
        (Some(Right::SeeContacts), "tags", "tag", t_string!(i18n, contacts.tags)),
        (Some(Right::SeeReports), "reports", "chart", t_string!(i18n, reports.title)),
        (None, "providers", "plug", t_string!(i18n, providers.title)),
        (None, "members", "badge", t_string!(i18n, members.title)),
        (None, "company", "gear", t_string!(i18n, company.title)),
        (None, "company/hours", "clock", t_string!(i18n, company.hours)),
        (Some(Right::ManageCompany), "company/limits", "stop", t_string!(i18n, limits.title)),
        (None, "account", "user", t_string!(i18n, account.title)),
    ];
    named(all, rights, text)
}

/// What somebody with these rights can begin that the text names; all of it without a text.
pub fn acts(i18n: Locale, rights: Rights, text: Option<&SearchText>) -> Vec<Place> {
    let all = [
        (Some(Right::Send), "send", "send", t_string!(i18n, frame.send)),
        (Some(Right::EditContacts), "contacts/new", "plus", t_string!(i18n, contacts.add_one)),
        (Some(Right::EditContacts), "contacts/import", "file", t_string!(i18n, imports.title)),
        (Some(Right::ManageMembers), "members/invite", "badge", t_string!(i18n, members.invite)),
    ];
    named(all, rights, text)
}

/// The right that a place asks for, its path, its icon and its title.
type Known = (Option<Right>, &'static str, &'static str, &'static str);

fn named<const N: usize>(all: [Known; N], rights: Rights, text: Option<&SearchText>) -> Vec<Place> {
    let open = all.into_iter().filter(|(right, ..)| right.is_none_or(|right| rights.has(right)));
    let places = open.map(|(_, path, icon, title)| Place { path, icon, title });
    places.filter(|place| text.is_none_or(|text| text.names(place.title))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::rights::Role;

    fn paths(places: Vec<Place>) -> Vec<&'static str> {
        places.into_iter().map(|place| place.path).collect()
    }

    #[test]
    fn pages_and_acts_are_named_in_the_language_of_the_page() {
        let text = |typed: &str| SearchText::parse(typed);
        let all = Role::Owner.rights();
        assert_eq!(paths(pages(Locale::tr, all, text("UYE").as_ref())), ["members"]);
        assert_eq!(paths(pages(Locale::en, all, text("mem").as_ref())), ["members"]);
        assert_eq!(paths(acts(Locale::tr, all, text("gönderim yeni").as_ref())), ["send"]);
        assert!(pages(Locale::tr, all, text("zzz").as_ref()).is_empty());
    }

    #[test]
    fn nobody_is_offered_what_they_may_not_begin() {
        assert!(acts(Locale::tr, Role::Viewer.rights(), None).is_empty());
        let open = paths(pages(Locale::tr, Role::Viewer.rights(), None));
        assert!(open.contains(&"reports") && !open.contains(&"company/limits"), "{open:?}");
        assert_eq!(
            paths(acts(Locale::tr, Role::Sender.rights(), None)),
            ["send", "contacts/new", "contacts/import"]
        );
    }
}
