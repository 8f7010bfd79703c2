use std::time::Duration;

use domain::accounts::{AccessKind, PhoneCodeForm};
use domain::failure::{Failure, Problem};
use domain::id::UserId;
use domain::lang::Lang;
use domain::phone::PhoneNumber;
use rand::Rng;
use serde_json::json;
use storage::phone_codes::{self, PhoneCode};
use storage::sessions::TryScope;
use storage::{Tx, users};

use super::note_access;
use super::tries::{TriedAccount, Tries, reserve_ask};
use crate::actor::Actor;
use crate::audit::{Change, record_change};
use crate::error::ServiceError;
use crate::services::Services;

/// How long a code works.
const CODE_LIVES: Duration = Duration::from_secs(10 * 60);

impl Services {
    /// Sends a code to the phone of the person who asks; an earlier one is worthless at once.
    ///
    /// # Errors
    /// `NoAccount` where the platform sends no SMS; at `phone` `Required` without one and `NotAMobile`;
    /// `TooManyTries` with the seconds to wait.
    pub async fn send_phone_code(&self, actor: &Actor) -> Result<(), ServiceError> {
        actor.require_session()?;
        let account = self.platform_sms().await?.ok_or(Problem::NoAccount)?;
        let user = self.own_account(actor).await?;
        let phone = mobile(user.phone.as_deref())?;
        let code = format!("{:06}", rand::rng().random_range(0..1_000_000));
        let text = code_text(&self.brand().await?.name, &code, user.lang);
        let now = self.now();
        let kept = PhoneCode {
            user: user.id,
            code_hash: self.phone_code_hash(user.id, &phone, &code),
            phone: phone.clone(),
            created_at: now,
            expires_at: now + CODE_LIVES,
        };
        let services = self.clone();
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                reserve_ask(tx, &services, TryScope::PhoneCode, kept.user).await?;
                Ok::<_, ServiceError>(phone_codes::ask(tx, kept).await?)
            })
        });
        work.await?;
        self.send_system_sms(&account, &phone, text, CODE_LIVES).await
    }

    /// Takes the code that came back: the phone counts as proven.
    ///
    /// # Errors
    /// At `phone_code` `WrongCode` and `CodeExpired`; `TooManyTries`.
    pub async fn prove_phone(&self, actor: &Actor, form: &PhoneCodeForm) -> Result<(), ServiceError> {
        actor.require_session()?;
        let code = form.parse()?;
        let waiting = phone_codes::of_user(self.db().read(), actor.user(), self.now()).await?;
        let waiting = waiting.ok_or_else(|| Failure::field("phone_code", Problem::CodeExpired))?;
        let tries = Tries::new(self, &TriedAccount::known(actor.user()), actor.origin(), true);
        let (services, reserved) = (self.clone(), tries.clone());
        let reserve =
            self.db().try_write(move |tx| Box::pin(async move { reserved.reserve(tx, &services).await }));
        reserve.await?;
        let hash = self.phone_code_hash(actor.user(), &waiting.phone, &code);
        let (services, actor) = (self.clone(), actor.clone());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                write(tx, &services, &actor, &waiting.phone, &hash).await?;
                tries.forgive(tx).await
            })
        });
        work.await
    }

    fn phone_code_hash(&self, user: UserId, phone: &str, code: &str) -> Vec<u8> {
        self.secret().pseudonym("phone_codes.v1", &format!("{user}\0{phone}\0{code}"))
    }
}

fn mobile(phone: Option<&str>) -> Result<String, Failure> {
    let phone = phone.ok_or_else(|| Failure::field("phone", Problem::Required))?;
    let reaches = PhoneNumber::parse(phone).is_ok_and(|number| number.can_receive_sms());
    if reaches { Ok(phone.to_owned()) } else { Err(Failure::field("phone", Problem::NotAMobile)) }
}

/// Says what the code is for, as the law asks.
fn code_text(brand: &str, code: &str, lang: Lang) -> String {
    match lang {
        Lang::Tr => format!(
            "{brand}: telefon numaranızı doğrulama kodu {code}. 10 dakika geçerli, kimseye söylemeyin."
        ),
        Lang::En => format!(
            "{brand}: {code} is the code that proves your phone number. Valid for 10 minutes; tell it to nobody."
        ),
    }
}

async fn write(
    tx: &Tx,
    services: &Services,
    actor: &Actor,
    phone: &str,
    hash: &[u8],
) -> Result<(), ServiceError> {
    let now = services.now();
    let is_right = phone_codes::take(tx, actor.user(), hash, now).await?;
    if !is_right || !users::verify_phone(tx, actor.user(), phone, now).await? {
        return Err(Failure::field("phone_code", Problem::WrongCode).into());
    }
    note_access(tx, services, AccessKind::PhoneProven, Some(actor.user()), None, actor.origin()).await?;
    let change = Change::of_platform("account.phone_proven", actor.user(), json!({}));
    record_change(tx, services, actor, change).await
}
