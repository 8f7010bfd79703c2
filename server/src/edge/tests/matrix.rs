//! Every endpoint against every kind of caller. An endpoint without a row fails the build.

use std::collections::BTreeSet;

use domain::rights::{Right, Role};
use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::world::{TestResult, World};

/// Who may call an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Door {
    /// Anybody; the call itself looks at what it is given.
    Open,
    /// Anybody who is signed in, about themselves.
    Person,
    /// Every member of the company it names.
    Member,
    /// Members of the company it names who have the right.
    With(Right),
}

const GET: Method = Method::GET;
const POST: Method = Method::POST;

/// One row per endpoint: path below `/api/v1/`, method, who may, and a body that is well-formed.
fn rows(world: &World) -> Vec<(&'static str, Method, Door, Value)> {
    use Door::{Member, Open, Person, With};
    let company = world.company.to_string();
    let here = json!({ "company": company });
    let with = |more: Value| {
        let mut body = here.clone();
        if let (Some(body), Some(more)) = (body.as_object_mut(), more.as_object()) {
            body.extend(more.clone());
        }
        body
    };
    let nobody = json!({});
    vec![
        ("account/sign-up", POST, Open, nobody.clone()),
        ("session/sign-in", POST, Open, nobody.clone()),
        ("password/request-reset", POST, Open, nobody.clone()),
        ("password/reset", POST, Open, nobody.clone()),
        ("policies/latest", GET, Open, json!({ "kind": "terms" })),
        ("invitations/view", GET, Open, json!({ "token": "x" })),
        ("invitations/accept-as-new", POST, Open, json!({ "token": "x" })),
        ("refusals/view", GET, Open, json!({ "token": "x" })),
        ("invitations/accept", POST, Person, json!({ "token": "x" })),
        ("session/sign-out", POST, Person, nobody.clone()),
        ("session/switch-company", POST, Person, here.clone()),
        ("companies/create", POST, Person, nobody.clone()),
        ("password/change", POST, Person, nobody.clone()),
        ("sessions/list", GET, Person, nobody.clone()),
        ("sessions/end", POST, Person, json!({ "session": "ses_0000000000001" })),
        ("sessions/end-others", POST, Person, nobody.clone()),
        ("access/list", GET, Person, nobody),
        ("company/profile", GET, Member, here.clone()),
        ("company/mode", GET, Member, here.clone()),
        ("company/set-mode", POST, With(Right::ManageCompany), with(json!({ "mode": "test" }))),
        ("company/update-profile", POST, With(Right::ManageCompany), here.clone()),
        ("messages/list", GET, With(Right::SeeMessages), here.clone()),
        ("messages/get", GET, With(Right::SeeMessages), with(json!({ "message": "msg_0000000000001" }))),
        ("messages/cancel", POST, With(Right::Send), with(json!({ "message": "msg_0000000000001" }))),
        ("messages/resend", POST, With(Right::Send), with(json!({ "message": "msg_0000000000001" }))),
        ("messages/send", POST, With(Right::Send), here.clone()),
        (
            "messages/settle-doubt",
            POST,
            With(Right::Send),
            with(json!({ "message": "msg_0000000000001", "word": "arrived" })),
        ),
        ("overview/get", GET, With(Right::SeeReports), here.clone()),
        ("campaigns/list", GET, With(Right::SeeMessages), here.clone()),
        ("campaigns/get", GET, With(Right::SeeMessages), with(json!({ "campaign": "cpn_0000000000001" }))),
        ("campaigns/choices", GET, With(Right::Send), here.clone()),
        ("campaigns/templates", GET, With(Right::Send), here.clone()),
        ("campaigns/review", GET, With(Right::Send), with(json!({ "campaign": "cpn_0000000000001" }))),
        ("campaigns/preview", POST, With(Right::Send), with(json!({ "form": {}, "position": 0 }))),
        ("campaigns/save-audience", POST, With(Right::Send), here.clone()),
        ("campaigns/save-content", POST, With(Right::Send), here.clone()),
        ("campaigns/launch", POST, With(Right::Send), here.clone()),
        ("campaigns/cancel", POST, With(Right::Send), with(json!({ "campaign": "cpn_0000000000001" }))),
        (
            "campaigns/resend-failed",
            POST,
            With(Right::Send),
            with(json!({ "campaign": "cpn_0000000000001" })),
        ),
        ("campaigns/send-test", POST, With(Right::Send), with(json!({ "campaign": "cpn_0000000000001" }))),
        ("contacts/list", GET, With(Right::SeeContacts), here.clone()),
        ("contacts/view", GET, With(Right::SeeContacts), with(json!({ "contact": "con_0000000000001" }))),
        ("contacts/save", POST, With(Right::EditContacts), here.clone()),
        ("contacts/delete", POST, With(Right::EditContacts), with(json!({ "contact": "con_0000000000001" }))),
        ("contacts/erase", POST, With(Right::EditContacts), with(json!({ "contact": "con_0000000000001" }))),
        (
            "contacts/restore",
            POST,
            With(Right::EditContacts),
            with(json!({ "contact": "con_0000000000001" })),
        ),
        (
            "contacts/add-address",
            POST,
            With(Right::EditContacts),
            with(json!({ "contact": "con_0000000000001" })),
        ),
        (
            "contacts/remove-address",
            POST,
            With(Right::EditContacts),
            with(json!({ "contact": "con_0000000000001", "address": "adr_0000000000001" })),
        ),
        (
            "contacts/address-state",
            POST,
            With(Right::EditContacts),
            with(json!({ "address": "adr_0000000000001", "state": "verified" })),
        ),
        ("contacts/tag", POST, With(Right::EditContacts), here.clone()),
        (
            "contacts/refuse",
            POST,
            With(Right::EditContacts),
            with(json!({ "contact": "con_0000000000001", "address": "adr_0000000000001" })),
        ),
        (
            "contacts/allow",
            POST,
            With(Right::EditContacts),
            with(json!({ "contact": "con_0000000000001", "address": "adr_0000000000001" })),
        ),
        ("tags/list", GET, With(Right::SeeContacts), here.clone()),
        (
            "tags/rename",
            POST,
            With(Right::EditContacts),
            with(json!({ "tag": "tag_0000000000001", "name": "a" })),
        ),
        ("tags/delete", POST, With(Right::EditContacts), with(json!({ "tag": "tag_0000000000001" }))),
        ("imports/list", GET, With(Right::SeeContacts), here.clone()),
        ("imports/view", GET, With(Right::SeeContacts), with(json!({ "import": "imp_0000000000001" }))),
        ("imports/preview", GET, With(Right::EditContacts), with(json!({ "import": "imp_0000000000001" }))),
        ("imports/map", POST, With(Right::EditContacts), here.clone()),
        ("imports/start", POST, With(Right::EditContacts), here.clone()),
        ("imports/cancel", POST, With(Right::EditContacts), with(json!({ "import": "imp_0000000000001" }))),
        ("providers/list", GET, Member, here.clone()),
        ("accounts/list", GET, Member, here.clone()),
        ("accounts/get", GET, With(Right::ManageProviders), with(json!({ "account": "acc_0000000000001" }))),
        (
            "accounts/test",
            POST,
            With(Right::ManageProviders),
            with(json!({ "account": "acc_0000000000001" })),
        ),
        (
            "accounts/pause",
            POST,
            With(Right::ManageProviders),
            with(json!({ "account": "acc_0000000000001" })),
        ),
        (
            "accounts/resume",
            POST,
            With(Right::ManageProviders),
            with(json!({ "account": "acc_0000000000001" })),
        ),
        (
            "accounts/make-default",
            POST,
            With(Right::ManageProviders),
            with(json!({ "account": "acc_0000000000001" })),
        ),
        (
            "accounts/remove",
            POST,
            With(Right::ManageProviders),
            with(json!({ "account": "acc_0000000000001" })),
        ),
        ("accounts/templates", GET, Member, with(json!({ "account": "acc_0000000000001" }))),
        (
            "accounts/sync-templates",
            POST,
            With(Right::ManageProviders),
            with(json!({ "account": "acc_0000000000001" })),
        ),
        ("accounts/save", POST, With(Right::ManageProviders), here.clone()),
        ("members/list", GET, Member, here.clone()),
        ("members/change-rights", POST, With(Right::ManageMembers), here.clone()),
        ("members/remove", POST, With(Right::ManageMembers), with(json!({ "member": "mbr_0000000000001" }))),
        ("invitations/list", GET, With(Right::ManageMembers), here.clone()),
        ("invitations/create", POST, With(Right::ManageMembers), here.clone()),
        (
            "invitations/withdraw",
            POST,
            With(Right::ManageMembers),
            with(json!({ "invitation": "inv_0000000000001" })),
        ),
    ]
}

