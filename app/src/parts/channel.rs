use domain::message::Channel;

use crate::i18n::*;

/// A channel in the visitor's words.
pub fn channel_name(i18n: Locale, channel: Channel) -> &'static str {
    match channel {
        Channel::Sms => "SMS",
        Channel::Whatsapp => "WhatsApp",
        Channel::Email => t_string!(i18n, parts.email),
    }
}

/// The same inside a sentence: `SMS, e-posta`.
pub fn channel_inside(i18n: Locale, channel: Channel) -> &'static str {
    match channel {
        Channel::Email => t_string!(i18n, parts.email_inside),
        other => channel_name(i18n, other),
    }
}

/// The same in a sentence that begins with it in Turkish and names it later in English: `E-posta ile …`,
/// `… by e-mail`.
pub fn channel_leading(i18n: Locale, channel: Channel) -> &'static str {
    match i18n {
        Locale::tr => channel_name(i18n, channel),
        Locale::en => channel_inside(i18n, channel),
    }
}

/// The icon that stands beside it.
pub const fn channel_icon(channel: Channel) -> &'static str {
    match channel {
        Channel::Sms => "tel",
        Channel::Whatsapp => "chat",
        Channel::Email => "mail",
    }
}
