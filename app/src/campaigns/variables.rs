use domain::campaigns::PREFERENCES_LINK;

use crate::i18n::*;

/// What a variable of `VARIABLES` is called.
pub fn variable_name(i18n: Locale, name: &'static str) -> &'static str {
    match name {
        "ad_soyad" => t_string!(i18n, campaigns.field_full_name),
        "ad" => t_string!(i18n, campaigns.field_given_name),
        "soyad" => t_string!(i18n, campaigns.field_family_name),
        "unvan" => t_string!(i18n, campaigns.field_title),
        "firma" => t_string!(i18n, campaigns.field_own_company),
        "kod" => t_string!(i18n, campaigns.field_code),
        "sehir" => t_string!(i18n, campaigns.field_city),
        "telefon" => t_string!(i18n, campaigns.field_phone),
        "eposta" => t_string!(i18n, campaigns.field_email),
        PREFERENCES_LINK => t_string!(i18n, campaigns.field_preferences),
        unknown => unknown,
    }
}
