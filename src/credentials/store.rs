//! Where a token may lie beyond the process, so that a fleet shares one.
//!
//! A store is never trusted and never waited for: what it gives is unsealed and checked, and one that is slow, broken
//! or read-only costs a flight a tenth of a second and no call. What it keeps is sealed, see [`sealed`].

mod file;
pub mod sealed;
#[cfg(test)]
mod tests;

use std::time::Duration;

use super::BoxFuture;
pub use file::FileStore;

/// How long one request to a store may take.
pub const STORE_LIMIT: Duration = Duration::from_millis(100);
/// How often the store is looked into in the pause between two requests.
pub const LOOK_MEANWHILE: Duration = Duration::from_millis(100);
/// How often the store is looked into while another process has the lock.
pub const LOOK_AGAIN: Duration = Duration::from_millis(20);
/// How long a lock holds when its owner dies, where it is not the operating system's: a token request seldom takes a second.
pub const LOCK_LIFE: Duration = Duration::from_secs(2);
/// How long others wait: when the owner has died, for the lock's end and for the request of whoever takes it then.
pub const LOCK_WAIT: Duration = Duration::from_secs(3);

/// Keeps sealed tokens by key. Keys and values are printable ASCII.
pub trait TokenStore: Send + Sync {
    /// The value of `key`.
    fn get(&self, key: &str) -> BoxFuture<'static, Result<Option<Vec<u8>>, StoreFault>>;
    /// Sets the value of `key` for `ttl_ms` milliseconds.
    fn set(&self, key: &str, value: Vec<u8>, ttl_ms: u64) -> BoxFuture<'static, Result<(), StoreFault>>;
    /// Forgets `key`.
    fn delete(&self, key: &str) -> BoxFuture<'static, Result<(), StoreFault>>;
    /// Takes the lock `key` if it is free, for at most `ttl_ms` milliseconds.
    fn lock(&self, key: &str, ttl_ms: u64) -> BoxFuture<'static, Result<Lease, StoreFault>>;
    /// Lets `time` go by, and more where the thread that brings the store's answers is late itself.
    fn nap(&self, time: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(time))
    }
}

/// What came of taking a lock.
pub enum Lease {
    /// It is held until this is dropped.
    Held(Release),
    /// Another process has it.
    Busy,
    /// The store has no locks.
    Unsupported,
}

/// Lets a lock go when dropped.
pub struct Release(Option<Box<dyn FnOnce() + Send>>);

impl Lease {
    /// A lock that `release` lets go of.
    pub fn held(release: impl FnOnce() + Send + 'static) -> Self {
        Self::Held(Release(Some(Box::new(release))))
    }
}

impl Drop for Release {
    fn drop(&mut self) {
        if let Some(release) = self.0.take() {
            release();
        }
    }
}

/// Why a store did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreFault {
    /// In words.
    pub message: String,
}

impl StoreFault {
    /// A fault in words.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into() }
    }
}
