use serde::{Deserialize, Serialize};

use crate::failure::{Checks, Failure, Problem};
use crate::id::{MembershipId, UserId};
use crate::rights::{Right, Rights, Role};
use crate::time::Timestamp;

/// A member in the list of a company's members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberRow {
    pub id: MembershipId,
    pub user: UserId,
    pub name: String,
    pub email: String,
    pub role: Role,
    pub rights: Rights,
    pub since: Timestamp,
    pub last_sign_in: Option<Timestamp>,
    /// Whether it is the one who asks.
    pub is_self: bool,
}

/// Gives a member another role, or rights other than the role's own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChangeRightsForm {
    pub member: String,
    /// A word of [`Role`].
    pub role: String,
    /// Words of [`Right`] with commas between; empty means the role's own.
    pub rights: String,
}

/// A change of rights that is well-formed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MemberRights {
    pub member: MembershipId,
    pub role: Role,
    pub rights: Rights,
}

impl ChangeRightsForm {
    /// # Errors
    /// An unknown member id, role or right. An owner always has every right.
    pub fn parse(&self) -> Result<MemberRights, Failure> {
        let mut checks = Checks::default();
        let member = checks.take("member", self.member.parse().map_err(|_| Problem::Malformed));
        let role = checks.take("role", Role::from_word(self.role.trim()).ok_or(Problem::Malformed));
        let rights = checks.take("rights", parse_rights(&self.rights));
        checks.done()?;
        match (member, role, rights) {
            (Some(member), Some(role), Some(rights)) => {
                let rights = rights.filter(|_| role != Role::Owner).unwrap_or(role.rights());
                Ok(MemberRights { member, role, rights })
            }
            _ => Err(Problem::Invalid.into()),
        }
    }
}

fn parse_rights(text: &str) -> Result<Option<Rights>, Problem> {
    let words: Vec<_> = text.split(',').map(str::trim).filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return Ok(None);
    }
    let rights = words.into_iter().map(|word| Right::from_word(word).ok_or(Problem::Malformed));
    rights.collect::<Result<Rights, _>>().map(Some)
}

/// Removes a member.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RemoveMemberForm {
    pub member: String,
}

impl RemoveMemberForm {
    /// # Errors
    /// What is no member id.
    pub fn parse(&self) -> Result<MembershipId, Failure> {
        self.member.parse().map_err(|_| Failure::field("member", Problem::Malformed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(role: &str, rights: &str) -> ChangeRightsForm {
        let member = MembershipId::from_i64(3).to_string();
        ChangeRightsForm { member, role: role.to_owned(), rights: rights.to_owned() }
    }

    #[test]
    fn no_list_means_the_rights_of_the_role() -> Result<(), Failure> {
        assert_eq!(form("viewer", "").parse()?.rights, Role::Viewer.rights());
        let own = form("viewer", "see_contacts, see_bodies").parse()?.rights;
        assert_eq!(own, Rights::NONE.with(Right::SeeContacts).with(Right::SeeBodies));
        Ok(())
    }

    #[test]
    fn an_owner_cannot_be_made_a_lesser_one() -> Result<(), Failure> {
        assert_eq!(form("owner", "see_contacts").parse()?.rights, Role::Owner.rights());
        Ok(())
    }

    #[test]
    fn refuses_words_it_does_not_know() {
        assert!(form("king", "").parse().is_err());
        assert!(form("viewer", "see_everything").parse().is_err());
    }
}
