use domain::id::{CampaignId, CompanyId, ContactId};
use domain::time::Timestamp;

/// A short address to be kept.
#[derive(Clone, PartialEq, Eq)]
pub struct ShortLink {
    /// The database alone makes no address.
    pub code_hash: Vec<u8>,
    pub company: CompanyId,
    pub campaign: Option<CampaignId>,
    /// The address of everybody, or one that was made for somebody.
    pub target: String,
    /// Whether everybody who gets the text gets it.
    pub is_shared: bool,
    /// Whose it is, when it is one person's.
    pub contact: Option<ContactId>,
    pub expires_at: Timestamp,
}

impl std::fmt::Debug for ShortLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ShortLink({:?}, {:?})", self.company, self.campaign)
    }
}

impl ShortLink {
    /// The address under which it is counted: those of one person each are counted together.
    pub(super) fn counted_as(&self) -> &str {
        if self.is_shared { &self.target } else { "" }
    }
}

/// Where a short address leads.
#[derive(Clone, PartialEq, Eq)]
pub struct Destination {
    pub counter: i64,
    pub target: String,
    pub expires_at: Timestamp,
}

/// How often short forms of an address were opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedCount {
    /// Empty for those of one person each.
    pub address: String,
    pub campaign: Option<CampaignId>,
    pub campaign_name: Option<String>,
    pub made_at: Timestamp,
    pub opened: u32,
}
