use domain::contacts::ContactQuery;
use domain::failure::Problem;
use domain::id::ImportId;
use domain::imports::{ImportCounts, ImportState, MappingForm, RejectReason};
use domain::topic::Topic;
use futures::StreamExt;
use storage::imports::{self, Import};

use super::super::run::Run;
use super::upload::{form_of, upload};
use crate::actor::Actor;
use crate::services::Services;
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(
    a_list_comes_in_with_its_faults_told,
    a_run_that_breaks_off_goes_on_behind_its_last_piece,
    a_cancelled_run_stops_and_its_list_is_gone,
    what_a_cancelled_run_refused_is_forgotten_after_a_week,
    the_same_list_twice_adds_nobody_twice,
    a_list_is_started_once,
    refused_rows_come_back_as_a_list_to_correct,
    a_list_is_deleted_a_week_after_its_end,
    only_one_worker_takes_a_list_in,
    progress_is_told_to_open_pages,
    a_list_that_was_changed_on_the_disk_fails,
    workers_take_lists_in_until_they_are_told_to_stop,
    lists_of_one_company_follow_each_other_and_hold_up_no_other,
    a_list_that_goes_wrong_again_and_again_is_given_up,
    no_list_brings_an_erased_person_back,
);

const LIST: &str = "Cari Kodu;Ünvanı;Cep;E-posta;Vergi No;Grup\n\
    C1;Işık Lastik;0532 123 45 67 - 0533 765 43 21;info@isik.com.tr;;Filo\n\
    C2;Çağ Oto;0532 ABC 45 67;;;Filo, VIP\n\
    C3;Kaya Petrol;05321112233;bozuk@;12345;\n\
    C4;Demir Nakliyat;444 1 234;;;\n\
    C1;Işık Lastik;05321234567;;;\n\
    C5;Yok;;;;\n\
    C6;Ayraç;05321112244;;;;fazla\n\
    C7;=HYPERLINK(1);9,05E+11;;;\n";

/// Uploads a list and starts it as it was recognised.
async fn start(world: &World, actor: &Actor, bytes: &[u8]) -> TestResult<ImportId> {
    let id = upload(world, actor, bytes).await?;
    let preview = world.services.import_preview(actor, id, None).await?;
    let form = MappingForm { tag: "Listeden".to_owned(), ..form_of(&preview) };
    Ok(world.services.start_import(actor, &form).await?)
}

async fn work(services: &Services) -> TestResult<bool> {
    Ok(services.take_next_list_in().await?)
}

async fn claim(world: &World) -> TestResult<Import> {
    let now = world.services.now();
    let work = world.db.write(move |tx| Box::pin(async move { Ok(imports::claim(tx, now, now).await?) }));
    Ok(work.await?.ok_or("no list waits")?)
}

/// Rows of a long list: every customer with a code and a phone of their own.
fn long_list(rows: usize) -> Vec<u8> {
    let rows = (0..rows).map(|row| format!("K{row};Müşteri {row};0532{row:07}\n"));
    format!("Kod;Ünvan;Telefon\n{}", rows.collect::<String>()).into_bytes()
}

async fn people(world: &World, actor: &Actor) -> TestResult<u32> {
    let list = world.services.list_contacts(actor, &ContactQuery::default()).await?;
    Ok(list.total)
}

async fn a_list_comes_in_with_its_faults_told(world: World) -> TestResult {
    let owner = world.owner().await?;
    let id = start(&world, &owner, LIST.as_bytes()).await?;
    assert!(work(&world.services).await?);
    assert!(!work(&world.services).await?);
    let view = world.services.get_import(&owner, id).await?;
    assert_eq!(view.state, ImportState::Done);
    let expected = ImportCounts { total: 8, done: 8, added: 2, updated: 0, refused: 6, partial: 1 };
    assert_eq!(view.counts, expected);
    let told: Vec<_> = view.examples.iter().map(|row| (row.line, row.reason, row.partial)).collect();
    use RejectReason as R;
    assert_eq!(
        told,
        [
            (3, R::PhoneLetters, false),
            (4, R::EmailInvalid, true),
            (4, R::TaxNumber, true),
            (5, R::PhoneShortNumber, false),
            (6, R::Duplicate, false),
            (7, R::NoAddress, false),
            (8, R::ExtraCells, false),
            (9, R::PhoneRounded, false),
        ]
    );
    assert_eq!(people(&world, &owner).await?, 2);
    Ok(())
}

