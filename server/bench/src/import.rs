//! How fast a list of people comes in.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use bytes::Bytes;
use domain::imports::{ImportState, MappingForm};
use futures::stream;
use providers::outbound::OutboundConfig;

use crate::Outcome;
use crate::installation::Installation;
use crate::place::Place;

/// Takes in a CSV file of customers, all different, with code, title, phone and e-mail each, as it was
/// recognised; tells how long that took after the upload.
///
/// # Errors
/// The product's, or rows that did not come in.
pub async fn import(place: Place, rows: usize) -> Outcome<Duration> {
    let installation = Installation::make(&place, OutboundConfig::default()).await?;
    let (services, owner) = (&installation.services, &installation.owner);
    let list = list(rows)?;
    let pieces: Vec<_> =
        list.as_bytes().chunks(1 << 16).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
    let id = services.upload_import(owner, "musteriler.csv", "", stream::iter(pieces)).await?;
    let preview = services.import_preview(owner, id, None).await?;
    let form = MappingForm {
        import: preview.import.to_string(),
        encoding: preview.encoding.map(|encoding| encoding.word().to_owned()).unwrap_or_default(),
        separator: preview.separator.map(|separator| separator.word().to_owned()).unwrap_or_default(),
        skip_rows: preview.skip_rows.to_string(),
        columns: preview.columns.iter().map(|column| column.field.word().to_owned()).collect(),
        tag: preview.tag.clone(),
    };
    let began = Instant::now();
    services.start_import(owner, &form).await?;
    services.take_next_list_in().await?;
    let took = began.elapsed();
    let view = services.get_import(owner, id).await?;
    let all = u32::try_from(rows)?;
    if view.state != ImportState::Done || view.counts.added != all {
        return Err(format!("of {rows} rows came in: {:?}", view.counts).into());
    }
    installation.close().await;
    place.remove().await?;
    Ok(took)
}

fn list(rows: usize) -> Outcome<String> {
    let mut list = String::from("Cari Kodu;Ünvanı;Cep;E-posta\n");
    for row in 0..rows {
        writeln!(list, "120.{row:07};Müşteri {row} Ltd. Şti.;0532{row:07};kisi{row}@ornek.com.tr")?;
    }
    Ok(list)
}
