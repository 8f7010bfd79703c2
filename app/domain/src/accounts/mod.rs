//! People who sign in: their names and passwords, forms and views.

mod access;
mod password;
mod password_forms;
mod phone_form;
mod policies;
mod profile;
mod publish_policy;
mod second_factor;
mod sessions;
mod sign_in;
mod sign_up;
mod username;
mod via;

pub use access::{AccessKind, AccessRow};
pub use password::Password;
pub use password_forms::{
    ChangePassword, ChangePasswordForm, NewPassword, RequestResetForm, ResetPasswordForm,
};
pub use phone_form::PhoneForm;
pub use policies::{
    EarlierPolicy, PolicyAct, PolicyEventRow, PolicyEventView, PolicyKind, PolicyReference, PolicyToRead,
    PolicyView,
};
pub use profile::{ChangeEmail, ChangeEmailForm, PhoneCodeForm, Profile, ProfileForm, ProfileView};
pub use publish_policy::{NewPolicy, PolicyTexts, PublishPolicyForm};
pub use second_factor::{
    BeginSecondFactorForm, EndSecondFactorForm, OneTimeCode, OneTimeCodeForm, ResetSecondFactorForm,
    SecondFactorView, SeedView,
};
pub use sessions::SessionRow;
pub use sign_in::{Login, SignIn, SignInForm};
pub use sign_up::{Person, PersonFields, SeenPolicies, SignUp, SignUpForm};
pub use username::{Username, account_key};
pub use via::Via;