async fn a_run_that_breaks_off_goes_on_behind_its_last_piece(world: World) -> TestResult {
    let owner = world.owner().await?;
    let id = start(&world, &owner, &long_list(1_500)).await?;
    let mut run = Run::open(&world.services, claim(&world).await?).await?;
    for _ in 0..2 {
        assert!(run.next_piece().await?);
    }
    drop(run);
    let halfway = world.services.get_import(&owner, id).await?.counts;
    assert!(halfway.done > 0 && halfway.done < 1_500, "{halfway:?}");
    assert_eq!(people(&world, &owner).await?, halfway.added);
    let restarted = world.restarted(|_| {}).await?;
    assert!(!work(&restarted).await?, "the dead process still holds it");
    world.pass(61);
    assert!(work(&restarted).await?);
    let view = restarted.get_import(&owner, id).await?;
    let expected = ImportCounts { total: 1_500, done: 1_500, added: 1_500, ..ImportCounts::default() };
    assert_eq!((view.state, view.counts), (ImportState::Done, expected));
    assert_eq!(people(&world, &owner).await?, 1_500);
    Ok(())
}

async fn a_cancelled_run_stops_and_its_list_is_gone(world: World) -> TestResult {
    let owner = world.owner().await?;
    let id = start(&world, &owner, &long_list(1_500)).await?;
    let mut run = Run::open(&world.services, claim(&world).await?).await?;
    assert!(run.next_piece().await?);
    world.services.cancel_import(&owner, id).await?;
    let stopped = run.next_piece().await.err().and_then(|error| error.problem());
    assert_eq!(stopped, Some(Problem::Conflict));
    let view = world.services.get_import(&owner, id).await?;
    assert_eq!(view.state, ImportState::Cancelled);
    assert_eq!(people(&world, &owner).await?, view.counts.added);
    assert_eq!(storage::files::used(world.db.read(), owner.company()?).await?, 0);
    assert!(!work(&world.services).await?);
    Ok(())
}

async fn what_a_cancelled_run_refused_is_forgotten_after_a_week(world: World) -> TestResult {
    let owner = world.owner().await?;
    let id = start(&world, &owner, LIST.as_bytes()).await?;
    let mut run = Run::open(&world.services, claim(&world).await?).await?;
    assert!(run.next_piece().await?);
    world.services.cancel_import(&owner, id).await?;
    assert!(!world.services.get_import(&owner, id).await?.examples.is_empty());
    world.pass(7 * 24 * 3_600);
    world.services.purge_files().await?;
    assert!(world.services.get_import(&owner, id).await?.examples.is_empty());
    Ok(())
}

async fn the_same_list_twice_adds_nobody_twice(world: World) -> TestResult {
    let owner = world.owner().await?;
    for expected in [(300, 0), (0, 300)] {
        let id = start(&world, &owner, &long_list(300)).await?;
        assert!(work(&world.services).await?);
        let counts = world.services.get_import(&owner, id).await?.counts;
        assert_eq!((counts.added, counts.updated), expected);
    }
    assert_eq!(people(&world, &owner).await?, 300);
    Ok(())
}

async fn a_list_is_started_once(world: World) -> TestResult {
    let owner = world.owner().await?;
    let id = upload(&world, &owner, LIST.as_bytes()).await?;
    let form = form_of(&world.services.import_preview(&owner, id, None).await?);
    let other = MappingForm { tag: "Başka".to_owned(), ..form.clone() };
    for _ in 0..2 {
        assert_eq!(world.services.start_import(&owner, &form).await?, id);
    }
    let refused = world.services.start_import(&owner, &other).await;
    assert_eq!(refused.err().and_then(|error| error.problem()), Some(Problem::AlreadyDone));
    let thrown_away = upload(&world, &owner, &long_list(3)).await?;
    let form = form_of(&world.services.import_preview(&owner, thrown_away, None).await?);
    world.services.cancel_import(&owner, thrown_away).await?;
    let refused = world.services.start_import(&owner, &form).await;
    assert_eq!(refused.err().and_then(|error| error.problem()), Some(Problem::Conflict));
    Ok(())
}

