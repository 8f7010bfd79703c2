//! Channel, purpose and class: what every message must say about itself.

use crate::coded::coded_enum;

coded_enum! {
    /// The road a message takes.
    Channel {
        Sms = 1 "sms",
        Whatsapp = 2 "whatsapp",
        Email = 3 "email",
    }
}

impl Channel {
    /// Whether its providers tell that a message arrived; a mail server only tells that it took one.
    pub const fn reports_delivery(self) -> bool {
        matches!(self, Self::Sms | Self::Whatsapp)
    }

    /// Whether its providers tell that a message was read.
    pub const fn reports_reading(self) -> bool {
        matches!(self, Self::Whatsapp)
    }
}

coded_enum! {
    /// Why a message exists; decides its priority and what happens when it is in doubt.
    ///
    /// The order of declaration is the order of priority: a code goes before everything else.
    Purpose {
        /// A one-time code somebody waits for.
        Code = 1 "code",
        /// Caused by one act of one person or program: an API call, system mail.
        Transactional = 2 "transactional",
        /// An answer typed to somebody who wrote.
        Reply = 3 "reply",
        /// Sent by an automation on an event.
        Recipe = 4 "recipe",
        /// Part of a send to many.
        Campaign = 5 "campaign",
    }
}

impl Purpose {
    /// Smaller goes first.
    pub const fn priority(self) -> i16 {
        self.code()
    }

    /// Whether quiet hours do not hold it back: somebody is waiting for it.
    pub const fn is_urgent(self) -> bool {
        matches!(self, Self::Code | Self::Transactional | Self::Reply)
    }
}

coded_enum! {
    /// The legal class of a message (law 6563 and its by-law of 2015).
    Class {
        /// Order, invoice, debt, appointment, code: needs no consent and must not promote.
        Informational = 1 "informational",
        /// Promotion, greetings: needs consent, a footer and a way to refuse.
        Commercial = 2 "commercial",
    }
}
