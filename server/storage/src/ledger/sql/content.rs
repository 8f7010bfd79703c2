use std::collections::HashMap;

use domain::id::{CompanyId, ContentId, MessageId};
use sea_orm::{ConnectionTrait, QueryResult};
use sha2::{Digest as _, Sha256};

use super::desk::Desk;
use super::fields::Fields;
use super::insert::insert_new;
use super::statement::{json, rows};
use crate::error::StorageError;
use crate::ledger::planning::{Body, Content};

const CONTENTS: &str = "message_contents (id, company_id, subject, html, text, sha256, created_at)";

/// Keeps a content; an equal one of the company is kept once.
pub(super) async fn save(
    desk: &Desk<'_>,
    company: CompanyId,
    content: Content,
) -> Result<ContentId, StorageError> {
    let hash = hash(&content);
    let values = vec![
        desk.ids.next_id().into(),
        company.as_i64().into(),
        content.subject.into(),
        content.html.into(),
        content.text.into(),
        hash.clone().into(),
        desk.now.micros().into(),
    ];
    insert_new(desk.tx, CONTENTS, values, "id").await?;
    let sql = "SELECT id FROM message_contents WHERE company_id = $1 AND sha256 = $2";
    let kept = rows(desk.tx, sql, vec![company.as_i64().into(), hash.into()]).await?;
    let kept = kept.first().ok_or(StorageError::NotFound("content"))?;
    Fields::of(kept).id(ContentId::from_i64)
}

/// Lengths first, so that no text can pose as the next one.
fn hash(content: &Content) -> Vec<u8> {
    let mut hasher = Sha256::new();
    for part in [Some(&content.subject), content.html.as_ref(), content.text.as_ref()] {
        let length = part.map_or(u64::MAX, |text| text.len() as u64);
        hasher.update(length.to_le_bytes());
        hasher.update(part.map_or("", String::as_str));
    }
    hasher.finalize().to_vec()
}

const BY_IDS: &str = "SELECT c.id, c.subject, c.html, c.text FROM {list} \
    JOIN message_contents c ON c.id = CAST(value AS BIGINT)";

pub(super) async fn contents<C: ConnectionTrait>(
    db: &C,
    ids: &[ContentId],
) -> Result<HashMap<ContentId, Content>, StorageError> {
    let ids: Vec<_> = ids.iter().map(|id| id.as_i64()).collect();
    let found = rows(db, BY_IDS, vec![json(&ids)?]).await?;
    found.iter().map(content).collect()
}

fn content(row: &QueryResult) -> Result<(ContentId, Content), StorageError> {
    let mut fields = Fields::of(row);
    let id = fields.id(ContentId::from_i64)?;
    Ok((id, Content { subject: fields.take()?, html: fields.take()?, text: fields.take()? }))
}

const BODIES: &str = "SELECT b.message_id, b.recipient, b.sender, b.subject, b.text, b.content_id, b.params \
    FROM {list} CROSS JOIN message_bodies b WHERE b.message_id = CAST(value AS BIGINT)";

pub(super) async fn bodies<C: ConnectionTrait>(
    db: &C,
    messages: &[MessageId],
) -> Result<HashMap<MessageId, Body>, StorageError> {
    let ids: Vec<_> = messages.iter().map(|id| id.as_i64()).collect();
    let found = rows(db, BODIES, vec![json(&ids)?]).await?;
    let bodies = found.iter().map(|row| {
        let mut fields = Fields::of(row);
        Ok((fields.id(MessageId::from_i64)?, body(&mut fields)?))
    });
    bodies.collect()
}

/// The columns `recipient, sender, subject, text, content_id, params`.
pub(super) fn body(fields: &mut Fields<'_>) -> Result<Body, StorageError> {
    Ok(Body {
        recipient: fields.take()?,
        sender: fields.take()?,
        subject: fields.take()?,
        text: fields.take()?,
        content: fields.maybe_id(ContentId::from_i64)?,
        params: fields.take()?,
    })
}
