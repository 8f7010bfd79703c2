use domain::credit::CreditUnit;
use domain::provider_accounts::{PriceStanding, PriceUnit};

use crate::i18n::*;

/// What credit is counted in; a package is called as its provider calls it.
pub fn unit_name(i18n: Locale, unit: &CreditUnit) -> String {
    match unit {
        CreditUnit::Money(currency) => {
            t_string!(i18n, credit.money_in, currency = currency.symbol()).to_string()
        }
        CreditUnit::Pieces(of) => of.clone(),
    }
}

pub fn price_unit_name(i18n: Locale, unit: PriceUnit) -> &'static str {
    match unit {
        PriceUnit::SmsPart => t_string!(i18n, credit.price_sms_part),
        PriceUnit::Marketing => t_string!(i18n, credit.price_marketing),
        PriceUnit::Utility => t_string!(i18n, credit.price_utility),
        PriceUnit::Email => t_string!(i18n, credit.price_email),
    }
}

pub fn standing_name(i18n: Locale, standing: PriceStanding) -> &'static str {
    match standing {
        PriceStanding::Past => t_string!(i18n, credit.standing_past),
        PriceStanding::InForce => t_string!(i18n, credit.standing_in_force),
        PriceStanding::Coming => t_string!(i18n, credit.standing_coming),
    }
}
