use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::response::Response;
use domain::accounts::{Password, PolicyKind, SignInForm, SignUpForm};
use domain::companies::{AcceptInvitationForm, InviteMemberForm};
use domain::id::CompanyId;
use domain::lang::Lang;
use domain::rights::Role;
use http::{Method, Request, StatusCode};
use leptos::config::LeptosOptions;
use serde_json::Value;
use services::files::FilesConfig;
use services::provider_accounts::Outbounds;
use services::secrets::{KeySource, Token};
use services::system_mail::SystemMail;
use services::{Actor, Origin, Services, ServicesConfig, SessionLimits};
use storage::clock::SystemClock;
use storage::ids::Ids;
use storage::testing::{TempFolder, TestDb, sqlite};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use crate::edge::{EdgeState, Operation, Twice, router};

pub type TestResult<T = ()> = Result<T, Box<dyn Error + Send + Sync>>;

/// Two companies with their owners, and a viewer in the first, behind the real router.
pub struct World {
    pub company: CompanyId,
    /// The other company, of `bora`.
    pub other: CompanyId,
    router: Router,
    services: Services,
    /// Held so that the file lives as long as the test.
    _database: TestDb,
    /// Held as well.
    _files: TempFolder,
}

impl World {
    /// Of everybody in it.
    pub const PASSWORD: &str = "mor salkım altında";

    pub async fn new() -> TestResult<Self> {
        Self::reaching(Outbounds::default()).await
    }

    /// What the router of this world stands on.
    pub fn state(&self) -> EdgeState {
        state(&self.services)
    }

    /// A world whose providers are reached as told.
    pub async fn reaching(outbounds: Outbounds) -> TestResult<Self> {
        let database = sqlite().await;
        let clock = Arc::new(SystemClock);
        let files = TempFolder::new();
        let services = Services::new(ServicesConfig {
            db: (*database).clone(),
            clock: clock.clone(),
            ids: Ids::new(clock, 1),
            keys: KeySource::Demo,
            public_url: "http://localhost".to_owned(),
            open_signup: true,
            password_cost: 4,
            session_limits: SessionLimits::default(),
            outbounds,
            files: FilesConfig::in_folder(files.path()),
        })
        .await?;
        let company = sign_up(&services, "ayse").await?;
        let other = sign_up(&services, "bora").await?;
        let world = Self {
            company,
            other,
            router: router(state(&services)),
            services,
            _database: database,
            _files: files,
        };
        world.add_viewer("cem").await?;
        Ok(world)
    }

    pub fn services(&self) -> &Services {
        &self.services
    }

    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// A person as somebody who asks.
    pub async fn actor(&self, username: &str) -> TestResult<Actor> {
        let token = self.session(username).await?;
        let asker = self.services.session_of(&token, &Origin::local()).await?;
        Ok(asker.ok_or("no session")?.actor)
    }

    /// A fresh session of a person, as a cookie header.
    pub async fn cookie(&self, username: &str) -> TestResult<String> {
        Ok(format!("session={}", self.session(username).await?.expose()))
    }

    /// A cookie whose session has ended.
    pub async fn ended_cookie(&self, username: &str) -> TestResult<String> {
        let token = self.session(username).await?;
        let asker = self.services.session_of(&token, &Origin::local()).await?.ok_or("no session")?;
        self.services.sign_out(&asker.actor).await?;
        Ok(format!("session={}", token.expose()))
    }

    async fn session(&self, username: &str) -> TestResult<Token> {
        let form = SignInForm {
            login: username.into(),
            password: Password::new(World::PASSWORD),
            next: String::new(),
        };
        Ok(self.services.sign_in(&form, &Origin::local(), None).await?.cookie)
    }

    async fn add_viewer(&self, username: &str) -> TestResult {
        let owner = self.actor("ayse").await?;
        let invite =
            InviteMemberForm { email: format!("{username}@a.example"), role: Role::Viewer.word().into() };
        self.services.invite_member(&owner, &invite).await?;
        let mail = self.services.take_system_mails(10).await?.pop().ok_or("no mail")?.mail;
        let SystemMail::Invitation { link, .. } = mail else { return Err("no invitation".into()) };
        let token = link.rsplit('/').next().unwrap_or_default();
        let form = accept_form(&self.services, username).await?;
        self.services.accept_invitation_as_new(token, &form, Lang::Tr, &Origin::local()).await?;
        Ok(())
    }

    /// Sends a request through the router as it is.
    pub async fn send(&self, request: Request<Body>) -> TestResult<Response> {
        Ok(self.router.clone().oneshot(request).await?)
    }

    /// Calls as a program does: JSON in, status and JSON out.
    pub async fn call(
        &self,
        method: &Method,
        path: &str,
        cookie: Option<&str>,
        body: &Value,
    ) -> TestResult<(StatusCode, Value)> {
        let mut request = Request::builder().method(method).header("content-type", "application/json");
        if let Some(cookie) = cookie {
            request = request.header("cookie", cookie).header("sec-fetch-site", "same-origin");
        }
        let request = if *method == Method::GET {
            request.uri(format!("{path}?{}", query(body))).body(Body::empty())?
        } else {
            request.uri(path).body(Body::from(body.to_string()))?
        };
        let response = self.send(request).await?;
        let status = response.status();
        let bytes = to_bytes(response.into_body(), 1 << 20).await?;
        Ok((status, serde_json::from_slice(&bytes).unwrap_or(Value::Null)))
    }
}

fn query(body: &Value) -> String {
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    for (name, value) in body.as_object().into_iter().flatten() {
        pairs.append_pair(name, value.as_str().unwrap_or_default());
    }
    pairs.finish()
}

fn state(services: &Services) -> EdgeState {
    EdgeState {
        twice: Twice::default(),
        services: services.clone(),
        options: LeptosOptions::builder().output_name("app").build(),
        secure: false,
        trust_proxy: false,
        request_timeout: Duration::from_secs(60),
        demo: None,
        operation: Operation::default(),
        shutdown: CancellationToken::new(),
    }
}

async fn documents(services: &Services) -> TestResult<[String; 2]> {
    let terms = services.latest_policy(None, PolicyKind::Terms, Lang::Tr).await?;
    let clarification = services.latest_policy(None, PolicyKind::Clarification, Lang::Tr).await?;
    Ok([terms, clarification].map(|policy| policy.reference.id.to_string()))
}

async fn sign_up(services: &Services, username: &str) -> TestResult<CompanyId> {
    let [terms, clarification] = documents(services).await?;
    let form = SignUpForm {
        name: format!("{username} Işık"),
        username: username.to_owned(),
        email: format!("{username}@a.example"),
        phone: String::new(),
        password: Password::new(World::PASSWORD),
        password_again: Password::new(World::PASSWORD),
        company_name: format!("{username} Ltd."),
        accept_terms: "on".to_owned(),
        terms,
        clarification,
    };
    let signed_in = services.sign_up(&form, Lang::Tr, &Origin::local()).await?;
    signed_in.company.ok_or_else(|| "no company".into())
}

async fn accept_form(services: &Services, username: &str) -> TestResult<AcceptInvitationForm> {
    let [terms, clarification] = documents(services).await?;
    Ok(AcceptInvitationForm {
        name: format!("{username} Demir"),
        username: username.to_owned(),
        phone: String::new(),
        password: Password::new(World::PASSWORD),
        password_again: Password::new(World::PASSWORD),
        accept_terms: "on".to_owned(),
        terms,
        clarification,
    })
}
