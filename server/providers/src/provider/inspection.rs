use domain::provider_accounts::CheckState;
use domain::text::Text;

/// What was found out about an account, one thing after the other, each with what to do about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inspection {
    pub checks: Vec<Check>,
    /// How many people it may write to first within 24 hours; `None` where the provider sets no limit or did
    /// not tell.
    pub daily_reach: Option<u32>,
}

/// One thing that has to be right before messages leave and arrive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    pub label: Text<&'static str>,
    pub state: CheckState,
    /// What the provider told, in its own words; empty when it told nothing.
    pub found: String,
    /// What to do; `None` when nothing is to be done.
    pub advice: Option<Text<&'static str>>,
}
