use serde::{Deserialize, Deserializer, Serialize};

use crate::failure::{Checks, Failure, Problem};
use crate::form_text::optional;
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
    /// `role` means the role's own rights, whatever is listed; `own` means the list, which must not be
    /// empty then.
    pub basis: String,
    /// Words of [`Right`]: a list, or one text with commas between; empty means the role's own.
    #[serde(deserialize_with = "list_or_text")]
    pub rights: Vec<String>,
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
        let listed = if self.basis.trim() == "role" { &[] } else { self.rights.as_slice() };
        let rights = checks.take("rights", parse_rights(listed));
        if self.basis.trim() == "own" && rights == Some(None) {
            checks.note("basis", Problem::Required);
        }
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

fn parse_rights(listed: &[String]) -> Result<Option<Rights>, Problem> {
    let words: Vec<_> = listed.iter().map(|word| word.trim()).filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return Ok(None);
    }
    let rights = words.into_iter().map(|word| Right::from_word(word).ok_or(Problem::Malformed));
    rights.collect::<Result<Rights, _>>().map(Some)
}

/// Check boxes send a list; programs may write one text.
fn list_or_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Words {
        List(Vec<String>),
        Text(String),
    }
    Ok(match Words::deserialize(deserializer)? {
        Words::List(words) => words,
        Words::Text(text) => text.split(',').map(ToOwned::to_owned).collect(),
    })
}

/// Removes a member.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RemoveMemberForm {
    pub member: String,
    /// The id of the member who goes on with the drafts; empty where there are none.
    pub heir: String,
}

/// A removal that is well-formed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Removal {
    pub member: MembershipId,
    pub heir: Option<MembershipId>,
}

impl RemoveMemberForm {
    /// # Errors
    /// What is no member id.
    pub fn parse(&self) -> Result<Removal, Failure> {
        let mut checks = Checks::default();
        let member = checks.take("member", self.member.parse().map_err(|_| Problem::Malformed));
        let heir =
            checks.take("heir", optional(&self.heir, |id| id.trim().parse().map_err(|_| Problem::Malformed)));
        checks.done()?;
        match (member, heir) {
            (Some(member), Some(heir)) => Ok(Removal { member, heir }),
            _ => Err(Problem::Invalid.into()),
        }
    }
}

/// What a member leaves behind, and who may take it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeavingView {
    /// Drafts of campaigns, which somebody has to go on with.
    pub drafts: u32,
    /// Campaigns of theirs that are under way; they go on.
    pub under_way: u32,
    /// Lists of theirs that are being taken in; they go on.
    pub lists: u32,
    /// Invitations of theirs that wait to be accepted; they stay open.
    pub invitations: u32,
    /// Members who may send, and so may go on with drafts.
    pub heirs: Vec<Heir>,
}

/// Somebody who may go on with the drafts of a member who leaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heir {
    pub id: MembershipId,
    pub name: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(role: &str, rights: &str) -> ChangeRightsForm {
        let member = MembershipId::from_i64(3).to_string();
        let rights = rights.split(',').map(ToOwned::to_owned).collect();
        ChangeRightsForm { member, role: role.to_owned(), basis: String::new(), rights }
    }

    #[test]
    fn no_list_means_the_rights_of_the_role() -> Result<(), Failure> {
        assert_eq!(form("viewer", "").parse()?.rights, Role::Viewer.rights());
        let own = form("viewer", "see_contacts, see_bodies").parse()?.rights;
        assert_eq!(own, Rights::NONE.with(Right::SeeContacts).with(Right::SeeBodies));
        Ok(())
    }

    #[test]
    fn the_basis_role_leaves_the_list_aside() -> Result<(), Failure> {
        let form = ChangeRightsForm { basis: "role".to_owned(), ..form("viewer", "see_bodies") };
        assert_eq!(form.parse()?.rights, Role::Viewer.rights());
        let nothing = ChangeRightsForm { basis: "own".to_owned(), rights: Vec::new(), ..form };
        assert!(nothing.parse().is_err_and(|failure| failure.of("basis").is_some()));
        Ok(())
    }

    #[test]
    fn takes_a_list_and_a_text_alike() {
        let read = |rights: &str| {
            let json = format!(r#"{{"member":"x","role":"viewer","rights":{rights}}}"#);
            serde_json::from_str::<ChangeRightsForm>(&json).map(|form| form.rights).unwrap_or_default()
        };
        assert_eq!(read(r#"["send","export"]"#), ["send", "export"]);
        assert_eq!(read(r#""send,export""#), ["send", "export"]);
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
