/// One table of the map.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    pub name: &'static str,
    /// Whom its personal columns are about.
    pub subject: Subject,
    pub columns: &'static [Column],
}

/// One column of the map.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    pub name: &'static str,
    /// `None` when it holds no personal data.
    pub holding: Option<Holding>,
}

/// Why a personal column exists and what becomes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holding {
    pub purpose: Purpose,
    pub ground: Ground,
    pub retention: Retention,
    /// Who else gets it.
    pub receivers: &'static [Receiver],
}

/// Whom a row is about; decides who answers a request about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A user of the platform: the operator is the controller.
    User,
    /// A contact of a company: that company is the controller.
    Contact,
    /// Nobody in particular.
    None,
}

/// What personal data is used for; the words of the privacy policy, section 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Making the account and knowing that it is the person's own.
    Account,
    /// Sending messages on behalf of a company.
    Messaging,
    /// Keeping customers in step with the ERP.
    Synchronisation,
    /// Delivery reports.
    Reports,
    /// Security of the platform and preventing misuse.
    Security,
    /// What the law asks to be kept or proved.
    LegalDuty,
}

/// The legal ground (KVKK, article 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// 5/2-c: needed for a contract with the person.
    Contract,
    /// 5/2-ç: a legal duty of the controller.
    LegalDuty,
    /// 5/2-e: needed to establish, use or defend a right.
    Claims,
    /// 5/2-f: a legitimate interest that harms no basic right.
    LegitimateInterest,
    /// 5/1: explicit consent.
    Consent,
}

/// How long it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retention {
    /// Until the account is deleted and its days of grace are over.
    Account,
    /// Until the company is deleted and its days of grace are over.
    Company,
    /// This many days after the row was made.
    Days(u16),
    /// Until its moment of expiry, minutes or days ahead.
    UntilExpiry,
    /// By the company's own retention rule.
    CompanyRule,
}

/// A class of receivers, as the privacy policy and the transfer log name them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Receiver {
    Meta,
    SmsProvider,
    MailProvider,
    Akinsoft,
    /// The İYS registry.
    Iys,
    /// Other members of the same company.
    Members,
}

impl Column {
    /// A column without personal data: ids, times, codes, hashes of random tokens.
    pub(super) const fn plain(name: &'static str) -> Self {
        Self { name, holding: None }
    }

    pub(super) const fn personal(name: &'static str, holding: Holding) -> Self {
        Self { name, holding: Some(holding) }
    }
}

impl Holding {
    pub(super) const fn new(
        purpose: Purpose,
        ground: Ground,
        retention: Retention,
        receivers: &'static [Receiver],
    ) -> Self {
        Self { purpose, ground, retention, receivers }
    }
}
