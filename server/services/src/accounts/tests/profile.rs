use domain::accounts::{ChangeEmailForm, Password, PhoneCodeForm, PhoneForm, ProfileForm, RequestResetForm};
use domain::failure::{Failure, Problem};
use domain::lang::Lang;
use domain::provider_form::FormValues;
use domain::rights::Role;
use storage::ledger::{Cursor, Ledger as _, MessageFilter};

use crate::error::ServiceError;
use crate::system_mail::{SystemMail, open_text};
use crate::testing::{PASSWORD, TestResult, World, elsewhere, here, on_both_databases};

on_both_databases!(
    keeps_name_username_and_language,
    nobody_takes_the_username_of_another,
    another_address_counts_once_its_link_is_confirmed,
    a_change_of_address_needs_the_password,
    nobody_takes_the_address_of_another,
    a_link_to_an_address_works_once_and_for_an_hour,
    only_the_latest_link_to_an_address_works,
    a_phone_is_proven_by_a_code,
    codes_need_an_account_of_the_platform_that_sends_sms,
    a_wrong_code_proves_nothing_and_tries_are_bounded,
    a_code_proves_only_the_phone_it_went_to,
    says_so_where_the_platform_sends_no_sms,
);

fn profile(name: &str, username: &str, lang: &str) -> ProfileForm {
    ProfileForm { name: name.to_owned(), username: username.to_owned(), lang: lang.to_owned() }
}

fn change(email: &str, password: &str) -> ChangeEmailForm {
    ChangeEmailForm { email: email.to_owned(), email_password: Password::new(password) }
}

fn problem_at<T>(result: Result<T, ServiceError>, field: &str) -> Option<Problem> {
    Failure::from(result.err()?).of(field).map(|found| found.problem)
}

fn problem<T>(result: Result<T, ServiceError>) -> Option<Problem> {
    result.err().and_then(|error| error.problem())
}

async fn keeps_name_username_and_language(world: World) -> TestResult {
    let owner = world.owner().await?;
    world.services.save_profile(&owner, &profile("Ayşe Yıldız", "AYŞE", "en")).await?;
    let shown = world.services.own_profile(&owner).await?;
    assert_eq!((shown.name.as_str(), shown.username.as_str(), shown.lang), ("Ayşe Yıldız", "AYŞE", Lang::En));
    let signed_in = world.sign_in("ayşe", PASSWORD, &here()).await?;
    assert_eq!(world.actor(&signed_in.cookie).await?.lang(), Lang::En);
    let rows = storage::audit::of_company(world.db.read(), None, None, 1).await?;
    assert_eq!(rows[0].action, "account.profile_changed");
    Ok(())
}

async fn nobody_takes_the_username_of_another(world: World) -> TestResult {
    let owner = world.owner().await?;
    world.member(&owner, "veli", Role::Viewer).await?;
    let taken = world.services.save_profile(&owner, &profile("Ayşe", "VELİ", "tr")).await;
    assert_eq!(problem_at(taken, "username"), Some(Problem::Taken));
    Ok(())
}

async fn another_address_counts_once_its_link_is_confirmed(world: World) -> TestResult {
    let owner = world.owner().await?;
    world.services.request_email_change(&owner, &change("yeni@firma.com.tr", PASSWORD)).await?;
    let shown = world.services.own_profile(&owner).await?;
    assert_eq!(shown.email, "ayse@firma.com.tr");
    assert_eq!(shown.next_email.as_deref(), Some("yeni@firma.com.tr"));
    let sent = world.services.take_system_mails(10).await?.pop().ok_or("no mail")?;
    assert_eq!(sent.recipient, "yeni@firma.com.tr");
    let token = world.mailed_token().await?;
    world
        .services
        .request_password_reset(&RequestResetForm { login: "ayse".to_owned() }, &elsewhere(1))
        .await?;
    let old_reset = world.mailed_token().await?;
    world.services.confirm_email_change(&token, &elsewhere(2)).await?;
    let shown = world.services.own_profile(&owner).await?;
    assert_eq!((shown.email.as_str(), shown.next_email), ("yeni@firma.com.tr", None));
    world.sign_in("yeni@firma.com.tr", PASSWORD, &here()).await?;
    let told = world.services.take_system_mails(10).await?.pop().ok_or("no notice")?;
    assert_eq!(told.recipient, "ayse@firma.com.tr");
    assert!(matches!(told.mail, SystemMail::EmailChanged { email, .. } if email == "yeni@firma.com.tr"));
    let late = world.services.open_password_reset(&old_reset).await;
    assert_eq!(problem(late), Some(Problem::LinkExpired), "a link in the old mailbox opens nothing");
    Ok(())
}

