//! Stores that keep tokens beyond the process, so that many processes share one.
//!
//! A store is not trusted: what it returns is decrypted and checked. It is not waited for either: one that is slow,
//! broken or read-only costs a refresh 100 ms and fails no call. Only another process's request is waited for longer.
//! Entries are sealed, see [`sealed`].

mod file;
mod folder;
mod location;
mod lock;
pub(crate) mod sealed;
#[cfg(test)]
mod tests;
mod token_store;

pub(crate) use file::FileStore;
pub(crate) use lock::{HEARTBEAT_TIMEOUT, LOCK_TTL, LOCK_WAIT_LIMIT, LockGuard, LockOutcome, POLL_WHILE_LOCKED, with_heartbeat};
pub(crate) use token_store::{POLL_WHILE_PAUSED, STORE_TIMEOUT, StoreError, TokenStore};
