use domain::accounts::RequestResetForm;

use crate::testing::{TestResult, World, here, on_both_databases};

on_both_databases!(
    a_mail_waits_sealed_until_it_is_handed_on,
    two_processes_finish_a_mail_once,
    a_link_begins_with_the_public_address,
);

async fn ask(world: &World) -> TestResult {
    world.owner().await?;
    let form = RequestResetForm { login: "ayse".to_owned() };
    Ok(world.services.request_password_reset(&form, &here()).await?)
}

async fn a_mail_waits_sealed_until_it_is_handed_on(world: World) -> TestResult {
    ask(&world).await?;
    let stored = storage::system_mails::waiting(world.db.read(), 10).await?.pop().ok_or("no mail")?;
    let sealed = stored.parameters.ok_or("no parameters")?;
    let token = world.mailed_token().await?;
    assert!(!sealed.windows(token.len()).any(|part| part == token.as_bytes()));
    let waiting = world.services.take_system_mails(10).await?.pop().ok_or("no mail")?;
    assert_eq!(waiting.recipient, "ayse@firma.com.tr");
    let rendered = world.services.render_system_mail(&waiting).await?;
    assert!(
        rendered.text.contains(&token) && rendered.subject.starts_with("AKINSOFT: "),
        "{}",
        rendered.subject
    );
    assert!(world.services.finish_system_mail(waiting.id).await?);
    assert!(world.services.take_system_mails(10).await?.is_empty());
    Ok(())
}

async fn two_processes_finish_a_mail_once(world: World) -> TestResult {
    ask(&world).await?;
    let id = world.services.take_system_mails(1).await?[0].id;
    let (one, two) =
        tokio::join!(world.services.finish_system_mail(id), world.services.finish_system_mail(id));
    assert!(one? ^ two?);
    Ok(())
}

async fn a_link_begins_with_the_public_address(world: World) -> TestResult {
    ask(&world).await?;
    let waiting = world.services.take_system_mails(1).await?.pop().ok_or("no mail")?;
    let text = world.services.render_system_mail(&waiting).await?.text;
    assert!(text.contains("\nhttps://mesaj.example/reset/"), "{text}");
    Ok(())
}
