use domain::failure::{Failure, Problem};
use domain::id::CompanyId;
use domain::rights::{Rights, Role};
use storage::Tx;
use storage::memberships::{self, Membership};

use crate::actor::Actor;
use crate::error::ServiceError;

/// Nobody gives a right that they lack, and only owners make owners.
///
/// # Errors
/// `Forbidden`.
pub(super) fn require_may_give(actor: &Actor, role: Role, rights: Rights) -> Result<(), Failure> {
    let is_owner = actor.seat().is_some_and(|seat| seat.role == Role::Owner);
    let may = actor.rights().covers(rights) && (is_owner || role != Role::Owner);
    if may { Ok(()) } else { Err(Problem::Forbidden.into()) }
}

/// Whoever has more than the actor is not the actor's to change.
///
/// # Errors
/// `Forbidden`.
pub(super) fn require_may_touch(actor: &Actor, member: &Membership) -> Result<(), Failure> {
    require_may_give(actor, member.role, member.rights)
}

/// A company always keeps an owner. The owners stay locked until the transaction ends.
///
/// # Errors
/// `LastOwner`.
pub(super) async fn keep_an_owner(tx: &Tx, company: CompanyId, leaving: Role) -> Result<(), ServiceError> {
    if leaving == Role::Owner && memberships::lock_owners(tx, company).await? < 2 {
        return Err(Problem::LastOwner.into());
    }
    Ok(())
}
