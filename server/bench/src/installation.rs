//! An installation with one company that sends to stand-ins, made through the product's own verbs.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use domain::accounts::{Password, PolicyKind, SignUpForm};
use domain::companies::SendingHours;
use domain::company::CompanyMode;
use domain::id::{AccountId, CompanyId, MessageId};
use domain::lang::Lang;
use domain::provider_accounts::SaveAccountForm;
use providers::outbound::OutboundConfig;
use sea_orm::ConnectionTrait as _;
use services::files::FilesConfig;
use services::provider_accounts::Outbounds;
use services::secrets::KeySource;
use services::{Actor, Origin, Services, ServicesConfig, SessionLimits};
use storage::clock::SystemClock;
use storage::ids::Ids;
use storage::ledger::{Ledger as _, NewMessage, SqlLedger};
use storage::{Db, DbOptions};

use crate::Outcome;
use crate::place::Place;

/// Far from the numbers that running servers take for their ids.
const NODE: u16 = 900;
/// Messages of one write.
const PIECE: usize = 500;
const PASSWORD: &str = "mor salkım altında";

/// The services of an installation and its one company, which is live: its messages leave.
pub struct Installation {
    pub db: Db,
    pub services: Services,
    pub ledger: SqlLedger,
    pub owner: Actor,
    pub company: CompanyId,
    /// The owner's session, as a browser sends it.
    pub cookie: String,
}

impl Installation {
    /// Makes the first user and its company in an empty database.
    ///
    /// # Errors
    /// The product's.
    pub async fn make(place: &Place, outbound: OutboundConfig) -> Outcome<Self> {
        let db = Db::open(place.url(), DbOptions::default()).await?;
        let clock = Arc::new(SystemClock);
        let ids = Ids::new(clock.clone(), NODE);
        let ledger = SqlLedger::new(db.clone(), ids.clone(), clock.clone());
        let services = Services::new(ServicesConfig {
            db: db.clone(),
            clock,
            ids,
            keys: KeySource::File(place.folder().join("master.key")),
            public_url: "http://127.0.0.1:3000".to_owned(),
            open_signup: false,
            password_cost: 4,
            session_limits: SessionLimits::default(),
            outbounds: Outbounds::new(outbound, OutboundConfig::default()),
            files: FilesConfig::in_folder(place.folder().join("files")),
        })
        .await?;
        let (owner, cookie) = sign_up(&services).await?;
        let company = owner.company()?;
        go_live(&db, company).await?;
        Ok(Self { db, services, ledger, owner, company, cookie })
    }

    /// Connects an account of a provider with these settings.
    ///
    /// # Errors
    /// A wrong form.
    pub async fn connect(&self, provider: &str, values: &[(&str, String)]) -> Outcome<AccountId> {
        let values = values.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        let form = SaveAccountForm { provider: provider.to_owned(), values, ..SaveAccountForm::default() };
        Ok(self.services.save_account(&self.owner, form).await?)
    }

    /// Connects a mail server without a login; `security` as its form names it: `none`, `tls`.
    ///
    /// # Errors
    /// A wrong form.
    pub async fn connect_smtp(
        &self,
        server: SocketAddr,
        connections: u32,
        security: &str,
    ) -> Outcome<AccountId> {
        let values = [
            ("host", server.ip().to_string()),
            ("port", server.port().to_string()),
            ("security", security.to_owned()),
            ("auth", "none".to_owned()),
            ("from_address", "bilgi@firma.com.tr".to_owned()),
            ("connections", connections.to_string()),
            ("limit_per", "hour".to_owned()),
        ];
        self.connect("smtp", &values).await
    }

    /// Lets every account send as fast as it can.
    ///
    /// # Errors
    /// Storage.
    pub async fn lift_rates(&self) -> Outcome {
        let sql = "UPDATE provider_accounts SET rate_count = 1000000, rate_seconds = 1";
        let work =
            self.db.write(move |tx| Box::pin(async move { Ok(tx.execute_unprepared(sql).await.map(drop)?) }));
        Ok(work.await?)
    }

    /// Writes messages into the ledger, a piece at a time, as a campaign does.
    ///
    /// # Errors
    /// Storage.
    pub async fn plan(&self, messages: impl Iterator<Item = NewMessage>) -> Outcome<Vec<MessageId>> {
        let mut messages = messages.peekable();
        let mut planned = Vec::new();
        while messages.peek().is_some() {
            let piece = messages.by_ref().take(PIECE).collect();
            planned.extend(self.ledger.plan(piece).await?.into_iter().map(|one| one.message));
        }
        Ok(planned)
    }

    /// Closes the database.
    pub async fn close(self) {
        self.db.close().await;
    }
}

async fn sign_up(services: &Services) -> Outcome<(Actor, String)> {
    let origin = Origin::new(IpAddr::V4(Ipv4Addr::LOCALHOST), "bench");
    let terms = services.latest_policy(None, PolicyKind::Terms, Lang::Tr).await?;
    let clarification = services.latest_policy(None, PolicyKind::Clarification, Lang::Tr).await?;
    let form = SignUpForm {
        name: "Ayşe Işık".to_owned(),
        username: "ayse".to_owned(),
        email: "ayse@firma.com.tr".to_owned(),
        phone: String::new(),
        password: Password::new(PASSWORD),
        password_again: Password::new(PASSWORD),
        company_name: "Işık Ltd.".to_owned(),
        accept_terms: "on".to_owned(),
        terms: terms.reference.id.to_string(),
        clarification: clarification.reference.id.to_string(),
    };
    let signed_in = services.sign_up(&form, Lang::Tr, &origin).await?;
    let asker = services.session_of(&signed_in.cookie, &origin).await?;
    let actor = asker.ok_or("nobody stands behind the cookie")?.actor;
    Ok((actor, format!("session={}", signed_in.cookie.expose())))
}

/// Live, and at work at any hour of the day.
async fn go_live(db: &Db, company: CompanyId) -> Outcome {
    let now = storage::clock::Clock::now(&SystemClock);
    let work = db.write(move |tx| {
        Box::pin(async move {
            storage::companies::set_hours(tx, company, SendingHours::ALWAYS, now).await?;
            Ok(storage::companies::set_mode(tx, company, CompanyMode::Live, now).await?)
        })
    });
    Ok(work.await.map(drop)?)
}
