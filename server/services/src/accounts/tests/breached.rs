use domain::accounts::{ChangePasswordForm, Password, PersonFields, RequestResetForm, ResetPasswordForm};
use domain::failure::{Failure, Problem};
use domain::lang::Lang;
use domain::rights::Role;

use crate::accounts::NewAdmin;
use crate::error::ServiceError;
use crate::testing::{PASSWORD, TestResult, World, here, on_both_databases};

on_both_databases!(a_breached_password_is_refused_wherever_one_is_chosen);

/// Known from breaches, and nothing that the other rules find.
const BREACHED: &str = "flvbybcnhfnjh";

fn refused<T>(result: Result<T, ServiceError>) -> bool {
    let problem = |failure: Failure| failure.of("password").map(|field| field.problem);
    result.err().is_some_and(|error| problem(error.into()) == Some(Problem::PasswordBreached))
}

fn new() -> Password {
    Password::new(BREACHED)
}

async fn a_breached_password_is_refused_wherever_one_is_chosen(world: World) -> TestResult {
    let mut sign_up = world.sign_up_form("ayse").await?;
    (sign_up.password, sign_up.password_again) = (new(), new());
    assert!(refused(world.services.sign_up(&sign_up, Lang::Tr, &here()).await), "at sign-up");
    let person = PersonFields {
        name: "Deniz".to_owned(),
        username: "deniz".to_owned(),
        email: "deniz@operator.example".to_owned(),
        phone: String::new(),
    };
    let admin = NewAdmin { person, password: new(), lang: Lang::En };
    assert!(refused(world.services.create_admin(admin).await), "for an operator");
    let owner = world.owner().await?;
    let invite = domain::companies::InviteMemberForm {
        email: "veli@firma.com.tr".to_owned(),
        role: Role::Viewer.word().to_owned(),
    };
    world.services.invite_member(&owner, &invite).await?;
    let token = world.mailed_token().await?;
    let mut accept = world.accept_form("veli").await?;
    (accept.password, accept.password_again) = (new(), new());
    let accepted = world.services.accept_invitation_as_new(&token, &accept, Lang::Tr, &here()).await;
    assert!(refused(accepted), "by an invitation");
    let change =
        ChangePasswordForm { current: Password::new(PASSWORD), password: new(), password_again: new() };
    assert!(refused(world.services.change_password(&owner, &change).await), "at a change");
    let reset = RequestResetForm { login: "ayse".to_owned() };
    world.services.request_password_reset(&reset, &here()).await?;
    let cookie = world.services.open_password_reset(&world.mailed_token().await?).await?;
    let form = ResetPasswordForm { password: new(), password_again: new() };
    assert!(refused(world.services.reset_password(&cookie, &form, &here()).await), "by the link of a mail");
    Ok(())
}
