//! Which statuses a message will have, and when.

use crate::clock::micros;
use crate::graph::config::GraphConfig;
use crate::graph::fates::Course;
use crate::graph::modes::Modes;
use crate::graph::webhooks::Status;

/// A held message is decided on after this.
const HELD: i64 = 60_000_000;

/// Statuses with the unix microseconds at which they happen, in order of arrival.
pub(super) fn plan(
    course: Course,
    modes: &Modes,
    config: &GraphConfig,
    serial: u64,
    now: i64,
) -> Vec<(i64, Status)> {
    let course = if course == Course::Ordinary { of_modes(modes) } else { course };
    let mut plan = steps(course, config, now);
    if modes.shuffle || course == Course::Shuffled {
        // A fate is always reversed; the mode takes the orders in turn.
        shuffle(&mut plan, if modes.shuffle { serial } else { 0 });
    }
    if modes.duplicate || course == Course::Duplicate {
        plan = plan.into_iter().flat_map(|step| [step, step]).collect();
    }
    plan
}

fn of_modes(modes: &Modes) -> Course {
    if modes.fail_after_sent {
        Course::FailedAfterSent
    } else if modes.skip_delivered {
        Course::SkipDelivered
    } else {
        Course::Ordinary
    }
}

fn steps(course: Course, config: &GraphConfig, now: i64) -> Vec<(i64, Status)> {
    let at = |span| now + micros(span);
    let sent = (at(config.sent_after), Status::Sent);
    let delivered = (at(config.delivered_after), Status::Delivered);
    let read = config.read_after.map(|after| (at(after), Status::Read));
    let failed = |code| (at(config.delivered_after), Status::Failed(code));
    match course {
        Course::Silent => vec![],
        Course::OnlySent => vec![sent],
        Course::NeverRead => vec![sent, delivered],
        Course::SkipDelivered => [sent].into_iter().chain(read).collect(),
        Course::Failed(code) => vec![failed(code)],
        Course::FailedAfterSent => vec![sent, failed(131_026)],
        Course::DeliveredAfterFailed => {
            vec![sent, (sent.0 + 1, Status::Failed(131_026)), delivered]
        }
        Course::Held => {
            let later = [sent, delivered].into_iter().chain(read);
            later.map(|(due, status)| (due + HELD, status)).collect()
        }
        Course::HeldThenDropped => vec![(now + HELD, Status::Failed(132_015))],
        Course::Ordinary
        | Course::Duplicate
        | Course::Shuffled
        | Course::BsuidOnly
        | Course::BeforeReply
        | Course::Answers => [sent, delivered].into_iter().chain(read).collect(),
    }
}

/// Gives the same moments to the statuses in another order.
fn shuffle(plan: &mut [(i64, Status)], serial: u64) {
    let moments: Vec<_> = plan.iter().map(|(due, _)| *due).collect();
    plan.reverse();
    if !plan.is_empty() {
        plan.rotate_left(serial as usize % plan.len());
    }
    for (step, due) in plan.iter_mut().zip(moments) {
        step.0 = due;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statuses(course: Course, modes: &Modes) -> Vec<(i64, Status)> {
        plan(course, modes, &GraphConfig::default(), 0, 0)
    }

    #[test]
    fn goes_sent_delivered_read() {
        let ordinary = [(500_000, Status::Sent), (2_000_000, Status::Delivered), (6_000_000, Status::Read)];
        assert_eq!(statuses(Course::Ordinary, &Modes::default()), ordinary);
    }

    #[test]
    fn shuffles_statuses_but_not_moments() {
        let reversed = [(500_000, Status::Read), (2_000_000, Status::Delivered), (6_000_000, Status::Sent)];
        assert_eq!(statuses(Course::Shuffled, &Modes::default()), reversed);
        assert_eq!(statuses(Course::Ordinary, &Modes { shuffle: true, ..Modes::default() }), reversed);
    }

    #[test]
    fn duplicates_and_leaves_out_as_the_modes_say() {
        let modes = Modes { duplicate: true, skip_delivered: true, ..Modes::default() };
        let only = |plan: Vec<(i64, Status)>| plan.into_iter().map(|(_, status)| status).collect::<Vec<_>>();
        assert_eq!(
            only(statuses(Course::Ordinary, &modes)),
            [Status::Sent, Status::Sent, Status::Read, Status::Read]
        );
        let modes = Modes { fail_after_sent: true, ..Modes::default() };
        assert_eq!(only(statuses(Course::Ordinary, &modes)), [Status::Sent, Status::Failed(131_026)]);
    }
}
