use domain::failure::{Failure, Problem};
use domain::id::{MembershipId, ViewId};
use domain::messages::{MessageViewRow, SaveViewForm};
use domain::rights::Right;
use storage::saved_views::{self, SavedView};

use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

/// Views that a member keeps at most.
const MOST: i64 = 20;

impl Services {
    /// The member's own saved filters of the list of messages, by name.
    ///
    /// # Errors
    /// `Forbidden` without the right to see messages.
    pub async fn list_views(&self, actor: &Actor) -> Result<Vec<MessageViewRow>, ServiceError> {
        let found = saved_views::of_member(self.db().read(), seat(actor)?).await?;
        let row = |view: SavedView| MessageViewRow { id: view.id, name: view.name, filter: view.filter };
        Ok(found.into_iter().map(row).collect())
    }

    /// Keeps a filter under a name for this member alone; one of the same name is replaced.
    ///
    /// # Errors
    /// `Forbidden` without the right to see messages; a wrong form; `TooMany` at `name`.
    pub async fn save_view(&self, actor: &Actor, form: &SaveViewForm) -> Result<(), ServiceError> {
        let (member, (name, key, filter)) = (seat(actor)?, form.parse()?);
        let (now, id) = (self.now(), ViewId::from_i64(self.ids().next_id()));
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                if saved_views::count(tx, member, &key).await? >= MOST {
                    return Err(Failure::field("name", Problem::TooMany).into());
                }
                let view = SavedView { id, name, filter };
                Ok::<_, ServiceError>(saved_views::save(tx, member, &view, &key, now).await?)
            })
        });
        work.await
    }

    /// Forgets one of the member's own filters.
    ///
    /// # Errors
    /// `Forbidden` without the right to see messages; `NotFound`, also for another member's.
    pub async fn delete_view(&self, actor: &Actor, view: ViewId) -> Result<(), ServiceError> {
        let member = seat(actor)?;
        let work =
            self.db().write(move |tx| Box::pin(async move { saved_views::delete(tx, member, view).await }));
        if work.await? { Ok(()) } else { Err(Problem::NotFound.into()) }
    }
}

fn seat(actor: &Actor) -> Result<MembershipId, ServiceError> {
    actor.require(Right::SeeMessages)?;
    Ok(actor.seat().ok_or(Problem::Forbidden)?.membership)
}
