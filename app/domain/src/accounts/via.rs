use crate::coded::coded_enum;

coded_enum! {
    /// Through what somebody acted; written beside every change and every message.
    Via {
        /// A page in a browser.
        Screen = 1 "screen",
        /// An API token.
        Token = 2 "token",
        /// An automation.
        Recipe = 3 "recipe",
        /// An automated agent acting for a person.
        Agent = 4 "agent",
        /// A command of the server program.
        Command = 5 "command",
        /// The program itself: start-up, retention, schedules.
        System = 6 "system",
    }
}
