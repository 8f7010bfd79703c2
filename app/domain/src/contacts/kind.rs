use crate::coded::coded_enum;
use crate::message::{Channel, SkipReason};

coded_enum! {
    /// Whom a contact card is about.
    ContactKind {
        Person = 1 "person",
        /// A firm or another organisation.
        Company = 2 "company",
    }
}

coded_enum! {
    /// What an address is.
    AddressKind {
        /// A phone number: SMS where it is a mobile, WhatsApp on any.
        Phone = 1 "phone",
        Email = 2 "email",
    }
}

impl AddressKind {
    /// The kind of address that a channel sends to.
    pub const fn of(channel: Channel) -> Self {
        match channel {
            Channel::Sms | Channel::Whatsapp => Self::Phone,
            Channel::Email => Self::Email,
        }
    }
}

coded_enum! {
    /// Where an address was learnt: the answer to "where did you get my number?".
    AddressSource {
        /// Typed by a member.
        Form = 1 "form",
        /// Read from an uploaded list.
        Import = 2 "import",
        /// Taken over from the ERP.
        Erp = 3 "erp",
        /// Its owner wrote to the company.
        Inbound = 4 "inbound",
        /// Given by a program through the API.
        Api = 5 "api",
    }
}

coded_enum! {
    /// What is known about whether an address is its owner's.
    AddressState {
        Unverified = 1 "unverified",
        /// Its owner has answered from it or entered a code.
        Verified = 2 "verified",
        /// Somebody there said that it is not the contact's: nothing goes to it.
        NotTheirs = 3 "not_theirs",
        /// The line or mailbox exists no more.
        Closed = 4 "closed",
        /// A provider said that there is no such number or mailbox.
        Dead = 5 "dead",
    }
}

impl AddressState {
    /// Whether messages may go to it.
    pub const fn is_usable(self) -> bool {
        matches!(self, Self::Unverified | Self::Verified)
    }

    /// Why messages are kept from it; `None` when they may go to it.
    pub const fn keeps_out(self) -> Option<SkipReason> {
        match self {
            Self::Unverified | Self::Verified => None,
            Self::NotTheirs | Self::Closed => Some(SkipReason::Unreachable),
            Self::Dead => Some(SkipReason::InvalidAddress),
        }
    }
}

coded_enum! {
    /// What an address is for on one card; the same phone may be the owner's on one and accounting's
    /// on another.
    AddressRole {
        General = 1 "general",
        Owner = 2 "owner",
        Accounting = 3 "accounting",
        Purchasing = 4 "purchasing",
    }
}
