use domain::id::{AccountId, CompanyId};
use domain::message::Channel;
use domain::money::Money;
use domain::provider_accounts::{AccountBalance, AccountState, LastTest};
use domain::time::{Date, Timestamp};
use sea_orm::prelude::*;
use sea_orm::{ExprTrait, IntoActiveModel, QueryOrder};

use super::entity::{Column, Entity, Model};
use super::record::{AccountChange, Pause, ProviderAccount, to_i32, to_json};

pub async fn insert(db: &impl ConnectionTrait, account: ProviderAccount) -> Result<(), DbErr> {
    let row = Model::try_from(account)?.into_active_model();
    Entity::insert(row).exec_without_returning(db).await.map(drop)
}

/// An account of the company that was not removed.
pub async fn find(
    db: &impl ConnectionTrait,
    company: CompanyId,
    account: AccountId,
) -> Result<Option<ProviderAccount>, DbErr> {
    Entity::find().filter(its(company, account)).one(db).await?.map(ProviderAccount::try_from).transpose()
}

/// The accounts of a company, oldest first.
pub async fn of_company(
    db: &impl ConnectionTrait,
    company: CompanyId,
) -> Result<Vec<ProviderAccount>, DbErr> {
    let own = Column::CompanyId.eq(company.as_i64()).and(Column::RemovedAt.is_null());
    let rows = Entity::find().filter(own).order_by_asc(Column::Id).all(db).await?;
    rows.into_iter().map(ProviderAccount::try_from).collect()
}

/// The account that carries a channel's messages when they name none: the default one, else the oldest.
pub async fn default_of(
    db: &impl ConnectionTrait,
    company: CompanyId,
    channel: Channel,
) -> Result<Option<ProviderAccount>, DbErr> {
    let own = Column::CompanyId.eq(company.as_i64()).and(Column::RemovedAt.is_null());
    let query = Entity::find().filter(own.and(Column::Channel.eq(channel.code())));
    let first = query.order_by_desc(Column::IsDefault).order_by_asc(Column::Id).one(db).await?;
    first.map(ProviderAccount::try_from).transpose()
}

/// Changes what a person typed, and makes built providers stale. `false` when there is no such account.
pub async fn change(
    db: &impl ConnectionTrait,
    company: CompanyId,
    account: AccountId,
    change: AccountChange,
    now: Timestamp,
) -> Result<bool, DbErr> {
    let update = Entity::update_many()
        .col_expr(Column::Name, Expr::value(change.name))
        .col_expr(Column::Settings, Expr::value(to_json(&change.settings)?))
        .col_expr(Column::Secrets, Expr::value(to_json(&change.secrets)?))
        .col_expr(Column::DescriptorVersion, Expr::value(to_i32(change.descriptor_version)))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .col_expr(Column::LastInspection, Expr::value(Option::<String>::None))
        .col_expr(Column::ThrottledUntil, Expr::value(Option::<i64>::None))
        .col_expr(Column::UpdatedAt, Expr::value(now.micros()));
    Ok(update.filter(its(company, account)).exec(db).await?.rows_affected == 1)
}

/// Stops an account. `false` when it is paused already, or gone.
pub async fn pause(
    db: &impl ConnectionTrait,
    company: CompanyId,
    account: AccountId,
    pause: &Pause,
) -> Result<bool, DbErr> {
    let active = its(company, account).and(Column::State.eq(AccountState::Active.code()));
    let update = Entity::update_many()
        .col_expr(Column::State, Expr::value(AccountState::Paused.code()))
        .col_expr(Column::PauseReason, Expr::value(pause.reason.code()))
        .col_expr(Column::PausedAt, Expr::value(pause.at.micros()))
        .col_expr(Column::PauseCode, Expr::value(pause.code.as_str()))
        .col_expr(Column::PauseText, Expr::value(pause.text.as_str()));
    Ok(update.filter(active).exec(db).await?.rows_affected == 1)
}

/// Lets a paused account send again. `false` when it was not paused.
pub async fn resume(
    db: &impl ConnectionTrait,
    company: CompanyId,
    account: AccountId,
    now: Timestamp,
) -> Result<bool, DbErr> {
    let paused = its(company, account).and(Column::State.eq(AccountState::Paused.code()));
    let update = Entity::update_many()
        .col_expr(Column::State, Expr::value(AccountState::Active.code()))
        .col_expr(Column::ResumedAt, Expr::value(now.micros()))
        .col_expr(Column::PauseReason, Expr::value(Option::<i16>::None))
        .col_expr(Column::PausedAt, Expr::value(Option::<i64>::None))
        .col_expr(Column::PauseCode, Expr::value(Option::<String>::None))
        .col_expr(Column::PauseText, Expr::value(Option::<String>::None))
        .col_expr(Column::ThrottledUntil, Expr::value(Option::<i64>::None));
    Ok(update.filter(paused).exec(db).await?.rows_affected == 1)
}

