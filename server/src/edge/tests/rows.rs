//! One row per endpoint: who may call it, and how.

use domain::rights::Right;
use http::Method;
use serde_json::{Value, json};

use super::ids::Ids;

/// Path below `/api/v1/`, method, who may, and a body that is well-formed.
pub type Row = (&'static str, Method, Door, Value);

/// Who may call an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// Anybody; the call itself looks at what it is given.
    Open,
    /// Anybody who is signed in, about themselves.
    Person,
    /// Operators of the installation.
    Operator,
    /// Every member of the company it names.
    Member,
    /// Members of the company it names who have the right.
    With(Right),
}

const GET: Method = Method::GET;
const POST: Method = Method::POST;

/// The rows, about a company and what is in it.
pub fn rows(company: &str, ids: &Ids) -> Vec<Row> {
    use Door::{Member, Open, Operator, Person, With};
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
        ("refusals/preferences", GET, Open, json!({ "token": "x" })),
        ("invitations/accept", POST, Person, json!({ "token": "x" })),
        ("session/sign-out", POST, Person, nobody.clone()),
        ("session/switch-company", POST, Person, here.clone()),
        ("companies/create", POST, Person, nobody.clone()),
        ("password/change", POST, Person, nobody.clone()),
        ("sessions/list", GET, Person, nobody.clone()),
        ("sessions/end", POST, Person, json!({ "session": ids.session })),
        ("sessions/end-others", POST, Person, nobody.clone()),
        ("session/second-step", POST, Open, nobody.clone()),
        ("two-factor/get", GET, Person, nobody.clone()),
        ("two-factor/begin", POST, Person, nobody.clone()),
        ("two-factor/confirm", POST, Person, nobody.clone()),
        ("two-factor/put-codes-away", POST, Person, nobody.clone()),
        ("two-factor/end", POST, Person, nobody.clone()),
        ("two-factor/reset", POST, Operator, json!({ "login": "bora" })),
        ("account/profile", GET, Person, nobody.clone()),
        (
            "account/save-profile",
            POST,
            Person,
            json!({ "name": "Ayşe Işık", "username": "ayse", "lang": "tr" }),
        ),
        ("account/change-email", POST, Person, nobody.clone()),
        ("account/confirm-email", POST, Open, json!({ "token": "x" })),
        ("account/send-phone-code", POST, Person, nobody.clone()),
        ("account/prove-phone", POST, Person, json!({ "phone_code": "123456" })),
        ("account/save-phone", POST, Person, json!({ "phone": "0532 123 45 67" })),
        ("access/list", GET, Person, nobody.clone()),
        ("policies/to-read", GET, Person, nobody.clone()),
        ("policies/show", POST, Person, json!({ "policy": ids.terms })),
        ("policies/accept", POST, Person, json!({ "policy": ids.terms })),
        ("policies/own", GET, Person, nobody.clone()),
        ("policies/own-event", GET, Person, json!({ "event": ids.event })),
        ("operator/installation", GET, Operator, nobody.clone()),
        ("operator/profile", GET, Operator, nobody.clone()),
        (
            "operator/save-profile",
            POST,
            Operator,
            json!({ "name": "Işık Posta", "contact": "info@a.example", "address": "Konya" }),
        ),
        ("operator/keys", GET, Operator, nobody.clone()),
        ("operator/rewrap-keys", POST, Operator, nobody.clone()),
        ("operator/check-audit", GET, Operator, nobody),
        ("operator/policy-texts", GET, Operator, json!({ "kind": "terms" })),
        (
            "operator/publish-policy",
            POST,
            Operator,
            json!({
                "kind": "sub_processors", "base": ids.sub_processors,
                "title_tr": "Alt İşleyenler", "title_en": "Sub-processors", "body_tr": "Yok.", "body_en": "None.",
            }),
        ),
        ("company/profile", GET, Member, here.clone()),
        ("company/mode", GET, Member, here.clone()),
        ("company/hours", GET, Member, here.clone()),
        (
            "company/set-hours",
            POST,
            With(Right::ManageCompany),
            with(json!({ "from": "9", "until": "18", "days": ["monday"] })),
        ),
        ("company/set-mode", POST, With(Right::ManageCompany), with(json!({ "mode": "test" }))),
        ("company/update-profile", POST, With(Right::ManageCompany), here.clone()),
        ("limits/get", GET, With(Right::ManageCompany), here.clone()),
        ("limits/save", POST, With(Right::ManageCompany), with(json!({ "sms_day": "500" }))),
        ("messages/list", GET, With(Right::SeeMessages), here.clone()),
        ("messages/views", GET, With(Right::SeeMessages), here.clone()),
        (
            "messages/save-view",
            POST,
            With(Right::SeeMessages),
            with(json!({ "name": "Ulaşmayan", "filter": { "stage": "failed" } })),
        ),
        ("messages/delete-view", POST, With(Right::SeeMessages), with(json!({ "view": ids.view }))),
        (
            "messages/preview-bulk",
            POST,
            With(Right::Send),
            with(json!({ "act": "cancel", "messages": [ids.message] })),
        ),
        (
            "messages/act",
            POST,
            With(Right::Send),
            with(
                json!({ "act": "hold", "messages": [ids.message], "asked": "2100-01-01T00:00:00Z", "count": "1" }),
            ),
        ),
        ("messages/get", GET, With(Right::SeeMessages), with(json!({ "message": ids.message }))),
        ("messages/cancel", POST, With(Right::Send), with(json!({ "message": ids.message }))),
        ("messages/resend", POST, With(Right::Send), with(json!({ "message": ids.message }))),
        (
            "messages/send",
            POST,
            With(Right::Send),
            with(
                json!({ "account": ids.account, "channel": "sms", "recipient": "0532 123 45 67", "class": "informational", "text": "Merhaba" }),
            ),
        ),
        (
            "messages/settle-doubt",
            POST,
            With(Right::Send),
            with(json!({ "message": ids.message, "word": "arrived" })),
        ),
        ("reports/volume", GET, With(Right::SeeReports), here.clone()),
        ("reports/members", GET, With(Right::SeeReports), here.clone()),
        ("links/list", GET, With(Right::SeeReports), here.clone()),
        ("links/switch", POST, With(Right::ManageCompany), with(json!({ "shorten": "off" }))),
        ("overview/get", GET, With(Right::SeeReports), here.clone()),
        ("search/find", GET, Member, with(json!({ "q": "ayşe" }))),
        ("campaigns/list", GET, With(Right::SeeMessages), here.clone()),
        ("campaigns/get", GET, With(Right::SeeMessages), with(json!({ "campaign": ids.campaign }))),
        ("campaigns/left-out", GET, With(Right::SeeMessages), with(json!({ "campaign": ids.campaign }))),
        ("campaigns/choices", GET, With(Right::Send), here.clone()),
        ("campaigns/templates", GET, With(Right::Send), here.clone()),
        ("campaigns/review", GET, With(Right::Send), with(json!({ "campaign": ids.campaign }))),
        (
            "campaigns/preview",
            POST,
            With(Right::Send),
            with(
                json!({ "form": { "campaign": ids.campaign, "class": "informational", "body": "Merhaba" }, "position": 0 }),
            ),
        ),
        (
            "campaigns/save-audience",
            POST,
            With(Right::Send),
            with(json!({ "campaign": ids.campaign, "channel": "sms", "typed": "0532 123 45 67" })),
        ),
        (
            "campaigns/save-content",
            POST,
            With(Right::Send),
            with(json!({ "campaign": ids.campaign, "class": "informational", "body": "Merhaba" })),
        ),
        ("campaigns/launch", POST, With(Right::Send), with(json!({ "campaign": ids.campaign }))),
        ("campaigns/send-back", POST, With(Right::Send), with(json!({ "campaign": ids.campaign }))),
        ("campaigns/cancel", POST, With(Right::Send), with(json!({ "campaign": ids.campaign }))),
        ("campaigns/send-late", POST, With(Right::Send), with(json!({ "campaign": ids.campaign }))),
        ("campaigns/resend-failed", POST, With(Right::Send), with(json!({ "campaign": ids.campaign }))),
        ("contacts/list", GET, With(Right::SeeContacts), here.clone()),
        ("contacts/view", GET, With(Right::SeeContacts), with(json!({ "contact": ids.contact }))),
        (
            "contacts/save",
            POST,
            With(Right::EditContacts),
            with(json!({ "contact": ids.contact, "kind": "person", "given_name": "Başka" })),
        ),
        ("contacts/delete", POST, With(Right::EditContacts), with(json!({ "contact": ids.contact }))),
        ("contacts/erase", POST, With(Right::EditContacts), with(json!({ "contact": ids.contact }))),
        ("contacts/restore", POST, With(Right::EditContacts), with(json!({ "contact": ids.contact }))),
        (
            "contacts/add-address",
            POST,
            With(Right::EditContacts),
            with(json!({ "contact": ids.contact, "address": "0532 123 45 69" })),
        ),
        (
            "contacts/remove-address",
            POST,
            With(Right::EditContacts),
            with(json!({ "contact": ids.contact, "address": ids.address })),
        ),
        (
            "contacts/address-state",
            POST,
            With(Right::EditContacts),
            with(json!({ "address": ids.address, "state": "verified" })),
        ),
        (
            "contacts/tag",
            POST,
            With(Right::EditContacts),
            with(json!({ "contacts": [ids.contact], "name": "bahar" })),
        ),
        (
            "contacts/refuse",
            POST,
            With(Right::EditContacts),
            with(json!({ "contact": ids.contact, "address": ids.address })),
        ),
        (
            "contacts/allow",
            POST,
            With(Right::EditContacts),
            with(json!({ "contact": ids.contact, "address": ids.address })),
        ),
        ("tags/list", GET, With(Right::SeeContacts), here.clone()),
        ("tags/rename", POST, With(Right::EditContacts), with(json!({ "tag": ids.tag, "name": "a" }))),
        ("tags/delete", POST, With(Right::EditContacts), with(json!({ "tag": ids.tag }))),
        ("imports/list", GET, With(Right::SeeContacts), here.clone()),
        ("imports/view", GET, With(Right::SeeContacts), with(json!({ "import": ids.import }))),
        ("imports/preview", GET, With(Right::EditContacts), with(json!({ "import": ids.import }))),
        (
            "imports/map",
            POST,
            With(Right::EditContacts),
            with(json!({ "import": ids.import, "skip_rows": "1", "columns": ["name", "phone"] })),
        ),
        (
            "imports/start",
            POST,
            With(Right::EditContacts),
            with(json!({ "import": ids.import, "skip_rows": "1", "columns": ["name", "phone"] })),
        ),
        ("imports/cancel", POST, With(Right::EditContacts), with(json!({ "import": ids.import }))),
        ("providers/list", GET, Member, here.clone()),
        ("accounts/list", GET, Member, here.clone()),
        ("accounts/waiting", GET, Member, here.clone()),
        (
            "accounts/take-waiting",
            POST,
            With(Right::ManageProviders),
            with(json!({ "account": ids.account })),
        ),
        ("accounts/get", GET, With(Right::ManageProviders), with(json!({ "account": ids.account }))),
        ("accounts/test", POST, With(Right::ManageProviders), with(json!({ "account": ids.account }))),
        ("accounts/inspection", GET, With(Right::ManageProviders), with(json!({ "account": ids.account }))),
        ("accounts/inspect", POST, With(Right::ManageProviders), with(json!({ "account": ids.account }))),
        ("accounts/pause", POST, With(Right::ManageProviders), with(json!({ "account": ids.account }))),
        ("accounts/resume", POST, With(Right::ManageProviders), with(json!({ "account": ids.account }))),
        (
            "accounts/make-default",
            POST,
            With(Right::ManageProviders),
            with(json!({ "account": ids.account })),
        ),
        ("accounts/remove", POST, With(Right::ManageProviders), with(json!({ "account": ids.account }))),
        ("accounts/templates", GET, Member, with(json!({ "account": ids.account }))),
        (
            "accounts/sync-templates",
            POST,
            With(Right::ManageProviders),
            with(json!({ "account": ids.account })),
        ),
        (
            "accounts/save",
            POST,
            With(Right::ManageProviders),
            with(
                json!({ "account": ids.account, "values": { "usercode": "1", "password": "x", "sender": "A" } }),
            ),
        ),
        ("accounts/credit", GET, With(Right::SeeFinancial), with(json!({ "account": ids.account }))),
        // These three want the right to see money as well.
        (
            "accounts/set-price",
            POST,
            With(Right::ManageProviders),
            with(json!({ "account": ids.account, "amount": "0,05" })),
        ),
        (
            "accounts/remove-price",
            POST,
            With(Right::ManageProviders),
            with(json!({ "account": ids.account, "from": "2999-01-01" })),
        ),
        (
            "accounts/save-thresholds",
            POST,
            With(Right::ManageProviders),
            with(json!({ "account": ids.account, "thresholds": [{ "unit": "money:TRY", "least": "" }] })),
        ),
        ("members/list", GET, Member, here.clone()),
        (
            "members/change-rights",
            POST,
            With(Right::ManageMembers),
            with(json!({ "member": ids.member, "role": "owner", "basis": "role" })),
        ),
        ("members/leaving", GET, With(Right::ManageMembers), with(json!({ "member": ids.member }))),
        ("members/remove", POST, With(Right::ManageMembers), with(json!({ "member": ids.member }))),
        ("invitations/list", GET, With(Right::ManageMembers), here.clone()),
        ("invitations/create", POST, With(Right::ManageMembers), here.clone()),
        (
            "invitations/withdraw",
            POST,
            With(Right::ManageMembers),
            with(json!({ "invitation": ids.invitation })),
        ),
    ]
}
