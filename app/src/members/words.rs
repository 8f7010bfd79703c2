//! Roles and rights in the visitor's words.

use domain::rights::{Right, Role};

use crate::i18n::*;

pub fn role_name(i18n: Locale, role: Role) -> &'static str {
    match role {
        Role::Owner => t_string!(i18n, rights.owner),
        Role::Admin => t_string!(i18n, rights.admin),
        Role::Sender => t_string!(i18n, rights.sender),
        Role::Viewer => t_string!(i18n, rights.viewer),
        Role::Accountant => t_string!(i18n, rights.accountant),
    }
}

/// What a role is for, in one sentence.
pub fn role_about(i18n: Locale, role: Role) -> &'static str {
    match role {
        Role::Owner => t_string!(i18n, rights.owner_about),
        Role::Admin => t_string!(i18n, rights.admin_about),
        Role::Sender => t_string!(i18n, rights.sender_about),
        Role::Viewer => t_string!(i18n, rights.viewer_about),
        Role::Accountant => t_string!(i18n, rights.accountant_about),
    }
}

pub fn right_name(i18n: Locale, right: Right) -> &'static str {
    match right {
        Right::SeeContacts => t_string!(i18n, rights.see_contacts),
        Right::EditContacts => t_string!(i18n, rights.edit_contacts),
        Right::SeeMessages => t_string!(i18n, rights.see_messages),
        Right::SeeBodies => t_string!(i18n, rights.see_bodies),
        Right::SeeFinancial => t_string!(i18n, rights.see_financial),
        Right::Send => t_string!(i18n, rights.send),
        Right::Approve => t_string!(i18n, rights.approve),
        Right::Export => t_string!(i18n, rights.export),
        Right::ManageProviders => t_string!(i18n, rights.manage_providers),
        Right::ManageMembers => t_string!(i18n, rights.manage_members),
        Right::ManageCompany => t_string!(i18n, rights.manage_company),
        Right::SeeReports => t_string!(i18n, rights.see_reports),
        Right::EditTemplates => t_string!(i18n, rights.edit_templates),
        Right::ManageTokens => t_string!(i18n, rights.manage_tokens),
    }
}
