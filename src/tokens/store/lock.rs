//! The lock of a store: its owner fetches a token for all processes.

use std::time::{Duration, SystemTime};

use crate::future::BoxFuture;

/// How often the store is polled while another process holds the lock.
pub(crate) const POLL_WHILE_LOCKED: Duration = Duration::from_millis(20);
/// How long a lock outlives its owner if the operating system does not release it. This is more than half of the 5 s that a
/// token request may take, so at most one other process sends a request as well.
pub(crate) const LOCK_TTL: Duration = Duration::from_secs(3);
/// How long others wait for the owner's request, which may take 5 s, and for its token to be stored.
pub(crate) const LOCK_WAIT_LIMIT: Duration = Duration::from_secs(6);
/// How often the owner of a lock sends a heartbeat, if the store supports it.
const HEARTBEAT_INTERVAL: Duration = Duration::from_millis(250);
/// An owner without a heartbeat for this long was stopped, or hangs.
pub(crate) const HEARTBEAT_TIMEOUT: Duration = Duration::from_secs(1);

/// The outcome of an attempt to acquire a lock.
pub(crate) enum LockOutcome {
    /// The lock is held until the guard is dropped.
    Acquired(LockGuard),
    /// Another process holds it. The time is that of its last heartbeat, if the store supports heartbeats.
    Busy(Option<SystemTime>),
    /// The store has no locks.
    Unsupported,
}

type Heartbeat = Box<dyn Fn() -> BoxFuture<'static, ()> + Send + Sync>;

/// Releases a lock when it is dropped.
pub(crate) struct LockGuard {
    release: Option<Box<dyn FnOnce() + Send + Sync>>,
    heartbeat: Option<Heartbeat>,
}

impl LockOutcome {
    /// An acquired lock. `release` is called when its guard is dropped.
    pub(crate) fn acquired(release: impl FnOnce() + Send + Sync + 'static) -> Self {
        Self::Acquired(LockGuard { release: Some(Box::new(release)), heartbeat: None })
    }

    /// The same lock with a `heartbeat`, which tells other processes that its owner is alive.
    #[must_use]
    pub(crate) fn with_heartbeat(self, heartbeat: impl Fn() -> BoxFuture<'static, ()> + Send + Sync + 'static) -> Self {
        match self {
            Self::Acquired(mut guard) => {
                guard.heartbeat = Some(Box::new(heartbeat));
                Self::Acquired(guard)
            }
            other => other,
        }
    }
}

impl Drop for LockGuard {
    fn drop(&mut self) {
        if let Some(release) = self.release.take() {
            release();
        }
    }
}

/// Runs `work`. If there is a lock, its heartbeat is sent meanwhile.
pub(crate) async fn with_heartbeat<T>(lock: Option<&LockGuard>, work: impl Future<Output = T>) -> T {
    let heartbeats = async {
        if let Some(heartbeat) = lock.and_then(|lock| lock.heartbeat.as_ref()) {
            loop {
                tokio::time::sleep(HEARTBEAT_INTERVAL).await;
                heartbeat().await;
            }
        }
        std::future::pending::<std::convert::Infallible>().await
    };
    tokio::select! {
        biased;
        done = work => done,
        never = heartbeats => match never {},
    }
}
