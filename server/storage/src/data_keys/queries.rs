use domain::time::Timestamp;
use sea_orm::ActiveValue::{NotSet, Set, Unchanged};
use sea_orm::ExprTrait;
use sea_orm::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{IntoActiveModel, QueryOrder, QuerySelect};

use super::entity::{ActiveModel, Column, Entity, Model};

/// A data key as it lies in the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrappedKey {
    pub id: i64,
    /// 1 platform, 2 company, 3 user.
    pub scope: i16,
    /// The company or the user; 0 for the platform.
    pub owner: i64,
    pub version: i32,
    /// The name of the master key that wrapped it.
    pub master: String,
    pub wrapped: Vec<u8>,
    pub created_at: Timestamp,
}

impl From<Model> for WrappedKey {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            scope: row.scope,
            owner: row.owner_id,
            version: row.version,
            master: row.master_key,
            wrapped: row.wrapped,
            created_at: Timestamp::from_micros(row.created_at),
        }
    }
}

impl From<WrappedKey> for Model {
    fn from(key: WrappedKey) -> Self {
        Self {
            id: key.id,
            scope: key.scope,
            owner_id: key.owner,
            version: key.version,
            master_key: key.master,
            wrapped: key.wrapped,
            created_at: key.created_at.micros(),
        }
    }
}

pub async fn any_exists(db: &impl ConnectionTrait) -> Result<bool, DbErr> {
    Ok(Entity::find().limit(1).one(db).await?.is_some())
}

/// The names of the master keys that wrapped any key of the installation.
pub async fn masters(db: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    let names = Entity::find().select_only().column(Column::MasterKey).distinct();
    names.into_tuple().all(db).await
}

/// How many keys each master key wraps, by its name.
pub async fn count_by_master(db: &impl ConnectionTrait) -> Result<Vec<(String, i64)>, DbErr> {
    let counts = Entity::find()
        .select_only()
        .column(Column::MasterKey)
        .column_as(Column::Id.count(), "keys")
        .group_by(Column::MasterKey)
        .order_by_asc(Column::MasterKey);
    counts.into_tuple().all(db).await
}

fn of(scope: i16, owner: i64) -> sea_orm::Select<Entity> {
    Entity::find().filter(Column::Scope.eq(scope).and(Column::OwnerId.eq(owner)))
}

/// The key that seals what is new.
pub async fn latest(db: &impl ConnectionTrait, scope: i16, owner: i64) -> Result<Option<WrappedKey>, DbErr> {
    let query = of(scope, owner).order_by_desc(Column::Version).limit(1);
    Ok(query.one(db).await?.map(WrappedKey::from))
}

/// The key of a version.
pub async fn version(
    db: &impl ConnectionTrait,
    scope: i16,
    owner: i64,
    version: i32,
) -> Result<Option<WrappedKey>, DbErr> {
    let query = of(scope, owner).filter(Column::Version.eq(version));
    Ok(query.one(db).await?.map(WrappedKey::from))
}

/// Stores a fresh key unless its version exists; read it back to see which one won.
pub async fn insert(db: &impl ConnectionTrait, key: WrappedKey) -> Result<(), DbErr> {
    let keep = OnConflict::columns([Column::Scope, Column::OwnerId, Column::Version]).do_nothing().to_owned();
    let insert = Entity::insert(Model::from(key).into_active_model()).on_conflict(keep);
    insert.exec_without_returning(db).await.map(drop)
}

/// Keys that another master key than `active` wraps.
pub async fn of_other_masters(
    db: &impl ConnectionTrait,
    active: &str,
    limit: u64,
) -> Result<Vec<WrappedKey>, DbErr> {
    let query = Entity::find().filter(Column::MasterKey.ne(active)).order_by_asc(Column::Id).limit(limit);
    Ok(query.all(db).await?.into_iter().map(WrappedKey::from).collect())
}

/// Replaces the wrapping of a key; what it sealed stays as it is.
pub async fn rewrap(db: &impl ConnectionTrait, id: i64, master: &str, wrapped: Vec<u8>) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Unchanged(id),
        master_key: Set(master.to_owned()),
        wrapped: Set(wrapped),
        scope: NotSet,
        owner_id: NotSet,
        version: NotSet,
        created_at: NotSet,
    };
    Entity::update(row).exec(db).await.map(drop)
}