async fn a_change_of_address_needs_the_password(world: World) -> TestResult {
    let owner = world.owner().await?;
    let wrong = change("yeni@firma.com.tr", "yanlış bir parola bu");
    let refused = world.services.request_email_change(&owner, &wrong).await;
    assert_eq!(problem_at(refused, "email_password"), Some(Problem::WrongCredentials));
    assert!(world.mails().await?.is_empty());
    Ok(())
}

async fn nobody_takes_the_address_of_another(world: World) -> TestResult {
    let owner = world.owner().await?;
    let veli = world.member(&owner, "veli", Role::Viewer).await?;
    let taken = world.services.request_email_change(&owner, &change(veli.email(), PASSWORD)).await;
    assert_eq!(problem_at(taken, "email"), Some(Problem::Taken));
    let same = world.services.request_email_change(&owner, &change("ayse@firma.com.tr", PASSWORD)).await;
    assert_eq!(problem_at(same, "email"), Some(Problem::AlreadyDone));
    for asker in [&owner, &veli] {
        world.services.request_email_change(asker, &change("tek@firma.com.tr", PASSWORD)).await?;
    }
    let second = world.mailed_token().await?;
    world.services.confirm_email_change(&second, &here()).await?;
    let again = world.services.request_email_change(&owner, &change("tek@firma.com.tr", PASSWORD)).await;
    assert_eq!(problem_at(again, "email"), Some(Problem::Taken));
    Ok(())
}

async fn a_link_to_an_address_works_once_and_for_an_hour(world: World) -> TestResult {
    let owner = world.owner().await?;
    world.services.request_email_change(&owner, &change("yeni@firma.com.tr", PASSWORD)).await?;
    let late = world.mailed_token().await?;
    world.pass(60 * 60);
    assert_eq!(
        problem(world.services.confirm_email_change(&late, &here()).await),
        Some(Problem::LinkExpired)
    );
    world.services.request_email_change(&owner, &change("yeni@firma.com.tr", PASSWORD)).await?;
    let token = world.mailed_token().await?;
    world.services.confirm_email_change(&token, &here()).await?;
    let again = world.services.confirm_email_change(&token, &here()).await;
    assert_eq!(problem(again), Some(Problem::LinkExpired));
    Ok(())
}

async fn only_the_latest_link_to_an_address_works(world: World) -> TestResult {
    let owner = world.owner().await?;
    world.services.request_email_change(&owner, &change("bir@firma.com.tr", PASSWORD)).await?;
    let first = world.mailed_token().await?;
    world.services.request_email_change(&owner, &change("iki@firma.com.tr", PASSWORD)).await?;
    let refused = world.services.confirm_email_change(&first, &here()).await;
    assert_eq!(problem(refused), Some(Problem::LinkExpired));
    Ok(())
}

fn phone(number: &str) -> PhoneForm {
    PhoneForm { phone: number.to_owned() }
}

fn code(digits: &str) -> PhoneCodeForm {
    PhoneCodeForm { phone_code: digits.to_owned() }
}

async fn connect_sms(world: &World) -> TestResult {
    let values = [("usercode", "850"), ("password", "x"), ("sender", "PLATFORM")];
    let values: FormValues = values.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    world.services.set_platform_sms("netgsm", &values).await?;
    Ok(())
}

