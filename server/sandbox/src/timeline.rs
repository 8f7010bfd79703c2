//! Things that happen at a virtual time, handed out in order when it has come.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::sync::Mutex;

use tokio::sync::Notify;

use crate::clock::SandboxClock;
use crate::sync::locked;

/// A queue ordered by virtual time; equal times keep the order in which they were pushed.
pub struct Timeline<T> {
    clock: SandboxClock,
    queue: Mutex<Queue<T>>,
    earlier: Notify,
}

struct Queue<T> {
    heap: BinaryHeap<Entry<T>>,
    pushed: u64,
}

struct Entry<T> {
    due: i64,
    order: u64,
    item: T,
}

impl<T> Timeline<T> {
    pub fn new(clock: SandboxClock) -> Self {
        let queue = Queue { heap: BinaryHeap::new(), pushed: 0 };
        Self { clock, queue: Mutex::new(queue), earlier: Notify::new() }
    }

    /// Adds an item due at `due` (unix microseconds of the virtual clock).
    pub fn push(&self, due: i64, item: T) {
        let mut queue = locked(&self.queue);
        let first = queue.heap.peek().is_none_or(|head| due < head.due);
        let order = queue.pushed;
        queue.pushed += 1;
        queue.heap.push(Entry { due, order, item });
        drop(queue);
        if first {
            self.earlier.notify_one();
        }
    }

    /// How many items wait.
    pub fn len(&self) -> usize {
        locked(&self.queue).heap.len()
    }

    /// Whether nothing waits.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Waits for something to be due and returns up to `limit` due items, oldest first. One consumer only.
    pub async fn next_due(&self, limit: usize) -> Vec<T> {
        loop {
            let next = match self.take_due(limit) {
                Ok(items) => return items,
                Err(next) => next,
            };
            tokio::select! {
                () = self.wait_for(next) => {}
                () = self.earlier.notified() => {}
            }
        }
    }

    async fn wait_for(&self, due: Option<i64>) {
        match due {
            Some(due) => self.clock.sleep_until(due).await,
            None => std::future::pending().await,
        }
    }

    /// The due items, or when the next one will be.
    fn take_due(&self, limit: usize) -> Result<Vec<T>, Option<i64>> {
        let now = self.clock.unix_micros();
        let mut queue = locked(&self.queue);
        let mut items = Vec::new();
        while items.len() < limit && queue.heap.peek().is_some_and(|head| head.due <= now) {
            items.extend(queue.heap.pop().map(|entry| entry.item));
        }
        if items.is_empty() {
            return Err(queue.heap.peek().map(|head| head.due));
        }
        Ok(items)
    }
}

impl<T> Ord for Entry<T> {
    /// Reversed, because the heap hands out its greatest element.
    fn cmp(&self, other: &Self) -> Ordering {
        (other.due, other.order).cmp(&(self.due, self.order))
    }
}

impl<T> PartialOrd for Entry<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> PartialEq for Entry<T> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl<T> Eq for Entry<T> {}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test]
    async fn hands_out_what_is_due_in_order_of_time_then_of_pushing() {
        let clock = SandboxClock::starting_at(0, 0.0);
        let timeline = Timeline::new(clock.clone());
        for (due, item) in [(30, 'd'), (10, 'a'), (20, 'b'), (20, 'c'), (99, 'z')] {
            timeline.push(due, item);
        }
        clock.advance(Duration::from_micros(30));
        assert_eq!(timeline.next_due(3).await, ['a', 'b', 'c']);
        assert_eq!(timeline.next_due(3).await, ['d']);
        assert_eq!(timeline.len(), 1);
    }

    #[tokio::test]
    async fn an_earlier_item_wakes_the_waiting_consumer() {
        let clock = SandboxClock::starting_at(0, 0.0);
        let timeline = std::sync::Arc::new(Timeline::new(clock.clone()));
        timeline.push(1_000, 'z');
        let consumer = tokio::spawn({
            let timeline = timeline.clone();
            async move { timeline.next_due(9).await }
        });
        tokio::task::yield_now().await;
        timeline.push(0, 'a');
        assert_eq!(consumer.await.ok(), Some(vec!['a']));
    }
}
