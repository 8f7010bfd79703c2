use crate::coded::coded_enum;

coded_enum! {
    /// How far a campaign has come.
    CampaignState {
        /// Being written; nothing is planned.
        Draft = 1 "draft",
        /// Launched: its messages are being written into the ledger.
        Planning = 2 "planning",
        /// Every message is in the ledger; they leave when their time comes.
        Running = 3 "running",
        /// Stopped by a person; what had left has left.
        Cancelled = 4 "cancelled",
        /// Nothing of it waits any more.
        Finished = 5 "finished",
        /// Found much later than planned; a person decides.
        Held = 6 "held",
        /// Launched for a later time; shown, never stored.
        Scheduled = 7 "scheduled",
        /// Waits for somebody who may approve it; nothing is planned.
        Submitted = 8 "submitted",
    }
}

impl CampaignState {
    /// Whether its parts can still be changed.
    pub const fn is_editable(self) -> bool {
        matches!(self, Self::Draft)
    }

    /// Whether something of it may still be stopped.
    pub const fn is_stoppable(self) -> bool {
        matches!(self, Self::Planning | Self::Running | Self::Held | Self::Scheduled)
    }
}
