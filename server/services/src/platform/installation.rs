use domain::message::{Channel, State};
use domain::operator::{BackupsView, DatabaseKind, InstallationView, QueueRow};

use crate::actor::Actor;
use crate::backups::BackupState;
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// How the installation stands; for operators. `backups` is how those stand that this process makes by
    /// itself.
    ///
    /// # Errors
    /// `Forbidden`, or storage.
    pub async fn installation(
        &self,
        actor: &Actor,
        backups: Option<BackupState>,
    ) -> Result<InstallationView, ServiceError> {
        actor.require_operator()?;
        let counts = self.count_messages().await?;
        Ok(InstallationView {
            release: env!("CARGO_PKG_VERSION").to_owned(),
            database: if self.db().has_one_writer() { DatabaseKind::Sqlite } else { DatabaseKind::Postgres },
            database_bytes: self.db().bytes().await?,
            sends_mail: self.sends_system_mail(),
            queue: Channel::ALL.iter().map(|channel| queue_of(*channel, &counts)).collect(),
            backups: backups.map(|state| view(&state)),
        })
    }
}

fn queue_of(channel: Channel, counts: &[(Channel, State, i64)]) -> QueueRow {
    let stand = |states: &[State]| {
        let its = counts.iter().filter(|(of, state, _)| *of == channel && states.contains(state));
        its.map(|(.., total)| total).sum()
    };
    QueueRow {
        channel,
        waiting: stand(&[State::Planned, State::Queued, State::Leased, State::OnWire]),
        held: stand(&[State::Held]),
        in_doubt: stand(&[State::InDoubt]),
    }
}

fn view(state: &BackupState) -> BackupsView {
    BackupsView {
        newest: state.newest,
        bytes: state.bytes,
        checked: state.checked,
        failed: state.failed.is_some(),
        due: state.due,
    }
}
