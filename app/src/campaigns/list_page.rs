use domain::campaigns::CampaignRow;
use domain::id::CompanyId;
use domain::topic::Topic;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::{LazyRoute, lazy_route};

use super::api::ListCampaigns;
use super::table::CampaignTable;
use crate::call::ask;
use crate::frame::use_company;
use crate::i18n::*;
use crate::parts::{Empty, Icon, Loaded, Page, use_changes};

/// `/c/{company}/campaigns`: the newest first.
pub struct CampaignsPage;

#[lazy_route]
impl LazyRoute for CampaignsPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let company = use_company();
        let query = use_query_map();
        let before = move || query.with(|query| query.get("before")?.parse().ok());
        let changes = use_changes(vec![Topic::Campaigns]);
        let rows = ask(move || ListCampaigns { company, before: before() }).again_when(move || changes.get());
        let send = move |class: &'static str| {
            view! { <a class=class href=format!("/c/{company}/send")><Icon name="send" />{t!(i18n, frame.send)}</a> }
        };
        view! {
            <Page title=words!(i18n, campaigns.title) action=Some(send("btn primary").into_any())>
                <section class="panel flush">
                    <Loaded from=rows children={move |rows: Vec<CampaignRow>| {
                        if rows.is_empty() {
                            view! {
                                <Empty icon="flag" title=words!(i18n, campaigns.empty_title)>
                                    <p>{t!(i18n, campaigns.empty_about)}</p>
                                    {send("btn")}
                                </Empty>
                            }
                            .into_any()
                        } else {
                            view! { <Rows company rows /> }.into_any()
                        }
                    }} />
                </section>
            </Page>
        }
        .into_any()
    }
}

#[component]
fn Rows(company: CompanyId, rows: Vec<CampaignRow>) -> impl IntoView {
    let i18n = use_i18n();
    let more = (rows.len() >= 50).then(|| rows.last().map(|row| row.id)).flatten();
    view! {
        <CampaignTable company rows />
        {more.map(|id| view! {
            <div class="pager">
                <span></span>
                <a class="btn" href=format!("/c/{company}/campaigns?before={id}")>{t!(i18n, campaigns.older)}</a>
            </div>
        })}
    }
}
