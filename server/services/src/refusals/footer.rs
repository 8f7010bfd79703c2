//! The legal footer of commercial messages.

use domain::campaigns::{
    FooterGap, FooterView, RefusalWay, RegistryNumber, SenderIdentity, email_footer, sms_footer,
};
use domain::company::CompanyMode;
use domain::failure::Problem;
use domain::id::CompanyId;
use domain::message::{Channel, Class};
use secrecy::ExposeSecret;
use storage::companies::{self, Company};
use storage::provider_accounts::{self, ProviderAccount};

use crate::companies::national_id_place;
use crate::error::ServiceError;
use crate::secrets::Sealed;
use crate::services::Services;
use crate::tokens::SAMPLE_TOKEN;

/// The setting of an SMS account that names its keyword: `RET yaz 3340'a gonder`.
const KEYWORD: &str = "refusal_words";

/// What every commercial message of one launch says below its text.
#[derive(Debug, Clone)]
pub(crate) struct CommercialFooter {
    identity: SenderIdentity,
    /// The provider's keyword instead of the link.
    keyword: Option<String>,
    /// Everything of the link but the token.
    link: String,
}

impl CommercialFooter {
    /// The footer of one person's SMS or WhatsApp text.
    pub fn sms(&self, token: &str) -> String {
        match &self.keyword {
            Some(words) => sms_footer(&self.identity, RefusalWay::Words(words)),
            None => sms_footer(&self.identity, RefusalWay::Link(&self.link_of(token))),
        }
    }

    /// The footer of an e-mail; `token` may be a variable that each person fills.
    pub fn email(&self, token: &str) -> String {
        email_footer(&self.identity, &self.link_of(token))
    }

    fn link_of(&self, token: &str) -> String {
        format!("{}{token}", self.link)
    }

    /// As long as the real one, for a page.
    pub fn sample(&self, channel: Channel) -> String {
        let shown =
            SenderIdentity { number: self.identity.number.clone().blanked(), ..self.identity.clone() };
        let shown = Self { identity: shown, ..self.clone() };
        match channel {
            Channel::Sms | Channel::Whatsapp => shown.sms(SAMPLE_TOKEN),
            Channel::Email => shown.email(SAMPLE_TOKEN),
        }
    }
}

impl Services {
    /// The footer for messages of a class; `None` for those that carry none.
    ///
    /// # Errors
    /// `ProfileIncomplete` while the company's profile does not say who writes.
    pub(crate) async fn footer_for(
        &self,
        company: CompanyId,
        class: Class,
        account: Option<&ProviderAccount>,
    ) -> Result<Option<CommercialFooter>, ServiceError> {
        if class == Class::Informational {
            return Ok(None);
        }
        let footer = self.commercial_footer(company, account).await?;
        Ok(Some(footer.map_err(|_| Problem::ProfileIncomplete)?))
    }

    /// What a commercial text of our own on this channel would carry, for pages.
    pub(crate) async fn footer_view(
        &self,
        company: CompanyId,
        channel: Channel,
    ) -> Result<FooterView, ServiceError> {
        let account = provider_accounts::default_of(self.db().read(), company, channel).await?;
        Ok(match self.commercial_footer(company, account.as_ref()).await? {
            Ok(footer) => FooterView { text: footer.sample(channel), gaps: Vec::new() },
            Err(gaps) => FooterView { text: String::new(), gaps },
        })
    }

    async fn commercial_footer(
        &self,
        company: CompanyId,
        account: Option<&ProviderAccount>,
    ) -> Result<Result<CommercialFooter, Vec<FooterGap>>, ServiceError> {
        let found = companies::find(self.db().read(), company).await?.ok_or(Problem::NotFound)?;
        let keyword = account.and_then(|account| account.settings.get(KEYWORD)?.as_str().map(str::to_owned));
        let keyword = keyword.filter(|words| !words.trim().is_empty());
        let unreachable = found.mode == CompanyMode::Live && keyword.is_none() && self.is_only_local();
        let identity = self.identity_of(&found).await?;
        let link = self.refusal_url("");
        Ok(match identity {
            Ok(identity) if !unreachable => Ok(CommercialFooter { identity, keyword, link }),
            Ok(_) => Err(vec![FooterGap::PublicAddress]),
            Err(mut gaps) => {
                gaps.extend(unreachable.then_some(FooterGap::PublicAddress));
                Err(gaps)
            }
        })
    }

    async fn identity_of(
        &self,
        company: &Company,
    ) -> Result<Result<SenderIdentity, Vec<FooterGap>>, ServiceError> {
        let national = match &company.national_id {
            Some(sealed) => {
                let sealed = Sealed::from_bytes(sealed.clone())?;
                let opened = self.vault().open(&national_id_place(company.id), &sealed).await?;
                Some(RegistryNumber::NationalId(opened.expose_secret().to_owned()))
            }
            None => None,
        };
        let mersis = company.mersis.clone().map(RegistryNumber::Mersis);
        let tax = company.tax_number.clone().map(RegistryNumber::Tax);
        let numbers = [mersis, tax, national];
        let trade_name = company.trade_name.as_deref();
        let identity = SenderIdentity::of(company.kind, &company.name, trade_name, numbers);
        let contact = contact_of(company).into_iter().map(|line| plain(&line)).collect();
        Ok(identity.map(|identity| SenderIdentity { name: plain(&identity.name), contact, ..identity }))
    }

    /// Whether nobody but this machine reaches the pages.
    pub(crate) fn is_only_local(&self) -> bool {
        let host = self.public_url().split("://").nth(1).unwrap_or_default();
        let host = host.split('/').next().unwrap_or_default();
        ["127.", "localhost", "0.0.0.0", "[::1]"].iter().any(|local| host.starts_with(local))
    }
}

/// A name is no template: the footer of an e-mail is filled like its text.
fn plain(text: &str) -> String {
    text.replace('{', "(").replace('}', ")")
}

fn contact_of(company: &Company) -> Vec<String> {
    let address =
        company.address.as_ref().map(|address| address.split_whitespace().collect::<Vec<_>>().join(" "));
    [address, company.phone.clone(), company.kep.clone()].into_iter().flatten().collect()
}
