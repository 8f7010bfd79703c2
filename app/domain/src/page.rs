//! What every page knows before it draws: who looks, in which company, language and look.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::coded::coded_enum;
use crate::failure::Failure;
use crate::id::CompanyId;
use crate::lang::Lang;
use crate::rights::Rights;

coded_enum! {
    /// The look of the pages; `System` follows the device.
    Theme {
        System = 0 "system",
        Light = 1 "light",
        Dark = 2 "dark",
    }
}

/// Whether a path is that of a page of a company, and fit for the `Location` of an answer.
#[must_use]
pub fn is_of_company(path: &str, company: CompanyId) -> bool {
    let rest = path.strip_prefix(&format!("/c/{company}"));
    let is_inside = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']));
    is_inside && path.bytes().all(|byte| byte.is_ascii_graphic())
}

/// A path of this site that is fit for the `Location` of an answer: one slash, then no second slash or
/// backslash, which browsers read as a host.
#[must_use]
pub fn local_path(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('/')?;
    let fits = !rest.starts_with(['/', '\\']) && text.bytes().all(|byte| byte.is_ascii_graphic());
    fits.then_some(text)
}

/// The page of the documents that wait for a visitor, which goes on to `next` afterwards.
#[must_use]
pub fn documents_before(next: &str) -> String {
    let mut place = "/documents?next=".to_owned();
    for byte in next.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'_' | b'-' | b'.' | b'~' => {
                place.push(byte.into())
            }
            other => place.push_str(&format!("%{other:02X}")),
        }
    }
    place
}

/// The server's answer to "what is this page about", made once per page load and the same on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageContext {
    pub lang: Lang,
    pub theme: Theme,
    pub brand: Brand,
    /// Whether nobody reads along: the page came over TLS, or from the visitor's own machine. Otherwise
    /// every page says so.
    pub secure: bool,
    /// Whether nobody has signed up yet, so that the first visitor sets the installation up.
    pub needs_setup: bool,
    /// Whether strangers may sign up.
    pub signup_open: bool,
    /// Whether mails of the platform leave: links for a new password, invitations.
    pub sends_mail: bool,
    /// Whether the visitor put the first steps of the overview away.
    pub hides_steps: bool,
    /// How to sign in to the demo company, where there is one; only for strangers.
    pub demo: Option<DemoSignIn>,
    pub visitor: Option<Visitor>,
    /// What the keys of this page's forms begin with: no other page has the same.
    pub form_key: String,
    /// A form that failed without JavaScript, to be shown again with what was typed.
    pub draft: Option<FormDraft>,
}

/// The operator's name and contact address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brand {
    pub name: String,
    pub contact: String,
}

/// The published sign-in of the demo company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoSignIn {
    pub login: String,
    pub password: String,
}

/// A person who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visitor {
    pub name: String,
    pub email: String,
    pub is_operator: bool,
    pub companies: Vec<CompanyBadge>,
    /// The company this session works in.
    pub company: Option<CompanyBadge>,
    /// What the person may do in that company.
    pub rights: Rights,
}

/// A company as the switcher shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanyBadge {
    pub id: CompanyId,
    pub name: String,
    /// In test mode nothing leaves the machine.
    pub test_mode: bool,
}

/// A form kept for ten minutes: its path, what was typed (never secrets) and what was wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormDraft {
    pub path: String,
    pub fields: BTreeMap<String, String>,
    pub failure: Failure,
}

impl Default for Brand {
    fn default() -> Self {
        Self { name: "AKINSOFT".to_owned(), contact: "info@scrapnetic.com".to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_on_only_to_paths_of_this_site() {
        for bad in
            ["", "x", "//evil.example", "/\\evil.example", "https://evil.example", "/a\nb", "/a b", "/ş"]
        {
            assert_eq!(local_path(bad), None, "{bad}");
        }
        assert_eq!(local_path("/c/cmp_1/contacts?q=a"), Some("/c/cmp_1/contacts?q=a"));
    }

    #[test]
    fn a_way_through_the_documents_keeps_where_it_leads() {
        assert_eq!(
            documents_before("/c/cmp_1/send?a=b&c=d"),
            "/documents?next=/c/cmp_1/send%3Fa%3Db%26c%3Dd"
        );
    }

    #[test]
    fn a_page_of_a_company_lies_in_it_and_nowhere_else() {
        let (one, two) = (CompanyId::from_i64(1), CompanyId::from_i64(2));
        for rest in ["", "/send", "/send/x?step=content&draft=y", "?draft=y"] {
            assert!(is_of_company(&format!("/c/{one}{rest}"), one), "{rest}");
            assert!(!is_of_company(&format!("/c/{two}{rest}"), one), "{rest}");
        }
        for path in ["", "/", "//ornek.com", "https://ornek.com"] {
            assert!(!is_of_company(path, one), "{path}");
        }
        for rest in ["x", "0/send", "/a\r\nSet-Cookie: b", "/ş", "/a b"] {
            assert!(!is_of_company(&format!("/c/{one}{rest}"), one), "{rest:?}");
        }
    }
}
