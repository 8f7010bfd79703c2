use domain::contacts::{
    AddAddressForm, AddressState, ConsentForm, ContactForm, ContactList, ContactQuery, ContactView,
    TagContactsForm, TagRow,
};
use domain::id::{AddressId, CompanyId, ContactId, TagId};
use leptos::prelude::*;
use server_fn::codec::{GetUrl, Json, Post};

use crate::call::{Answer, FormOrJson};

/// A page of the company's contacts.
#[server(prefix = "/api/v1", endpoint = "contacts/list", input = GetUrl, output = Json)]
pub async fn list_contacts(
    company: CompanyId,
    #[server(flatten)] query: ContactQuery,
) -> Answer<ContactList> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.list_contacts(&actor, &query).await?)
}

/// One contact in full, with what happened with it.
#[server(prefix = "/api/v1", endpoint = "contacts/view", input = GetUrl, output = Json)]
pub async fn view_contact(company: CompanyId, contact: ContactId) -> Answer<ContactView> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.get_contact(&actor, contact).await?)
}

/// Saves a card, making it when the form names none, and goes on to it.
#[server(prefix = "/api/v1", endpoint = "contacts/save", input = Post<FormOrJson>, output = Json)]
pub async fn save_contact(company: CompanyId, #[server(flatten)] form: ContactForm) -> Answer<ContactId> {
    let (services, actor) = crate::ssr::in_company(company)?;
    let contact = services.save_contact(&actor, &form).await?;
    crate::ssr::go_to(&format!("/c/{company}/contacts/{contact}"));
    Ok(contact)
}

/// Deletes a card; it can be taken back.
#[server(prefix = "/api/v1", endpoint = "contacts/delete", input = Post<FormOrJson>, output = Json)]
pub async fn delete_contact(company: CompanyId, contact: ContactId) -> Answer<()> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.delete_contact(&actor, contact).await?)
}

/// Erases a person at their own request, for good, and goes to the list.
#[server(prefix = "/api/v1", endpoint = "contacts/erase", input = Post<FormOrJson>, output = Json)]
pub async fn erase_contact(company: CompanyId, contact: ContactId) -> Answer<()> {
    let (services, actor) = crate::ssr::in_company(company)?;
    services.erase_contact(&actor, contact).await?;
    crate::ssr::go_to(&format!("/c/{company}/contacts?done=contacts/erase"));
    Ok(())
}

/// Takes a deleted card back.
#[server(prefix = "/api/v1", endpoint = "contacts/restore", input = Post<FormOrJson>, output = Json)]
pub async fn restore_contact(company: CompanyId, contact: ContactId) -> Answer<()> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.restore_contact(&actor, contact).await?)
}

/// Puts a phone number or an e-mail address on a card.
#[server(prefix = "/api/v1", endpoint = "contacts/add-address", input = Post<FormOrJson>, output = Json)]
pub async fn add_address(company: CompanyId, #[server(flatten)] form: AddAddressForm) -> Answer<AddressId> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.add_address(&actor, &form).await?)
}

/// Takes an address off a card.
#[server(prefix = "/api/v1", endpoint = "contacts/remove-address", input = Post<FormOrJson>, output = Json)]
pub async fn remove_address(company: CompanyId, contact: ContactId, address: AddressId) -> Answer<()> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.remove_address(&actor, contact, address).await?)
}

/// Notes that an address is verified, not theirs or closed, for every card that shares it.
#[server(prefix = "/api/v1", endpoint = "contacts/address-state", input = Post<FormOrJson>, output = Json)]
pub async fn set_address_state(company: CompanyId, address: AddressId, state: AddressState) -> Answer<()> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.set_address_state(&actor, address, state).await?)
}

/// Puts a tag on the chosen contacts or takes it off; how many changed.
#[server(prefix = "/api/v1", endpoint = "contacts/tag", input = Post<FormOrJson>, output = Json)]
pub async fn tag_contacts(company: CompanyId, #[server(flatten)] form: TagContactsForm) -> Answer<u32> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.tag_contacts(&actor, &form).await?)
}

/// Notes that an address of a contact wants no commercial messages.
#[server(prefix = "/api/v1", endpoint = "contacts/refuse", input = Post<FormOrJson>, output = Json)]
pub async fn refuse_channel(company: CompanyId, #[server(flatten)] form: ConsentForm) -> Answer<()> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.refuse_channel(&actor, &form).await?)
}

/// Notes that an address of a contact agreed to commercial messages, with the proof.
#[server(prefix = "/api/v1", endpoint = "contacts/allow", input = Post<FormOrJson>, output = Json)]
pub async fn allow_channel(company: CompanyId, #[server(flatten)] form: ConsentForm) -> Answer<()> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.allow_channel(&actor, &form).await?)
}

/// The company's tags with the number of their people.
#[server(prefix = "/api/v1", endpoint = "tags/list", input = GetUrl, output = Json)]
pub async fn list_tags(company: CompanyId) -> Answer<Vec<TagRow>> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.list_tags(&actor).await?)
}

/// Gives a tag another name.
#[server(prefix = "/api/v1", endpoint = "tags/rename", input = Post<FormOrJson>, output = Json)]
pub async fn rename_tag(company: CompanyId, tag: TagId, name: String) -> Answer<()> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.rename_tag(&actor, tag, &name).await?)
}

/// Removes a tag; its people stay.
#[server(prefix = "/api/v1", endpoint = "tags/delete", input = Post<FormOrJson>, output = Json)]
pub async fn delete_tag(company: CompanyId, tag: TagId) -> Answer<()> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.delete_tag(&actor, tag).await?)
}
