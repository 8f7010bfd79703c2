use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::small_integer;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// The hours from and until which messages that nobody waits for may leave, and on which days, Monday the
/// lowest bit.
const COLUMNS: [(&str, i16); 3] = [("send_from", 8), ("send_until", 21), ("send_days", 127)];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, default) in COLUMNS {
            let column = small_integer(name).default(default).take();
            manager.alter_table(Table::alter().table("companies").add_column(column).take()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, _) in COLUMNS {
            manager.alter_table(Table::alter().table("companies").drop_column(name).take()).await?;
        }
        Ok(())
    }
}
