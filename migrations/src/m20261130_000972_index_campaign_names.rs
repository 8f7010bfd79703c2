use sea_orm_migration::prelude::*;

use crate::dialect::run;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &format!("DROP INDEX campaigns_of_company; {NAMED}")).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let plain = "CREATE INDEX campaigns_of_company ON campaigns (company_id, id)";
        run(manager, &format!("DROP INDEX campaigns_of_company; {plain}")).await
    }
}

/// A search reads the names of a company's campaigns from here, and which are drafts, without their long
/// audiences and texts.
const NAMED: &str = "CREATE INDEX campaigns_of_company ON campaigns (company_id, id, name, state)";
