//! What the local part of a recipient makes the sink do.

/// Magic recipients: the part before `@` (up to a `+`, so `full+17@firma.test` is another `full`)
/// chooses what happens; any other recipient is accepted. `slow-mail` and `stall-mail` act as senders.
pub const RECIPIENT_RULES: &[RecipientRule] = &[
    rule("ok", Effect::Accept, "Kabul edilir", "Accepted"),
    rule("unknown", refuse("550 5.1.1 User unknown"), "Böyle bir alıcı yok", "User unknown"),
    rule("nohost", refuse("550 5.1.2 Host unknown"), "Alan adı yok", "Host unknown"),
    rule(
        "syntax",
        refuse("501 5.1.3 Bad recipient address syntax"),
        "Adres yazımı hatalı",
        "Bad address syntax",
    ),
    rule("moved", refuse("551 5.1.6 Mailbox has moved"), "Posta kutusu taşınmış", "Mailbox has moved"),
    rule(
        "nomail",
        refuse("556 5.1.10 Domain does not accept mail"),
        "Alan adı posta almıyor",
        "Domain accepts no mail",
    ),
    rule("disabled", refuse("550 5.2.1 Mailbox disabled"), "Posta kutusu kapalı", "Mailbox disabled"),
    rule("full", refuse("452 4.2.2 Mailbox full"), "Posta kutusu dolu", "Mailbox full"),
    rule(
        "tempfail",
        refuse("451 4.3.0 Temporary system problem"),
        "Geçici sunucu sorunu",
        "Temporary server problem",
    ),
    rule(
        "grey",
        Effect::Greylist,
        "İlk denemede reddedilir, sonra kabul edilir",
        "Refused once, then accepted",
    ),
    rule("policy", refuse("550 5.7.1 Rejected by policy"), "İlke gereği reddedilir", "Rejected by policy"),
    rule(
        "unauthenticated",
        refuse("550 5.7.26 Message fails authentication"),
        "SPF/DKIM doğrulanamadı",
        "Fails SPF/DKIM",
    ),
    rule(
        "multiline",
        refuse(
            "550-5.1.1 The account does not exist.\r\n550-5.1.1 Check the spelling\r\n550 5.1.1 and try again",
        ),
        "Çok satırlı ret",
        "Refused in several lines",
    ),
    rule(
        "rate",
        Effect::CloseWith("421 4.7.28 Rate limit exceeded"),
        "Hız sınırı, bağlantı kapanır",
        "Rate limited, connection closed",
    ),
    rule("big", at_dot("552 5.3.4 Message too big"), "İleti çok büyük", "Message too big"),
    rule(
        "spam",
        at_dot("554 5.7.1 Message looks like spam"),
        "İçerik istenmeyen sayılır",
        "Content refused as spam",
    ),
    rule(
        "later",
        at_dot("451 4.7.1 Try again later"),
        "İçerikten sonra geçici ret",
        "Temporary refusal after the content",
    ),
    rule(
        "slow",
        Effect::Slow(&[Stage::Rcpt, Stage::Data, Stage::Dot]),
        "Her adımda yavaş yanıt",
        "Slow at every step",
    ),
    rule("slow-mail", Effect::Slow(&[Stage::Mail]), "MAIL yanıtı yavaş", "Slow at MAIL"),
    rule("slow-rcpt", Effect::Slow(&[Stage::Rcpt]), "RCPT yanıtı yavaş", "Slow at RCPT"),
    rule("slow-data", Effect::Slow(&[Stage::Data]), "DATA yanıtı yavaş", "Slow at DATA"),
    rule("slow-dot", Effect::Slow(&[Stage::Dot]), "Son yanıt yavaş", "Slow after the final dot"),
    rule(
        "slow-greeting",
        Effect::SlowGreeting,
        "Sonraki bağlantının karşılaması yavaş",
        "The next connection is greeted late",
    ),
    rule("stall-mail", Effect::Stall(Stage::Mail), "MAIL yanıtsız kalır", "Never answers MAIL"),
    rule("stall-rcpt", Effect::Stall(Stage::Rcpt), "RCPT yanıtsız kalır", "Never answers RCPT"),
    rule("stall-data", Effect::Stall(Stage::Data), "DATA yanıtsız kalır", "Never answers DATA"),
    rule("stall-body", Effect::Stall(Stage::Body), "İçerik okunmaz", "Never reads the content"),
    rule(
        "stall-dot",
        Effect::Stall(Stage::Dot),
        "Kabul edilir, yanıt hiç gelmez",
        "Accepted, but never answered",
    ),
    rule(
        "drop",
        Effect::Drop { accepted: true },
        "Kabul edilir, yanıttan önce bağlantı kopar",
        "Accepted, then cut before the answer",
    ),
    rule(
        "drop-lost",
        Effect::Drop { accepted: false },
        "Kabul edilmez, bağlantı kopar",
        "Not accepted, connection cut",
    ),
    rule("drop-rcpt", Effect::DropAtRcpt, "RCPT anında bağlantı kopar", "Connection cut at RCPT"),
    rule("garbage", Effect::Garbage, "Anlamsız yanıt", "Answers nonsense"),
    rule("huge", Effect::Huge, "Bitmeyen yanıt", "Answers without end"),
];

/// One row of [`RECIPIENT_RULES`], with a description a user can read.
#[derive(Clone, Copy, Debug)]
pub struct RecipientRule {
    /// Local part of the address, lower case.
    pub local_part: &'static str,
    /// Description in Turkish.
    pub tr: &'static str,
    /// Description in English.
    pub en: &'static str,
    pub(super) effect: Effect,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    Accept,
    /// Reply to RCPT.
    Refuse(&'static str),
    Greylist,
    /// Reply to RCPT, then close.
    CloseWith(&'static str),
    /// Reply after the final dot.
    RefuseAtDot(&'static str),
    Slow(&'static [Stage]),
    SlowGreeting,
    Stall(Stage),
    Drop {
        accepted: bool,
    },
    DropAtRcpt,
    Garbage,
    Huge,
}

/// The step of a transaction that a rule touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    Mail,
    Rcpt,
    Data,
    Body,
    Dot,
}

impl Effect {
    /// The rule of an address (`local@domain`), [`Effect::Accept`] for an ordinary one.
    pub(super) fn of(address: &str) -> Self {
        let local = address.split_once('@').map_or(address, |(local, _)| local);
        let name = local.split_once('+').map_or(local, |(name, _)| name);
        let found = RECIPIENT_RULES.iter().find(|rule| rule.local_part.eq_ignore_ascii_case(name));
        found.map_or(Self::Accept, |rule| rule.effect)
    }

    pub(super) fn is_slow_at(self, stage: Stage) -> bool {
        matches!(self, Self::Slow(stages) if stages.contains(&stage))
    }
}

const fn rule(local_part: &'static str, effect: Effect, tr: &'static str, en: &'static str) -> RecipientRule {
    RecipientRule { local_part, tr, en, effect }
}

const fn refuse(reply: &'static str) -> Effect {
    Effect::Refuse(reply)
}

const fn at_dot(reply: &'static str) -> Effect {
    Effect::RefuseAtDot(reply)
}
