use std::time::Duration;

use domain::accounts::Login;
use domain::failure::{Failure, Problem};
use domain::id::UserId;
use storage::Tx;
use storage::sessions::{TryScope, clear_tries, count_failure, lock_tries};

use super::back_off::{BackOff, seconds};
use crate::actor::Origin;
use crate::error::ServiceError;
use crate::services::Services;

/// The counters that one try at an account from an address moves. Their subjects are pseudonyms: the
/// table tells nobody which accounts were tried from where.
#[derive(Debug, Clone)]
pub(crate) struct Tries {
    account: Vec<u8>,
    address: Vec<u8>,
    pair: Vec<u8>,
    /// Whether the owner has signed in from this address lately: then strangers elsewhere do not slow
    /// them down.
    is_familiar: bool,
}

/// Whose tries are counted: the account, however it is named, or what was typed when there is none.
#[derive(Debug, Clone)]
pub(crate) struct TriedAccount(String);

impl TriedAccount {
    pub fn of(login: &Login, user: Option<UserId>) -> Self {
        user.map_or_else(|| Self(login.key()), Self::known)
    }

    pub fn known(user: UserId) -> Self {
        Self(user.to_string())
    }

    fn pseudonym(&self, services: &Services) -> Vec<u8> {
        services.secret().pseudonym("sign_in_tries.v1", &self.0)
    }
}

impl Tries {
    pub fn new(services: &Services, account: &TriedAccount, origin: &Origin, is_familiar: bool) -> Self {
        let network = origin.network();
        let pseudonym = |text: &str| services.secret().pseudonym("sign_in_tries.v1", text);
        Self {
            account: account.pseudonym(services),
            address: pseudonym(&network),
            pair: pseudonym(&format!("{}\0{network}", account.0)),
            is_familiar,
        }
    }

    /// In the order in which they are locked.
    fn counters(&self) -> [(TryScope, &[u8], BackOff); 3] {
        [
            (TryScope::Pair, &self.pair, BackOff::PAIR),
            (TryScope::Address, &self.address, BackOff::ADDRESS),
            (TryScope::Account, &self.account, BackOff::ACCOUNT),
        ]
    }

    /// Counts a try before it is made, so that many at once do not slip through between the look and
    /// the count.
    ///
    /// # Errors
    /// `TooManyTries` with the seconds to wait; nothing is counted then.
    pub async fn reserve(&self, tx: &Tx, services: &Services) -> Result<(), ServiceError> {
        let now = services.now();
        let mut after = Vec::new();
        let mut longest = Duration::ZERO;
        for (scope, subject, back_off) in self.counters() {
            let count = lock_tries(tx, scope, subject).await?;
            let counts = scope != TryScope::Account || !self.is_familiar;
            longest = longest.max(if counts { BackOff::wait(count, now) } else { Duration::ZERO });
            after.push((scope, subject, back_off.after(count, now)));
        }
        refuse_while(longest)?;
        for (scope, subject, count) in after {
            count_failure(tx, scope, subject, count).await?;
        }
        Ok(())
    }

    /// After a right password: the account starts afresh, the address gets this one try back.
    pub async fn forgive(&self, tx: &Tx) -> Result<(), ServiceError> {
        clear_tries(tx, TryScope::Pair, &self.pair).await?;
        let count = BackOff::ADDRESS.given_back(lock_tries(tx, TryScope::Address, &self.address).await?);
        count_failure(tx, TryScope::Address, &self.address, count).await?;
        Ok(clear_tries(tx, TryScope::Account, &self.account).await?)
    }
}

/// Counts a request for a reset mail; `false` when there were too many, so that none is sent. The
/// asker is not told.
pub(super) async fn reserve_reset(
    tx: &Tx,
    services: &Services,
    account: &TriedAccount,
) -> Result<bool, ServiceError> {
    let now = services.now();
    let subject = account.pseudonym(services);
    let count = lock_tries(tx, TryScope::Reset, &subject).await?;
    if BackOff::wait(count, now) > Duration::ZERO {
        return Ok(false);
    }
    count_failure(tx, TryScope::Reset, &subject, BackOff::RESET.after(count, now)).await?;
    Ok(true)
}

/// Counts one more of what a person may ask for a few times, such as a mail to an address they name.
///
/// # Errors
/// `TooManyTries` with the seconds to wait; nothing is counted then.
pub(super) async fn reserve_ask(
    tx: &Tx,
    services: &Services,
    scope: TryScope,
    user: UserId,
) -> Result<(), ServiceError> {
    let now = services.now();
    let subject = TriedAccount::known(user).pseudonym(services);
    let count = lock_tries(tx, scope, &subject).await?;
    refuse_while(BackOff::wait(count, now))?;
    Ok(count_failure(tx, scope, &subject, BackOff::RESET.after(count, now)).await?)
}

fn refuse_while(wait: Duration) -> Result<(), Failure> {
    if wait.is_zero() {
        return Ok(());
    }
    Err(Failure::new(Problem::TooManyTries).with_detail(seconds(wait).to_string()))
}
