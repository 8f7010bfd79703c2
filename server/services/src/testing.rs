//! Services on a database of their own, for the tests of use cases.

use std::sync::Arc;

use domain::accounts::{Password, PolicyKind, SignInForm, SignUpForm};
use domain::companies::{AcceptInvitationForm, CompanyProfileForm, InviteMemberForm};
use domain::lang::Lang;
use domain::rights::Role;
use domain::time::Timestamp;
use sea_orm::ConnectionTrait;
use storage::clock::ManualClock;
use storage::ids::Ids;
use storage::testing::{TempFolder, TestDb};

use crate::accounts::SignedIn;
use crate::actor::{Actor, Origin};
use crate::error::ServiceError;
use crate::files::FilesConfig;
use crate::provider_accounts::Outbounds;
use crate::secrets::{KeySource, MasterKeys, Token};
use crate::services::{Services, ServicesConfig, SessionLimits};
use crate::system_mail::SystemMail;

pub(crate) type TestResult<T = ()> = Result<T, Box<dyn std::error::Error>>;

pub(crate) const PASSWORD: &str = "mor salkım altında";

/// Services with a clock that moves only when told.
pub(crate) struct World {
    pub services: Services,
    pub clock: ManualClock,
    pub keys: MasterKeys,
    pub db: TestDb,
    pub files: TempFolder,
}

/// Runs every named test on SQLite and on PostgreSQL; each takes a fresh [`World`].
macro_rules! on_both_databases {
    ($($name:ident),+ $(,)?) => {
        mod on_sqlite {$(
            #[tokio::test]
            async fn $name() -> $crate::testing::TestResult {
                super::$name($crate::testing::World::new(storage::testing::sqlite().await).await?).await
            }
        )+}
        mod on_postgres {$(
            #[tokio::test]
            async fn $name() -> $crate::testing::TestResult {
                match storage::testing::postgres().await {
                    Some(db) => super::$name($crate::testing::World::new(db).await?).await,
                    None => Ok(()),
                }
            }
        )+}
    };
}

pub(crate) use on_both_databases;

impl World {
    pub async fn new(db: TestDb) -> Result<Self, ServiceError> {
        let clock = ManualClock::at(Timestamp::from_seconds(1_795_000_000));
        let keys = MasterKeys::generate()?;
        let files = TempFolder::new();
        let services = Services::new(config(&db, &clock, &keys, &files)).await?;
        Ok(Self { services, clock, keys, db, files })
    }

    /// The same database under services of another configuration, as after a restart.
    pub async fn restarted(
        &self,
        change: impl FnOnce(&mut ServicesConfig),
    ) -> Result<Services, ServiceError> {
        let mut config = config(&self.db, &self.clock, &self.keys, &self.files);
        change(&mut config);
        Services::new(config).await
    }

    /// [`restarted`](Self::restarted) under other master keys.
    pub async fn restarted_with(&self, keys: &MasterKeys) -> Result<Services, ServiceError> {
        self.restarted(|config| config.keys = KeySource::Text(keys.to_text())).await
    }

    /// Changes rows behind the back of the services.
    pub async fn execute(&self, sql: impl Into<String>) -> TestResult {
        let sql = sql.into();
        let work = self
            .db
            .write(move |tx| Box::pin(async move { Ok(tx.execute_unprepared(&sql).await.map(drop)?) }));
        Ok(work.await?)
    }

    pub fn pass(&self, seconds: u64) {
        self.clock.advance(std::time::Duration::from_secs(seconds));
    }

    /// The sign-up form as a person fills it in, naming the documents as they are now.
    pub async fn sign_up_form(&self, username: &str) -> Result<SignUpForm, ServiceError> {
        let [terms, clarification] = self.documents().await?;
        Ok(SignUpForm {
            name: format!("{username} Işık"),
            username: username.to_owned(),
            email: format!("{username}@firma.com.tr"),
            phone: String::new(),
            password: Password::new(PASSWORD),
            password_again: Password::new(PASSWORD),
            company_name: "Işık Ltd.".to_owned(),
            accept_terms: "on".to_owned(),
            terms,
            clarification,
        })
    }

    async fn documents(&self) -> Result<[String; 2], ServiceError> {
        let terms = self.services.latest_policy(None, PolicyKind::Terms, Lang::Tr).await?;
        let clarification = self.services.latest_policy(None, PolicyKind::Clarification, Lang::Tr).await?;
        Ok([terms, clarification].map(|policy| policy.reference.id.to_string()))
    }

