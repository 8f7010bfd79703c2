use std::io::{Read, Seek, SeekFrom};
use std::time::Duration;

use bytes::Bytes;
use domain::failure::Problem;
use domain::id::CompanyId;
use futures::stream;

use super::{SealedFile, StoredFile};
use crate::services::ServicesConfig;
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(
    a_file_comes_back_from_every_place,
    lies_encrypted_on_the_disk,
    a_changed_cut_or_moved_file_does_not_open,
    keeps_no_more_than_asked_and_than_the_quota,
    deletes_what_has_expired_and_what_broke_off,
);

const DAY: Duration = Duration::from_secs(24 * 3_600);

fn stream_of(content: &[u8], piece: usize) -> impl futures::Stream<Item = Result<Bytes, Problem>> + Send {
    let pieces: Vec<_> = content.chunks(piece).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
    stream::iter(pieces)
}

async fn keep(world: &World, company: CompanyId, content: &[u8]) -> TestResult<StoredFile> {
    Ok(world.services.files().keep(company, stream_of(content, 1_000), 10 << 20, DAY).await?)
}

async fn company(world: &World) -> TestResult<CompanyId> {
    Ok(world.owner().await?.company()?)
}

fn sample(length: usize) -> Vec<u8> {
    (0..length).map(|place| (place % 251) as u8).collect()
}

async fn a_file_comes_back_from_every_place(world: World) -> TestResult {
    let company = company(&world).await?;
    for length in [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000] {
        let content = sample(length);
        let kept = keep(&world, company, &content).await?;
        let mut file: SealedFile = world.services.files().open(company, kept.id).await?;
        assert_eq!((kept.size, file.size()), (length as u64, length as u64));
        let mut read = Vec::new();
        file.read_to_end(&mut read)?;
        assert!(read == content, "{length}");
        for start in [0, length / 2, length.saturating_sub(3)] {
            file.seek(SeekFrom::Start(start as u64))?;
            let mut piece = [0; 3];
            let got = file.read(&mut piece)?;
            let end = (start + got).min(length);
            assert_eq!(piece[..got], content[start..end], "{length} at {start}");
        }
    }
    Ok(())
}

async fn lies_encrypted_on_the_disk(world: World) -> TestResult {
    let company = company(&world).await?;
    keep(&world, company, &b"canary-of-the-list ".repeat(10_000)).await?;
    let raw = std::fs::read(only_file(&world)?)?;
    assert!(raw.len() > 190_000);
    assert!(!raw.windows(10).any(|window| window == b"canary-of-"));
    Ok(())
}

/// The path of the only file of a world.
fn only_file(world: &World) -> TestResult<std::path::PathBuf> {
    let company = std::fs::read_dir(world.files.path())?.next().ok_or("no folder")??.path();
    Ok(std::fs::read_dir(company)?.next().ok_or("no file")??.path())
}

async fn a_changed_cut_or_moved_file_does_not_open(world: World) -> TestResult {
    let company = company(&world).await?;
    let kept = keep(&world, company, &sample(150_000)).await?;
    let path = only_file(&world)?;
    let whole = std::fs::read(&path)?;
    let chunk = 65_536 + 16;
    let mut changed = whole.clone();
    changed[100_000] ^= 1;
    let mut swapped = whole.clone();
    swapped[21..21 + 2 * chunk].rotate_left(chunk);
    let cut = whole[..21 + chunk].to_vec();
    for broken in [changed, swapped, cut, whole[..40].to_vec()] {
        std::fs::write(&path, &broken)?;
        let read = match world.services.files().open(company, kept.id).await {
            Ok(mut file) => file.read_to_end(&mut Vec::new()).map_err(Into::into),
            Err(error) => Err(error.into()),
        };
        let read: TestResult<usize> = read;
        assert!(read.is_err(), "{} bytes", broken.len());
    }
    let other = keep(&world, company, b"x").await?;
    std::fs::write(path.with_file_name(domain::id::encode(other.id.as_i64())), &whole)?;
    let mut moved = world.services.files().open(company, other.id).await?;
    assert!(moved.read_to_end(&mut Vec::new()).is_err());
    Ok(())
}

async fn keeps_no_more_than_asked_and_than_the_quota(world: World) -> TestResult {
    let company = company(&world).await?;
    let files = world.services.files();
    let large = files.keep(company, stream_of(&sample(1_001), 100), 1_000, DAY).await;
    assert_eq!(large.err().and_then(|error| error.problem()), Some(Problem::TooLarge));
    let broken = stream::iter([Ok(Bytes::from_static(b"a")), Err(Problem::Malformed)]);
    let broken = files.keep(company, broken, 1_000, DAY).await;
    assert_eq!(broken.err().and_then(|error| error.problem()), Some(Problem::Malformed));
    let small = world.restarted(|config: &mut ServicesConfig| config.files.quota = 1_500).await?;
    small.files().keep(company, stream_of(&sample(1_000), 100), 5_000, DAY).await?;
    let second = small.files().keep(company, stream_of(&sample(1_000), 100), 5_000, DAY).await;
    assert_eq!(second.err().and_then(|error| error.problem()), Some(Problem::LimitReached));
    assert_eq!(std::fs::read_dir(only_file(&world)?.parent().ok_or("no folder")?)?.count(), 1);
    Ok(())
}

async fn deletes_what_has_expired_and_what_broke_off(world: World) -> TestResult {
    let company = company(&world).await?;
    let kept = keep(&world, company, b"x").await?;
    let orphan = only_file(&world)?.with_file_name(domain::id::encode(kept.id.as_i64() + 1));
    std::fs::write(&orphan, b"left behind")?;
    assert_eq!(world.services.purge_files().await?, 0);
    world.pass(3_700);
    assert_eq!(world.services.purge_files().await?, 1);
    assert!(!orphan.exists() && only_file(&world)?.exists());
    world.pass(24 * 3_600);
    assert_eq!(world.services.purge_files().await?, 1);
    let gone = world.services.files().open(company, kept.id).await;
    assert_eq!(gone.err().and_then(|error| error.problem()), Some(Problem::NotFound));
    Ok(())
}
