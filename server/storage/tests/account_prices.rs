//! Prices of provider accounts, and what became of those from before there were days to them.

use domain::id::{AccountId, CompanyId};
use domain::money::{Currency, Money};
use domain::provider_accounts::{PriceEntry, PriceUnit};
use domain::time::{Date, Timestamp};
use migrations::Migrator;
use sea_orm::{ConnectionTrait as _, Database, Statement};
use sea_orm_migration::MigratorTrait as _;
use storage::account_prices;
use storage::companies::{self, Company};
use storage::testing::every_database;

type Outcome = Result<(), Box<dyn std::error::Error>>;

const FIRM: CompanyId = CompanyId::from_i64(10);
const ACCOUNT: AccountId = AccountId::from_i64(1);

/// An account, and a price of an SMS that was set half an hour after midnight in Türkiye.
const BEFORE: [&str; 2] = [
    "INSERT INTO provider_accounts (id, company_id, provider, channel, name, settings, secrets, \
        descriptor_version, version, state, is_default, sender_names, created_at, updated_at) \
        VALUES (1, 10, 'netgsm', 1, 'NetGSM', '{}', '{}', 1, 1, 1, TRUE, '[]', 0, 0)",
    "INSERT INTO account_prices (id, company_id, account_id, unit, amount, currency, updated_at) \
        VALUES (5, 10, 1, 1, 395, 'TRY', 1794951000000000)",
];

#[tokio::test]
async fn a_price_from_before_holds_since_the_day_it_was_set() -> Outcome {
    let names: Vec<_> = Migrator::migrations().iter().map(|one| one.name().to_owned()).collect();
    let dated =
        names.iter().position(|name| name.ends_with("_date_account_prices")).ok_or("no such change")?;
    let later = Some(u32::try_from(names.len() - dated)?);
    for db in every_database().await? {
        let firm = Company::new(FIRM, "Işık".to_owned(), Timestamp::EPOCH);
        db.write(move |tx| Box::pin(async move { Ok(companies::insert(tx, firm).await?) })).await?;
        let writer = Database::connect(db.url()).await?;
        Migrator::down(&writer, later).await?;
        for sql in BEFORE {
            writer.execute_unprepared(sql).await?;
        }
        Migrator::up(&writer, None).await?;
        let price = Some(Money::new(395, Currency::Try));
        let from = Date::new(2026, 11, 18).ok_or("no such day")?;
        let entry = PriceEntry { unit: PriceUnit::SmsPart, from, price };
        assert_eq!(account_prices::of_account(db.read(), FIRM, ACCOUNT).await?, [entry]);
        Migrator::down(&writer, later).await?;
        let left = Statement::from_string(writer.get_database_backend(), "SELECT amount FROM account_prices");
        let left = writer.query_one_raw(left).await?.ok_or("the price is gone")?;
        assert_eq!(left.try_get::<i64>("", "amount")?, 395);
        writer.close().await?;
    }
    Ok(())
}
