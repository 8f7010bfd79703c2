use domain::companies::{CompanyProfile, CompanyProfileForm, CompanyProfileView};
use domain::company::{Mersis, NationalId, TaxNumber};
use domain::failure::Problem;
use domain::id::CompanyId;
use domain::rights::Right;
use secrecy::SecretString;
use serde_json::{Value, json};
use storage::companies::{self, Company, CompanyProfileChange};

use crate::actor::Actor;
use crate::audit::{Change, record_change};
use crate::error::ServiceError;
use crate::secrets::{KeyScope, SecretLabel, SecretPlace};
use crate::services::Services;

/// Where a company's national id is sealed.
pub(crate) const fn national_id_place(company: CompanyId) -> SecretPlace {
    let label = SecretLabel::new("companies.national_id.v1");
    SecretPlace::new(KeyScope::Company(company), label, company.as_i64())
}

impl Services {
    /// The legal profile of the company; the national id comes only as "there is one".
    ///
    /// # Errors
    /// `Forbidden` without a seat.
    pub async fn company_profile(&self, actor: &Actor) -> Result<CompanyProfileView, ServiceError> {
        let company = actor.company()?;
        let found = companies::find(self.db().read(), company).await?;
        Ok(view(found.ok_or(Problem::NotFound)?))
    }

    /// Replaces the legal profile; an empty national id keeps the stored one.
    ///
    /// # Errors
    /// `Forbidden`, or everything wrong in the form.
    pub async fn update_company_profile(
        &self,
        actor: &Actor,
        form: &CompanyProfileForm,
    ) -> Result<(), ServiceError> {
        let company = actor.require(Right::ManageCompany)?;
        let profile = form.parse()?;
        let sealed = self.seal_national_id(company, profile.national_id.as_ref()).await?;
        let details = details(&profile);
        let change = change(profile, sealed);
        let (services, actor) = (self.clone(), actor.clone());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                companies::update_profile(tx, company, change, services.now()).await?;
                let change = Change::of_company(company, "company.profile_changed", company, details);
                record_change(tx, &services, &actor, change).await
            })
        });
        work.await
    }

    async fn seal_national_id(
        &self,
        company: CompanyId,
        id: Option<&NationalId>,
    ) -> Result<Option<Vec<u8>>, ServiceError> {
        let Some(id) = id else { return Ok(None) };
        let secret = SecretString::from(id.expose());
        Ok(Some(self.vault().seal(&national_id_place(company), &secret).await?.into_bytes()))
    }
}

fn change(profile: CompanyProfile, national_id: Option<Vec<u8>>) -> CompanyProfileChange {
    CompanyProfileChange {
        name: profile.name,
        kind: profile.kind,
        trade_name: profile.trade_name,
        tax_office: profile.tax_office,
        tax_number: profile.tax_number.as_ref().map(TaxNumber::as_str).map(str::to_owned),
        mersis: profile.mersis.as_ref().map(Mersis::as_str).map(str::to_owned),
        national_id,
        address: profile.address,
        phone: profile.phone.map(|phone| phone.as_str().to_owned()),
        kep: profile.kep.map(String::from),
        privacy_contact: profile.privacy_contact.map(String::from),
    }
}

/// What the audit log tells of a profile: the public identifiers, and that a national id was given.
fn details(profile: &CompanyProfile) -> Value {
    json!({
        "name": profile.name,
        "kind": profile.kind,
        "trade_name": profile.trade_name,
        "tax_number": profile.tax_number.as_ref().map(TaxNumber::as_str),
        "mersis": profile.mersis.as_ref().map(Mersis::as_str),
        "national_id_given": profile.national_id.is_some(),
    })
}

pub(super) fn view(company: Company) -> CompanyProfileView {
    CompanyProfileView {
        id: company.id,
        name: company.name,
        kind: company.kind,
        mode: company.mode,
        trade_name: company.trade_name.unwrap_or_default(),
        tax_office: company.tax_office.unwrap_or_default(),
        tax_number: company.tax_number.unwrap_or_default(),
        mersis: company.mersis.unwrap_or_default(),
        has_national_id: company.national_id.is_some(),
        address: company.address.unwrap_or_default(),
        phone: company.phone.unwrap_or_default(),
        kep: company.kep.unwrap_or_default(),
        privacy_contact: company.privacy_contact.unwrap_or_default(),
    }
}
