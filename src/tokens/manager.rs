//! The token of one key: its state, and the one refresh that may change it.
//!
//! Decisions are made under one short lock. Whatever waits runs in the task of the refresh. The current token lies beside
//! the lock, so that reading it takes none.
//!
//! `state` holds the data, `clients` adds and removes clients, `acquire` gives calls their token, `reject` drops a token,
//! `refresh` runs one refresh and applies its outcome. `client_credentials` fetches the token, `shared_store` shares it
//! with other processes.

mod acquire;
mod client_credentials;
mod clients;
mod expiry;
mod lock_wait;
mod refresh;
mod reject;
mod shared_store;
mod state;

use std::sync::Arc;

use super::clock::Clock;
use super::options::ClientCredentialsOptions;
use client_credentials::ClientCredentials;

pub(crate) use state::Manager;
#[cfg(all(test, feature = "model"))]
pub(crate) use state::{FetchedToken, RefreshError, TokenSource};

impl Manager {
    /// A manager that fetches tokens by client credentials.
    pub(crate) fn new(options: &ClientCredentialsOptions, clock: Arc<dyn Clock>) -> Arc<Self> {
        Self::with_source(Box::new(ClientCredentials::new(options)), Arc::clone(&options.observer), clock)
    }
}
