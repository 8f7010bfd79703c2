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

/// The icon that stands beside it.
pub const fn channel_icon(channel: Channel) -> &'static str {
    match channel {
        Channel::Sms => "tel",
        Channel::Whatsapp => "chat",
        Channel::Email => "mail",
    }
}
