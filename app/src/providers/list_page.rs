use domain::id::CompanyId;
use domain::message::Channel;
use domain::provider_accounts::{AccountRow, AccountState, WaitingForAccount};
use domain::provider_form::ProviderForm;
use domain::turkish::format_integer;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::api::{ListAccounts, ListProviders, ListWaiting, TakeOverWaiting};
use super::balance::Balance;
use super::labels::pause_text;
use super::waiting::Waiting;
use crate::call::ask;
use crate::form::{ActionResult, use_call, use_refetch};
use crate::frame::use_company;
use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::{Cell, Empty, Icon, LeadCell, Loaded, Page, Table, TableRow, channel_icon, channel_name};

/// `/c/{company}/providers`: what is connected, and what can be.
pub struct ProvidersPage;

#[lazy_route]
impl LazyRoute for ProvidersPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let company = use_company();
        let accounts = ask(move || ListAccounts { company });
        let providers = ask(move || ListProviders { company });
        let waiting = ask(move || ListWaiting { company });
        let take_over = use_call::<TakeOverWaiting>();
        use_refetch(take_over, waiting);
        use_refetch(take_over, accounts);
        view! {
            <Page title=words!(i18n, providers.title) about=words!(i18n, providers.about)>
                <ActionResult action=take_over>{move || t!(i18n, providers.waiting_sent)}</ActionResult>
                <Loaded from=waiting rows=0 children={move |waiting: Vec<WaitingForAccount>| {
                    view! { <Waiting company waiting action=take_over /> }
                }} />
                <section class="panel flush" aria-labelledby="connected">
                    <header><h2 id="connected">{t!(i18n, providers.connected)}</h2></header>
                    <Loaded from=accounts children={move |rows: Vec<AccountRow>| {
                        if rows.is_empty() {
                            view! {
                                <Empty icon="plug" title=words!(i18n, providers.empty_title)>
                                    <p>{t!(i18n, providers.empty_about)}</p>
                                </Empty>
                            }
                            .into_any()
                        } else {
                            view! { <Accounts company rows /> }.into_any()
                        }
                    }} />
                </section>
                <section class="stack" aria-labelledby="connect">
                    <h2 id="connect">{t!(i18n, providers.connect_another)}</h2>
                    <Loaded from=providers children={move |forms: Vec<ProviderForm>| {
                        view! { <Choices company forms /> }
                    }} />
                </section>
            </Page>
        }
        .into_any()
    }
}

#[component]
fn Accounts(company: CompanyId, rows: Vec<AccountRow>) -> impl IntoView {
    let i18n = use_i18n();
    let columns = vec![
        words!(i18n, providers.column_account),
        words!(i18n, providers.column_state),
        words!(i18n, providers.column_held),
        words!(i18n, providers.column_balance),
    ];
    let rows = rows.into_iter().map(move |row| view! { <AccountLine company row /> });
    view! { <Table caption=words!(i18n, providers.connected) columns>{rows.collect_view()}</Table> }
}

#[component]
fn AccountLine(company: CompanyId, row: AccountRow) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let (channel, provider) = (channel_name(i18n, row.channel), row.provider.pick(lang));
    let provider =
        if provider.starts_with(channel) { provider.to_owned() } else { format!("{channel} · {provider}") };
    let balance = view! { <Balance row=row.clone() /> };
    view! {
        <TableRow>
            <LeadCell>
                <a href=format!("/c/{company}/providers/{}", row.id)>{row.name}</a><span class="sub">{provider}</span>
            </LeadCell>
            <Cell label=words!(i18n, providers.column_state)>
                {match (row.state, row.pause) {
                    (AccountState::Active, _) => view! {
                        <span class="state" data-s="delivered"><Icon name="check" small=true />{t!(i18n, providers.active)}</span>
                    }
                    .into_any(),
                    (AccountState::Paused, reason) => view! {
                        <span class="state" data-s="held">
                            <Icon name="pause" small=true />{t!(i18n, providers.paused)}
                        </span>
                        <span class="sub">{reason.map(|reason| pause_text(i18n, reason))}</span>
                    }
                    .into_any(),
                }}
            </Cell>
            <Cell label=words!(i18n, providers.column_held)>{format_integer(i64::from(row.held), lang)}</Cell>
            <Cell label=words!(i18n, providers.column_balance)>{balance}</Cell>
        </TableRow>
    }
}

/// One card per provider, grouped by channel.
#[component]
fn Choices(company: CompanyId, forms: Vec<ProviderForm>) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let cards = Channel::ALL.iter().flat_map(move |channel| {
        let of_channel: Vec<_> = forms.iter().filter(|form| form.channel == *channel).cloned().collect();
        of_channel.into_iter().map(move |form| {
            view! {
                <a class="pick" href=format!("/c/{company}/providers/new/{}", form.id)>
                    <Icon name=channel_icon(*channel) />
                    <span><b>{form.label.pick(lang).to_owned()}</b><span class="dim">{channel_name(i18n, *channel)}</span></span>
                </a>
            }
        })
    });
    view! { <div class="duo">{cards.collect_view()}</div> }
}
