//! `sndblkex`.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::extract;
use axum::response::{IntoResponse, Response};

use super::access::user;
use super::code::{BUSY, CREDIT, Refusal, SENDER, STOPPED, XML, plain};
use super::dates::parse;
use super::fates::{Fate, MAGIC_SENDERS};
use super::state::State;
use super::store::{Package, Recipient};
use super::text::Charset;
use super::xml::Element;
use crate::clock::micros;
use crate::serve::cut;

const ATTRIBUTES: &[&str] = &[
    "ka",
    "pwd",
    "org",
    "charset",
    "tarih",
    "bitis",
    "addLinkToEnd",
    "zamanayay",
    "IP",
    "aboneid",
    "bayiid",
];
const LONGEST_SENDER: usize = 11;
const DAY: Duration = Duration::from_secs(86_400);

/// A `<mesaj>` after its checks.
struct Checked<'e> {
    text: &'e str,
    parts: usize,
    /// Ten digits each.
    numbers: Vec<u64>,
}

/// When a package runs: unix microseconds.
#[derive(Clone, Copy)]
struct Schedule {
    start: i64,
    end: i64,
}

pub(super) async fn send(
    extract::State(state): extract::State<Arc<State>>,
    extract::Extension(element): extract::Extension<Arc<Element>>,
) -> Response {
    let arrived = Instant::now();
    let (package, credits) = match accept(&state, &element, arrived) {
        Ok(accepted) => accepted,
        Err(refusal) => {
            state.counters.refused.fetch_add(1, Relaxed);
            return refusal.into_response();
        }
    };
    // A package without a text was refused.
    let first = element.children.first().and_then(|mesaj| mesaj.only("metin").ok()).unwrap_or_default();
    if first.contains("#TIMEOUT") {
        return std::future::pending().await;
    }
    if first.contains("#CUT") {
        return cut();
    }
    plain(format!("${}#{credits}.0", package.id))
}

fn accept(state: &State, element: &Element, arrived: Instant) -> Result<(Arc<Package>, usize), Refusal> {
    element.check("smspack", ATTRIBUTES, &["mesaj"])?;
    let owner = user(state, element)?;
    check_sender(state, element.attribute("org")?)?;
    let charset = element.attributes.get("charset").map_or("default", String::as_str);
    let charset = Charset::of(charset).ok_or(XML)?;
    let now = state.clock.unix_micros();
    let schedule = schedule(element, now)?;
    let texts = element.children.iter().map(|mesaj| check(mesaj, charset)).collect::<Result<Vec<_>, _>>()?;
    let first = texts.first().ok_or(XML)?.text;
    if first.contains("#LIMIT") {
        return Err(BUSY);
    }
    if first.contains("#SYSTEM") {
        return Err(STOPPED);
    }
    if first.contains("#ZERO") {
        return Ok((take(state, owner, &[], schedule, arrived), 0));
    }
    let credits = texts.iter().map(|text| text.parts * text.numbers.len()).sum();
    if !state.pay(credits) {
        return Err(CREDIT);
    }
    Ok((take(state, owner, &texts, schedule, arrived), credits))
}

fn check_sender(state: &State, sender: &str) -> Result<(), Refusal> {
    if sender.chars().count() > LONGEST_SENDER || !sender.is_ascii() {
        return Err(XML);
    }
    let magic = MAGIC_SENDERS.iter().find(|(name, _)| *name == sender);
    if let Some((_, code)) = magic {
        return Err(Refusal(code));
    }
    let known = state.config.senders.iter().any(|known| known == sender);
    if known { Ok(()) } else { Err(SENDER) }
}

/// `tarih` only for a start in the future; `bitis` after the start.
fn schedule(element: &Element, now: i64) -> Result<Schedule, Refusal> {
    let date = |name| element.attributes.get(name).map(|text| parse(text).ok_or(XML)).transpose();
    let start = date("tarih")?;
    if start.is_some_and(|start| start <= now) {
        return Err(XML);
    }
    let start = start.unwrap_or(now);
    let end = date("bitis")?.unwrap_or(start + micros(DAY));
    if end > start { Ok(Schedule { start, end }) } else { Err(XML) }
}

fn check(mesaj: &Element, charset: Charset) -> Result<Checked<'_>, Refusal> {
    mesaj.check("mesaj", &[], &["metin", "nums"])?;
    let text = mesaj.only("metin")?;
    let parts = charset.parts(text).ok_or(XML)?;
    let list = mesaj.only("nums")?;
    // A comma at the end does no harm.
    let list = list.strip_suffix(',').unwrap_or(list);
    let numbers = list.split(',').map(|text| number(text).ok_or(XML)).collect::<Result<_, _>>()?;
    Ok(Checked { text, parts, numbers })
}

/// Ten digits out of `5…`, `05…`, `905…` or `+905…`.
fn number(text: &str) -> Option<u64> {
    let digits = text.trim();
    let digits = digits.strip_prefix('+').unwrap_or(digits);
    let local = match digits.len() {
        12 => digits.strip_prefix("90")?,
        11 => digits.strip_prefix('0')?,
        _ => digits,
    };
    let valid = local.len() == 10 && local.bytes().all(|byte| byte.is_ascii_digit());
    if valid { local.parse().ok() } else { None }
}

/// Stores a package and counts it.
fn take(
    state: &State,
    owner: &str,
    texts: &[Checked<'_>],
    schedule: Schedule,
    arrived: Instant,
) -> Arc<Package> {
    let numbers = texts.iter().flat_map(|text| &text.numbers);
    let recipients: Vec<_> = numbers.map(|number| plan(state, *number, schedule)).collect();
    let ends = recipients.iter().map(|recipient| recipient.final_at.min(schedule.end));
    let end_at = ends.max().unwrap_or(schedule.start);
    let package = state.store.add(|id| Package {
        id,
        owner: owner.to_owned(),
        accepted_at: state.clock.unix_micros(),
        start_at: schedule.start,
        end_at,
        recipients,
        cancelled: AtomicBool::new(false),
        asked: Mutex::default(),
    });
    count(state, texts, arrived);
    package
}

fn count(state: &State, texts: &[Checked<'_>], arrived: Instant) {
    let (now, counters) = (Instant::now(), &state.counters);
    let (mut numbers, mut seen) = (HashSet::new(), HashSet::new());
    for text in texts {
        if !seen.insert(text.text) {
            counters.repeated_texts.fetch_add(1, Relaxed);
        }
        for number in &text.numbers {
            state.accepted_numbers.add(&format!("{number:010}"), arrived, now);
            if !numbers.insert(number) {
                counters.repeats_in_package.fetch_add(1, Relaxed);
            }
        }
    }
    counters.packages.fetch_add(1, Relaxed);
    counters.texts.fetch_add(texts.len() as u64, Relaxed);
}

/// Decides what will become of a message.
fn plan(state: &State, number: u64, schedule: Schedule) -> Recipient {
    let fate = Fate::of(number).filter(|_| state.config.magic_numbers);
    let (mut status, mut after) = match fate {
        Some(fate) => (fate.status, fate.after.map(micros)),
        None if !(5_000_000_000..6_000_000_000).contains(&number) => (12, Some(0)),
        None => (3, Some(micros(state.config.delivery_delay))),
    };
    let validity = schedule.end - schedule.start;
    if after.is_some_and(|after| after > validity) {
        (status, after) = (5, Some(validity));
    }
    let final_at = after.map_or(i64::MAX, |after| schedule.start + after);
    Recipient { number, status, final_at }
}
