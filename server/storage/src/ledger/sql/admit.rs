//! Which of the messages about to be written fit into their companies' limits.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use domain::id::{CampaignId, CompanyId, MessageId};
use domain::limits::LimitReached;
use domain::message::State;
use domain::money::Money;

use super::desk::Desk;
use super::statement::{json, run};
use crate::error::StorageError;
use crate::ledger::planning::NewMessage;
use crate::limits::{Asks, Gate, draw};

/// Refuses the batches that pass a limit, gives their keys back and takes them out of `fresh`. Messages of
/// a campaign come out of what it reserved at its launch, and are let in.
pub(super) async fn admit(
    desk: &mut Desk<'_>,
    sizes: &[usize],
    ids: &[MessageId],
    batch: &[NewMessage],
    fresh: &mut HashSet<MessageId>,
) -> Result<Vec<Option<LimitReached>>, StorageError> {
    let counts = |(id, message): &(&MessageId, &NewMessage)| {
        fresh.contains(id) && message.state.state() != State::Skipped
    };
    let reserved = draw_reserved(desk, ids.iter().zip(batch).filter(counts).map(|(_, new)| new)).await?;
    let mut messages = ids.iter().zip(batch);
    let batches = sizes.iter().map(|size| {
        let mut asks = Asks::default();
        for (_, new) in messages.by_ref().take(*size).filter(counts) {
            if !new.campaign.is_some_and(|campaign| reserved.contains(&(new.company, campaign))) {
                asks.add(new.company, new.channel, new.cost);
            }
        }
        asks
    });
    let batches: Vec<_> = batches.collect();
    let companies: BTreeSet<_> = batches.iter().flat_map(Asks::companies).collect();
    let today = desk.now.to_istanbul().date();
    let mut gate = Gate::open(desk.tx, &companies.into_iter().collect::<Vec<_>>(), today).await?;
    let refused: Vec<_> = batches.iter().map(|asks| gate.admit(asks).err()).collect();
    if refused.iter().any(Option::is_some) {
        let per_message =
            sizes.iter().zip(&refused).flat_map(|(size, reached)| vec![reached.is_some(); *size]);
        let gone =
            ids.iter().zip(batch).zip(per_message).filter(|(_, refused)| *refused).map(|(pair, _)| pair);
        give_keys_back(desk, gone, fresh).await?;
    }
    Ok(refused)
}

type Sums = BTreeMap<(CompanyId, CampaignId), (i64, i64)>;

/// The campaigns that had reserved their messages. What they had counted before is counted anew, message
/// by message, on the day each is written.
async fn draw_reserved<'m>(
    desk: &mut Desk<'_>,
    messages: impl Iterator<Item = &'m NewMessage>,
) -> Result<HashSet<(CompanyId, CampaignId)>, StorageError> {
    let mut sums = Sums::new();
    for (campaign, new) in messages.filter_map(|new| Some((new.campaign?, new))) {
        let sum = sums.entry((new.company, campaign)).or_default();
        sum.0 += 1;
        sum.1 += new.cost.map_or(0, Money::ten_thousandths);
    }
    let mut reserved = HashSet::new();
    for ((company, campaign), sum) in sums {
        if let Some(drawn) = draw(desk.tx, company, campaign, sum).await? {
            desk.tally.usage.give_back(&drawn);
            reserved.insert((company, campaign));
        }
    }
    Ok(reserved)
}

const FORGET: &str = "DELETE FROM send_keys WHERE (company_id, key) IN \
    (SELECT CAST(value ->> 0 AS BIGINT), value ->> 1 FROM {rows})";

async fn give_keys_back<'m>(
    desk: &Desk<'_>,
    gone: impl Iterator<Item = (&'m MessageId, &'m NewMessage)>,
    fresh: &mut HashSet<MessageId>,
) -> Result<(), StorageError> {
    let gone = gone.filter(|(id, _)| fresh.remove(*id));
    let keys: Vec<_> = gone.map(|(_, new)| (new.company.as_i64(), new.key.as_str())).collect();
    run(desk.tx, FORGET, vec![json(&keys)?]).await.map(drop)
}
