use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::id::CompanyId;
use domain::operator::OperatorProfile;
use secrecy::{ExposeSecret, SecretString};
use storage::companies::{self, Company};
use storage::platform::{self, Platform};
use storage::policies;
use zeroize::Zeroizing;

use crate::error::ServiceError;
use crate::keyed::ServerSecret;
use crate::policies::first_versions;
use crate::secrets::{KeyScope, Sealed, SecretLabel, SecretPlace, Vault, random_bytes};
use crate::services::ServicesConfig;

const PEPPER: SecretPlace =
    SecretPlace::new(KeyScope::Platform, SecretLabel::new("platform_settings.pepper.v1"), 1);

/// Opens the installation's secret; on a first run makes it with everything that must be there.
pub(crate) async fn prepare(config: &ServicesConfig, vault: &Vault) -> Result<ServerSecret, ServiceError> {
    if platform::find(config.db.read()).await?.is_none() {
        found(config, vault).await?;
    }
    let platform = platform::find(config.db.read()).await?;
    let platform = platform.ok_or(ServiceError::Broken("the platform's settings vanished"))?;
    let text = vault.open(&PEPPER, &Sealed::from_bytes(platform.pepper)?).await?;
    decode(&text)
}

/// Two processes may do this at once: the settings row decides, the other one writes nothing.
async fn found(config: &ServicesConfig, vault: &Vault) -> Result<(), ServiceError> {
    let now = config.clock.now();
    let secret = SecretString::from(STANDARD.encode(*random_bytes::<32>()?));
    let operator = OperatorProfile::default();
    let company = Company::new(CompanyId::from_i64(config.ids.next_id()), operator.brand.name.clone(), now);
    let settings = Platform {
        operator,
        company: company.id,
        pepper: vault.seal(&PEPPER, &secret).await?.into_bytes(),
        first_user_at: None,
        created_at: now,
    };
    let documents = first_versions(&config.ids, now);
    let work = config.db.write(move |tx| {
        Box::pin(async move {
            if platform::insert(tx, settings).await? {
                companies::insert(tx, company).await?;
                for document in documents {
                    policies::insert(tx, document).await?;
                }
            }
            Ok(())
        })
    });
    Ok(work.await?)
}

fn decode(text: &SecretString) -> Result<ServerSecret, ServiceError> {
    let bytes = Zeroizing::new(STANDARD.decode(text.expose_secret()).unwrap_or_default());
    let mut secret = Zeroizing::new([0; 32]);
    if bytes.len() != secret.len() {
        return Err(ServiceError::Broken("the installation's secret is unreadable"));
    }
    secret.copy_from_slice(&bytes);
    Ok(ServerSecret::new(secret))
}
