//! WhatsApp's customer-service window.

use std::time::Duration;

use crate::message::Channel;

/// How long after a person's last message WhatsApp takes a text of our own to them: 24 hours
/// (<https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages>),
/// less five minutes for clocks that differ and for the way there.
pub const SERVICE_WINDOW: Duration = Duration::from_secs(24 * 3_600 - 5 * 60);

/// Whether a message goes only to somebody whose window is open: a WhatsApp text that is no approved
/// template.
#[must_use]
pub const fn needs_window(channel: Channel, is_template: bool) -> bool {
    matches!(channel, Channel::Whatsapp) && !is_template
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_text_of_our_own_on_whatsapp_waits_for_somebody_to_write() {
        let needy: Vec<_> = Channel::ALL.iter().filter(|channel| needs_window(**channel, false)).collect();
        assert_eq!(needy, [&Channel::Whatsapp]);
        assert!(Channel::ALL.iter().all(|channel| !needs_window(*channel, true)));
    }
}
