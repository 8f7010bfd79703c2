//! Starting values per provider, from their published tables; a company may change them.

use super::rules::{Capacity, SmsRules, TurkishRules};

/// 153, 149 and 67 units per part: the usual reference of eight bits.
const EIGHT_BIT: SmsRules = SmsRules {
    suffix: 5,
    gsm: Capacity { single: 160, multi: 153 },
    turkish: Some(TurkishRules { capacity: Capacity { single: 155, multi: 149 }, letter_cost: 1 }),
    ucs2: Capacity { single: 70, multi: 67 },
    max_parts: 6,
};

impl SmsRules {
    /// The published totals of six parts, 883 Turkish and 391 Unicode characters, fit a reference of
    /// 16 bits; the published 912 ASCII characters leave the suffix out.
    pub const NETGSM: Self = Self {
        gsm: Capacity { single: 160, multi: 152 },
        turkish: Some(TurkishRules { capacity: Capacity { single: 155, multi: 148 }, letter_cost: 1 }),
        ucs2: Capacity { single: 70, multi: 66 },
        ..EIGHT_BIT
    };
    /// Source: verimor/SMS-API, user guide.
    pub const VERIMOR: Self = Self { max_parts: 7, ..EIGHT_BIT };
    pub const ILETIMERKEZI: Self = Self { max_parts: 7, ..EIGHT_BIT };
    pub const MUTLUCELL: Self = EIGHT_BIT;
    pub const VATANSMS: Self = EIGHT_BIT;
    pub const JETSMS: Self = EIGHT_BIT;
    /// No suffix, and the Turkish single shift table.
    pub const TWILIO: Self = Self {
        suffix: 0,
        turkish: Some(TurkishRules { capacity: Capacity { single: 155, multi: 149 }, letter_cost: 2 }),
        max_parts: 10,
        ..EIGHT_BIT
    };
    pub const INFOBIP: Self = Self::TWILIO;

    /// The preset of a provider by its id, `netgsm`; `None` for an unknown one.
    #[must_use]
    pub fn preset(provider: &str) -> Option<Self> {
        Some(match provider {
            "netgsm" => Self::NETGSM,
            "verimor" => Self::VERIMOR,
            "iletimerkezi" => Self::ILETIMERKEZI,
            "mutlucell" => Self::MUTLUCELL,
            "vatansms" => Self::VATANSMS,
            "jetsms" => Self::JETSMS,
            "twilio" => Self::TWILIO,
            "infobip" => Self::INFOBIP,
            _ => return None,
        })
    }
}
