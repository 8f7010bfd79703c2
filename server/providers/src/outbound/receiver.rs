/// Who gets what leaves on a connection: a class for the transfer log and the privacy page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Receiver {
    /// Meta Platforms: WhatsApp.
    Meta,
    /// An SMS company, by its provider id.
    SmsCompany(&'static str),
    /// The mail server that the company has chosen.
    SmtpHost,
    /// A program of the company's own that is told of events.
    Webhook,
    /// The company's own ERP database.
    Erp,
    /// The national consent register.
    Iys,
}

/// The ports on which mail is submitted, with those that hosts offer because port 25 is blocked.
const SMTP_PORTS: &[u16] = &[25, 26, 465, 587, 2465, 2525, 2587];
const WEB_PORTS: &[u16] = &[443, 8443];

impl Receiver {
    /// The only ports that users may name; `None` where no user names one.
    ///
    /// Without such a list a settings form would be a port scanner.
    pub(super) const fn ports(self) -> Option<&'static [u16]> {
        match self {
            Self::SmtpHost => Some(SMTP_PORTS),
            Self::Webhook => Some(WEB_PORTS),
            Self::Meta | Self::SmsCompany(_) | Self::Erp | Self::Iys => None,
        }
    }

    /// The word in the transfer log.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Meta => "meta",
            Self::SmsCompany(id) => id,
            Self::SmtpHost => "smtp_host",
            Self::Webhook => "webhook",
            Self::Erp => "erp",
            Self::Iys => "iys",
        }
    }
}
