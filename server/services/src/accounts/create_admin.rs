use domain::accounts::{Password, Person, PersonFields, Via};
use domain::failure::{Checks, Problem};
use domain::id::UserId;
use domain::lang::Lang;
use serde_json::json;
use storage::platform;

use super::enrol::{Enrolment, enrol};
use super::strength::{names_of, require_strong};
use crate::actor::{Actor, ActorParts, Origin};
use crate::audit::{Change, record_change};
use crate::error::ServiceError;
use crate::services::Services;

/// An operator made by the command `create-admin`.
#[derive(Debug, Clone)]
pub struct NewAdmin {
    pub person: PersonFields,
    pub password: Password,
    pub lang: Lang,
}

impl Services {
    /// Makes an operator, from the command line of the machine. Closes the sign-up of a first user; the
    /// documents are shown at the first sign-in.
    ///
    /// # Errors
    /// Wrong fields, `PasswordWeak`, `Taken`.
    pub async fn create_admin(&self, new: NewAdmin) -> Result<UserId, ServiceError> {
        let person = check(&new)?;
        require_strong(self, &new.password, &names_of(&person)).await?;
        let user = UserId::from_i64(self.ids().next_id());
        let actor = command_line(user, &person, new.lang);
        let enrolment = Enrolment {
            id: user,
            password: self.passwords().hash(&new.password).await?,
            person,
            lang: new.lang,
            is_operator: true,
            email_is_proven: false,
        };
        let services = self.clone();
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                platform::claim_first_user(tx, services.now()).await?;
                enrol(tx, &services, enrolment).await?;
                let change = Change::of_platform("operator.created", user, json!({}));
                record_change(tx, &services, &actor, change).await
            })
        });
        work.await.map_err(Enrolment::explain)?;
        Ok(user)
    }
}

fn check(new: &NewAdmin) -> Result<Person, ServiceError> {
    let mut checks = Checks::default();
    let person = new.person.check(&mut checks);
    checks.take("password", new.password.check_length());
    checks.done()?;
    person.ok_or(Problem::Invalid.into())
}

fn command_line(user: UserId, person: &Person, lang: Lang) -> Actor {
    let (name, email) = (person.name.clone(), person.email.to_string());
    let origin = Origin::local();
    ActorParts {
        user,
        name,
        email,
        is_operator: true,
        terms_wait: false,
        seat: None,
        session: None,
        lang,
        origin,
        via: Via::Command,
    }
    .into()
}
