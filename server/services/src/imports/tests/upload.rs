use bytes::Bytes;
use domain::failure::Problem;
use domain::id::ImportId;
use domain::imports::{
    FileEncoding, ImportField, ImportPreview, ImportState, MappingForm, RejectReason, Separator,
};
use domain::rights::Role;
use futures::stream;

use crate::actor::Actor;
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(
    a_turkish_export_of_excel_comes_in_as_it_is_meant,
    a_column_of_mobiles_needs_no_heading,
    another_separator_makes_other_columns,
    what_is_no_list_leaves_nothing_behind,
    a_list_that_is_sent_again_is_there_once,
    another_company_sees_nothing,
    a_list_that_nobody_starts_goes_after_a_week,
);

/// Uploads a list in pieces, as a browser does.
pub(super) async fn upload(world: &World, actor: &Actor, bytes: &[u8]) -> TestResult<ImportId> {
    let pieces: Vec<_> = bytes.chunks(1_000).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
    let name = "C:\\Listeler\\müşteriler.csv";
    Ok(world.services.upload_import(actor, name, "", stream::iter(pieces)).await?)
}

/// What a form posts when nothing is changed in it.
pub(super) fn form_of(preview: &ImportPreview) -> MappingForm {
    MappingForm {
        import: preview.import.to_string(),
        encoding: preview.encoding.map(|encoding| encoding.word().to_owned()).unwrap_or_default(),
        separator: preview.separator.map(|separator| separator.word().to_owned()).unwrap_or_default(),
        skip_rows: preview.skip_rows.to_string(),
        columns: preview.columns.iter().map(|column| column.field.word().to_owned()).collect(),
        tag: preview.tag.clone(),
    }
}

const EXPORT: &str = "Işık Lastik San. Tic. Ltd. Şti.;;;;;\r\n\
    Müşteri Listesi;;;;;24.11.2026\r\n\
    \r\n\
    CARİ KODU;Ünvanı;Cep Tel;E-Posta;Şehir/İl;Grup\r\n\
    120.01.001;ÇAĞ OTO LTD. ŞTİ.;0 (532) 123 45 67 - 0533 765 43 21;info@cagoto.com.tr;IĞDIR;Filo\r\n\
    120.01.002;\"Yılmaz; Kardeşler\";0332 555 03 02;;Konya;Perakende, VIP\r\n\
    120.01.003;Harfli;0532 ABC 45 67;;;\r\n\
    120.01.001;ÇAĞ OTO LTD. ŞTİ.;05337654321;;;\r\n\
    120.01.004;Eksik;;;;\r\n";

async fn a_turkish_export_of_excel_comes_in_as_it_is_meant(world: World) -> TestResult {
    let owner = world.owner().await?;
    let bytes = encoding_rs::WINDOWS_1254.encode(EXPORT).0.into_owned();
    let id = upload(&world, &owner, &bytes).await?;
    let preview = world.services.import_preview(&owner, id, None).await?;
    assert_eq!(preview.file_name, "müşteriler.csv");
    assert_eq!(preview.encoding, Some(FileEncoding::Windows1254));
    assert_eq!((preview.separator, preview.skip_rows, preview.rows), (Some(Separator::Semicolon), 4, 5));
    let fields: Vec<_> = preview.columns.iter().map(|column| column.field).collect();
    use ImportField as F;
    assert_eq!(fields, [F::Code, F::CustomerName, F::Phone, F::Email, F::City, F::Tag]);
    assert_eq!(preview.columns[4].name, "Şehir/İl");
    assert_eq!(preview.columns[4].examples, ["IĞDIR", "Konya"]);
    let first = &preview.first[0];
    assert_eq!((first.line, first.name.as_str()), (5, "ÇAĞ OTO LTD. ŞTİ."));
    assert_eq!(first.phones, ["0532 123 45 67", "0533 765 43 21"]);
    assert_eq!(first.emails, ["info@cagoto.com.tr"]);
    assert_eq!(preview.first[1].tags, ["Perakende", "VIP"]);
    let refused: Vec<_> = preview.first.iter().map(|row| row.refused).collect();
    use RejectReason as R;
    let expected = [None, None, Some(R::PhoneLetters), Some(R::Duplicate), Some(R::NoAddress)];
    assert_eq!(refused, expected);
    let names: Vec<_> = preview.first.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names[2..], ["Harfli", "ÇAĞ OTO LTD. ŞTİ.", "Eksik"]);
    Ok(())
}

async fn a_column_of_mobiles_needs_no_heading(world: World) -> TestResult {
    let owner = world.owner().await?;
    let id =
        upload(&world, &owner, "5321234567,Ayşe Işık,1250\n5337654321,Ömer Kaya,80\n".as_bytes()).await?;
    let preview = world.services.import_preview(&owner, id, None).await?;
    let fields: Vec<_> = preview.columns.iter().map(|column| column.field).collect();
    assert_eq!(fields, [ImportField::Phone, ImportField::CustomerName, ImportField::Skip]);
    assert_eq!((preview.skip_rows, preview.rows, preview.first[0].line), (0, 2, 1));
    assert_eq!(preview.first[1].name, "Ömer Kaya");
    Ok(())
}

