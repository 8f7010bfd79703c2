//! Figures that were measured by something else, or long ago, and lie in a file.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::Outcome;

/// How long something took.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Noted {
    pub seconds: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
}

impl Noted {
    /// What a file says; nothing when there is none, or something else in it.
    #[must_use]
    pub fn read(path: &Path) -> Option<Self> {
        serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()
    }

    /// # Errors
    /// Files.
    pub fn write(&self, path: &Path) -> Outcome {
        Ok(std::fs::write(path, serde_json::to_string(self)?)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_the_browser_wrote_and_nothing_else() -> Outcome {
        let told: Noted = serde_json::from_str(r#"{"seconds":131.5,"actions":31,"goal":300}"#)?;
        assert_eq!((told.seconds, told.commit), (131.5, None));
        assert_eq!(Noted::read(Path::new("no/such/file")), None);
        Ok(())
    }
}
