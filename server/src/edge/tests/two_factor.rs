//! Two-step sign-in as a browser without JavaScript walks it.

use axum::body::{Body, to_bytes};
use axum::response::Response;
use data_encoding::BASE32_NOPAD;
use domain::accounts::{BeginSecondFactorForm, OneTimeCodeForm, Password};
use hmac::{Hmac, Mac};
use http::Request;
use http::header::{LOCATION, SET_COOKIE};
use sha1::Sha1;

use super::world::{TestResult, World};

/// A browser that posts a form from a page by itself.
async fn post(world: &World, path: &str, cookie: &str, body: &str) -> TestResult<Response> {
    let request = Request::post(format!("/api/v1/{path}"))
        .header("content-type", "application/x-www-form-urlencoded")
        .header("accept", "text/html")
        .header("sec-fetch-site", "same-origin")
        .header("referer", "http://localhost/signin/code")
        .header("cookie", cookie)
        .body(Body::from(body.to_owned()))?;
    world.send(request).await
}

async fn page(world: &World, path: &str, cookie: &str) -> TestResult<Response> {
    let request = Request::get(path).header("accept", "text/html").header("cookie", cookie);
    world.send(request.body(Body::empty())?).await
}

async fn text(response: Response) -> TestResult<String> {
    Ok(String::from_utf8(to_bytes(response.into_body(), 1 << 20).await?.to_vec())?)
}

fn location(response: &Response) -> String {
    let place = response.headers().get(LOCATION).and_then(|place| place.to_str().ok());
    place.unwrap_or_default().to_owned()
}

/// `name=value` of a cookie that an answer hands out.
fn handed_out(response: &Response, name: &str) -> Option<String> {
    let all = response.headers().get_all(SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.filter_map(|value| value.split(';').next());
    pairs.find(|pair| pair.starts_with(&format!("{name}=")) && pair.len() > name.len() + 1).map(str::to_owned)
}

/// The six digits of RFC 6238 now, reckoned apart from the product.
fn code_of(seed: &str, step: i64) -> TestResult<String> {
    let key = BASE32_NOPAD.decode(seed.replace(' ', "").as_bytes())?;
    let digest = Hmac::<Sha1>::new_from_slice(&key)?.chain_update(step.to_be_bytes()).finalize().into_bytes();
    let at = usize::from(digest[19] & 15);
    let number = u32::from_be_bytes(digest[at..at + 4].try_into()?) & 0x7fff_ffff;
    Ok(format!("{:06}", number % 1_000_000))
}

/// Switches the factor of the owner on; answers the recovery codes.
async fn switched_on(world: &World) -> TestResult<Vec<String>> {
    let (services, owner) = (world.services(), world.actor("ayse").await?);
    let form = BeginSecondFactorForm { factor_password: Password::new(World::PASSWORD) };
    services.begin_second_factor(&owner, &form).await?;
    let seed = services.own_second_factor(&owner).await?.to_confirm.ok_or("no seed")?.secret;
    let code = code_of(&seed, services.now().micros() / 30_000_000)?;
    services.confirm_second_factor(&owner, &OneTimeCodeForm { one_time_code: code }).await?;
    Ok(services.own_second_factor(&owner).await?.fresh_codes)
}

#[tokio::test]
async fn a_browser_without_javascript_signs_in_in_two_steps() -> TestResult {
    let world = World::new().await?;
    let codes = switched_on(&world).await?;
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("login", "ayse").append_pair("password", World::PASSWORD);
    let company = format!("/c/{}/contacts", world.company);
    let form = form.append_pair("next", &company).finish();
    let first = post(&world, "session/sign-in", "lang=tr", &form).await?;
    assert_eq!(location(&first), "/signin/code");
    assert_eq!(handed_out(&first, "session"), None, "half a sign-in is no session");
    let step = handed_out(&first, "step").ok_or("no cookie for the second step")?;
    assert!(text(page(&world, "/signin/code", &step).await?).await?.contains("one_time_code"));
    let wrong = post(&world, "session/second-step", &step, "one_time_code=000000").await?;
    assert!(location(&wrong).starts_with("/signin/code?draft="), "{}", location(&wrong));
    let told = text(page(&world, &location(&wrong), &step).await?).await?;
    assert!(told.contains("one_time_code-error") && !told.contains("000000"), "what was typed is not kept");
    let second = post(&world, "session/second-step", &step, &format!("one_time_code={}", codes[0])).await?;
    assert_eq!(location(&second), company);
    let session = handed_out(&second, "session").ok_or("no session")?;
    assert!(page(&world, &company, &session).await?.status().is_success());
    Ok(())
}

#[tokio::test]
async fn the_page_for_a_code_leads_back_without_a_first_step() -> TestResult {
    let world = World::new().await?;
    assert_eq!(location(&page(&world, "/signin/code", "lang=tr").await?), "/signin");
    Ok(())
}

#[tokio::test]
async fn the_page_of_the_factor_shows_picture_then_codes() -> TestResult {
    let world = World::new().await?;
    let (services, owner, cookie) =
        (world.services(), world.actor("ayse").await?, world.cookie("ayse").await?);
    assert!(text(page(&world, "/two-factor", &cookie).await?).await?.contains("factor_password"));
    let form = BeginSecondFactorForm { factor_password: Password::new(World::PASSWORD) };
    services.begin_second_factor(&owner, &form).await?;
    let begun = text(page(&world, "/two-factor", &cookie).await?).await?;
    assert!(begun.contains("<svg") && begun.contains("<path") && begun.contains("one_time_code"));
    assert!(!begun.contains(".wasm"), "the page needs no WASM");
    Ok(())
}
