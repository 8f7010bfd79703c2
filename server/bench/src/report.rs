//! What was measured, as a table and as JSON.

use std::path::Path;

use serde::Serialize;

use crate::{Outcome, machine};

/// What a figure should be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Goal {
    None,
    /// The more, the better.
    AtLeast(f64),
    /// The less, the better.
    AtMost(f64),
}

/// One line of the report. `ratio` is 1 at the goal and more when better, whichever way the figure counts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figure {
    pub name: String,
    /// `None` when it could not be measured; `missing` says why.
    pub value: Option<f64>,
    pub unit: &'static str,
    pub goal: Option<f64>,
    pub ratio: Option<f64>,
    /// The best known peer's figure, from engine.md.
    pub peer: Option<f64>,
    /// What the figure needs and was not there, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<String>,
}

impl Figure {
    #[must_use]
    pub fn new(name: impl Into<String>, value: f64, unit: &'static str, goal: Goal) -> Self {
        let (goal, ratio) = match goal {
            Goal::None => (None, None),
            Goal::AtLeast(goal) => (Some(goal), Some(value / goal)),
            Goal::AtMost(goal) => (Some(goal), (value > 0.0).then(|| goal / value)),
        };
        Self { name: name.into(), value: Some(value), unit, goal, ratio, peer: None, missing: None }
    }

    /// A figure that could not be measured, and what it lacks.
    #[must_use]
    pub fn missing(
        name: impl Into<String>,
        unit: &'static str,
        goal: Goal,
        lacks: impl Into<String>,
    ) -> Self {
        let missing = Some(lacks.into());
        Self { value: None, ratio: None, missing, ..Self::new(name, 0.0, unit, goal) }
    }

    #[must_use]
    pub fn beside(mut self, peer: f64) -> Self {
        self.peer = Some(peer);
        self
    }
}

/// The middle one, or the mean of the middle two; zero of nothing.
#[must_use]
pub fn median(values: &[f64]) -> f64 {
    quantile(values, 0.5)
}

/// The value that `part` of all values lie below, between two where it falls between them.
#[must_use]
pub fn quantile(values: &[f64], part: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = part.clamp(0.0, 1.0) * sorted.len().saturating_sub(1) as f64;
    let (low, high) = (place.floor() as usize, place.ceil() as usize);
    match (sorted.get(low), sorted.get(high)) {
        (Some(low), Some(high)) => low + (high - low) * place.fract(),
        _ => 0.0,
    }
}

/// Prints the table.
pub fn print(figures: &[Figure]) {
    println!(
        "\n{:<52} {:>12} {:<14} {:>10} {:>7} {:>9}",
        "what", "measured", "unit", "goal", "ratio", "peer"
    );
    for figure in figures {
        let goal = figure.goal.map(number).unwrap_or_default();
        let ratio = figure.ratio.map(|ratio| format!("{ratio:.2}")).unwrap_or_default();
        let peer = figure.peer.map(number).unwrap_or_default();
        let value = figure.value.map_or_else(|| "missing".to_owned(), number);
        let (name, unit, lacks) = (&figure.name, figure.unit, figure.missing.as_deref().unwrap_or_default());
        println!("{name:<52} {value:>12} {unit:<14} {goal:>10} {ratio:>7} {peer:>9}  {lacks}");
    }
}

fn number(value: f64) -> String {
    if value.abs() >= 100.0 { format!("{value:.0}") } else { format!("{value:.2}") }
}

/// Writes the report; figures of an earlier run that this one did not look at stay, with their commit.
///
/// # Errors
/// Files.
pub fn save(path: &Path, figures: &[Figure]) -> Outcome {
    let earlier = std::fs::read_to_string(path).ok();
    let earlier: Vec<serde_json::Value> =
        earlier.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    let is_new = |row: &serde_json::Value| figures.iter().any(|figure| row["name"] == *figure.name);
    let commit = machine::commit();
    let mut rows: Vec<_> = earlier.into_iter().filter(|row| !is_new(row)).collect();
    for figure in figures {
        let mut row = serde_json::to_value(figure)?;
        row["commit"] = commit.clone().into();
        rows.push(row);
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    Ok(std::fs::write(path, serde_json::to_string_pretty(&rows)?)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_above_one_is_good_either_way() {
        assert_eq!(Figure::new("a", 20.0, "/s", Goal::AtLeast(10.0)).ratio, Some(2.0));
        assert_eq!(Figure::new("a", 20.0, "ms", Goal::AtMost(10.0)).ratio, Some(0.5));
        assert_eq!(Figure::new("a", 20.0, "ms", Goal::None).ratio, None);
    }

    #[test]
    fn a_figure_that_is_missing_says_so_in_words_and_is_no_zero() -> Outcome {
        let figure = Figure::missing("a", "s", Goal::AtMost(1.0), "nobody measured it");
        let row = serde_json::to_value(figure)?;
        assert!(row["value"].is_null() && row["ratio"].is_null());
        assert_eq!((&row["goal"], &row["missing"]), (&1.0.into(), &"nobody measured it".into()));
        Ok(())
    }

    #[test]
    fn quantiles_lie_between_the_values() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[1.0, 2.0]), 1.5);
        assert_eq!(quantile(&[1.0, 2.0, 3.0, 4.0, 5.0], 1.0), 5.0);
        assert_eq!(median(&[]), 0.0);
    }
}
