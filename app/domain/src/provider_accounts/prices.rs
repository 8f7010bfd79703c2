use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::coded::coded_enum;
use crate::failure::{Checks, Failure};
use crate::form_text::optional;
use crate::message::{Channel, Class};
use crate::money::{Currency, Money};

coded_enum! {
    /// What a provider charges for.
    PriceUnit {
        /// One part of an SMS.
        SmsPart = 1 "sms_part",
        /// One WhatsApp message by a template of Meta's category marketing.
        Marketing = 2 "marketing",
        /// One WhatsApp message by a template of Meta's category utility.
        Utility = 3 "utility",
    }
}

impl PriceUnit {
    /// What a channel's accounts charge for; nothing for e-mail.
    #[must_use]
    pub const fn of(channel: Channel) -> &'static [Self] {
        match channel {
            Channel::Sms => &[Self::SmsPart],
            Channel::Whatsapp => &[Self::Marketing, Self::Utility],
            Channel::Email => &[],
        }
    }

    /// What a campaign's message is charged as; Meta's category decides the class of a template.
    #[must_use]
    pub const fn of_campaign(channel: Channel, class: Class) -> Option<Self> {
        match (channel, class) {
            (Channel::Sms, _) => Some(Self::SmsPart),
            (Channel::Whatsapp, Class::Commercial) => Some(Self::Marketing),
            (Channel::Whatsapp, Class::Informational) => Some(Self::Utility),
            (Channel::Email, _) => None,
        }
    }
}

/// What an account charges for each unit that has a price; all in one currency.
pub type Prices = BTreeMap<PriceUnit, Money>;

/// An account's prices as posted; a blank field is no price.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PricesForm {
    pub account: String,
    /// An ISO 4217 code; empty is TRY.
    pub currency: String,
    pub sms_part: String,
    pub marketing: String,
    pub utility: String,
}

impl PricesForm {
    /// The prices of what a channel's accounts charge for.
    ///
    /// # Errors
    /// `NotANumber`, `OutOfRange` and `Invalid`, each at its field.
    pub fn parse(&self, channel: Channel) -> Result<Prices, Failure> {
        let mut checks = Checks::default();
        let currency = checks.take("currency", Currency::typed(&self.currency)).unwrap_or_default();
        let mut prices = Prices::new();
        for unit in PriceUnit::of(channel) {
            let amount = optional(self.typed(*unit), |text: &str| Money::typed(text, currency));
            prices.extend(checks.take(unit.word(), amount).flatten().map(|price| (*unit, price)));
        }
        checks.done()?;
        Ok(prices)
    }

    fn typed(&self, unit: PriceUnit) -> &str {
        match unit {
            PriceUnit::SmsPart => &self.sms_part,
            PriceUnit::Marketing => &self.marketing,
            PriceUnit::Utility => &self.utility,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::Problem;

    #[test]
    fn reads_the_prices_of_its_own_channel_only() {
        let form = PricesForm {
            currency: "USD".to_owned(),
            sms_part: "0,0395".to_owned(),
            utility: "0,0053".to_owned(),
            ..PricesForm::default()
        };
        let sms = Prices::from([(PriceUnit::SmsPart, Money::new(395, Currency::Usd))]);
        let whatsapp = Prices::from([(PriceUnit::Utility, Money::new(53, Currency::Usd))]);
        assert_eq!(form.parse(Channel::Sms), Ok(sms));
        assert_eq!(form.parse(Channel::Whatsapp), Ok(whatsapp));
        assert_eq!(form.parse(Channel::Email), Ok(Prices::new()));
    }

    #[test]
    fn names_the_field_that_is_no_price() {
        let form = PricesForm { sms_part: "ucuz".to_owned(), ..PricesForm::default() };
        let refused = form.parse(Channel::Sms).err().and_then(|failure| failure.of("sms_part").cloned());
        assert_eq!(refused.map(|field| field.problem), Some(Problem::NotANumber));
    }
}
