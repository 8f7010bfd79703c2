//! What the store measures of itself: for monitors, without names and contents.

use domain::message::{FailureReason, State};
use domain::time::Timestamp;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use crate::db::Lane;
use crate::ledger::{Answer, Report, Settlement};

/// How long writes wait before they run.
#[derive(Debug, Clone)]
pub(crate) struct WriteMetrics(Family<LaneLabels, Histogram, fn() -> Histogram>);

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct LaneLabels {
    lane: &'static str,
}

/// What leaves and what comes back.
#[derive(Debug, Clone)]
pub(crate) struct LedgerMetrics {
    sends: Counter,
    settlements: Family<AnswerLabels, Counter>,
    failures: Family<FailureLabels, Counter>,
    report_lag: Histogram,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct AnswerLabels {
    answer: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct FailureLabels {
    reason: &'static str,
}

/// How often each answer came in a batch; counted once the batch is written.
pub(crate) struct Answers(Vec<(Answer, u64)>);

impl Answers {
    pub fn of(settlements: &[Settlement]) -> Self {
        let mut answers: Vec<(Answer, u64)> = Vec::new();
        for Settlement { answer, .. } in settlements {
            match answers.iter_mut().find(|(known, _)| is_alike(*known, *answer)) {
                Some((_, times)) => *times += 1,
                None => answers.push((*answer, 1)),
            }
        }
        Self(answers)
    }
}

/// Whether two answers are counted as one.
fn is_alike(one: Answer, other: Answer) -> bool {
    matches!((one, other), (Answer::Retry { .. }, Answer::Retry { .. })) || one == other
}

const fn word(answer: Answer) -> &'static str {
    match answer {
        Answer::Accepted => "accepted",
        Answer::Sent => "sent",
        Answer::Failed(_) => "failed",
        Answer::Retry { .. } => "retry",
        Answer::Unclear => "unclear",
    }
}

/// What reports say: seconds since they happened, and why messages failed.
pub(crate) struct News {
    lags: Vec<f64>,
    failures: Vec<FailureReason>,
}

impl News {
    pub fn of(reports: &[Report], now: Timestamp) -> Self {
        let lags = reports.iter().map(|report| now.since(report.at).as_secs_f64()).collect();
        let failed = reports.iter().filter(|report| report.state == State::Failed);
        Self { lags, failures: failed.filter_map(|report| report.reason).collect() }
    }
}

/// From half a millisecond to eight seconds.
const WAITS: [f64; 8] = [0.0005, 0.002, 0.005, 0.02, 0.1, 0.5, 2.0, 8.0];
/// From a second to two days.
const LAGS: [f64; 9] = [1.0, 5.0, 30.0, 120.0, 600.0, 1_800.0, 7_200.0, 28_800.0, 172_800.0];

impl Default for WriteMetrics {
    fn default() -> Self {
        Self(Family::new_with_constructor(|| Histogram::new(WAITS)))
    }
}

impl WriteMetrics {
    pub fn of(&self, lane: Lane) -> Histogram {
        let lane = match lane {
            Lane::Engine => "engine",
            Lane::Ordinary => "ordinary",
        };
        self.0.get_or_create_owned(&LaneLabels { lane })
    }

    pub fn register(&self, registry: &mut Registry) {
        registry.register(
            "database_write_wait_seconds",
            "How long a write waited before it ran",
            self.0.clone(),
        );
    }
}

impl Default for LedgerMetrics {
    fn default() -> Self {
        let (sends, settlements, failures) = (Counter::default(), Family::default(), Family::default());
        Self { sends, settlements, failures, report_lag: Histogram::new(LAGS) }
    }
}

impl LedgerMetrics {
    pub fn left(&self, attempts: usize) {
        self.sends.inc_by(attempts as u64);
    }

    pub fn settled(&self, Answers(answers): &Answers) {
        for (answer, times) in answers {
            self.settlements.get_or_create(&AnswerLabels { answer: word(*answer) }).inc_by(*times);
            if let Answer::Failed(reason) = answer {
                self.failed(*reason, *times);
            }
        }
    }

    pub fn reported(&self, news: &News) {
        for lag in &news.lags {
            self.report_lag.observe(*lag);
        }
        for reason in &news.failures {
            self.failed(*reason, 1);
        }
    }

    fn failed(&self, reason: FailureReason, times: u64) {
        self.failures.get_or_create(&FailureLabels { reason: reason.word() }).inc_by(times);
    }

    pub fn register(&self, registry: &mut Registry) {
        registry.register("sends", "Attempts that were recorded as leaving", self.sends.clone());
        registry.register("settlements", "Answers of providers", self.settlements.clone());
        registry.register("failures", "Messages that failed, by reason", self.failures.clone());
        registry.register(
            "report_lag_seconds",
            "From what a provider reports until it was known here",
            self.report_lag.clone(),
        );
    }
}
