//! Tables that become cards in a narrow box. Roles are written out because cards change `display`,
//! which would take a table's meaning from screen readers.

use leptos::prelude::*;

use crate::i18n::*;

/// A table: `caption` for screen readers, one word per column, rows as children.
#[component]
pub fn Table(
    #[prop(into)] caption: Signal<String>,
    columns: Vec<Signal<String>>,
    /// Whether the rows end in an [`ActCell`].
    #[prop(optional)]
    acts: bool,
    /// Whether the rows begin with a [`CheckCell`].
    #[prop(optional)]
    checks: bool,
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let last = acts.then(|| {
        view! {
            <th role="columnheader" scope="col"><span class="vh">{t!(i18n, parts.acts)}</span></th>
        }
    });
    let first = checks.then(|| {
        view! {
            <th role="columnheader" scope="col" class="check"><span class="vh">{t!(i18n, parts.choose)}</span></th>
        }
    });
    let heads = columns.into_iter().map(|words| view! { <th role="columnheader" scope="col">{words}</th> });
    view! {
        <div class="tbox">
            <table class="table" role="table">
                <caption class="vh">{caption}</caption>
                <thead role="rowgroup"><tr role="row">{first}{heads.collect_view()}{last}</tr></thead>
                <tbody role="rowgroup">{children()}</tbody>
            </table>
        </div>
    }
}

/// A row of a [`Table`].
#[component]
pub fn TableRow(children: Children) -> impl IntoView {
    view! { <tr role="row">{children()}</tr> }
}

/// The cell that names its row; a link in it covers the whole card.
#[component]
pub fn LeadCell(children: Children) -> impl IntoView {
    view! { <td role="cell" class="lead">{children()}</td> }
}

/// A cell; the label stands before its value in cards.
#[component]
pub fn Cell(#[prop(into)] label: Signal<String>, children: Children) -> impl IntoView {
    view! { <td role="cell" data-label=label>{children()}</td> }
}

/// A cell with buttons, without a label.
#[component]
pub fn ActCell(children: Children) -> impl IntoView {
    view! { <td role="cell" class="num">{children()}</td> }
}

/// A box that chooses its row; in cards it stands at the top corner.
#[component]
pub fn CheckCell(
    name: &'static str,
    value: String,
    /// Said to screen readers: what is chosen.
    label: String,
    #[prop(into)] checked: Signal<bool>,
    on_change: Callback<bool>,
) -> impl IntoView {
    view! {
        <td role="cell" class="check">
            <label>
                <input
                    type="checkbox" name=name value=value
                    checked=checked.get_untracked() prop:checked=checked
                    on:change=move |event| on_change.run(event_target_checked(&event))
                />
                <span class="vh">{label}</span>
            </label>
        </td>
    }
}
