use domain::companies::{ModeForm, ModeView, ProfileGap};
use domain::company::CompanyMode;
use domain::failure::Problem;
use domain::id::CompanyId;
use domain::message::State;
use domain::rights::Right;
use serde_json::json;
use storage::ledger::{Cursor, MessageFilter};
use storage::{companies, provider_accounts, service_windows};

use super::profile::view;
use crate::actor::Actor;
use crate::audit::{Change, record_change};
use crate::error::ServiceError;
use crate::services::Services;

/// Where a message stands that was meant for the present mode.
const WAITING: &[State] =
    &[State::Planned, State::Queued, State::Held, State::Leased, State::OnWire, State::InDoubt];

impl Services {
    /// The mode of the company, and what stands between it and the other one.
    ///
    /// # Errors
    /// `Forbidden` without a seat.
    pub async fn company_mode(&self, actor: &Actor) -> Result<ModeView, ServiceError> {
        let company = actor.company()?;
        let found = companies::find(self.db().read(), company).await?.ok_or(Problem::NotFound)?;
        let accounts = provider_accounts::of_company(self.db().read(), company).await?.len();
        Ok(ModeView {
            mode: found.mode,
            gaps: view(found).gaps(),
            accounts: u32::try_from(accounts).unwrap_or(u32::MAX),
            waits: self.anything_waits(company).await?,
        })
    }

    /// What the company's profile lacks for going live.
    pub(crate) async fn profile_gaps(&self, company: CompanyId) -> Result<Vec<ProfileGap>, ServiceError> {
        let found = companies::find(self.db().read(), company).await?.ok_or(Problem::NotFound)?;
        Ok(view(found).gaps())
    }

    /// Takes the company live, or back to test mode. Live needs a complete profile and an account that
    /// works at its real provider; nothing may wait, because it was meant for the mode it was planned in.
    ///
    /// # Errors
    /// `Forbidden`; `StillWaiting`; `ProfileIncomplete`; `NoAccount`, or what the provider said.
    pub async fn set_company_mode(&self, actor: &Actor, form: &ModeForm) -> Result<(), ServiceError> {
        let company = actor.require(Right::ManageCompany)?;
        let mode = form.parse()?;
        let now = self.company_mode(actor).await?;
        if now.mode == mode {
            return Ok(());
        }
        self.check_mode(company, &now, mode).await?;
        let (services, actor) = (self.clone(), actor.clone());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                companies::set_mode(tx, company, mode, services.now()).await?;
                // What a stand-in was told, nobody told WhatsApp.
                service_windows::forget_company(tx, company).await?;
                let details = json!({ "mode": mode });
                let change = Change::of_company(company, "company.mode_changed", company, details);
                record_change(tx, &services, &actor, change).await
            })
        });
        work.await
    }

    async fn check_mode(
        &self,
        company: CompanyId,
        now: &ModeView,
        wanted: CompanyMode,
    ) -> Result<(), ServiceError> {
        if now.waits {
            return Err(Problem::StillWaiting.into());
        }
        if wanted == CompanyMode::Test {
            return Ok(());
        }
        if !now.gaps.is_empty() {
            return Err(Problem::ProfileIncomplete.into());
        }
        self.try_live_accounts(company).await
    }

    async fn anything_waits(&self, company: CompanyId) -> Result<bool, ServiceError> {
        let filter = MessageFilter { states: WAITING.to_vec(), ..MessageFilter::default() };
        let page = self.ledger().list_messages(company, &filter, Cursor::Newest, 1).await?;
        Ok(!page.rows.is_empty())
    }
}
