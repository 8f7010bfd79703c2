use crate::i18n::*;
use domain::message::Channel;

/// The channels in a sentence: `SMS` or `SMS, e-posta`.
pub fn channel_list(i18n: Locale, channels: impl Iterator<Item = Channel>) -> String {
    let names: Vec<_> = channels.map(|channel| crate::parts::channel_inside(i18n, channel)).collect();
    names.join(", ")
}
