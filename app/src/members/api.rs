use domain::companies::{
    ChangeRightsForm, InvitationRow, InviteMemberForm, LeavingView, MemberRow, RemoveMemberForm,
};
use domain::id::{CompanyId, InvitationId, MembershipId};
use leptos::prelude::*;
use server_fn::codec::{GetUrl, Json, Post};

use crate::call::{Answer, FormOrJson};

/// The members of the company, the oldest first.
#[server(prefix = "/api/v1", endpoint = "members/list", input = GetUrl, output = Json)]
pub async fn list_members(company: CompanyId) -> Answer<Vec<MemberRow>> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.list_members(&actor).await?)
}

/// Gives a member a role, and rights other than the role's own.
#[server(prefix = "/api/v1", endpoint = "members/change-rights", input = Post<FormOrJson>, output = Json)]
pub async fn change_member_rights(
    company: CompanyId,
    #[server(flatten)] form: ChangeRightsForm,
) -> Answer<()> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.change_member_rights(&actor, &form).await?)
}

/// What a member would leave behind, and who may go on with it.
#[server(prefix = "/api/v1", endpoint = "members/leaving", input = GetUrl, output = Json)]
pub async fn leaving_member(company: CompanyId, member: MembershipId) -> Answer<LeavingView> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.leaving_member(&actor, member).await?)
}

/// Takes a member out of the company and goes back to the list.
#[server(prefix = "/api/v1", endpoint = "members/remove", input = Post<FormOrJson>, output = Json)]
pub async fn remove_member(company: CompanyId, #[server(flatten)] form: RemoveMemberForm) -> Answer<()> {
    let (services, actor) = crate::ssr::in_company(company)?;
    services.remove_member(&actor, &form).await?;
    crate::ssr::go_to(&format!("/c/{company}/members?done=members/remove"));
    Ok(())
}

/// The invitations that wait to be accepted.
#[server(prefix = "/api/v1", endpoint = "invitations/list", input = GetUrl, output = Json)]
pub async fn list_invitations(company: CompanyId) -> Answer<Vec<InvitationRow>> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.list_invitations(&actor).await?)
}

/// Invites somebody by e-mail and goes back to the list.
#[server(prefix = "/api/v1", endpoint = "invitations/create", input = Post<FormOrJson>, output = Json)]
pub async fn invite_member(
    company: CompanyId,
    #[server(flatten)] form: InviteMemberForm,
) -> Answer<InvitationId> {
    let (services, actor) = crate::ssr::in_company(company)?;
    let invitation = services.invite_member(&actor, &form).await?;
    crate::ssr::go_to(&format!("/c/{company}/members?done=invitations/create"));
    Ok(invitation)
}

/// Takes an invitation back; its link stops working at once.
#[server(prefix = "/api/v1", endpoint = "invitations/withdraw", input = Post<FormOrJson>, output = Json)]
pub async fn withdraw_invitation(company: CompanyId, invitation: InvitationId) -> Answer<()> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.withdraw_invitation(&actor, invitation).await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::rights::Right;
    use server_fn::Decodes;

    #[test]
    fn check_boxes_arrive_as_a_list() {
        let body = "company=cmp_0000000000001&member=mbr_0000000000002&role=viewer&basis=own\
                    &rights%5B%5D=send&rights%5B%5D=export";
        let read: Result<ChangeMemberRights, String> = FormOrJson::decode(body.as_bytes().into());
        let rights = read.map(|call| call.form.parse().map(|change| change.rights));
        let wanted = [Right::Send, Right::Export].into_iter().collect();
        assert_eq!(rights, Ok(Ok(wanted)));
    }
}
