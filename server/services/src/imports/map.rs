use domain::failure::{Failure, Problem};
use domain::id::{CompanyId, ImportId};
use domain::imports::{FileEncoding, ImportPlan, MappingForm, Separator};
use domain::rights::Right;
use storage::imports::{self, Import};

use super::guess::guess;
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Saves how an uploaded list is to be read. A change of encoding or separator makes other columns,
    /// which are guessed anew; else the columns of the form are taken.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound`; a wrong form; `Conflict` once it was started.
    pub async fn map_import(&self, actor: &Actor, form: &MappingForm) -> Result<ImportId, ServiceError> {
        let company = actor.require(Right::EditContacts)?;
        let id = form.import.parse().map_err(|_| Problem::NotFound)?;
        let import = self.find_import(company, id).await?;
        let (plan, total) = match other_reading(&import, form) {
            Some(plan) => self.guess_anew(company, &import, plan).await?,
            None => {
                let plan = plan_of(&import, form)?;
                let (_, total) = self.beginning(&import, &plan).await?;
                (plan, total)
            }
        };
        let work = self.db().write(move |tx| {
            Box::pin(async move { Ok(imports::save_plan(tx, company, id, &plan, total).await?) })
        });
        if work.await? { Ok(id) } else { Err(Problem::Conflict.into()) }
    }

    async fn guess_anew(
        &self,
        company: CompanyId,
        import: &Import,
        plan: ImportPlan,
    ) -> Result<(ImportPlan, u32), ServiceError> {
        let survey = self.survey(company, import.file, import.format, &plan).await?;
        let guessed = ImportPlan { tag: plan.tag, ..guess(&survey) };
        let total = survey.rows_below(guessed.skip_rows);
        Ok((guessed, total))
    }
}

/// How a form wants a list to be read.
pub(super) fn plan_of(import: &Import, form: &MappingForm) -> Result<ImportPlan, Failure> {
    let (_, typed) = form.parse()?;
    Ok(ImportPlan {
        encoding: typed.encoding.or(import.plan.encoding),
        separator: typed.separator.or(import.plan.separator),
        ..typed
    })
}

/// The saved plan with another encoding or separator, when the form asks for one.
fn other_reading(import: &Import, form: &MappingForm) -> Option<ImportPlan> {
    let saved = &import.plan;
    let encoding = FileEncoding::from_word(&form.encoding).or(saved.encoding);
    let separator = Separator::from_word(&form.separator).or(saved.separator);
    let is_text = saved.encoding.is_some();
    let differs = is_text && (encoding, separator) != (saved.encoding, saved.separator);
    let tag = Some(form.tag.trim().to_owned()).filter(|tag| !tag.is_empty());
    differs.then(|| ImportPlan { encoding, separator, tag, ..saved.clone() })
}
