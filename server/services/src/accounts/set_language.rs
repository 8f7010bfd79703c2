use domain::lang::Lang;
use storage::users;

use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Keeps the language of a person's pages and mails.
    ///
    /// # Errors
    /// Storage.
    pub async fn set_language(&self, actor: &Actor, lang: Lang) -> Result<(), ServiceError> {
        if actor.lang() == lang {
            return Ok(());
        }
        let user = actor.user();
        let work =
            self.db().write(move |tx| Box::pin(async move { Ok(users::set_lang(tx, user, lang).await?) }));
        Ok(work.await?)
    }
}