    /// The first user: operator, and owner of the first company.
    pub async fn owner(&self) -> TestResult<Actor> {
        let form = self.sign_up_form("ayse").await?;
        let signed_in = self.services.sign_up(&form, Lang::Tr, &here()).await?;
        self.actor(&signed_in.cookie).await
    }

    /// Whoever stands behind a cookie.
    pub async fn actor(&self, cookie: &Token) -> TestResult<Actor> {
        let asker = self.services.session_of(cookie, &here()).await?;
        Ok(asker.ok_or("nobody stands behind the cookie")?.actor)
    }

    /// Lets the company say who it is, as commercial messages must.
    pub async fn introduce(&self, owner: &Actor) -> TestResult {
        let profile = CompanyProfileForm {
            name: "Işık".to_owned(),
            kind: "merchant".to_owned(),
            trade_name: "Işık Ltd. Şti.".to_owned(),
            mersis: "0123456789000015".to_owned(),
            ..CompanyProfileForm::default()
        };
        Ok(self.services.update_company_profile(owner, &profile).await?)
    }

    /// Invites somebody and lets them join with an account of their own.
    pub async fn member(&self, owner: &Actor, username: &str, role: Role) -> TestResult<Actor> {
        let token = self.invite(owner, username, role).await?;
        let form = self.accept_form(username).await?;
        let joined = self.services.accept_invitation_as_new(&token, &form, Lang::Tr, &here()).await?;
        self.actor(&joined.cookie).await
    }

    /// Invites somebody; the token of the mailed link.
    pub async fn invite(&self, owner: &Actor, username: &str, role: Role) -> TestResult<String> {
        let email = format!("{username}@firma.com.tr");
        let form = InviteMemberForm { email, role: role.word().to_owned() };
        self.services.invite_member(owner, &form).await?;
        self.mailed_token().await
    }

    pub async fn accept_form(&self, username: &str) -> Result<AcceptInvitationForm, ServiceError> {
        let [terms, clarification] = self.documents().await?;
        Ok(AcceptInvitationForm {
            name: format!("{username} Demir"),
            username: username.to_owned(),
            phone: String::new(),
            password: Password::new(PASSWORD),
            password_again: Password::new(PASSWORD),
            accept_terms: "on".to_owned(),
            terms,
            clarification,
        })
    }

    /// The mails that wait, oldest first.
    pub async fn mails(&self) -> Result<Vec<SystemMail>, ServiceError> {
        let waiting = self.services.take_system_mails(100).await?;
        Ok(waiting.into_iter().map(|waiting| waiting.mail).collect())
    }

    /// The token in the link of the latest mail.
    pub async fn mailed_token(&self) -> TestResult<String> {
        let mail = self.mails().await?.pop().ok_or("no mail waits")?;
        let link = match mail {
            SystemMail::PasswordReset { link, .. }
            | SystemMail::Invitation { link, .. }
            | SystemMail::EmailConfirm { link, .. } => link,
            _ => return Err("the latest mail holds no link".into()),
        };
        Ok(link.rsplit('/').next().unwrap_or_default().to_owned())
    }

    pub async fn sign_in(
        &self,
        login: &str,
        password: &str,
        from: &Origin,
    ) -> Result<SignedIn, ServiceError> {
        self.services.sign_in(&sign_in_form(login, password), from, None).await
    }
}

pub(crate) fn sign_in_form(login: &str, password: &str) -> SignInForm {
    SignInForm { login: login.to_owned(), password: Password::new(password), next: String::new() }
}

/// Where the tests' people sit.
pub(crate) fn here() -> Origin {
    Origin::new(std::net::Ipv4Addr::new(192, 0, 2, 1).into(), "Firefox")
}

/// Somewhere else: another address for each number.
pub(crate) fn elsewhere(number: u8) -> Origin {
    Origin::new(std::net::Ipv4Addr::new(198, 51, 100, number).into(), "curl")
}

fn config(db: &TestDb, clock: &ManualClock, keys: &MasterKeys, files: &TempFolder) -> ServicesConfig {
    let clock = Arc::new(clock.clone());
    ServicesConfig {
        db: (**db).clone(),
        ids: Ids::new(clock.clone(), 1),
        clock,
        keys: KeySource::Text(keys.to_text()),
        public_url: "https://mesaj.example".to_owned(),
        open_signup: false,
        password_cost: 4,
        session_limits: SessionLimits::default(),
        outbounds: Outbounds::default(),
        files: FilesConfig::in_folder(files.path()),
    }
}
