use domain::failure::Failure;
use domain::limits::{Left, LimitReached};
use domain::rights::Right;
use storage::StorageError;

use crate::actor::Actor;
use crate::error::ServiceError;

/// A limit as somebody may be told of it: what a limit of money still leaves is for those alone who may
/// see money.
pub(crate) fn told(reached: LimitReached, actor: &Actor) -> Failure {
    let is_money = matches!(reached.left, Left::Money(_));
    if is_money && !actor.rights().has(Right::SeeFinancial) {
        reached.problem().into()
    } else {
        reached.into()
    }
}

/// Why messages were not planned, with a limit as somebody may be told of it.
pub(crate) fn not_planned(error: StorageError, actor: &Actor) -> ServiceError {
    match error {
        StorageError::LimitReached(reached) => told(reached, actor).into(),
        other => other.into(),
    }
}
