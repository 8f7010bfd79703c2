use domain::accounts::Via;
use storage::users::User;

use crate::actor::{Actor, ActorParts, Origin};

/// A person as the author of a line of the audit log, who acts without a session: by the link of a mail,
/// or half way through a sign-in.
pub(super) fn author(user: &User, origin: &Origin) -> Actor {
    ActorParts {
        user: user.id,
        name: user.name.clone(),
        email: user.email.clone(),
        is_operator: user.is_operator,
        terms_wait: false,
        seat: None,
        session: None,
        lang: user.lang,
        origin: origin.clone(),
        via: Via::Screen,
    }
    .into()
}
