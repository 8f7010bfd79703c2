use domain::contacts::ContactView;
use leptos::prelude::*;

use super::api::{
    AddAddress, AllowChannel, DeleteContact, EraseContact, RefuseChannel, RemoveAddress, RestoreContact,
    SetAddressState, TagContacts,
};
use crate::call::Asked;
use crate::form::{ActionResult, Call, use_call, use_refetch};
use crate::i18n::*;

/// What can be done on the page of a contact.
#[derive(Clone, Copy)]
pub struct CardActions {
    pub add_address: Call,
    pub remove_address: Call,
    pub set_state: Call,
    pub refuse: Call,
    pub allow: Call,
    pub tag: Call,
    pub delete: Call,
    pub erase: Call,
    pub restore: Call,
}

impl CardActions {
    /// The card is fetched anew after each of them.
    pub fn refreshing(card: Asked<ContactView>) -> Self {
        let actions = Self {
            add_address: use_call::<AddAddress>(),
            remove_address: use_call::<RemoveAddress>(),
            set_state: use_call::<SetAddressState>(),
            refuse: use_call::<RefuseChannel>(),
            allow: use_call::<AllowChannel>(),
            tag: use_call::<TagContacts>(),
            delete: use_call::<DeleteContact>(),
            erase: use_call::<EraseContact>(),
            restore: use_call::<RestoreContact>(),
        };
        use_refetch(actions.add_address, card);
        use_refetch(actions.remove_address, card);
        use_refetch(actions.set_state, card);
        use_refetch(actions.refuse, card);
        use_refetch(actions.allow, card);
        use_refetch(actions.tag, card);
        use_refetch(actions.delete, card);
        use_refetch(actions.restore, card);
        actions
    }
}

/// What became of them; forms whose fields are typed tell their problems beside the field.
#[component]
pub fn CardResults(actions: CardActions) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <ActionResult action=actions.remove_address>{t!(i18n, contacts.address_removed)}</ActionResult>
        <ActionResult action=actions.set_state>{t!(i18n, contacts.state_changed)}</ActionResult>
        <ActionResult action=actions.refuse>{t!(i18n, contacts.refusal_noted)}</ActionResult>
        <ActionResult action=actions.allow tells_fields=true>{t!(i18n, contacts.refusal_lifted)}</ActionResult>
        <ActionResult action=actions.erase>{t!(i18n, contacts.erased)}</ActionResult>
        <ActionResult action=actions.restore>{t!(i18n, contacts.restored)}</ActionResult>
    }
}
