//! What an address gets, class by class and channel by channel, as its owner chooses it.

use domain::failure::Problem;
use domain::lang::Lang;
use domain::message::{Channel, Class};
use domain::messages::ConsentStatus;
use domain::refusals::{
    PreferenceRow, PreferenceStanding, PreferencesForm, PreferencesView, RefusalAct, mask_address,
};
use storage::companies;
use storage::refusal_links::RefusalLink;

use super::view::{about, channels};
use crate::actor::Origin;
use crate::error::ServiceError;
use crate::services::Services;

/// The wording of the page, part of the proof; grows with every change of its meaning.
const PAGE_VERSION: u32 = 1;

impl Services {
    /// What the page of preferences behind a link shows. Looking changes nothing.
    ///
    /// # Errors
    /// `NotFound` for a link that is none; `TooManyTries` after many of them.
    pub async fn view_preferences(
        &self,
        token: &str,
        origin: &Origin,
    ) -> Result<PreferencesView, ServiceError> {
        let link = self.find_refusal(token, origin).await?;
        let company = companies::find(self.db().read(), link.company).await?.ok_or(Problem::NotFound)?;
        Ok(PreferencesView {
            about: about(&company),
            company: company.trade_name.unwrap_or(company.name),
            address: mask_address(&link.address),
            channel: link.channel,
            rows: self.preference_rows(&link).await?,
            report: self.report_standing(&link).await?,
        })
    }

    /// Refuses what is no longer wanted and takes back what is wanted again, each with its proof. What its
    /// owner cannot change stays as it is, ticked or not.
    ///
    /// # Errors
    /// As [`act_on_refusal`](Self::act_on_refusal).
    pub async fn save_preferences(
        &self,
        token: &str,
        form: &PreferencesForm,
        lang: Lang,
        origin: &Origin,
    ) -> Result<(), ServiceError> {
        let wanted = form.parse()?;
        let link = self.find_refusal(token, origin).await?;
        let is_other = |row: &PreferenceRow| {
            let gets = row.standing == PreferenceStanding::Gets;
            row.standing.is_changeable() && wanted.contains(&(row.class, row.channel)) != gets
        };
        let rows = self.preference_rows(&link).await?;
        let others: Vec<_> = rows.into_iter().filter(is_other).collect();
        if others.iter().any(|row| row.standing == PreferenceStanding::RefusedHere) {
            self.count_undo(token).await?;
        }
        for row in others {
            let refuses = row.standing == PreferenceStanding::Gets;
            let act = if refuses { RefusalAct::Refuse } else { RefusalAct::Undo };
            let proof = proof(&link, row, act, lang);
            if refuses {
                self.refuse_by_link(&link, row.channel, row.class, &proof).await?;
            } else {
                self.undo_by_link(&link, row.channel, row.class, &proof).await?;
            }
        }
        Ok(())
    }

    async fn preference_rows(&self, link: &RefusalLink) -> Result<Vec<PreferenceRow>, ServiceError> {
        let mut rows = Vec::new();
        for class in Class::ALL.iter().copied() {
            for channel in channels(link.channel) {
                let standing = self.preference_standing(link, channel, class).await?;
                rows.push(PreferenceRow { class, channel, standing });
            }
        }
        Ok(rows)
    }

    async fn preference_standing(
        &self,
        link: &RefusalLink,
        channel: Channel,
        class: Class,
    ) -> Result<PreferenceStanding, ServiceError> {
        Ok(match (class, self.said(link, channel, class).await?) {
            (_, Some(ConsentStatus::Given)) | (Class::Informational, None) => PreferenceStanding::Gets,
            (Class::Commercial, None) => PreferenceStanding::NeverAgreed,
            (_, Some(ConsentStatus::Refused)) => {
                let made_here = self.made_here(link, channel, class).await?;
                // Taking it back must lead somewhere.
                let leads = |before: Option<ConsentStatus>| {
                    class == Class::Informational || before == Some(ConsentStatus::Given)
                };
                if made_here.is_some_and(|event| leads(event.before)) {
                    PreferenceStanding::RefusedHere
                } else {
                    PreferenceStanding::Refused
                }
            }
        })
    }
}

/// Through what it was said: the page in its wording and language.
fn proof(link: &RefusalLink, row: PreferenceRow, act: RefusalAct, lang: Lang) -> String {
    format!(
        "preferences page {PAGE_VERSION} ({}), link in {}: {act} {}",
        lang.code(),
        link.channel,
        row.class
    )
}
