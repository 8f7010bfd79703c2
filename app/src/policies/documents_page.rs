use domain::accounts::PolicyToRead;
use domain::page::local_path;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::{LazyRoute, lazy_route};

use super::api::policies_to_read;
use super::own::OwnDocuments;
use super::reading::Reading;
use crate::frame::PageTitle;
use crate::i18n::*;
use crate::open_frame::Gate;
use crate::parts::FailureNotice;

/// The documents of the person who asks: one that waits for them, else all that they have dealt with.
/// `?next=` is where they were heading, `?policy=` one that they chose to read.
pub struct DocumentsPage;

#[lazy_route]
impl LazyRoute for DocumentsPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let asked = |name: &str| use_query_map().with_untracked(|query| query.get(name));
        let next = asked("next").and_then(|next| local_path(&next).map(str::to_owned));
        let chosen = asked("policy");
        let drawn = Suspend::new(async move {
            match policies_to_read().await {
                Ok(open) => one_or_all(open, chosen.as_deref(), next),
                Err(error) => view! { <FailureNotice failure=error.0 /> }.into_any(),
            }
        });
        view! {
            <PageTitle text=words!(i18n, policies.own_title) />
            <Gate wide=true><Suspense>{drawn}</Suspense></Gate>
        }
        .into_any()
    }
}

/// The chosen document, else the first that is due, else the list.
fn one_or_all(open: Vec<PolicyToRead>, chosen: Option<&str>, next: Option<String>) -> AnyView {
    let is_chosen = |open: &&PolicyToRead| Some(open.policy.reference.id.to_string().as_str()) == chosen;
    let shown = open.iter().find(is_chosen).or_else(|| open.iter().find(|open| open.is_due));
    match shown.cloned() {
        Some(shown) => {
            let after = open.iter().filter(|open| open.is_due && open.policy != shown.policy).count();
            view! { <Reading shown after next /> }.into_any()
        }
        None => view! { <OwnDocuments open next /> }.into_any(),
    }
}