#[tokio::test]
async fn every_endpoint_has_a_row_and_every_row_an_endpoint() -> TestResult {
    let world = World::new().await?;
    let rows: BTreeSet<_> = rows(&world)
        .into_iter()
        .map(|(path, method, ..)| (format!("/api/v1/{path}"), method.to_string()))
        .collect();
    let endpoints: BTreeSet<_> = server_fn::axum::server_fn_paths()
        .map(|(path, method)| (path.to_owned(), method.to_string()))
        .collect();
    assert_eq!(endpoints, rows);
    Ok(())
}

#[tokio::test]
async fn strangers_and_ended_sessions_are_asked_to_sign_in() -> TestResult {
    let world = World::new().await?;
    for (path, method, door, body) in rows(&world) {
        for cookie in [None, Some(world.ended_cookie("cem").await?)] {
            let uri = format!("/api/v1/{path}");
            let (status, answer) = world.call(&method, &uri, cookie.as_deref(), &body).await?;
            let asked = status == StatusCode::UNAUTHORIZED && answer["problem"] == "sign_in_needed";
            assert_eq!(asked, door != Door::Open, "{path} with {cookie:?}: {status} {answer}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn the_owner_of_another_company_gets_nowhere() -> TestResult {
    let world = World::new().await?;
    for (path, method, door, body) in rows(&world) {
        let cookie = world.cookie("bora").await?;
        let (status, answer) = world.call(&method, &format!("/api/v1/{path}"), Some(&cookie), &body).await?;
        let walled = matches!(door, Door::Member | Door::With(_));
        if walled || path == "session/switch-company" {
            let refused =
                [StatusCode::CONFLICT, StatusCode::FORBIDDEN, StatusCode::NOT_FOUND].contains(&status);
            assert!(refused, "{path}: {status} {answer}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn the_lowest_role_is_refused_exactly_what_it_lacks() -> TestResult {
    let world = World::new().await?;
    let rights = Role::Viewer.rights();
    for (path, method, door, body) in rows(&world) {
        let cookie = world.cookie("cem").await?;
        let (status, answer) = world.call(&method, &format!("/api/v1/{path}"), Some(&cookie), &body).await?;
        let lacks = matches!(door, Door::With(right) if !rights.has(right));
        if matches!(door, Door::Member | Door::With(_)) {
            assert_eq!(status == StatusCode::FORBIDDEN, lacks, "{path}: {status} {answer}");
        }
        assert_ne!(status, StatusCode::INTERNAL_SERVER_ERROR, "{path}: {answer}");
    }
    Ok(())
}
