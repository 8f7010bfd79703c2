use serde::{Deserialize, Serialize};

use super::profile::ProfileGap;
use crate::company::CompanyMode;
use crate::failure::Problem;

/// What stands between a company and its other mode.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModeView {
    pub mode: CompanyMode,
    /// What the profile lacks before messages may really leave.
    pub gaps: Vec<ProfileGap>,
    /// Connected provider accounts.
    pub accounts: u32,
    /// Whether messages wait: they were meant for the mode they were planned in.
    pub waits: bool,
}

impl ModeView {
    /// Whether the other mode is one click away, as far as can be seen from here.
    pub const fn may_switch(&self) -> bool {
        match self.mode {
            CompanyMode::Test => self.gaps.is_empty() && self.accounts > 0 && !self.waits,
            CompanyMode::Live => !self.waits,
        }
    }
}

/// Which mode, as posted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ModeForm {
    pub mode: String,
}

impl ModeForm {
    /// # Errors
    /// [`Problem::Malformed`].
    pub fn parse(&self) -> Result<CompanyMode, Problem> {
        CompanyMode::from_word(&self.mode).ok_or(Problem::Malformed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_waits_changes_its_mode() {
        let ready = ModeView { mode: CompanyMode::Test, gaps: Vec::new(), accounts: 1, waits: false };
        assert!(ready.may_switch());
        for other in [
            ModeView { waits: true, ..ready.clone() },
            ModeView { accounts: 0, ..ready.clone() },
            ModeView { gaps: vec![ProfileGap::Mersis], ..ready.clone() },
            ModeView { mode: CompanyMode::Live, waits: true, ..ready },
        ] {
            assert!(!other.may_switch(), "{other:?}");
        }
    }
}
