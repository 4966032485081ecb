//! The interface of a store.

use std::time::Duration;

use super::lock::LockOutcome;
use crate::future::BoxFuture;

/// How long one operation of a store may take.
pub(crate) const STORE_TIMEOUT: Duration = Duration::from_millis(100);
/// How often the store is polled in the pause between two token requests.
pub(crate) const POLL_WHILE_PAUSED: Duration = Duration::from_millis(100);

/// Keeps sealed tokens by key. Keys and values are printable ASCII.
pub(crate) trait TokenStore: Send + Sync {
    /// The value of `key`.
    fn get(&self, key: &str) -> BoxFuture<'static, Result<Option<Vec<u8>>, StoreError>>;
    /// Sets the value of `key` for `ttl_ms` milliseconds.
    fn set(&self, key: &str, value: Vec<u8>, ttl_ms: u64) -> BoxFuture<'static, Result<(), StoreError>>;
    /// Deletes `key`.
    fn delete(&self, key: &str) -> BoxFuture<'static, Result<(), StoreError>>;
    /// Tries to acquire the lock `key` for at most `ttl_ms` milliseconds.
    fn lock(&self, key: &str, ttl_ms: u64) -> BoxFuture<'static, Result<LockOutcome, StoreError>>;
    /// Waits for `time`, and longer if the thread that delivers the store's answers is itself late.
    fn tick(&self, time: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(time))
    }
}

/// Why an operation of a store failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoreError {
    /// What happened.
    pub message: String,
}

impl StoreError {
    /// An error with this message.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into() }
    }
}
