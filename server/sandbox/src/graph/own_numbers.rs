//! The numbers of the business: those it starts with, and those that are added. None goes, so that a number
//! is known by its place.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::{Arc, RwLock};

use super::config::GraphNumber;
use crate::sync::{read, write};
use crate::window::SlidingWindow;

const SECOND: i64 = 1_000_000;

pub(super) struct OwnNumbers {
    numbers: RwLock<Numbers>,
    /// Messages a second from each.
    throughput: Option<usize>,
}

#[derive(Default)]
struct Numbers {
    all: Vec<Arc<OwnNumber>>,
    places: HashMap<String, usize>,
}

/// A number and what it sent lately.
pub(super) struct OwnNumber {
    number: GraphNumber,
    sent: Option<SlidingWindow>,
}

impl OwnNumbers {
    pub(super) fn new(numbers: &[GraphNumber], throughput: Option<usize>) -> Self {
        let own = Self { numbers: RwLock::default(), throughput };
        numbers.iter().for_each(|number| own.add(number.clone()));
        own
    }

    /// Adds a number, unless it has one of this id.
    pub(super) fn add(&self, number: GraphNumber) {
        let numbers = &mut *write(&self.numbers);
        if numbers.places.contains_key(&number.id) {
            return;
        }
        numbers.places.insert(number.id.clone(), numbers.all.len());
        let sent = self.throughput.map(|limit| SlidingWindow::new(limit, SECOND));
        numbers.all.push(Arc::new(OwnNumber { number, sent }));
    }

    pub(super) fn count(&self) -> usize {
        read(&self.numbers).all.len()
    }

    pub(super) fn place(&self, id: &str) -> Option<usize> {
        read(&self.numbers).places.get(id).copied()
    }

    /// The number at a place that [`place`](Self::place) told.
    pub(super) fn at(&self, place: usize) -> Arc<OwnNumber> {
        read(&self.numbers).all[place].clone()
    }
}

impl OwnNumber {
    /// Whether one more message fits into this second.
    pub(super) fn admits(&self, now: i64) -> bool {
        self.sent.as_ref().is_none_or(|window| window.try_take(now))
    }
}

impl Deref for OwnNumber {
    type Target = GraphNumber;

    fn deref(&self) -> &GraphNumber {
        &self.number
    }
}
