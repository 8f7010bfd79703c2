use domain::id::ImportId;
use domain::imports::{ImportPreview, ImportState, ImportView};
use domain::topic::Topic;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::api::{CancelImport, GetImport, MapImport, PreviewImport};
use super::mapping::Mapping;
use super::progress::Progress;
use super::result::Outcome;
use crate::call::{Asked, ask};
use crate::form::{ActionResult, Call, use_call, use_refetch};
use crate::frame::{use_company, use_id};
use crate::i18n::*;
use crate::parts::{Loaded, Moment, Page, use_changes};

/// `/c/{company}/contacts/import/{import}`: what its columns hold, then progress, then the result.
pub struct ImportPage;

#[lazy_route]
impl LazyRoute for ImportPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let company = use_company();
        let id = use_id("import").unwrap_or(ImportId::from_i64(0));
        let changes = use_changes(vec![Topic::Import(id)]);
        let now = ask(move || GetImport { company, import: id }).again_when(move || changes.get());
        let import = ask(move || GetImport { company, import: id });
        again_in_another_state(import, now);
        // Answered with a failure, and not looked at, once the import has begun.
        let preview = ask(move || PreviewImport { company, import: id });
        let (map, cancel) = (use_call::<MapImport>(), use_call::<CancelImport>());
        use_refetch(map, import);
        use_refetch(map, preview);
        use_refetch(cancel, import);
        let back = (format!("/c/{company}/contacts/import"), words!(i18n, imports.title));
        view! {
            <Page title=words!(i18n, imports.one_title) back>
                <Loaded from=import rows=6 children={move |import: ImportView| {
                    let whole = import.clone();
                    view! {
                        <Heading import />
                        {match whole.state {
                            ImportState::Uploaded => view! { <Waiting preview map cancel /> }.into_any(),
                            ImportState::Running => view! {
                                <StartedElsewhere map />
                                <Progress import=whole now cancel />
                            }.into_any(),
                            _ => view! { <StartedElsewhere map /><Outcome company import=whole /> }.into_any(),
                        }}
                    }
                }} />
            </Page>
        }
        .into_any()
    }
}

/// The page is drawn anew when the import comes into another state, not at every step of it: what is
/// typed and where the keyboard is stay as they are.
fn again_in_another_state(drawn: Asked<ImportView>, now: Asked<ImportView>) {
    Effect::new(move |before: Option<Option<ImportState>>| {
        let told = now.body().get().and_then(|body| body.read::<ImportView>().ok());
        let state = told.map(|import| import.state);
        if state.is_some() && before.flatten().is_some_and(|before| Some(before) != state) {
            drawn.again();
        }
        state
    });
}

#[component]
fn Waiting(preview: Asked<ImportPreview>, map: Call, cancel: Call) -> impl IntoView {
    view! {
        <Loaded from=preview rows=6 children={move |preview: ImportPreview| {
            view! { <Mapping preview map cancel /> }
        }} />
    }
}

/// Tells somebody without scripts, whose form is gone from the page, why it was refused.
#[component]
fn StartedElsewhere(map: Call) -> impl IntoView {
    view! { <ActionResult action=map quiet=true>""</ActionResult> }
}

#[component]
fn Heading(import: ImportView) -> impl IntoView {
    view! {
        <div>
            <h2>{import.file_name}</h2>
            <p class="sm dim">{import.created_by}" · "<Moment at=import.created /></p>
        </div>
    }
}
