use std::io::{self, IsTerminal, stdin};

use domain::accounts::{Password, PersonFields};
use domain::failure::Failure;
use domain::lang::Lang;
use services::accounts::NewAdmin;
use services::provider_accounts::Outbounds;

use super::CommandError;
use super::open::open;
use crate::config::{AdminPerson, Settings};

/// Makes an operator.
pub async fn create_admin(settings: Settings, person: AdminPerson) -> Result<(), CommandError> {
    let password = password()?;
    let fields = PersonFields {
        name: person.name,
        username: person.username,
        email: person.email,
        phone: String::new(),
    };
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

/// The password: typed twice and unseen at a terminal, else the first line of the standard input, so that
/// it stands neither in the process list nor in the shell's history.
fn password() -> io::Result<Password> {
    if stdin().is_terminal() {
        return typed_twice();
    }
    let mut line = String::new();
    stdin().read_line(&mut line)?;
    Ok(Password::new(line.trim_end_matches(['\r', '\n'])))
}

fn typed_twice() -> io::Result<Password> {
    loop {
        let first = rpassword::prompt_password("Password: ")?;
        if rpassword::prompt_password("The same again: ")? == first {
            return Ok(Password::new(first));
        }
        eprintln!("They differ: type it anew, twice.");
    }
}

fn in_words(failure: &Failure) -> String {
    let fields: Vec<_> =
        failure.fields.iter().map(|found| format!("{}: {}", found.field, found.problem)).collect();
    if fields.is_empty() { failure.problem.to_string() } else { fields.join("\n") }
}
