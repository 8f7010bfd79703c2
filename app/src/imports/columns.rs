use domain::imports::{ColumnView, ImportField, column_field};
use leptos::prelude::*;

use super::labels::field_text;
use crate::form::{problem_text, use_form_state};
use crate::i18n::*;
use crate::parts::{Cell, Icon, LeadCell, Table, TableRow};

/// The columns of the list: name, a few cells, and what each holds.
#[component]
pub fn Columns(columns: Vec<ColumnView>) -> impl IntoView {
    let i18n = use_i18n();
    let form = use_form_state();
    let problem = move || {
        let found = form.problem("columns")?;
        Some(
            view! { <p class="error pad" id="columns-error"><Icon name="alert" small=true />{problem_text(i18n, found.problem, None)}</p> },
        )
    };
    let heads = vec![
        words!(i18n, imports.column_name),
        words!(i18n, imports.column_examples),
        words!(i18n, imports.column_field),
    ];
    let rows = columns.into_iter().enumerate().map(move |(place, column)| view! { <Column place column /> });
    view! {
        {problem}
        <Table caption=words!(i18n, imports.columns) columns=heads>{rows.collect_view()}</Table>
    }
}

#[component]
fn Column(place: usize, column: ColumnView) -> impl IntoView {
    let i18n = use_i18n();
    let number = place + 1;
    let name = match column.name.is_empty() {
        true => t_string!(i18n, imports.column_number, number = number.to_string()).to_string(),
        false => column.name,
    };
    let shown = name.clone();
    view! {
        <TableRow>
            <LeadCell><b>{shown}</b></LeadCell>
            <Cell label=words!(i18n, imports.column_examples)>
                <span class="dim">{column.examples.join(" · ")}</span>
            </Cell>
            <Cell label=words!(i18n, imports.column_field)>
                <FieldSelect place name stored=column.field />
            </Cell>
        </TableRow>
    }
}

/// What a column holds; what is wrong with the choice stands below it.
#[component]
fn FieldSelect(place: usize, name: String, stored: ImportField) -> impl IntoView {
    let i18n = use_i18n();
    let form = use_form_state();
    let (field, id) = (format!("columns[{place}]"), column_field(place));
    let chosen = form.typed(&field).unwrap_or_else(|| stored.word().to_owned());
    let options = ImportField::ALL.iter().map(move |option| {
        let selected = option.word() == chosen;
        view! { <option value=option.word() selected=selected>{field_text(i18n, *option)}</option> }
    });
    let (error, asked, told) = (format!("{id}-error"), id.clone(), id.clone());
    let invalid = move || form.problem(&asked).map(|_| "true");
    let problem = {
        let error = error.clone();
        move || {
            form.problem(&told)
                .map(|_| view! { <p class="error" id=error.clone()><Icon name="alert" small=true />{t!(i18n, imports.chosen_twice)}</p> })
        }
    };
    let label = t_string!(i18n, imports.field_of, name = name).to_string();
    view! {
        <div class="column-field">
            <select class="in" id=id name=field aria-label=label aria-invalid=invalid aria-describedby=error>
                {options.collect_view()}
            </select>
            {problem}
        </div>
    }
}
