use crate::coded::coded_enum;

coded_enum! {
    /// How far an import has come.
    ImportState {
        /// The file is here; a person looks at what was recognised.
        Uploaded = 1 "uploaded",
        /// Rows are being taken in.
        Running = 2 "running",
        /// Every row was looked at.
        Done = 3 "done",
        /// Stopped by a person; what had been taken in stays.
        Cancelled = 4 "cancelled",
        /// The file could not be read to its end; what had been taken in stays.
        Failed = 5 "failed",
    }
}

impl ImportState {
    pub const fn is_running(self) -> bool {
        matches!(self, Self::Running)
    }

    /// Whether nothing more will happen to it.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Cancelled | Self::Failed)
    }
}
