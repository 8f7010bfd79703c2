use domain::credit::{Credit, forecast};
use domain::id::{AccountId, CompanyId};
use domain::provider_accounts::AccountBalance;
use domain::rights::Right;
use domain::time::Timestamp;
use storage::credit_thresholds::{self, CreditThreshold};
use storage::{DbErr, Tx, companies, memberships, provider_accounts};

use crate::error::ServiceError;
use crate::services::Services;
use crate::system_mail::{PreparedMail, SystemMail, send_system_mail};

/// That a unit of credit has come to be low, or is enough again.
pub(super) enum Turn {
    Low { threshold: i64, mails: Vec<PreparedMail> },
    Enough { threshold: i64 },
}

impl Turn {
    /// Notes it; of two who found it low at once, one mails.
    pub async fn note(self, tx: &Tx, now: Timestamp) -> Result<(), DbErr> {
        match self {
            Self::Low { threshold, mails } => {
                if credit_thresholds::note_fall(tx, threshold, now).await? {
                    for mail in mails {
                        send_system_mail(tx, mail).await?;
                    }
                }
                Ok(())
            }
            Self::Enough { threshold } => credit_thresholds::note_rise(tx, threshold).await,
        }
    }
}

impl Services {
    /// What the last of an account's readings turns.
    pub(super) async fn turns(
        &self,
        company: CompanyId,
        account: AccountId,
        readings: &[AccountBalance],
    ) -> Result<Vec<Turn>, ServiceError> {
        let Some(balance) = readings.last() else { return Ok(Vec::new()) };
        let mut turns = Vec::new();
        for watched in credit_thresholds::of_account(self.db().read(), company, account).await? {
            let threshold = watched.id;
            let Some(left) = balance.left(&watched.least.unit()) else { continue };
            match (watched.is_low(left), watched.low_since) {
                (true, None) => {
                    let mails = self.warnings(company, account, watched, readings).await?;
                    turns.push(Turn::Low { threshold, mails });
                }
                (false, Some(_)) => turns.push(Turn::Enough { threshold }),
                _ => {}
            }
        }
        Ok(turns)
    }

    /// A mail for every member who may see money.
    async fn warnings(
        &self,
        company: CompanyId,
        account: AccountId,
        watched: CreditThreshold,
        readings: &[AccountBalance],
    ) -> Result<Vec<PreparedMail>, ServiceError> {
        let db = self.db().read();
        let named =
            companies::find(db, company).await?.zip(provider_accounts::find(db, company, account).await?);
        let (Some((company_named, account_named)), Some(balance)) = (named, readings.last()) else {
            return Ok(Vec::new());
        };
        let unit = watched.least.unit();
        let left = balance.left(&unit).unwrap_or_default();
        let found = forecast(&unit, readings, balance.at).filter(|_| left > 0);
        let mail = SystemMail::CreditLow {
            company: company_named.name,
            account: account_named.name,
            left: Credit::new(&unit, left),
            least: watched.least,
            lasts_until: found.and_then(|found| found.lasts_until),
            link: format!("{}/c/{company}/providers/{account}/credit", self.public_url()),
        };
        let mut mails = Vec::new();
        for one in memberships::addressees_of(db, company).await? {
            if one.rights.has(Right::SeeFinancial) {
                mails.push(self.prepare_mail(&one.email, one.lang, &mail).await?);
            }
        }
        Ok(mails)
    }
}
