//! Companies and their members: forms and views.

mod hours;
mod invitation;
mod member;
mod mode;
mod profile;

pub use hours::{SendingHours, SendingHoursForm};
pub use invitation::{
    AcceptInvitation, AcceptInvitationForm, Invitation, InvitationRow, InvitationView, InviteMemberForm,
};
pub use member::{ChangeRightsForm, Heir, LeavingView, MemberRights, MemberRow, Removal, RemoveMemberForm};
pub use mode::{ModeForm, ModeView};
pub use profile::{
    CompanyForm, CompanyProfile, CompanyProfileForm, CompanyProfileView, CompanyRow, ProfileGap,
};
