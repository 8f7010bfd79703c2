//! One token per address, for its short links: `{PUBLIC_URL}/r/{token}` and `/p/{token}`.

use std::collections::HashMap;

use domain::failure::Problem;
use domain::id::CompanyId;
use domain::message::Channel;
use storage::refusal_links::{self, RefusalLink};

use crate::engine::address_key;
use crate::error::ServiceError;
use crate::services::Services;
use crate::tokens::{is_token, token_of};

/// The variable of an e-mail's content that each person's token fills; no text of a person may use it.
pub(crate) const TOKEN_VARIABLE: &str = "ret_kodu";

impl Services {
    /// The tokens of addresses, by address, kept so that their links lead somewhere.
    pub(crate) async fn refusal_tokens(
        &self,
        company: CompanyId,
        channel: Channel,
        addresses: impl Iterator<Item = &str>,
    ) -> Result<HashMap<String, String>, ServiceError> {
        let mut tokens = HashMap::new();
        let mut links = Vec::new();
        for address in addresses {
            let key = address_key(channel, address);
            let token = self.refusal_token(company, channel, &key);
            let (token_hash, created_at) = (self.token_hash(&token), self.now());
            links.push(RefusalLink { token_hash, company, channel, address: key, created_at });
            tokens.insert(address.to_owned(), token);
        }
        let work =
            self.db().write(move |tx| Box::pin(async move { Ok(refusal_links::save(tx, links).await?) }));
        work.await?;
        Ok(tokens)
    }

    /// The link that a token makes.
    pub(crate) fn refusal_url(&self, token: &str) -> String {
        format!("{}/r/{token}", self.public_url())
    }

    /// The page of preferences that a token leads to.
    pub(crate) fn preferences_url(&self, token: &str) -> String {
        format!("{}/p/{token}", self.public_url())
    }

    /// The same address always has the same token; nobody without the installation's secret can make it.
    pub(crate) fn refusal_token(&self, company: CompanyId, channel: Channel, key: &str) -> String {
        let text = format!("{}\0{}\0{key}", company.as_i64(), channel.code());
        token_of(&self.secret().pseudonym("refusal_link.v1", &text))
    }

    /// Whom a link speaks for.
    pub(super) async fn open_refusal(&self, token: &str) -> Result<RefusalLink, ServiceError> {
        if !is_token(token) {
            return Err(Problem::NotFound.into());
        }
        let found = refusal_links::find(self.db().read(), &self.token_hash(token)).await?;
        found.ok_or_else(|| Problem::NotFound.into())
    }

    /// The database alone makes no link.
    fn token_hash(&self, token: &str) -> Vec<u8> {
        self.secret().pseudonym("refusal_token.v1", token)
    }
}
