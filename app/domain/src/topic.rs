//! What a page can listen to: the ids of things that changed, never their contents.

use std::fmt;
use std::str::FromStr;

use crate::id::{AccountId, CampaignId, IdError, ImportId, MessageId};

/// One thing to watch in one company; as text `messages`, `campaign:cpn_…`, ….
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// Any message changed: lists and counts.
    Messages,
    Message(MessageId),
    /// Any campaign changed: the list of them.
    Campaigns,
    Campaign(CampaignId),
    Import(ImportId),
    /// Any provider account changed.
    Accounts,
    Account(AccountId),
}

impl Topic {
    /// The list that shows it, and looks different with it.
    pub const fn list(self) -> Option<Self> {
        match self {
            Self::Message(_) => Some(Self::Messages),
            Self::Campaign(_) => Some(Self::Campaigns),
            Self::Account(_) => Some(Self::Accounts),
            Self::Messages | Self::Campaigns | Self::Accounts | Self::Import(_) => None,
        }
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Messages => f.write_str("messages"),
            Self::Message(id) => write!(f, "message:{id}"),
            Self::Campaigns => f.write_str("campaigns"),
            Self::Campaign(id) => write!(f, "campaign:{id}"),
            Self::Import(id) => write!(f, "import:{id}"),
            Self::Accounts => f.write_str("accounts"),
            Self::Account(id) => write!(f, "account:{id}"),
        }
    }
}

impl FromStr for Topic {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        match text.split_once(':') {
            None if text == "messages" => Ok(Self::Messages),
            None if text == "campaigns" => Ok(Self::Campaigns),
            None if text == "accounts" => Ok(Self::Accounts),
            Some(("message", id)) => id.parse().map(Self::Message),
            Some(("campaign", id)) => id.parse().map(Self::Campaign),
            Some(("import", id)) => id.parse().map(Self::Import),
            Some(("account", id)) => id.parse().map(Self::Account),
            _ => Err(IdError),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_topic_reads_back() {
        let topics = [
            Topic::Messages,
            Topic::Message(MessageId::from_i64(1)),
            Topic::Campaigns,
            Topic::Campaign(CampaignId::from_i64(2)),
            Topic::Import(ImportId::from_i64(3)),
            Topic::Accounts,
            Topic::Account(AccountId::from_i64(4)),
        ];
        for topic in topics {
            assert_eq!(topic.to_string().parse(), Ok(topic));
        }
        assert_eq!("campaign:msg_0000000000001".parse::<Topic>(), Err(IdError));
    }
}
