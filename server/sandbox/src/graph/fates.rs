//! What becomes of a message, chosen by the number it goes to.

/// Magic recipients: the last four digits of the number choose an error, a broken answer or an
/// unusual course of statuses. Any other number goes sent, delivered, read.
/// The digits do not meet those of the SMS stand-in, so that a failed message can be delivered as SMS.
pub const FATES: &[Fate] = &[
    // Refused by the call: throttling.
    refused("4004", 4, "Uygulama çağrı sınırı", "App call limit"),
    refused("8007", 80_007, "Hesap çağrı sınırı", "Account call limit"),
    refused("0429", 130_429, "Numara hız sınırı", "Throughput of the number exceeded"),
    refused("1056", 131_056, "Aynı kişiye çok sık mesaj", "Too many messages to this user"),
    // Refused by the call: account.
    refused("4010", 10, "Yetki yok", "Permission missing"),
    refused("0190", 190, "Erişim anahtarının süresi dolmuş", "Access token expired"),
    refused("0368", 368, "İlke ihlali nedeniyle engelli", "Blocked for policy violations"),
    refused("1005", 131_005, "Erişim reddedildi", "Access denied"),
    refused("1031", 131_031, "Hesap kilitli", "Account locked"),
    refused("1037", 131_037, "Görünen ad onaylı değil", "Display name not approved"),
    refused("1042", 131_042, "Ödeme sorunu", "Payment problem"),
    refused("1045", 131_045, "Numara sertifikası sorunu", "Number certificate problem"),
    refused("1048", 131_048, "İstenmeyen mesaj sınırı", "Spam limit on the number"),
    refused("3010", 133_010, "Numara kayıtlı değil", "Number not registered"),
    // Refused by the call: recipient.
    refused("0403", 130_403, "Alıcı işletmece engellenmiş", "User blocked by the business"),
    refused("0497", 130_497, "Bu ülkeye gönderilemez", "Country restricted"),
    refused("1021", 131_021, "Gönderen ile alıcı aynı", "Sender equals recipient"),
    refused("1030", 131_030, "Alıcı izinli listede değil", "Recipient not on the allow list"),
    refused("2026", 131_026, "Ulaştırılamaz (hemen)", "Undeliverable, at once"),
    refused("2049", 131_049, "Kişi başına pazarlama sınırı (hemen)", "Per-user marketing cap, at once"),
    refused("2050", 131_050, "Pazarlama mesajlarını durdurmuş (hemen)", "User stopped marketing, at once"),
    // Refused by the call: server.
    refused("4002", 2, "Geçici kesinti", "Temporary downtime"),
    refused("1000", 131_000, "Bilinmeyen hata", "Unknown failure"),
    refused("1016", 131_016, "Hizmet kullanılamıyor", "Service unavailable"),
    refused("1057", 131_057, "Numara bakımda", "Number in maintenance"),
    // Accepted, then failed by webhook.
    failed("0472", 130_472, "Kullanıcı deney grubunda", "User in an experiment group"),
    failed("1026", 131_026, "Ulaştırılamaz", "Undeliverable"),
    failed("1047", 131_047, "24 saat geçmiş", "Outside the 24-hour window"),
    failed("1049", 131_049, "Kişi başına pazarlama sınırı", "Per-user marketing cap"),
    failed("1050", 131_050, "Pazarlama mesajlarını durdurmuş", "User stopped marketing"),
    failed("1053", 131_053, "Medya yüklenemedi", "Media could not be fetched"),
    // Broken answers.
    fate("0500", Effect::Html(500), "HTML sayfalı 500", "500 with a page of HTML"),
    fate("0503", Effect::Html(503), "HTML sayfalı 503", "503 with a page of HTML"),
    fate(
        "0408",
        Effect::Hang { accepted: false },
        "Kabul edilmez, yanıt gelmez",
        "Not accepted, never answered",
    ),
    fate("0409", Effect::Hang { accepted: true }, "Kabul edilir, yanıt gelmez", "Accepted, never answered"),
    fate("0444", Effect::Cut { accepted: true }, "Kabul edilir, bağlantı kopar", "Accepted, connection cut"),
    fate(
        "0445",
        Effect::Cut { accepted: false },
        "Kabul edilmez, bağlantı kopar",
        "Not accepted, connection cut",
    ),
    // Unusual statuses.
    fate("7000", Effect::Course(Course::Silent), "Hiç durum gelmez", "No status at all"),
    fate("7001", Effect::Course(Course::OnlySent), "Yalnız gönderildi", "Only sent"),
    fate("7002", Effect::Course(Course::NeverRead), "Okunmaz", "Never read"),
    fate("7003", Effect::Course(Course::SkipDelivered), "İletildi atlanır", "Read without delivered"),
    fate("7004", Effect::Course(Course::Duplicate), "Her durum iki kez", "Every status twice"),
    fate("7005", Effect::Course(Course::Shuffled), "Durumlar ters sırada", "Statuses in reverse order"),
    fate(
        "7006",
        Effect::Course(Course::DeliveredAfterFailed),
        "Önce başarısız, sonra iletildi",
        "Failed, then delivered",
    ),
    fate(
        "7007",
        Effect::Course(Course::BsuidOnly),
        "Telefonsuz, yalnız kullanıcı kimliği",
        "Without phone number",
    ),
    fate("7008", Effect::Course(Course::BeforeReply), "Durum yanıttan önce gelir", "Status before the reply"),
    fate("7009", Effect::Course(Course::FailedAfterSent), "Gönderildi, sonra başarısız", "Sent, then failed"),
    fate(
        "7010",
        Effect::Course(Course::Held),
        "Kalite için bekletilir, sonra gider",
        "Held for quality, then sent",
    ),
    fate(
        "7011",
        Effect::Course(Course::HeldThenDropped),
        "Kalite için bekletilir, sonra düşer",
        "Held for quality, then dropped",
    ),
    fate("7012", Effect::Course(Course::Answers), "İletilince yanıt yazar", "Answers when it is delivered"),
];

