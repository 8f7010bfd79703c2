use std::io::{IsTerminal, stdin};

use domain::accounts::{Password, PersonFields};
use domain::failure::Failure;
use domain::lang::Lang;
use services::accounts::NewAdmin;
use services::provider_accounts::Outbounds;

use super::CommandError;
use super::open::open;
use crate::config::{AdminPerson, Settings};

/// Makes an operator; the password comes from the first line of the standard input, so that it stands
/// neither in the process list nor in the shell's history.
pub async fn create_admin(settings: Settings, person: AdminPerson) -> Result<(), CommandError> {
    if stdin().is_terminal() {
        eprintln!("Type the password and press Enter:");
    }
    let mut line = String::new();
    stdin().read_line(&mut line)?;
    let fields = PersonFields {
        name: person.name,
        username: person.username,
        email: person.email,
        phone: String::new(),
    };
    let password = Password::new(line.trim_end_matches(['\r', '\n']));
    let admin = NewAdmin { person: fields, password, lang: Lang::default() };
    // A server may be running on the same database.
    let opened = open(&settings, Outbounds::default(), false).await?;
    match opened.services.create_admin(admin).await {
        Ok(_) => {
            println!("The operator was made.");
            Ok(())
        }
        Err(error) => Err(in_words(&Failure::from(error)).into()),
    }
}

fn in_words(failure: &Failure) -> String {
    let fields: Vec<_> =
        failure.fields.iter().map(|found| format!("{}: {}", found.field, found.problem)).collect();
    if fields.is_empty() { failure.problem.to_string() } else { fields.join("\n") }
}
