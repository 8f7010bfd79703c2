//! Every endpoint behind a door carries out what its owner asks, in every way: a form that cannot be read
//! would hide behind the refusals that the matrix looks at.

use domain::rights::Role;
use http::StatusCode;
use serde_json::{Value, json};

use super::ids::Ids;
use super::rows::{Door, Row, rows};
use super::ways::Way;
use super::world::{TestResult, World};

/// What takes something away comes after what needs it, in this order.
const LAST: [&str; 22] = [
    "accounts/remove-price",
    "campaigns/launch",
    "campaigns/cancel",
    "campaigns/resend-failed",
    "imports/start",
    "imports/cancel",
    "messages/cancel",
    "messages/resend",
    "members/change-rights",
    "members/remove",
    "invitations/withdraw",
    "tags/delete",
    "contacts/remove-address",
    "contacts/delete",
    "contacts/restore",
    "contacts/erase",
    "accounts/remove",
    "companies/create",
    "sessions/end",
    "sessions/end-others",
    "session/sign-out",
    "password/change",
];

/// What is well-formed and let in, but has nothing to do here, with the problem it must say.
const NOTHING_TO_DO: [(&str, &str); 13] = [
    // The platform has no SMS account here.
    ("account/send-phone-code", "no_account"),
    ("account/prove-phone", "code_expired"),
    // No true code is known here: `two_factor.rs` walks the whole way.
    ("two-factor/confirm", "wrong_code"),
    ("two-factor/end", "already_done"),
    ("two-factor/reset", "already_done"),
    // No provider is reached here.
    ("accounts/test", "provider_settings"),
    ("accounts/inspect", "provider_settings"),
    ("accounts/sync-templates", "provider_settings"),
    // Who may approve launches; nothing waits for them.
    ("campaigns/send-back", "conflict"),
    ("campaigns/send-late", "conflict"),
    ("campaigns/resend-failed", "conflict"),
    ("messages/resend", "conflict"),
    ("messages/settle-doubt", "conflict"),
];

/// What names no company.
const ABOUT_ONESELF: [&str; 6] = [
    "account/change-email",
    "companies/create",
    "password/change",
    "two-factor/begin",
    "two-factor/confirm",
    "two-factor/end",
];

/// A body that is carried out, where that of the row is only well-formed.
fn body((path, _, _, body): &Row, here: &Value, ids: &Ids, viewer: &str) -> Value {
    let own = match *path {
        "account/change-email" => json!({ "email": "yeni@a.example", "email_password": World::PASSWORD }),
        "companies/create" => json!({ "name": "İkinci" }),
        "two-factor/begin" => json!({ "factor_password": World::PASSWORD }),
        "two-factor/confirm" => json!({ "one_time_code": "123456" }),
        "two-factor/end" => json!({ "factor_password": World::PASSWORD, "one_time_code": "123456" }),
        "company/update-profile" => json!({ "name": "Işık", "kind": "merchant" }),
        "invitations/create" => json!({ "email": "yeni@a.example", "role": Role::Sender.word() }),
        "members/change-rights" => json!({ "member": viewer, "role": Role::Sender.word(), "basis": "role" }),
        "members/remove" => json!({ "member": viewer }),
        "password/change" => json!({
            "current": World::PASSWORD, "password": "sarı yaprak ve rüzgâr", "password_again": "sarı yaprak ve rüzgâr",
        }),
        "contacts/allow" => {
            json!({ "contact": ids.contact, "address": ids.address, "note": "Telefonda kendisi istedi" })
        }
        "imports/map" | "imports/start" => {
            json!({ "import": ids.import, "skip_rows": "1", "columns": ["title", "phone"] })
        }
        "accounts/set-price" => json!({ "account": ids.account, "amount": "0,05", "from": "2999-01-01" }),
        // Nothing has been told of this account's credit, so there is nothing to watch yet.
        "accounts/save-thresholds" => json!({ "account": ids.account, "thresholds": [] }),
        "campaigns/launch" => json!({ "campaign": ids.campaign, "people": "1" }),
        _ => return body.clone(),
    };
    let mut whole = if ABOUT_ONESELF.contains(path) { json!({}) } else { here.clone() };
    if let (Some(whole), Some(own)) = (whole.as_object_mut(), own.as_object()) {
        whole.extend(own.clone());
    }
    whole
}

#[tokio::test]
async fn the_owner_gets_everything_done_as_json() -> TestResult {
    everything_is_done(Way::Json).await
}

#[tokio::test]
async fn the_owner_gets_everything_done_by_a_programs_form() -> TestResult {
    everything_is_done(Way::Form).await
}

#[tokio::test]
async fn the_owner_gets_everything_done_by_a_browsers_form() -> TestResult {
    everything_is_done(Way::Browser).await
}

async fn everything_is_done(way: Way) -> TestResult {
    let world = World::new().await?;
    let (ids, company) = (Ids::made(&world).await?, world.company.to_string());
    let members = world.services().list_members(&world.actor("ayse").await?).await?;
    let viewer = members.iter().find(|member| member.role == Role::Viewer).ok_or("no viewer")?.id.to_string();
    let mut rows = rows(&company, &ids);
    rows.retain(|row| row.2 != Door::Open && row.0 != "invitations/accept");
    rows.sort_by_key(|row| LAST.iter().position(|last| *last == row.0).map_or(0, |at| at + 1));
    let mut wrong = Vec::new();
    for row in &rows {
        let (path, cookie) = (row.0, world.cookie("ayse").await?);
        let body = body(row, &json!({ "company": company }), &ids, &viewer);
        let (status, answer) =
            world.call_as(way, &row.1, &format!("/api/v1/{path}"), Some(&cookie), &body).await?;
        let expected =
            NOTHING_TO_DO.iter().find(|(nothing, _)| *nothing == path).map(|(_, problem)| *problem);
        let is_right = match expected {
            Some(problem) => answer["problem"] == problem,
            None => status == StatusCode::OK,
        };
        if !is_right {
            wrong.push(format!("{path}: {status} {answer}"));
        }
    }
    assert!(wrong.is_empty(), "as {way:?}:\n{}", wrong.join("\n"));
    Ok(())
}