async fn refused_rows_come_back_as_a_list_to_correct(world: World) -> TestResult {
    let owner = world.owner().await?;
    let id = start(&world, &owner, LIST.as_bytes()).await?;
    work(&world.services).await?;
    let file = world.services.refused_rows(&owner, id).await?;
    assert_eq!(file.file_name, "müşteriler - alınmayan satırlar.csv");
    let pieces: Vec<_> = file.into_stream().collect().await;
    let text = String::from_utf8(pieces.concat())?;
    let lines: Vec<_> = text.split("\r\n").collect();
    assert_eq!(lines[0], "\u{FEFF}Cari Kodu;Ünvanı;Cep;E-posta;Vergi No;Grup;Satır;Neden;Okunamayan");
    assert!(lines[1].starts_with("C2;Çağ Oto;0532 ABC 45 67;;;Filo, VIP;3;Telefonda harf"), "{}", lines[1]);
    assert!(lines[2].starts_with("C3;Kaya Petrol;05321112233;bozuk@;12345;;4;Eksik alındı:"), "{}", lines[2]);
    assert!(lines[7].starts_with("C7;'=HYPERLINK(1);"), "{}", lines[7]);
    assert_eq!(lines.len(), 9);
    let again = upload(&world, &owner, text.as_bytes()).await?;
    let preview = world.services.import_preview(&owner, again, None).await?;
    assert_eq!((preview.skip_rows, preview.rows), (1, 7));
    assert_eq!(preview.first[6].left_out[0].1, RejectReason::PhoneRounded);
    Ok(())
}

async fn a_list_is_deleted_a_week_after_its_end(world: World) -> TestResult {
    let owner = world.owner().await?;
    let id = start(&world, &owner, LIST.as_bytes()).await?;
    world.pass(6 * 24 * 3_600);
    work(&world.services).await?;
    world.pass(6 * 24 * 3_600);
    assert_eq!(world.services.purge_files().await?, 0);
    world.pass(24 * 3_600 + 1);
    assert_eq!(world.services.purge_files().await?, 1);
    let view = world.services.get_import(&owner, id).await?;
    assert!(view.examples.is_empty() && view.counts.refused == 6 && !view.reasons.is_empty());
    let gone = world.services.refused_rows(&owner, id).await.err().and_then(|error| error.problem());
    assert_eq!(gone, Some(Problem::NotFound));
    Ok(())
}

async fn only_one_worker_takes_a_list_in(world: World) -> TestResult {
    let owner = world.owner().await?;
    start(&world, &owner, &long_list(1_000)).await?;
    let import = claim(&world).await?;
    let mut first = Run::open(&world.services, import.clone()).await?;
    let mut second = Run::open(&world.services, import).await?;
    assert!(first.next_piece().await?);
    let late = second.next_piece().await.err().and_then(|error| error.problem());
    assert_eq!(late, Some(Problem::Conflict));
    while first.next_piece().await? {}
    first.finish().await?;
    assert_eq!(people(&world, &owner).await?, 1_000);
    Ok(())
}

async fn progress_is_told_to_open_pages(world: World) -> TestResult {
    let owner = world.owner().await?;
    let id = upload(&world, &owner, LIST.as_bytes()).await?;
    let mut ear = world.services.live().listen(owner.company()?, vec![Topic::Import(id)]);
    let preview = world.services.import_preview(&owner, id, None).await?;
    world.services.start_import(&owner, &form_of(&preview)).await?;
    assert_eq!(ear.next().await, Some(vec![Topic::Import(id)]));
    work(&world.services).await?;
    assert_eq!(ear.next().await, Some(vec![Topic::Import(id)]));
    Ok(())
}

async fn a_list_that_was_changed_on_the_disk_fails(world: World) -> TestResult {
    let owner = world.owner().await?;
    let id = start(&world, &owner, &long_list(5_000)).await?;
    let folder = std::fs::read_dir(world.files.path())?.next().ok_or("no folder")??.path();
    let path = std::fs::read_dir(folder)?.next().ok_or("no file")??.path();
    let mut bytes = std::fs::read(&path)?;
    if let Some(last) = bytes.last_mut() {
        *last ^= 1;
    }
    std::fs::write(&path, bytes)?;
    assert!(work(&world.services).await?);
    let view = world.services.get_import(&owner, id).await?;
    assert_eq!((view.state, view.problem), (ImportState::Failed, Some(Problem::FileUnreadable)));
    assert_eq!(people(&world, &owner).await?, view.counts.added);
    Ok(())
}

