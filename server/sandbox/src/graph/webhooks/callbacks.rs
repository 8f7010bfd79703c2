//! Where webhooks go.

use std::collections::HashMap;
use std::sync::RwLock;

use crate::graph::errors::ApiError;
use crate::graph::state::State;
use crate::sync::{read, write};

/// Addresses of the app, the account and its numbers; the most special one wins.
pub(in crate::graph) struct Callbacks(RwLock<Routes>);

#[derive(Default)]
struct Routes {
    subscribed: bool,
    app: Option<String>,
    account: Option<String>,
    numbers: HashMap<String, String>,
}

impl Callbacks {
    pub(in crate::graph) fn new(app: Option<String>, subscribed: bool) -> Self {
        Self(RwLock::new(Routes { subscribed, app, ..Routes::default() }))
    }

    /// The address for webhooks about a number, or about the account; `None` when nobody is subscribed.
    pub(super) fn target(&self, number_id: Option<&str>) -> Option<String> {
        let routes = read(&self.0);
        let own = number_id.and_then(|id| routes.numbers.get(id));
        let url = own.or(routes.account.as_ref()).or(routes.app.as_ref()).cloned();
        url.filter(|_| routes.subscribed)
    }

    /// Whether a number's webhooks go anywhere.
    pub(in crate::graph) fn listens(&self, number_id: &str) -> bool {
        let routes = read(&self.0);
        let any = routes.app.is_some() || routes.account.is_some() || routes.numbers.contains_key(number_id);
        any && routes.subscribed
    }

    pub(in crate::graph) fn is_subscribed(&self) -> bool {
        read(&self.0).subscribed
    }

    pub(in crate::graph) fn set_app(&self, url: Option<String>) {
        write(&self.0).app = url;
    }

    /// Subscribes the app to the account, with an address of its own or the app's.
    pub(in crate::graph) fn subscribe(&self, account: Option<String>) {
        let mut routes = write(&self.0);
        routes.subscribed = true;
        routes.account = account;
    }

    pub(in crate::graph) fn unsubscribe(&self) {
        let mut routes = write(&self.0);
        routes.subscribed = false;
        routes.account = None;
    }

    /// Sets or, with an empty address, removes the address of a number.
    pub(in crate::graph) fn set_number(&self, number_id: &str, url: String) {
        let mut routes = write(&self.0);
        if url.is_empty() {
            routes.numbers.remove(number_id);
        } else {
            routes.numbers.insert(number_id.to_owned(), url);
        }
    }

    pub(in crate::graph) fn of_number(&self, number_id: &str) -> Option<String> {
        read(&self.0).numbers.get(number_id).cloned()
    }

    pub(in crate::graph) fn of_account(&self) -> Option<String> {
        read(&self.0).account.clone()
    }
}

/// Asks an address for its challenge back, as the vendor does before it sends anything there.
pub(in crate::graph) async fn verify(state: &State, url: &str, verify_token: &str) -> Result<(), ApiError> {
    let failed = |why: String| {
        ApiError::details(2200, format!("Callback verification failed with the following errors: {why}"))
    };
    let mut target = reqwest::Url::parse(url).map_err(|error| failed(error.to_string()))?;
    let challenge = format!("{}", 1_158_201_444 + state.ids.next());
    let query =
        [("hub.mode", "subscribe"), ("hub.challenge", &challenge), ("hub.verify_token", verify_token)];
    target.query_pairs_mut().extend_pairs(query);
    let response = state.client.get(target).send().await.map_err(|error| failed(error.to_string()))?;
    let status = response.status();
    let body = response.text().await.unwrap_or_default();
    if !status.is_success() {
        return Err(failed(format!("HTTP Status Code = {}", status.as_u16())));
    }
    if body == challenge { Ok(()) } else { Err(failed("the challenge did not come back".into())) }
}