/// The digits of the latest SMS of the platform, which lies sealed.
async fn sent_code(world: &World) -> TestResult<String> {
    let company = world.services.platform_sms().await?.ok_or("no account")?.company;
    let ledger = world.services.sql_ledger();
    let page = ledger.list_messages(company, &MessageFilter::default(), Cursor::Newest, 1).await?;
    let id = page.rows.first().ok_or("no message")?.id;
    let body = ledger.load_bodies(&[id]).await?.remove(&id).ok_or("no body")?;
    assert_eq!((body.recipient.as_str(), body.text), ("+905321234567", None));
    let text = open_text(world.services.vault(), &body.params.ok_or("no parameters")?).await?;
    let text = secrecy::ExposeSecret::expose_secret(&text.ok_or("no text")?).to_owned();
    let digits = text.split(|letter: char| !letter.is_ascii_digit()).find(|part| part.len() == 6);
    Ok(digits.ok_or("no code")?.to_owned())
}

async fn codes_need_an_account_of_the_platform_that_sends_sms(world: World) -> TestResult {
    let owner = world.owner().await?;
    for provider in ["smtp", "nobody"] {
        let refused = world.services.set_platform_sms(provider, &FormValues::new()).await;
        let failure = domain::failure::Failure::from(refused.err().ok_or("no SMS leaves by it")?);
        assert!(failure.of("provider").is_some(), "{provider}");
    }
    connect_sms(&world).await?;
    assert!(world.services.own_profile(&owner).await?.sends_codes);
    world.services.forget_platform_sms().await?;
    assert!(!world.services.own_profile(&owner).await?.sends_codes);
    Ok(())
}

async fn a_phone_is_proven_by_a_code(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect_sms(&world).await?;
    world.services.save_own_phone(&owner, &phone("0532 123 45 67")).await?;
    world.services.send_phone_code(&owner).await?;
    assert!(world.services.own_profile(&owner).await?.code_is_sent);
    let digits = sent_code(&world).await?;
    world.services.prove_phone(&owner, &code(&digits)).await?;
    let shown = world.services.own_profile(&owner).await?;
    assert!(shown.phone_is_proven && !shown.code_is_sent);
    let again = world.services.prove_phone(&owner, &code(&digits)).await;
    assert_eq!(problem_at(again, "phone_code"), Some(Problem::CodeExpired));
    Ok(())
}

async fn a_wrong_code_proves_nothing_and_tries_are_bounded(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect_sms(&world).await?;
    world.services.save_own_phone(&owner, &phone("0532 123 45 67")).await?;
    world.services.send_phone_code(&owner).await?;
    let digits = sent_code(&world).await?;
    let wrong = if digits == "000000" { "000001" } else { "000000" };
    for _ in 0..5 {
        let refused = world.services.prove_phone(&owner, &code(wrong)).await;
        assert_eq!(problem_at(refused, "phone_code"), Some(Problem::WrongCode));
    }
    let slowed = world.services.prove_phone(&owner, &code(&digits)).await;
    assert_eq!(problem(slowed), Some(Problem::TooManyTries));
    world.pass(10 * 60);
    let late = world.services.prove_phone(&owner, &code(&digits)).await;
    assert_eq!(problem_at(late, "phone_code"), Some(Problem::CodeExpired));
    for _ in 0..2 {
        world.services.send_phone_code(&owner).await?;
    }
    assert_eq!(problem(world.services.send_phone_code(&owner).await), Some(Problem::TooManyTries));
    Ok(())
}

async fn a_code_proves_only_the_phone_it_went_to(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect_sms(&world).await?;
    world.services.save_own_phone(&owner, &phone("0532 123 45 67")).await?;
    world.services.send_phone_code(&owner).await?;
    let digits = sent_code(&world).await?;
    world.services.save_own_phone(&owner, &phone("0532 765 43 21")).await?;
    let refused = world.services.prove_phone(&owner, &code(&digits)).await;
    assert_eq!(problem_at(refused, "phone_code"), Some(Problem::WrongCode));
    assert!(!world.services.own_profile(&owner).await?.phone_is_proven);
    Ok(())
}

async fn says_so_where_the_platform_sends_no_sms(world: World) -> TestResult {
    let owner = world.owner().await?;
    world.services.save_own_phone(&owner, &phone("0532 123 45 67")).await?;
    assert!(!world.services.own_profile(&owner).await?.sends_codes);
    assert_eq!(problem(world.services.send_phone_code(&owner).await), Some(Problem::NoAccount));
    Ok(())
}
