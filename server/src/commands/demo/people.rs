//! The demo's customers: invented, and a few whose messages do not arrive.

use domain::contacts::{ContactForm, ContactQuery};
use services::{Actor, Services};

use crate::commands::CommandError;

const GIVEN: &[&str] =
    &["Ayşe", "Mehmet", "Zeynep", "Ali", "Elif", "Hüseyin", "Şule", "Çağrı", "Gül", "İbrahim"];
const FAMILY: &[&str] = &["Yıldız", "Öztürk", "Kılıç", "Şahin"];
const CITIES: &[&str] = &["Konya", "Ankara", "İzmir", "Bursa", "Adana"];

/// The last four digits choose what becomes of a message: an invalid number and a phone that is off for SMS,
/// somebody without WhatsApp and somebody Meta has no room for.
const NOT_REACHED: &[(usize, u32)] = &[(17, 0), (31, 1), (22, 1_026), (35, 1_049)];

/// And so does the name of a mailbox: nobody's, and one that is closed.
const NO_MAILBOX: &[(usize, &str)] = &[(8, "unknown"), (26, "disabled")];

/// Writes the customers down, unless there are some.
pub async fn add_people(services: &Services, actor: &Actor) -> Result<(), CommandError> {
    if services.list_contacts(actor, &ContactQuery::default()).await?.total > 0 {
        return Ok(());
    }
    for number in 0..GIVEN.len() * FAMILY.len() {
        services.save_contact(actor, &person(number)).await?;
    }
    Ok(())
}

fn person(number: usize) -> ContactForm {
    let (given, family) = (GIVEN[number % GIVEN.len()], FAMILY[number / GIVEN.len() % FAMILY.len()]);
    let ending = NOT_REACHED.iter().find(|(of, _)| *of == number).map_or(1_100, |(_, ending)| *ending);
    let mailbox = NO_MAILBOX.iter().find(|(of, _)| *of == number).map_or("kisi", |(_, name)| name);
    let ending = if ending == 1_100 { 1_100 + u32::try_from(number).unwrap_or_default() } else { ending };
    ContactForm {
        kind: "person".to_owned(),
        given_name: given.to_owned(),
        family_name: family.to_owned(),
        city: CITIES[number % CITIES.len()].to_owned(),
        lang: "tr".to_owned(),
        phones: format!("0555 010 {ending:04}"),
        emails: format!("{mailbox}+{:02}@demo.example", number + 1),
        ..ContactForm::default()
    }
}
