use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::api::CreateCompany;
use crate::form::{FormFailure, PostForm, SubmitButton, TextField, use_call};
use crate::frame::PageTitle;
use crate::i18n::*;
use crate::open_frame::Gate;

/// Adds a company; a name is enough.
pub struct NewCompanyPage;

#[lazy_route]
impl LazyRoute for NewCompanyPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let action = use_call::<CreateCompany>();
        view! {
            <PageTitle text=words!(i18n, companies.add) />
            <Gate>
                <h1>{t!(i18n, companies.add)}</h1>
                <p class="dim">{t!(i18n, companies.new_about)}</p>
                <PostForm action plain=true class="stack">
                    <FormFailure />
                    <TextField
                        name="name" label=words!(i18n, companies.name) hint=words!(i18n, companies.name_hint)
                        autocomplete="organization" required=true
                    />
                    <SubmitButton class="wide">{t!(i18n, companies.add)}</SubmitButton>
                </PostForm>
                <p class="sm"><a href="/companies">{t!(i18n, companies.back)}</a></p>
            </Gate>
        }
        .into_any()
    }
}
