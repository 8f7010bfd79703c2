use std::collections::BTreeSet;

use super::Snapshot;
use crate::StorageError;
use crate::data_map;
use crate::testing::every_database;

#[tokio::test]
async fn holds_every_table_of_the_data_map() -> Result<(), StorageError> {
    let mapped: BTreeSet<_> = data_map::tables().map(|table| table.name.to_owned()).collect();
    for db in every_database().await? {
        let snapshot = Snapshot::open(db.url()).await?;
        let held: BTreeSet<_> = snapshot.tables().iter().map(|table| table.name.clone()).collect();
        assert_eq!(held, mapped);
        snapshot.close().await?;
    }
    Ok(())
}
