//! What a member may do. Roles are bundles of rights; a membership stores the rights themselves.

use serde::{Deserialize, Serialize};

use crate::coded::coded_enum;

coded_enum! {
    /// One thing a member may do. The code is the bit in a membership's stored set.
    Right {
        SeeContacts = 0 "see_contacts",
        EditContacts = 1 "edit_contacts",
        SeeMessages = 2 "see_messages",
        SeeBodies = 3 "see_bodies",
        SeeFinancial = 4 "see_financial",
        Send = 5 "send",
        Approve = 6 "approve",
        Export = 7 "export",
        ManageProviders = 8 "manage_providers",
        ManageMembers = 9 "manage_members",
        ManageCompany = 10 "manage_company",
        SeeReports = 11 "see_reports",
        EditTemplates = 12 "edit_templates",
        ManageTokens = 13 "manage_tokens",
    }
}

/// A set of rights; serialised as the list of their words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rights(i64);

impl Rights {
    pub const NONE: Self = Self(0);

    /// The set kept in the database.
    pub const fn from_bits(bits: i64) -> Self {
        Self(bits)
    }

    pub const fn bits(self) -> i64 {
        self.0
    }

    pub const fn with(self, right: Right) -> Self {
        Self(self.0 | 1 << right.code())
    }

    pub const fn has(self, right: Right) -> bool {
        self.0 & (1 << right.code()) != 0
    }

    /// Whether every right of `other` is here too: nobody gives away what they do not have.
    pub const fn covers(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    pub fn iter(self) -> impl Iterator<Item = Right> {
        Right::ALL.iter().copied().filter(move |right| self.has(*right))
    }
}

impl FromIterator<Right> for Rights {
    fn from_iter<I: IntoIterator<Item = Right>>(rights: I) -> Self {
        rights.into_iter().fold(Self::NONE, Self::with)
    }
}

impl Serialize for Rights {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for Rights {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Ok(Vec::<Right>::deserialize(d)?.into_iter().collect())
    }
}

coded_enum! {
    /// A named bundle of rights.
    Role {
        /// Everything, and cannot be removed while the last of its kind.
        Owner = 1 "owner",
        /// Everything but giving the company away.
        Admin = 2 "admin",
        /// Picks people, writes and sends.
        Sender = 3 "sender",
        /// Looks and changes nothing; sees no bodies and no money.
        Viewer = 4 "viewer",
        /// Statements and reports, with money, without sending campaigns of their own.
        Accountant = 5 "accountant",
    }
}

impl Role {
    /// The rights a member of this role starts with.
    pub fn rights(self) -> Rights {
        use Right as R;
        let list: &[R] = match self {
            Self::Owner | Self::Admin => R::ALL,
            Self::Sender => &[
                R::SeeContacts,
                R::EditContacts,
                R::SeeMessages,
                R::SeeBodies,
                R::Send,
                R::SeeReports,
                R::EditTemplates,
            ],
            Self::Viewer => &[R::SeeContacts, R::SeeMessages, R::SeeReports],
            Self::Accountant => &[
                R::SeeContacts,
                R::SeeMessages,
                R::SeeBodies,
                R::SeeFinancial,
                R::SeeReports,
                R::Export,
                R::Send,
            ],
        };
        list.iter().copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_viewer_sees_neither_bodies_nor_money() {
        let rights = Role::Viewer.rights();
        assert!(
            !rights.has(Right::SeeBodies) && !rights.has(Right::SeeFinancial) && !rights.has(Right::Send)
        );
    }

    #[test]
    fn an_owner_covers_every_role() {
        assert!(Role::ALL.iter().all(|role| Role::Owner.rights().covers(role.rights())));
        assert!(!Role::Sender.rights().covers(Role::Owner.rights()));
    }

    #[test]
    fn a_set_survives_its_bits_and_its_words() {
        let rights = Role::Accountant.rights();
        assert_eq!(Rights::from_bits(rights.bits()), rights);
        let words = serde_json::to_string(&rights).unwrap_or_default();
        assert_eq!(serde_json::from_str::<Rights>(&words).ok(), Some(rights));
    }
}
