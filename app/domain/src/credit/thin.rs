use super::CreditUnit;
use crate::provider_accounts::AccountBalance;

/// Places of the readings, oldest first, without which the others tell as much: all but the first, the
/// last one of each day in Türkiye, and both ends of each step that is no mere use. What was left, spent
/// and added a day is as before.
#[must_use]
pub fn redundant(readings: &[AccountBalance]) -> Vec<usize> {
    let is_needed = |at: usize| {
        let this = &readings[at];
        let (Some(before), Some(after)) = (at.checked_sub(1).map(|at| &readings[at]), readings.get(at + 1))
        else {
            return true;
        };
        let day = |reading: &AccountBalance| reading.at.to_istanbul().date();
        day(this) != day(after) || !is_mere_use(before, this) || !is_mere_use(this, after)
    };
    (0..readings.len()).filter(|at| !is_needed(*at)).collect()
}

/// Whether nothing was added between two readings, and both tell of the same.
fn is_mere_use(before: &AccountBalance, after: &AccountBalance) -> bool {
    let goes_down = |unit: CreditUnit| match (before.left(&unit), after.left(&unit)) {
        (Some(before), Some(after)) => after <= before,
        (before, after) => before.is_none() && after.is_none(),
    };
    before.units().chain(after.units()).all(goes_down)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::by_day;
    use super::super::readings::{reading, readings, sms};
    use super::*;

    fn thinned(mut all: Vec<AccountBalance>) -> Vec<AccountBalance> {
        for at in redundant(&all).into_iter().rev() {
            all.remove(at);
        }
        all
    }

    #[test]
    fn keeps_the_ends_of_days_and_of_what_was_added() {
        let told = [(0, 100), (1, 90), (2, 80), (3, 580), (4, 570), (5, 560), (24, 550), (25, 540)];
        let kept: Vec<_> = thinned(readings(&told)).iter().filter_map(|one| one.left(&sms())).collect();
        assert_eq!(kept, [100, 80, 580, 560, 540]);
    }

    #[test]
    fn keeps_where_money_comes_and_goes_from_sight() {
        let told = [
            reading(0, Some(9), None),
            reading(1, Some(8), None),
            reading(2, None, None),
            reading(3, Some(7), None),
            reading(4, Some(6), None),
        ];
        assert_eq!(thinned(told.to_vec()), told);
    }

    proptest! {
        #[test]
        fn tells_every_day_as_before(steps in prop::collection::vec((0_u64..9, -40_i64..60), 0..60)) {
            let (mut hours, mut left) = (0, 1_000);
            let all: Vec<_> = steps.iter().map(|(later, change)| {
                (hours, left) = (hours + later, left + change);
                (hours, left)
            }).collect();
            let all = readings(&all);
            let few = thinned(all.clone());
            prop_assert_eq!(by_day(&sms(), &few), by_day(&sms(), &all));
            prop_assert_eq!(thinned(few.clone()), few, "once thinned, thin");
        }
    }
}
