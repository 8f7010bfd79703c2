use domain::id::CompanyId;
use domain::topic::Topic;
use tokio::sync::broadcast;

/// How many changes a slow page may be behind before it is told to read everything anew.
const BACKLOG: usize = 1024;

/// Where changes are told and heard, inside this process. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Live(broadcast::Sender<(CompanyId, Topic)>);

impl Default for Live {
    fn default() -> Self {
        Self(broadcast::channel(BACKLOG).0)
    }
}

impl Live {
    /// Tells everybody who listens in the company. Never waits; nobody listening is fine.
    pub fn tell(&self, company: CompanyId, topic: Topic) {
        drop(self.0.send((company, topic)));
    }

    /// Listens to some topics of one company.
    pub fn listen(&self, company: CompanyId, topics: Vec<Topic>) -> Listener {
        Listener { company, topics, changes: self.0.subscribe() }
    }
}

/// The ear of one page.
pub struct Listener {
    company: CompanyId,
    topics: Vec<Topic>,
    changes: broadcast::Receiver<(CompanyId, Topic)>,
}

impl Listener {
    /// Adds what else has changed by now, each topic once.
    pub fn add_ready(&mut self, topics: &mut Vec<Topic>) {
        use broadcast::error::TryRecvError;
        loop {
            match self.changes.try_recv() {
                Ok((company, topic)) if company == self.company && self.topics.contains(&topic) => {
                    if !topics.contains(&topic) {
                        topics.push(topic);
                    }
                }
                Ok(_) => {}
                Err(TryRecvError::Lagged(_)) => topics.clone_from(&self.topics),
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
                Ok((company, topic)) if company == self.company && self.topics.contains(&topic) => {
                    return Some(vec![topic]);
                }
                Ok(_) => {}
                Err(RecvError::Lagged(_)) => return Some(self.topics.clone()),
                Err(RecvError::Closed) => return None,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINE: CompanyId = CompanyId::from_i64(1);
    const OTHER: CompanyId = CompanyId::from_i64(2);

    #[tokio::test]
    async fn hears_only_its_company_and_its_topics() {
        let live = Live::default();
        let mut ear = live.listen(MINE, vec![Topic::Messages]);
        live.tell(OTHER, Topic::Messages);
        live.tell(MINE, Topic::Accounts);
        live.tell(MINE, Topic::Messages);
        assert_eq!(ear.next().await, Some(vec![Topic::Messages]));
        drop(live);
        assert_eq!(ear.next().await, None);
    }

    #[tokio::test]
    async fn a_burst_is_told_once() {
        let live = Live::default();
        let mut ear = live.listen(MINE, vec![Topic::Messages, Topic::Accounts]);
        (0..100).for_each(|_| live.tell(MINE, Topic::Messages));
        live.tell(MINE, Topic::Accounts);
        let mut topics = ear.next().await.unwrap_or_default();
        ear.add_ready(&mut topics);
        assert_eq!(topics, [Topic::Messages, Topic::Accounts]);
    }

    #[tokio::test]
    async fn a_page_that_fell_behind_reads_everything_anew() {
        let live = Live::default();
        let mut ear = live.listen(MINE, vec![Topic::Messages, Topic::Accounts]);
        for _ in 0..=BACKLOG {
            live.tell(MINE, Topic::Messages);
        }
        assert_eq!(ear.next().await, Some(vec![Topic::Messages, Topic::Accounts]));
    }
}