/// Removes an account and forgets its secrets and callback address; the row stays, since messages
/// point at it. `false` when there is none.
pub async fn remove(
    db: &impl ConnectionTrait,
    company: CompanyId,
    account: AccountId,
    now: Timestamp,
) -> Result<bool, DbErr> {
    let update = Entity::update_many()
        .col_expr(Column::RemovedAt, Expr::value(now.micros()))
        .col_expr(Column::IsDefault, Expr::value(false))
        .col_expr(Column::Secrets, Expr::value("{}"))
        .col_expr(Column::CallbackHash, Expr::value(Option::<Vec<u8>>::None))
        .col_expr(Column::CallbackToken, Expr::value(Option::<Vec<u8>>::None));
    Ok(update.filter(its(company, account)).exec(db).await?.rows_affected == 1)
}

/// Makes one account the default of its channel, and no other.
pub async fn make_default(
    db: &impl ConnectionTrait,
    company: CompanyId,
    channel: Channel,
    account: AccountId,
) -> Result<(), DbErr> {
    let of_channel = Column::CompanyId.eq(company.as_i64()).and(Column::Channel.eq(channel.code()));
    let chosen = Expr::col(Column::Id).eq(account.as_i64());
    Entity::update_many().col_expr(Column::IsDefault, chosen).filter(of_channel).exec(db).await.map(drop)
}

/// Notes what is left to spend, and until when that lasts as far as anybody can tell.
pub async fn set_balance(
    db: &impl ConnectionTrait,
    company: CompanyId,
    account: AccountId,
    balance: &AccountBalance,
    until: Option<Date>,
) -> Result<(), DbErr> {
    let update = Entity::update_many()
        .col_expr(Column::Balance, Expr::value(balance.money.map(Money::ten_thousandths)))
        .col_expr(Column::BalanceCurrency, Expr::value(balance.money.map(|money| money.currency().code())))
        .col_expr(Column::Packages, Expr::value(to_json(&balance.packages)?))
        .col_expr(Column::BalanceAt, Expr::value(balance.at.micros()))
        .col_expr(Column::CreditUntil, Expr::value(until.map(Date::epoch_days)))
        .col_expr(Column::BalanceFailedSince, Expr::value(Option::<i64>::None));
    update.filter(its(company, account)).exec(db).await.map(drop)
}

/// Notes that the balance cannot be read, from the first time on; what was told before stays.
pub async fn note_balance_failure(
    db: &impl ConnectionTrait,
    company: CompanyId,
    account: AccountId,
    now: Timestamp,
) -> Result<(), DbErr> {
    let update = Entity::update_many().col_expr(Column::BalanceFailedSince, Expr::value(now.micros()));
    let first = its(company, account).and(Column::BalanceFailedSince.is_null());
    update.filter(first).exec(db).await.map(drop)
}

/// Notes the approved sender names.
pub async fn set_sender_names(
    db: &impl ConnectionTrait,
    company: CompanyId,
    account: AccountId,
    names: &[String],
) -> Result<(), DbErr> {
    let update = Entity::update_many().col_expr(Column::SenderNames, Expr::value(to_json(&names)?));
    update.filter(its(company, account)).exec(db).await.map(drop)
}

/// Notes when the settings were tried, and what came of it.
pub async fn set_last_test(
    db: &impl ConnectionTrait,
    company: CompanyId,
    account: AccountId,
    test: &LastTest,
) -> Result<(), DbErr> {
    let update = Entity::update_many().col_expr(Column::LastTest, Expr::value(to_json(test)?));
    update.filter(its(company, account)).exec(db).await.map(drop)
}

/// Notes until when the provider wants to hear nothing.
pub async fn throttle(
    db: &impl ConnectionTrait,
    company: CompanyId,
    account: AccountId,
    until: Timestamp,
) -> Result<(), DbErr> {
    let update = Entity::update_many().col_expr(Column::ThrottledUntil, Expr::value(until.micros()));
    update.filter(its(company, account)).exec(db).await.map(drop)
}

pub(super) fn its(company: CompanyId, account: AccountId) -> Expr {
    let own = Column::Id.eq(account.as_i64()).and(Column::CompanyId.eq(company.as_i64()));
    own.and(Column::RemovedAt.is_null())
}
