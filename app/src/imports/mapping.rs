use domain::id::ImportId;
use domain::imports::{FileEncoding, ImportPreview, Separator};
use leptos::prelude::*;

use super::columns::Columns;
use super::labels::{encoding_text, separator_text};
use super::preview::FirstRows;
use crate::form::{Call, CompanyField, FormDone, FormFailure, PostForm, SelectField, TextField};
use crate::i18n::*;
use crate::page_context::use_page_context;
use domain::turkish::format_integer;

/// What the list's columns hold, and how its first rows would come in. One form with two buttons: look
/// again, or start.
#[component]
pub fn Mapping(preview: ImportPreview, map: Call, cancel: Call) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let (import, count) = (preview.import, preview.rows);
    let rows = format_integer(i64::from(count), lang);
    let about = t_count!(i18n, count, imports.one_first_rows_about | first_rows_about, number = rows.clone());
    let ready = match what_becomes(i18n, &preview, |count| format_integer(i64::from(count), lang)) {
        Some(words) => words,
        None => t_count!(i18n, count, imports.one_ready | ready, number = rows),
    };
    view! {
        <PostForm action=map class="stack groups">
            <Fields import />
            <FormFailure />
            <section class="panel flush" aria-labelledby="columns">
                <header>
                    <div>
                        <h2 id="columns">{t!(i18n, imports.columns)}</h2>
                        <p class="sm dim">{t!(i18n, imports.columns_about)}</p>
                    </div>
                </header>
                <Columns columns=preview.columns.clone() />
            </section>
            <section class="panel stack" aria-labelledby="reading">
                <h2 id="reading">{t!(i18n, imports.reading)}</h2>
                <Reading preview=preview.clone() />
            </section>
            <section class="panel flush" aria-labelledby="first">
                <header>
                    <div>
                        <h2 id="first">{t!(i18n, imports.first_rows)}</h2>
                        <p class="sm dim">{about}</p>
                    </div>
                    <div class="row">
                        <FormDone>{t!(i18n, imports.looked_again)}</FormDone>
                        <button type="submit" class="btn">{t!(i18n, imports.look_again)}</button>
                    </div>
                </header>
                <FirstRows rows=preview.first />
            </section>
            <div class="send">
                <span class="sm">{ready}</span>
                <button type="submit" class="btn primary" name="act" value="start">
                    {t!(i18n, imports.start)}
                </button>
            </div>
        </PostForm>
        <PostForm action=cancel>
            <Fields import />
            <button type="submit" class="link bad">{t!(i18n, imports.discard)}</button>
        </PostForm>
    }
}

/// How many rows will be taken in and how many will not, where all of them are shown.
fn what_becomes(i18n: Locale, preview: &ImportPreview, number: impl Fn(u32) -> String) -> Option<String> {
    let all = u32::try_from(preview.first.len()).unwrap_or(u32::MAX);
    let refused = preview.first.iter().filter(|row| row.refused.is_some()).count();
    let refused = u32::try_from(refused).unwrap_or(u32::MAX);
    let taken = all.saturating_sub(refused);
    let parts = [
        (taken, t_count!(i18n, taken, imports.one_rows_taken | rows_taken, number = number(taken))),
        (refused, t_count!(i18n, refused, imports.one_rows_refused | rows_refused, number = number(refused))),
    ];
    let words: Vec<_> = parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, words)| words).collect();
    (all == preview.rows && all > 0).then(|| words.join(", "))
}

#[component]
fn Fields(import: ImportId) -> impl IntoView {
    view! { <CompanyField /><input type="hidden" name="import" value=import.to_string() /> }
}

/// How the file is read, to be corrected where it was recognised wrongly, and the tag for everybody.
#[component]
fn Reading(preview: ImportPreview) -> impl IntoView {
    let i18n = use_i18n();
    let encodings = FileEncoding::ALL
        .iter()
        .map(move |encoding| (encoding.word().to_owned(), encoding_text(i18n, *encoding).to_owned()));
    let encodings: Vec<_> = encodings.collect();
    let separators = Separator::ALL
        .iter()
        .map(move |separator| (separator.word().to_owned(), separator_text(i18n, *separator).to_owned()));
    let separators: Vec<_> = separators.collect();
    view! {
        <div class="duo">
            {preview.encoding.map(|encoding| view! {
                <SelectField
                    name="encoding" label=words!(i18n, imports.encoding) hint=words!(i18n, imports.encoding_hint)
                    options=encodings value=encoding.word()
                />
            })}
            {preview.separator.map(|separator| view! {
                <SelectField
                    name="separator" label=words!(i18n, imports.separator) hint=words!(i18n, imports.separator_hint)
                    options=separators value=separator.word()
                />
            })}
            <TextField
                name="skip_rows" label=words!(i18n, imports.skip_rows) hint=words!(i18n, imports.skip_rows_hint)
                value=preview.skip_rows.to_string() inputmode="numeric"
            />
            <TextField
                name="tag" label=words!(i18n, imports.tag_all) hint=words!(i18n, imports.tag_all_hint)
                value=preview.tag autocomplete="off"
            />
        </div>
    }
}
