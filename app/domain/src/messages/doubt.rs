use crate::coded::coded_enum;

coded_enum! {
    /// What a person says of a message that nobody can vouch for.
    DoubtWord {
        Arrived = 1 "arrived",
        /// It did not arrive, and is not wanted any more.
        Lost = 2 "lost",
        SendAgain = 3 "send_again",
    }
}