async fn workers_take_lists_in_until_they_are_told_to_stop(world: World) -> TestResult {
    let owner = world.owner().await?;
    let ids = [start(&world, &owner, LIST.as_bytes()).await?, start(&world, &owner, &long_list(300)).await?];
    let mut ear = world.services.live().listen(owner.company()?, ids.map(Topic::Import).to_vec());
    let stop = async {
        for id in ids {
            while world.services.get_import(&owner, id).await.is_ok_and(|view| !view.state.is_over()) {
                ear.next().await;
            }
        }
    };
    world.services.run_imports(true, stop).await?;
    for id in ids {
        assert_eq!(world.services.get_import(&owner, id).await?.state, ImportState::Done);
    }
    Ok(())
}

async fn lists_of_one_company_follow_each_other_and_hold_up_no_other(world: World) -> TestResult {
    let owner = world.owner().await?;
    let services = world.restarted(|config| config.open_signup = true).await?;
    let form = world.sign_up_form("bora").await?;
    let stranger = services.sign_up(&form, domain::lang::Lang::Tr, &crate::testing::here()).await?;
    let stranger = world.actor(&stranger.cookie).await?;
    let first = start(&world, &owner, &long_list(300)).await?;
    let second = start(&world, &owner, LIST.as_bytes()).await?;
    let other = start(&world, &stranger, LIST.as_bytes()).await?;
    let now = world.services.now();
    let until = now + std::time::Duration::from_secs(60);
    let mut claimed = Vec::new();
    for _ in 0..3 {
        let work =
            world.db.write(move |tx| Box::pin(async move { Ok(imports::claim(tx, now, until).await?) }));
        claimed.push(work.await?.map(|import| import.id));
    }
    assert_eq!(claimed, [Some(first), Some(other), None]);
    world.pass(61);
    assert!(work(&world.services).await? && work(&world.services).await? && work(&world.services).await?);
    assert_eq!(world.services.get_import(&owner, second).await?.state, ImportState::Done);
    Ok(())
}

async fn a_list_that_goes_wrong_again_and_again_is_given_up(world: World) -> TestResult {
    let owner = world.owner().await?;
    let id = start(&world, &owner, LIST.as_bytes()).await?;
    world.execute("ALTER TABLE import_rejects RENAME TO elsewhere").await?;
    for _ in 0..5 {
        assert!(work(&world.services).await.is_err());
    }
    world.execute("ALTER TABLE elsewhere RENAME TO import_rejects").await?;
    let view = world.services.get_import(&owner, id).await?;
    assert_eq!((view.state, view.problem), (ImportState::Failed, Some(Problem::Internal)));
    assert!(!work(&world.services).await?);
    Ok(())
}

async fn no_list_brings_an_erased_person_back(world: World) -> TestResult {
    let owner = world.owner().await?;
    let form = domain::contacts::ContactForm {
        kind: "person".to_owned(),
        given_name: "Ayşe".to_owned(),
        phones: "0532 123 45 67".to_owned(),
        code: "C9".to_owned(),
        ..Default::default()
    };
    let id = world.services.save_contact(&owner, &form).await?;
    world.services.erase_contact(&owner, id).await?;
    let list = "Kod;Ad;Telefon\nC1;Ayşe Işık;+90 (532) 123 45 67\nc9;Başka;05331112233\nC2;Ali;05334445566\n";
    let import = upload(&world, &owner, list.as_bytes()).await?;
    let preview = world.services.import_preview(&owner, import, None).await?;
    let refused: Vec<_> = preview.first.iter().map(|row| row.refused).collect();
    assert_eq!(refused, [Some(RejectReason::Erased), Some(RejectReason::Erased), None]);
    world.services.start_import(&owner, &form_of(&preview)).await?;
    assert!(work(&world.services).await?);
    let view = world.services.get_import(&owner, import).await?;
    assert_eq!(
        (view.counts.added, view.counts.refused, view.reasons[0].reason),
        (1, 2, RejectReason::Erased)
    );
    assert_eq!(people(&world, &owner).await?, 1);
    Ok(())
}
