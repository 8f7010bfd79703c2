use std::collections::BTreeSet;

use domain::accounts::{Password, PolicyKind, SignInForm, SignUpForm};
use domain::lang::Lang;
use domain::page::DemoSignIn;
use domain::provider_accounts::SaveAccountForm;
use services::{Actor, Origin, ServiceError, Services};

use super::past::add_past;
use super::people::add_people;
use crate::commands::CommandError;

/// Published: it opens nothing but the demo.
const LOGIN: &str = "demo";
const PASSWORD: &str = "mavi balon ve fener";
const COMPANY: &str = "Demo Lastik Ltd. Şti.";

/// Makes what is missing of the demo, and tells how to sign in; `None` when the installation has people
/// of its own and no demo.
pub async fn prepare(services: &Services) -> Result<Option<DemoSignIn>, CommandError> {
    if services.needs_setup().await? {
        sign_up(services).await?;
    }
    let Some(actor) = sign_in(services).await? else {
        tracing::warn!("this installation has people of its own: no demo was made in it");
        return Ok(None);
    };
    connect_accounts(services, &actor).await?;
    add_people(services, &actor).await?;
    add_past(services, &actor).await?;
    services.sign_out(&actor).await?;
    Ok(Some(DemoSignIn { login: LOGIN.to_owned(), password: PASSWORD.to_owned() }))
}

async fn sign_up(services: &Services) -> Result<(), CommandError> {
    let terms = services.latest_policy(None, PolicyKind::Terms, Lang::Tr).await?;
    let clarification = services.latest_policy(None, PolicyKind::Clarification, Lang::Tr).await?;
    let form = SignUpForm {
        name: "Deniz Örnek".to_owned(),
        username: LOGIN.to_owned(),
        email: "deniz@demo.example".to_owned(),
        phone: "0555 010 09 99".to_owned(),
        password: Password::new(PASSWORD),
        password_again: Password::new(PASSWORD),
        company_name: COMPANY.to_owned(),
        accept_terms: "on".to_owned(),
        terms: terms.reference.id.to_string(),
        clarification: clarification.reference.id.to_string(),
    };
    services.sign_up(&form, Lang::Tr, &Origin::local()).await?;
    Ok(())
}

/// The demo's user; nobody when the name is somebody else's or the password was changed.
async fn sign_in(services: &Services) -> Result<Option<Actor>, CommandError> {
    let form = SignInForm { login: LOGIN.to_owned(), password: Password::new(PASSWORD), next: String::new() };
    let signed_in = match services.sign_in(&form, &Origin::local(), None).await {
        Ok(signed_in) => signed_in,
        Err(ServiceError::Refused(_)) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let asker = services.session_of(&signed_in.cookie, &Origin::local()).await?;
    Ok(asker.map(|asker| asker.actor).filter(|actor| actor.company().is_ok()))
}

/// One account of every channel, with the details that the stand-ins take: of the first provider that there
/// is. A second one would ask at every message which of both.
async fn connect_accounts(services: &Services, actor: &Actor) -> Result<(), CommandError> {
    let mut connected: BTreeSet<_> =
        services.list_accounts(actor).await?.into_iter().map(|account| account.channel).collect();
    for form in services.list_providers(actor)? {
        if !connected.insert(form.channel) {
            continue;
        }
        let values = form.examples();
        let form = SaveAccountForm { provider: form.id, values, ..SaveAccountForm::default() };
        services.save_account(actor, form).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use services::files::FilesConfig;
    use services::secrets::KeySource;
    use services::{ServicesConfig, SessionLimits};
    use storage::clock::SystemClock;
    use storage::ids::Ids;

    use super::*;
    use crate::commands::test_mode;

    #[tokio::test]
    async fn a_second_start_finds_the_demo_as_it_was() -> Result<(), CommandError> {
        drop(rustls::crypto::aws_lc_rs::default_provider().install_default());
        let database = storage::testing::sqlite().await;
        let files = storage::testing::TempFolder::new();
        let start = test_mode::Start {
            sandbox: test_mode::quick(),
            outbound_allow: &[],
            served: ([127, 0, 0, 1], 9).into(),
            platform_to_sink: true,
        };
        let (_sandbox, outbounds) = test_mode::start(start).await?;
        let clock = Arc::new(SystemClock);
        let services = Services::new(ServicesConfig {
            db: (*database).clone(),
            clock: clock.clone(),
            ids: Ids::new(clock, 1),
            keys: KeySource::Demo,
            public_url: "http://localhost".to_owned(),
            open_signup: false,
            password_cost: 4,
            session_limits: SessionLimits::default(),
            outbounds,
            files: FilesConfig::in_folder(files.path()),
        })
        .await?;
        for _ in 0..2 {
            let told = prepare(&services).await?.ok_or("no demo")?;
            let form =
                SignInForm { login: told.login, password: Password::new(told.password), next: String::new() };
            let cookie = services.sign_in(&form, &Origin::local(), None).await?.cookie;
            let actor = services.session_of(&cookie, &Origin::local()).await?.ok_or("no session")?.actor;
            let accounts = services.list_accounts(&actor).await?;
            assert_eq!(accounts.len(), 3, "{accounts:?}");
            let people = services.list_contacts(&actor, &Default::default()).await?;
            assert_eq!(people.total, 40);
            assert_eq!(services.list_campaigns(&actor, None).await?.len(), 3);
            assert_eq!(services.list_tags(&actor).await?.len(), 3);
            assert!(services.overview(&actor, Default::default()).await?.is_set_up());
        }
        Ok(())
    }
}
