//! Where a token may lie beyond the process, so that a fleet shares one.
//!
//! A store is never trusted and never waited for: what it gives is unsealed and checked, and one that is slow, broken
//! or read-only costs a flight a tenth of a second and no call. Only another process's request is waited for longer.
//! What it keeps is sealed, see [`sealed`].

mod file;
mod folder;
mod location;
pub mod sealed;
#[cfg(test)]
mod tests;

use std::time::{Duration, SystemTime};

use crate::future::BoxFuture;
pub use file::FileStore;

/// How long one request to a store may take.
pub const STORE_TIMEOUT: Duration = Duration::from_millis(100);
/// How often the store is looked into in the pause between two requests.
pub const POLL_WHILE_PAUSED: Duration = Duration::from_millis(100);
/// How often the store is looked into while another process has the lock.
pub const POLL_WHILE_LOCKED: Duration = Duration::from_millis(20);
/// How long a lock holds when its owner dies, where it is not the operating system's. Of the 5 s that a token request may
/// take this is more than half: at most one other process asks as well.
pub const LOCK_TTL: Duration = Duration::from_secs(3);
/// How long others wait for the owner's request, which may take 5 s, and for the token to be in the store.
pub const LOCK_WAIT_LIMIT: Duration = Duration::from_secs(6);
/// How often the owner of a lock says that it is alive, where the store has a way to say it.
pub const HEARTBEAT: Duration = Duration::from_millis(250);
/// An owner that says nothing for this long was stopped, or hangs.
pub const HEARTBEAT_TIMEOUT: Duration = Duration::from_secs(1);

/// Keeps sealed tokens by key. Keys and values are printable ASCII.
pub trait TokenStore: Send + Sync {
    /// The value of `key`.
    fn get(&self, key: &str) -> BoxFuture<'static, Result<Option<Vec<u8>>, StoreError>>;
    /// Sets the value of `key` for `ttl_ms` milliseconds.
    fn set(&self, key: &str, value: Vec<u8>, ttl_ms: u64) -> BoxFuture<'static, Result<(), StoreError>>;
    /// Forgets `key`.
    fn delete(&self, key: &str) -> BoxFuture<'static, Result<(), StoreError>>;
    /// Takes the lock `key` if it is free, for at most `ttl_ms` milliseconds.
    fn lock(&self, key: &str, ttl_ms: u64) -> BoxFuture<'static, Result<LockOutcome, StoreError>>;
    /// Lets `time` go by, and more where the thread that brings the store's answers is late itself.
    fn nap(&self, time: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(time))
    }
}

/// What came of taking a lock.
pub enum LockOutcome {
    /// It is held until this is dropped.
    Acquired(LockGuard),
    /// Another process has it; and when that one said last that it is alive, where it can say so.
    Busy(Option<SystemTime>),
    /// The store has no locks.
    Unsupported,
}

/// Says that the owner of a lock is alive.
type Beats = Box<dyn Fn() -> BoxFuture<'static, ()> + Send + Sync>;

/// Lets a lock go when dropped.
pub struct LockGuard {
    release: Option<Box<dyn FnOnce() + Send + Sync>>,
    beats: Option<Beats>,
}

impl LockOutcome {
    /// A lock that `release` lets go of.
    pub fn acquired(release: impl FnOnce() + Send + Sync + 'static) -> Self {
        Self::Acquired(LockGuard { release: Some(Box::new(release)), beats: None })
    }

    /// The same lock, whose owner says by `beats` that it is alive.
    pub fn with_heartbeat(self, beats: impl Fn() -> BoxFuture<'static, ()> + Send + Sync + 'static) -> Self {
        match self {
            Self::Acquired(mut release) => {
                release.beats = Some(Box::new(beats));
                Self::Acquired(release)
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

/// Does `work` with the lock `held`, if there is one, and says meanwhile that its owner is alive.
pub async fn hold<T>(held: Option<&LockGuard>, work: impl Future<Output = T>) -> T {
    let with_heartbeat = async {
        if let Some(beats) = held.and_then(|held| held.beats.as_ref()) {
            loop {
                tokio::time::sleep(HEARTBEAT).await;
                beats().await;
            }
        }
        std::future::pending::<std::convert::Infallible>().await
    };
    tokio::select! {
        biased;
        done = work => done,
        never = with_heartbeat => match never {},
    }
}

/// Why a store did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreError {
    /// In words.
    pub message: String,
}

impl StoreError {
    /// A fault in words.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into() }
    }
}
