//! Who gets how much of a claim: companies alike, and inside a company its accounts alike.

use domain::id::CompanyId;

use super::sending::AccountRoom;

/// Splits `total` over the accounts: round robin over companies, inside a company over its accounts,
/// no account more than its room and no company more than `room_of` it. `turn` says who is first when
/// there is less than one for each.
///
/// The answer is in the order of `accounts`.
pub(super) fn fair_shares(
    total: u32,
    accounts: &[AccountRoom],
    room_of: impl Fn(CompanyId) -> u32,
    turn: usize,
) -> Vec<u32> {
    let companies = companies_of(accounts);
    let room = |(company, members): &(CompanyId, Vec<usize>)| sum(accounts, members).min(room_of(*company));
    let rooms: Vec<u32> = companies.iter().map(room).collect();
    let mut shares = vec![0; accounts.len()];
    for ((_, members), share) in companies.iter().zip(level(total, &rooms, turn)) {
        let rooms: Vec<u32> = members.iter().map(|place| accounts[*place].room).collect();
        for (place, part) in members.iter().zip(level(share, &rooms, turn)) {
            shares[*place] = part;
        }
    }
    shares
}

/// The places of each company's accounts.
fn companies_of(accounts: &[AccountRoom]) -> Vec<(CompanyId, Vec<usize>)> {
    let mut companies: Vec<(CompanyId, Vec<usize>)> = Vec::new();
    for (place, account) in accounts.iter().enumerate() {
        match companies.iter_mut().find(|(company, _)| *company == account.company) {
            Some((_, members)) => members.push(place),
            None => companies.push((account.company, vec![place])),
        }
    }
    companies
}

fn sum(accounts: &[AccountRoom], members: &[usize]) -> u32 {
    members.iter().fold(0, |sum, place| sum.saturating_add(accounts[*place].room))
}

/// The fairest split: the smallest rooms are filled, the rest get alike, one more from `turn` on.
fn level(total: u32, rooms: &[u32], turn: usize) -> Vec<u32> {
    let mut order: Vec<usize> = (0..rooms.len()).collect();
    order.rotate_left(if rooms.is_empty() { 0 } else { turn % rooms.len() });
    // A stable sort keeps the turn among equal rooms; the last in the order get what does not divide.
    order.reverse();
    order.sort_by_key(|place| rooms[*place]);
    let (mut left, mut shares) = (total, vec![0; rooms.len()]);
    for (done, place) in order.iter().enumerate() {
        let rest = u32::try_from(order.len() - done).unwrap_or(u32::MAX);
        shares[*place] = rooms[*place].min(left / rest);
        left -= shares[*place];
    }
    shares
}

#[cfg(test)]
mod tests {
    use domain::id::AccountId;
    use proptest::prelude::*;

    use super::*;

    fn account(company: i64, room: u32) -> AccountRoom {
        AccountRoom { company: CompanyId::from_i64(company), account: AccountId::from_i64(1), room }
    }

    #[test]
    fn a_company_with_many_accounts_gets_no_more_than_one_with_one() {
        let accounts = [account(1, 99), account(1, 99), account(1, 99), account(2, 99)];
        assert_eq!(fair_shares(60, &accounts, anything, 0), [10, 10, 10, 30]);
    }

    fn anything(_: CompanyId) -> u32 {
        u32::MAX
    }

    #[test]
    fn a_company_gets_no_more_than_its_share_however_much_is_left() {
        let accounts = [account(1, 99), account(1, 99), account(2, 20)];
        let limited = |company: CompanyId| if company.as_i64() == 1 { 30 } else { u32::MAX };
        assert_eq!(fair_shares(100, &accounts, limited, 0), [15, 15, 20]);
    }

    #[test]
    fn what_one_cannot_take_goes_to_the_others() {
        let accounts = [account(1, 5), account(2, 99), account(3, 99)];
        assert_eq!(fair_shares(65, &accounts, anything, 0), [5, 30, 30]);
    }

    #[test]
    fn everybody_is_first_once_when_there_is_one_for_all() {
        let accounts = [account(1, 9), account(2, 9), account(3, 9)];
        let winners: Vec<_> = (0..3).map(|turn| fair_shares(1, &accounts, anything, turn)).collect();
        assert_eq!(winners, [[1, 0, 0], [0, 1, 0], [0, 0, 1]]);
    }

    proptest! {
        #[test]
        fn gives_out_all_there_is_room_for_and_no_more(
            total in 0u32..2_000,
            rooms in prop::collection::vec((1i64..5, 0u32..300), 0..12),
            most in 0u32..400,
            turn in 0usize..50,
        ) {
            let accounts: Vec<_> = rooms.iter().map(|(company, room)| account(*company, *room)).collect();
            let limited = |company: CompanyId| if company.as_i64() == 1 { most } else { u32::MAX };
            let shares = fair_shares(total, &accounts, limited, turn);
            prop_assert!(shares.iter().zip(&accounts).all(|(share, account)| *share <= account.room));
            let of_first = |account: &AccountRoom| account.company.as_i64() == 1;
            let (first, others): (Vec<_>, Vec<_>) = accounts.iter().partition(|account| of_first(account));
            let room = |of: Vec<&AccountRoom>| of.iter().map(|account| account.room).sum::<u32>();
            prop_assert_eq!(shares.iter().sum::<u32>(), total.min(room(first).min(most) + room(others)));
        }
    }
}
