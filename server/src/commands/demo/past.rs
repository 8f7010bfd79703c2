//! The demo's past: who the company is, tags, consents and refusals, and one send over each channel. All of
//! it through the same doors as a person's, so that the stand-ins deliver it when the engine starts.

use domain::campaigns::{AudienceForm, ContentForm, LaunchForm};
use domain::companies::CompanyProfileForm;
use domain::contacts::{ConsentForm, ContactQuery, ContactRow, TagContactsForm};
use domain::message::Channel;
use services::{Actor, Services};

use crate::commands::CommandError;

/// Tags, and which of the people have them: every so many, from one on.
const TAGS: &[(&str, usize, usize)] = &[("Kış lastiği", 2, 0), ("Filo", 5, 1), ("Bayi", 8, 3)];
/// Every fourth refused commercial SMS, all others but every third agreed.
const REFUSED: usize = 4;
const SILENT: usize = 3;

/// One send of the past, to everybody.
struct Send {
    channel: Channel,
    name: &'static str,
    subject: &'static str,
    body: &'static str,
    template: &'static str,
}

const SENDS: &[Send] = &[
    Send {
        channel: Channel::Email,
        name: "Filo bakım raporu",
        subject: "Aylık bakım raporunuz hazır",
        body: "Sayın {{ad_soyad}},\n\nKasım ayı bakım raporunuz hazır. Sorularınız için bize yazabilirsiniz.",
        template: "",
    },
    Send {
        channel: Channel::Whatsapp,
        name: "WhatsApp hattımız açıldı",
        subject: "",
        body: "",
        template: "merhaba/tr",
    },
    Send {
        channel: Channel::Sms,
        name: "Kış lastiği randevusu",
        subject: "",
        body: "Sayın {{ad_soyad}}, kış lastiği randevunuz yarın saat 10.00. Demo Lastik",
        template: "",
    },
];

/// Makes the past, unless something was sent already.
pub async fn add_past(services: &Services, actor: &Actor) -> Result<(), CommandError> {
    if !services.list_campaigns(actor, None).await?.is_empty() {
        return Ok(());
    }
    services.update_company_profile(actor, &profile()).await?;
    let people = services.list_contacts(actor, &ContactQuery::default()).await?.rows;
    for (name, every, from) in TAGS {
        let chosen = people.iter().skip(*from).step_by(*every).map(|row| row.id.to_string());
        let form = TagContactsForm {
            contacts: chosen.collect(),
            name: (*name).to_owned(),
            ..TagContactsForm::default()
        };
        services.tag_contacts(actor, &form).await?;
    }
    note_consents(services, actor, &people).await?;
    read_templates(services, actor).await?;
    for send in SENDS {
        launch(services, actor, send).await?;
    }
    Ok(())
}

fn profile() -> CompanyProfileForm {
    CompanyProfileForm {
        name: "Demo Lastik".to_owned(),
        kind: "merchant".to_owned(),
        trade_name: "Demo Lastik Ltd. Şti.".to_owned(),
        tax_office: "Selçuk".to_owned(),
        tax_number: "1234567890".to_owned(),
        mersis: "0123456789000015".to_owned(),
        address: "Sanayi Mah. Örnek Cad. No: 1, Selçuklu, Konya".to_owned(),
        phone: "0555 010 09 90".to_owned(),
        privacy_contact: "kvkk@demo.example".to_owned(),
        ..CompanyProfileForm::default()
    }
}

async fn note_consents(
    services: &Services,
    actor: &Actor,
    people: &[ContactRow],
) -> Result<(), CommandError> {
    for (place, row) in people.iter().enumerate().filter(|(place, _)| place % SILENT != 0) {
        let card = services.get_contact(actor, row.id).await?;
        let Some(address) = card.addresses.iter().find(|address| address.takes_sms) else { continue };
        let form = ConsentForm {
            contact: row.id.to_string(),
            address: address.id.to_string(),
            channel: String::new(),
            note: "Mağazada imzalanan form".to_owned(),
        };
        if place % REFUSED == 0 {
            services.refuse_channel(actor, &form).await?;
        } else {
            services.allow_channel(actor, &form).await?;
        }
    }
    Ok(())
}

async fn read_templates(services: &Services, actor: &Actor) -> Result<(), CommandError> {
    let accounts = services.list_accounts(actor).await?;
    for account in accounts.into_iter().filter(|account| account.channel == Channel::Whatsapp) {
        services.sync_templates(actor, account.id).await?;
    }
    Ok(())
}

async fn launch(services: &Services, actor: &Actor, send: &Send) -> Result<(), CommandError> {
    let audience = AudienceForm {
        channel: send.channel.word().to_owned(),
        everyone: "on".to_owned(),
        ..AudienceForm::default()
    };
    let campaign = services.save_audience(actor, audience).await?.to_string();
    let content = ContentForm {
        campaign: campaign.clone(),
        name: send.name.to_owned(),
        class: "informational".to_owned(),
        subject: send.subject.to_owned(),
        body: send.body.to_owned(),
        template: send.template.to_owned(),
        ..ContentForm::default()
    };
    services.save_content(actor, content).await?;
    let form = LaunchForm { campaign, informs_only: "on".to_owned(), ..LaunchForm::default() };
    services.launch_campaign(actor, form).await?;
    Ok(())
}
