use std::time::Duration;

/// How a database is opened; the default suits one process on a small machine.
#[derive(Debug, Clone)]
pub struct DbOptions {
    /// Connections for pages and reports on SQLite; PostgreSQL uses `pool` for both.
    pub readers: u32,
    /// Connections to PostgreSQL.
    pub pool: u32,
    /// How long to wait for another process that is writing the same SQLite file.
    pub busy_timeout: Duration,
    /// Most page cache of each SQLite connection, in KiB.
    pub cache_kib: u32,
    /// How much of the SQLite file a reader maps. Every reader maps it on its own and all of it counts
    /// as memory of the process, so the default is small.
    pub mmap_bytes: u64,
    /// Most writes of one group commit.
    pub group_jobs: usize,
    /// When a group takes no further writes in.
    pub group_time: Duration,
}

impl Default for DbOptions {
    fn default() -> Self {
        Self {
            readers: 4,
            pool: 16,
            busy_timeout: Duration::from_secs(10),
            cache_kib: 4_096,
            mmap_bytes: 8 << 20,
            group_jobs: 256,
            group_time: Duration::from_millis(5),
        }
    }
}
