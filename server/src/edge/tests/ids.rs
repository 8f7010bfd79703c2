//! One of everything that a company has.

use axum::body::Bytes;
use domain::accounts::PolicyKind;
use domain::campaigns::{AudienceForm, ContentForm};
use domain::companies::InviteMemberForm;
use domain::contacts::{ContactForm, TagContactsForm};
use domain::failure::Problem;
use domain::lang::Lang;
use domain::messages::{MessageQuery, SaveViewForm, SendMessageForm};
use domain::provider_accounts::SaveAccountForm;
use domain::rights::Role;
use futures::stream;
use serde_json::Value;

use super::world::{TestResult, World};

pub struct Ids {
    pub message: String,
    pub campaign: String,
    pub contact: String,
    pub address: String,
    pub tag: String,
    pub import: String,
    pub account: String,
    pub member: String,
    pub invitation: String,
    pub session: String,
    /// The terms that are asked for.
    pub terms: String,
    /// What was done with a document.
    pub event: String,
    /// The version of the list of sub-processors that would be changed.
    pub sub_processors: String,
    pub view: String,
}

impl Ids {
    /// Ids under which nothing is.
    pub fn of_nothing() -> Self {
        let id = |kind: &str| format!("{kind}_0000000000001");
        Self {
            message: id("msg"),
            campaign: id("cpn"),
            contact: id("con"),
            address: id("adr"),
            tag: id("tag"),
            import: id("imp"),
            account: id("acc"),
            member: id("mbr"),
            invitation: id("inv"),
            session: id("ses"),
            terms: id("pol"),
            event: id("pev"),
            sub_processors: id("pol"),
            view: id("vew"),
        }
    }

    /// Makes one of everything in the company of `ayse`.
    pub async fn made(world: &World) -> TestResult<Self> {
        let (services, owner) = (world.services(), world.actor("ayse").await?);
        let person = ContactForm {
            kind: "person".to_owned(),
            given_name: "Deniz".to_owned(),
            phones: "0532 123 45 67".to_owned(),
            ..ContactForm::default()
        };
        let contact = services.save_contact(&owner, &person).await?;
        let tagging = TagContactsForm {
            contacts: vec![contact.to_string()],
            name: "müşteri".to_owned(),
            ..TagContactsForm::default()
        };
        services.tag_contacts(&owner, &tagging).await?;
        let values = [("usercode", "850"), ("password", "x"), ("sender", "A")];
        let values = values.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        let account = SaveAccountForm { provider: "netgsm".to_owned(), values, ..SaveAccountForm::default() };
        let audience = AudienceForm {
            channel: "sms".to_owned(),
            typed: "0532 123 45 67".to_owned(),
            ..AudienceForm::default()
        };
        let message = SendMessageForm {
            channel: "sms".to_owned(),
            recipient: "0532 123 45 67".to_owned(),
            class: "informational".to_owned(),
            text: "Merhaba".to_owned(),
            ..SendMessageForm::default()
        };
        let invite = InviteMemberForm { email: "deniz@a.example".into(), role: Role::Viewer.word().into() };
        let list = Bytes::from_static("Ad;Telefon\nDeniz;0532 123 45 67\n".as_bytes());
        let list = stream::iter([Ok::<_, Problem>(list)]);
        let campaign = services.save_audience(&owner, audience).await?.to_string();
        let content = ContentForm {
            campaign: campaign.clone(),
            class: "informational".to_owned(),
            body: "Merhaba".to_owned(),
            ..ContentForm::default()
        };
        services.save_content(&owner, content).await?;
        let filter = MessageQuery { stage: "failed".to_owned(), ..MessageQuery::default() };
        services.save_view(&owner, &SaveViewForm { name: "Ulaşmayan".to_owned(), filter }).await?;
        Ok(Self {
            message: services.send_message(&owner, &message).await?.to_string(),
            campaign,
            address: services.get_contact(&owner, contact).await?.addresses[0].id.to_string(),
            tag: services.list_tags(&owner).await?[0].id.to_string(),
            import: services.upload_import(&owner, "liste.csv", "", list).await?.to_string(),
            account: services.save_account(&owner, account).await?.to_string(),
            member: services.list_members(&owner).await?[0].id.to_string(),
            invitation: services.invite_member(&owner, &invite).await?.to_string(),
            session: services.list_sessions(&owner).await?[0].id.to_string(),
            terms: services.latest_policy(None, PolicyKind::Terms, Lang::Tr).await?.reference.id.to_string(),
            event: services.list_own_policy_events(&owner).await?[0].id.to_string(),
            sub_processors: services
                .latest_policy(None, PolicyKind::SubProcessors, Lang::Tr)
                .await?
                .reference
                .id
                .to_string(),
            view: services.list_views(&owner).await?[0].id.to_string(),
            contact: contact.to_string(),
        })
    }

    /// Whether a body names one of them.
    pub fn are_in(&self, body: &Value) -> bool {
        let text = body.to_string();
        let all = [
            &self.message,
            &self.campaign,
            &self.contact,
            &self.address,
            &self.tag,
            &self.import,
            &self.account,
            &self.member,
            &self.invitation,
            &self.session,
            &self.view,
        ];
        all.iter().any(|id| text.contains(id.as_str()))
    }
}
