use std::time::Duration;

use bytes::Bytes;
use domain::failure::{Failure, FieldProblem, Problem};
use domain::id::{CompanyId, FileId, ImportId};
use domain::imports::{FileFormat, ImportPlan};
use domain::rights::Right;
use futures::Stream;
use storage::imports::{self, Import, NewImport};

use super::guess::guess;
use super::reading::{MOST_BYTES, ReadError, Reading, recognise};
use super::survey::{Survey, beginning, survey};
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::files::SealedFile;
use crate::once::Once;
use crate::services::Services;

/// How long an uploaded list is kept: after its upload, and again after its end.
pub(super) const KEPT: Duration = Duration::from_secs(7 * 24 * 3_600);
/// Letters of a file's name that are kept.
const LONGEST_NAME: usize = 200;

impl Services {
    /// Keeps an uploaded list, looks through it, and notes how it is most likely to be read. Nothing is
    /// taken in yet. A stream that breaks off says why. The same list again under the `key` of its form,
    /// where it has one, answers the same import.
    ///
    /// # Errors
    /// `Forbidden`; `TooLarge` beyond 50 MB; `LimitReached`; about the field `file`: `FileEmpty`,
    /// `FileNotAList`, `FileOldExcel`, `FileProtected`, `FileBomb`, `FileTooManyColumns`,
    /// `FileTooManyRows`, `FileOpenQuote`, `FileUnreadable`. Nothing is kept then.
    pub async fn upload_import(
        &self,
        actor: &Actor,
        file_name: &str,
        key: &str,
        content: impl Stream<Item = Result<Bytes, Problem>> + Send,
    ) -> Result<ImportId, ServiceError> {
        let company = actor.require(Right::EditContacts)?;
        let kept = self.files().keep(company, content, MOST_BYTES, KEPT).await;
        let file = kept.map_err(about_file)?.id;
        match self.first_look(company, file).await {
            Ok((survey, plan)) => {
                let new = NewImport {
                    id: ImportId::from_i64(self.ids().next_id()),
                    company,
                    file,
                    file_name: plain_name(file_name),
                    format: survey.reading.format(),
                    total: survey.rows_below(plan.skip_rows),
                    plan,
                    created_at: self.now(),
                    created_by: actor.user(),
                };
                self.note_import(self.once(actor, key, &new.file_name)?, new).await
            }
            Err(error) => {
                self.files().delete(company, file).await?;
                Err(error)
            }
        }
    }

    /// A list without a row below its headings has nobody to take in.
    async fn first_look(
        &self,
        company: CompanyId,
        file: FileId,
    ) -> Result<(Survey, ImportPlan), ServiceError> {
        let mut source = self.files().open(company, file).await?;
        in_background(move || {
            let reading = recognise(&mut source)?;
            let survey = survey(source, reading)?;
            let plan = guess(&survey);
            if survey.rows_below(plan.skip_rows) == 0 {
                return Err(Problem::FileEmpty.into());
            }
            Ok((survey, plan))
        })
        .await
    }

    async fn note_import(&self, once: Once, new: NewImport) -> Result<ImportId, ServiceError> {
        let (id, company, file) = (new.id, new.company, new.file);
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                if let Some(same) = once.answered(tx).await?.and_then(|id| id.parse().ok()) {
                    return Ok(same);
                }
                imports::insert(tx, new).await?;
                once.keep(tx, &id.to_string()).await?;
                Ok::<_, ServiceError>(id)
            })
        });
        let noted = work.await?;
        if noted != id {
            self.files().delete(company, file).await?;
        }
        Ok(noted)
    }

    /// The beginning of a kept list as a plan reads it, and how many rows the plan takes in. A list is
    /// counted once for each way of reading it.
    pub(super) async fn beginning(
        &self,
        import: &Import,
        plan: &ImportPlan,
    ) -> Result<(Survey, u32), ServiceError> {
        let saved = &import.plan;
        if (plan.encoding, plan.separator) != (saved.encoding, saved.separator) {
            let survey = self.survey(import.company, import.file, import.format, plan).await?;
            let rows = survey.rows_below(plan.skip_rows);
            return Ok((survey, rows));
        }
        let source = self.files().open(import.company, import.file.ok_or(Problem::NotFound)?).await?;
        let reading = Reading::of(import.format, plan);
        let survey = in_background(move || beginning(source, reading)).await?;
        let all = import.counts.total + survey.rows_above(saved.skip_rows);
        let rows = all.saturating_sub(survey.rows_above(plan.skip_rows));
        Ok((survey, rows))
    }

    /// Looks through a kept list as a plan reads it.
    pub(super) async fn survey(
        &self,
        company: CompanyId,
        file: Option<FileId>,
        format: FileFormat,
        plan: &ImportPlan,
    ) -> Result<Survey, ServiceError> {
        let source: SealedFile = self.files().open(company, file.ok_or(Problem::NotFound)?).await?;
        let reading = Reading::of(format, plan);
        in_background(move || survey(source, reading)).await
    }
}

/// Runs work that blocks. A reader that panics has met a file made to break it.
pub(super) async fn in_background<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ReadError> + Send + 'static,
) -> Result<T, ServiceError> {
    let done = tokio::task::spawn_blocking(work).await;
    let done = done.unwrap_or_else(|_| Err(Problem::FileUnreadable.into()));
    done.map_err(|error| ServiceError::Refused(Failure::from(error)))
}

/// What is wrong with an upload as a whole is told at its field.
fn about_file(error: ServiceError) -> ServiceError {
    match error.problem() {
        Some(problem @ (Problem::TooLarge | Problem::LimitReached)) => {
            let detail = (problem == Problem::TooLarge).then(|| format!("{} MB", MOST_BYTES >> 20));
            Failure::fields(vec![FieldProblem { field: "file".to_owned(), problem, detail }]).into()
        }
        _ => error,
    }
}

/// The name of a file without its folders, fit to be shown.
fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars()
        .filter(|letter| !letter.is_control())
        .take(LONGEST_NAME)
        .collect::<String>()
        .trim()
        .to_owned()
}