async fn another_separator_makes_other_columns(world: World) -> TestResult {
    let owner = world.owner().await?;
    let id = upload(&world, &owner, "ad|soyad;tel\nAyşe|Işık;05321234567\nAli|Can;05331234567\n".as_bytes())
        .await?;
    let preview = world.services.import_preview(&owner, id, None).await?;
    let changed = MappingForm { separator: "|".to_owned(), ..form_of(&preview) };
    world.services.map_import(&owner, &changed).await?;
    let again = world.services.import_preview(&owner, id, None).await?;
    assert_eq!((preview.separator, again.separator), (Some(Separator::Semicolon), Some(Separator::Pipe)));
    assert_eq!(again.columns[0].field, ImportField::FullName);
    let below = MappingForm { skip_rows: "2".to_owned(), ..form_of(&again) };
    world.services.map_import(&owner, &below).await?;
    let below = world.services.import_preview(&owner, id, None).await?;
    assert_eq!((again.rows, below.rows, below.first.len()), (2, 1, 1));
    let tagged = MappingForm { tag: "Kış".to_owned(), ..form_of(&preview) };
    world.services.map_import(&owner, &tagged).await?;
    assert_eq!(world.services.import_preview(&owner, id, None).await?.separator, Some(Separator::Semicolon));
    Ok(())
}

async fn what_is_no_list_leaves_nothing_behind(world: World) -> TestResult {
    let owner = world.owner().await?;
    let hundred = vec!["05321234567"; 100].join(";");
    for (bytes, problem) in [
        (b"%PDF-1.4".as_slice(), Problem::FileNotAList),
        (b"".as_slice(), Problem::FileEmpty),
        (b"\n\n ; \n".as_slice(), Problem::FileEmpty),
        (b"Ad;Telefon\n".as_slice(), Problem::FileEmpty),
        (hundred.as_bytes(), Problem::FileTooManyColumns),
    ] {
        let pieces = stream::iter([Ok(Bytes::copy_from_slice(bytes))]);
        let refused = world.services.upload_import(&owner, "liste.csv", "", pieces).await;
        assert_eq!(refused.err().and_then(|error| error.problem()), Some(problem));
    }
    assert!(world.services.list_imports(&owner, None).await?.is_empty());
    assert_eq!(storage::files::used(world.db.read(), owner.company()?).await?, 0);
    Ok(())
}

async fn a_list_that_is_sent_again_is_there_once(world: World) -> TestResult {
    let owner = world.owner().await?;
    let list = || stream::iter([Ok(Bytes::from_static("Ad;Telefon\nAyşe;0532 123 45 67\n".as_bytes()))]);
    let services = &world.services;
    let first = services.upload_import(&owner, "liste.csv", "1.1.0", list()).await?;
    let kept = storage::files::used(world.db.read(), owner.company()?).await?;
    assert_eq!(services.upload_import(&owner, "liste.csv", "1.1.0", list()).await?, first);
    assert_eq!(storage::files::used(world.db.read(), owner.company()?).await?, kept);
    assert_ne!(services.upload_import(&owner, "liste.csv", "1.2.0", list()).await?, first);
    Ok(())
}

async fn another_company_sees_nothing(world: World) -> TestResult {
    let owner = world.owner().await?;
    let id = upload(&world, &owner, b"tel\n05321234567\n").await?;
    let preview = world.services.import_preview(&owner, id, None).await?;
    let viewer = world.member(&owner, "cem", Role::Viewer).await?;
    let seen = world.services.list_imports(&viewer, None).await?;
    assert_eq!(seen.iter().map(|row| row.id).collect::<Vec<_>>(), [id]);
    let refused = world.services.start_import(&viewer, &form_of(&preview)).await;
    assert_eq!(refused.err().and_then(|error| error.problem()), Some(Problem::Forbidden));
    let services = world.restarted(|config| config.open_signup = true).await?;
    let form = world.sign_up_form("bora").await?;
    let stranger = services.sign_up(&form, domain::lang::Lang::Tr, &crate::testing::here()).await?;
    let stranger = world.actor(&stranger.cookie).await?;
    assert!(world.services.list_imports(&stranger, None).await?.is_empty());
    for refused in [
        world.services.get_import(&stranger, id).await.err(),
        world.services.import_preview(&stranger, id, None).await.err(),
        world.services.start_import(&stranger, &form_of(&preview)).await.err(),
        world.services.map_import(&stranger, &form_of(&preview)).await.err(),
        world.services.cancel_import(&stranger, id).await.err(),
    ] {
        assert_eq!(refused.and_then(|error| error.problem()), Some(Problem::NotFound));
    }
    Ok(())
}

async fn a_list_that_nobody_starts_goes_after_a_week(world: World) -> TestResult {
    let owner = world.owner().await?;
    let id = upload(&world, &owner, b"tel\n05321234567\n").await?;
    let preview = world.services.import_preview(&owner, id, None).await?;
    world.pass(7 * 24 * 3_600);
    assert_eq!(world.services.purge_files().await?, 1);
    assert_eq!(world.services.get_import(&owner, id).await?.state, ImportState::Cancelled);
    let started = world.services.start_import(&owner, &form_of(&preview)).await;
    assert_eq!(started.err().and_then(|error| error.problem()), Some(Problem::Conflict));
    assert_eq!(world.services.get_import(&owner, id).await?.state, ImportState::Cancelled);
    Ok(())
}
