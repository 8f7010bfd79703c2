use domain::failure::Problem;
use domain::id::UserId;
use storage::users;

use crate::actor::Origin;
use crate::error::ServiceError;
use crate::services::Services;
use crate::system_mail::{PreparedMail, SystemMail};

/// Tells a person that their second factor was switched on or off, and from where.
pub(super) async fn factor_notice(
    services: &Services,
    user: UserId,
    is_on: bool,
    origin: &Origin,
) -> Result<PreparedMail, ServiceError> {
    let user = users::find(services.db().read(), user).await?.ok_or(Problem::NotFound)?;
    let mail = SystemMail::SecondFactorChanged { name: user.name, is_on, address: origin.address() };
    services.prepare_mail(&user.email, user.lang, &mail).await
}
