use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use domain::id::CompanyId;
use domain::topic::Topic;
use storage::ledger::{Watch, Watched};
use tokio::sync::broadcast;

/// How many changes a slow page may be behind before it is told to read everything anew.
const BACKLOG: usize = 1024;

/// How long the last change of a topic is remembered.
const MEMORY: Duration = Duration::from_secs(600);

/// Where changes are told and heard, inside this process. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Live {
    changes: broadcast::Sender<Change>,
    last: Arc<Mutex<LastChanges>>,
    /// Single messages that somebody listens to.
    watched: Watched,
}

#[derive(Debug, Clone, Copy)]
enum Change {
    Of(CompanyId, Topic),
    /// Something changed, and nobody knows what.
    Anything,
}

impl Live {
    /// Somewhere to tell and hear; whoever moves messages is asked to tell of the watched ones.
    pub(crate) fn new(watched: Watched) -> Self {
        let (changes, last) = (broadcast::channel(BACKLOG).0, Arc::new(Mutex::new(LastChanges::new())));
        Self { changes, last, watched }
    }

    /// Tells everybody who listens in the company, to the topic or to the list it stands in. Never waits
    /// for them; nobody listening is fine.
    pub fn tell(&self, company: CompanyId, topic: Topic) {
        for topic in [Some(topic), topic.list()].into_iter().flatten() {
            // Remembered first: a page that asks what it missed already listens.
            self.last().remember((company, topic), Instant::now());
            drop(self.changes.send(Change::Of(company, topic)));
        }
    }

    /// Tells everybody that anything may have changed, when it is not known what.
    pub fn tell_all(&self) {
        *self.last() = LastChanges::new();
        drop(self.changes.send(Change::Anything));
    }

    /// Listens to some topics of one company.
    pub fn listen(&self, company: CompanyId, topics: Vec<Topic>) -> Listener {
        let watch = |topic: &Topic| match topic {
            Topic::Message(message) => Some(self.watched.watch(company, *message)),
            _ => None,
        };
        let watches = topics.iter().filter_map(watch).collect();
        let (changes, last) = (self.changes.subscribe(), Arc::clone(&self.last));
        Listener { company, topics, changes, last, _watches: watches }
    }

    fn last(&self) -> MutexGuard<'_, LastChanges> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// When each topic last changed; of single messages only that any of the company's did.
#[derive(Debug)]
struct LastChanges {
    times: HashMap<(CompanyId, Topic), Instant>,
    /// Whatever changed before is not known.
    since: Instant,
}

impl LastChanges {
    fn new() -> Self {
        Self { times: HashMap::new(), since: Instant::now() }
    }

    fn remember(&mut self, topic: (CompanyId, Topic), now: Instant) {
        if let Some(long_ago) = now.checked_sub(MEMORY)
            && self.since + MEMORY < long_ago
        {
            self.times.retain(|_, time| *time >= long_ago);
            self.since = long_ago;
        }
        if !matches!(topic.1, Topic::Message(_)) {
            self.times.insert(topic, now);
        }
    }

    /// Those of the topics that changed after `from`; all of them where that is not known.
    fn after(&self, from: Option<Instant>, company: CompanyId, topics: &[Topic]) -> Vec<Topic> {
        let Some(from) = from.filter(|from| *from >= self.since) else { return topics.to_vec() };
        let changed = |topic: &&Topic| {
            let kept = if matches!(topic, Topic::Message(_)) { Topic::Messages } else { **topic };
            self.times.get(&(company, kept)).is_some_and(|time| *time >= from)
        };
        topics.iter().filter(changed).copied().collect()
    }
}

/// The ear of one page.
pub struct Listener {
    company: CompanyId,
    topics: Vec<Topic>,
    changes: broadcast::Receiver<Change>,
    last: Arc<Mutex<LastChanges>>,
    /// Of its messages, while it listens.
    _watches: Vec<Watch>,
}

impl Listener {
    /// Those of its topics that changed in the time just past, or may have.
    pub fn changed_within(&self, age: Duration) -> Vec<Topic> {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.after(Instant::now().checked_sub(age), self.company, &self.topics)
    }

    /// Adds what else has changed by now, each topic once.
    pub fn add_ready(&mut self, topics: &mut Vec<Topic>) {
        use broadcast::error::TryRecvError;
        loop {
            match self.changes.try_recv() {
                Ok(Change::Of(company, topic)) if company == self.company && self.topics.contains(&topic) => {
                    if !topics.contains(&topic) {
                        topics.push(topic);
                    }
                }
                Ok(Change::Of(..)) => {}
                Ok(Change::Anything) | Err(TryRecvError::Lagged(_)) => topics.clone_from(&self.topics),
                Err(_) => return,
            }
        }
    }