/// One row of [`FATES`], with a description a user can read.
#[derive(Clone, Copy, Debug)]
pub struct Fate {
    /// Last four digits of the number.
    pub suffix: &'static str,
    /// The error code, where there is one.
    pub code: Option<u32>,
    /// Description in Turkish.
    pub tr: &'static str,
    /// Description in English.
    pub en: &'static str,
    pub(super) effect: Effect,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// The call is refused with this code.
    Refuse(u32),
    Html(u16),
    Hang {
        accepted: bool,
    },
    Cut {
        accepted: bool,
    },
    Course(Course),
}

/// The statuses that follow acceptance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Course {
    Ordinary,
    /// `failed` with this code, without `sent`.
    Failed(u32),
    FailedAfterSent,
    DeliveredAfterFailed,
    Silent,
    OnlySent,
    NeverRead,
    SkipDelivered,
    Duplicate,
    Shuffled,
    BsuidOnly,
    BeforeReply,
    Answers,
    Held,
    HeldThenDropped,
}

impl Fate {
    /// The fate of a number with or without `+`, `None` for an ordinary one.
    pub fn of(number: &str) -> Option<&'static Self> {
        let suffix = number.get(number.len().checked_sub(4)?..)?;
        FATES.iter().find(|fate| fate.suffix == suffix)
    }
}

const fn refused(suffix: &'static str, code: u32, tr: &'static str, en: &'static str) -> Fate {
    Fate { suffix, code: Some(code), tr, en, effect: Effect::Refuse(code) }
}

const fn failed(suffix: &'static str, code: u32, tr: &'static str, en: &'static str) -> Fate {
    Fate { suffix, code: Some(code), tr, en, effect: Effect::Course(Course::Failed(code)) }
}

const fn fate(suffix: &'static str, effect: Effect, tr: &'static str, en: &'static str) -> Fate {
    Fate { suffix, code: None, tr, en, effect }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_fates_share_their_digits() {
        for fate in FATES {
            let number = format!("+90532123{}", fate.suffix);
            assert_eq!(Fate::of(&number).map(|found| found.en), Some(fate.en));
            assert!(crate::netgsm::FATES.iter().all(|other| other.suffix != fate.suffix), "{}", fate.suffix);
        }
        assert!(Fate::of("123").is_none());
    }
}
