//! Money and time go through both databases as the whole numbers they are, also where a floating-point
//! number cannot tell them from their neighbours.

use domain::id::CompanyId;
use domain::limits::CompanyLimits;
use domain::money::{Currency, Money};
use domain::time::Timestamp;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use storage::companies::{self, Company};
use storage::testing::every_database;
use storage::{Db, StorageError, limits};

type Outcome = Result<(), StorageError>;

/// The last whole number before which floating-point numbers know all of them.
const EXACT: i64 = 1 << 53;
const VALUES: [i64; 9] = [i64::MIN, -EXACT - 1, -1, 0, 1, 12_345, EXACT + 1, i64::MAX - 1, i64::MAX];

/// Keeps the value as the time a company was made and as an amount of money it may spend.
async fn keep(db: &Db, company: CompanyId, value: i64) -> Outcome {
    let at = Timestamp::from_micros(value);
    let money_day = Some(Money::new(value, Currency::Try));
    let work = db.write(move |tx| {
        Box::pin(async move {
            companies::insert(tx, Company::new(company, "Işık Ltd.".to_owned(), at)).await?;
            let allowed = CompanyLimits { money_day, ..CompanyLimits::default() };
            Ok(limits::save(tx, company, &allowed, at).await?)
        })
    });
    work.await
}

#[tokio::test]
async fn every_value_comes_back_as_it_was() -> Outcome {
    for db in every_database().await? {
        for (number, value) in (1..).zip(VALUES) {
            let company = CompanyId::from_i64(number);
            keep(&db, company, value).await?;
            let found = companies::find(db.read(), company).await?.map(|company| company.created_at);
            assert_eq!(found, Some(Timestamp::from_micros(value)));
            let money = limits::find(db.read(), company).await?.money_day;
            assert_eq!(money, Some(Money::new(value, Currency::Try)));
        }
    }
    Ok(())
}

#[tokio::test]
async fn sqlite_keeps_whole_numbers_and_nothing_else() -> Outcome {
    for db in every_database().await? {
        if db.backend() != DbBackend::Sqlite {
            continue;
        }
        for (number, value) in (1..).zip(VALUES) {
            keep(&db, CompanyId::from_i64(number), value).await?;
        }
        for (table, column) in [("companies", "created_at"), ("company_limits", "money_day")] {
            let query = format!("SELECT COUNT(*) FROM {table} WHERE typeof({column}) = 'integer'");
            let row = db.read().query_one_raw(Statement::from_string(db.backend(), query)).await?;
            let whole: Option<i64> = row.map(|row| row.try_get_by_index(0)).transpose()?;
            assert_eq!(whole, i64::try_from(VALUES.len()).ok(), "{table}.{column}");
        }
    }
    Ok(())
}