    /// The next changed topics among those listened to; all of them after falling behind. `None` when
    /// the program shuts down.
    pub async fn next(&mut self) -> Option<Vec<Topic>> {
        use broadcast::error::RecvError;
        loop {
            match self.changes.recv().await {
                Ok(Change::Of(company, topic)) if company == self.company && self.topics.contains(&topic) => {
                    return Some(vec![topic]);
                }
                Ok(Change::Of(..)) => {}
                Ok(Change::Anything) | Err(RecvError::Lagged(_)) => return Some(self.topics.clone()),
                Err(RecvError::Closed) => return None,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::id::MessageId;

    use super::*;

    const MINE: CompanyId = CompanyId::from_i64(1);
    const OTHER: CompanyId = CompanyId::from_i64(2);

    fn live() -> Live {
        Live::new(Watched::default())
    }

    #[tokio::test]
    async fn hears_only_its_company_and_its_topics() {
        let live = live();
        let mut ear = live.listen(MINE, vec![Topic::Messages]);
        live.tell(OTHER, Topic::Messages);
        live.tell(MINE, Topic::Accounts);
        live.tell(MINE, Topic::Messages);
        assert_eq!(ear.next().await, Some(vec![Topic::Messages]));
        drop(live);
        assert_eq!(ear.next().await, None);
    }

    #[test]
    fn knows_what_a_page_missed() {
        let (start, second) = (Instant::now(), Duration::from_secs(1));
        let mut last = LastChanges { times: HashMap::new(), since: start };
        last.remember((MINE, Topic::Messages), start + 5 * second);
        last.remember((OTHER, Topic::Accounts), start + 5 * second);
        let both = [Topic::Messages, Topic::Accounts];
        assert_eq!(last.after(Some(start + 4 * second), MINE, &both), [Topic::Messages]);
        assert_eq!(last.after(Some(start + 6 * second), MINE, &both), []);
        // Drawn by the program before this one.
        assert_eq!(last.after(start.checked_sub(second), MINE, &both), both);
        assert_eq!(last.after(None, MINE, &both), both);
    }

    #[tokio::test]
    async fn a_page_of_one_message_hears_of_that_one_only() {
        let live = live();
        let (one, other) = (Topic::Message(MessageId::from_i64(1)), Topic::Message(MessageId::from_i64(2)));
        let mut ear = live.listen(MINE, vec![one]);
        let mut list = live.listen(MINE, vec![Topic::Messages]);
        live.tell(MINE, Topic::Messages);
        live.tell(MINE, other);
        assert_eq!(
            (list.next().await, list.next().await),
            (Some(vec![Topic::Messages]), Some(vec![Topic::Messages]))
        );
        live.tell(MINE, one);
        assert_eq!(ear.next().await, Some(vec![one]));
    }

    #[test]
    fn a_page_that_opens_may_have_missed_its_message() {
        let (start, second) = (Instant::now(), Duration::from_secs(1));
        let mut last = LastChanges { times: HashMap::new(), since: start };
        let one = Topic::Message(MessageId::from_i64(1));
        last.remember((MINE, Topic::Messages), start + second);
        last.remember((MINE, one), start + second);
        assert_eq!(last.times.len(), 1);
        assert_eq!(last.after(Some(start), MINE, &[one]), [one]);
        assert_eq!(last.after(Some(start + 2 * second), MINE, &[one]), []);
    }

    #[test]
    fn forgets_what_is_long_past_and_says_so() {
        let start = Instant::now();
        let mut last = LastChanges { times: HashMap::new(), since: start };
        last.remember((MINE, Topic::Messages), start);
        let late = start + 3 * MEMORY;
        last.remember((MINE, Topic::Accounts), late);
        assert_eq!(last.times.len(), 1);
        assert_eq!(last.after(Some(start + MEMORY), MINE, &[Topic::Messages]), [Topic::Messages]);
        assert_eq!(last.after(Some(late), MINE, &[Topic::Messages, Topic::Accounts]), [Topic::Accounts]);
    }

    #[tokio::test]
    async fn a_page_hears_what_changed_before_it_listened() {
        let live = live();
        live.tell(MINE, Topic::Messages);
        let ear = live.listen(MINE, vec![Topic::Messages, Topic::Accounts]);
        assert_eq!(ear.changed_within(Duration::ZERO), []);
        // Older than the program: anything may have changed.
        assert_eq!(ear.changed_within(MEMORY * 100).len(), 2);
    }

    #[tokio::test]
    async fn a_burst_is_told_once() {
        let live = live();
        let mut ear = live.listen(MINE, vec![Topic::Messages, Topic::Accounts]);
        (0..100).for_each(|_| live.tell(MINE, Topic::Messages));
        live.tell(MINE, Topic::Accounts);
        let mut topics = ear.next().await.unwrap_or_default();
        ear.add_ready(&mut topics);
        assert_eq!(topics, [Topic::Messages, Topic::Accounts]);
    }

    #[tokio::test]
    async fn when_nobody_knows_what_changed_every_page_reads_anew() {
        let live = live();
        let mut ear = live.listen(MINE, vec![Topic::Messages, Topic::Accounts]);
        live.tell_all();
        assert_eq!(ear.next().await, Some(vec![Topic::Messages, Topic::Accounts]));
        live.tell_all();
        let mut topics = Vec::new();
        ear.add_ready(&mut topics);
        assert_eq!(topics, [Topic::Messages, Topic::Accounts]);
        assert_eq!(ear.changed_within(Duration::from_secs(60)), [Topic::Messages, Topic::Accounts]);
    }

    #[tokio::test]
    async fn a_page_that_fell_behind_reads_everything_anew() {
        let live = live();
        let mut ear = live.listen(MINE, vec![Topic::Messages, Topic::Accounts]);
        for _ in 0..=BACKLOG {
            live.tell(MINE, Topic::Messages);
        }
        assert_eq!(ear.next().await, Some(vec![Topic::Messages, Topic::Accounts]));
    }
}
