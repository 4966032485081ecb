//! Which token a call carries, when a token is fetched, and when it is dropped.
//!
//! The guarantees are numbered in docs/architecture/guarantees.md, and each number has a test of its name. In short:
//!
//! - One refresh at a time for each key, in a task of its own: ten thousand calls that find an expired token cost one
//!   request, and a caller that gives up stops nothing.
//! - A live token is read without a lock and without an allocation.
//! - A token is refreshed in the background between 70 % and 80 % of its lifetime and never sent after it has expired.
//!   A 401 drops the token by generation, so that a late 401 for the old token leaves the new one alone.
//! - One manager for each key in the process, whatever the number of clients, worker threads and copies of the
//!   JavaScript.
//!
//! `client` is what a client holds, `manager` the state of one key. `token_endpoint` knows the protocol, `client_auth` how a
//! client authenticates, `schedule` the intervals, `clock` the time, `store` the tokens that processes share.

mod client;
mod client_auth;
mod clock;
mod credential;
mod events;
mod key;
mod manager;
#[cfg(all(test, feature = "model"))]
mod model;
mod options;
mod read_credentials;
mod registry;
mod schedule;
mod scopes;
mod store;
mod sync;
#[cfg(test)]
mod tests;
mod token;
mod token_endpoint;
mod user_token;

pub(crate) use client::ClientTokens;
pub(crate) use client_auth::{ClientAuth, KeyProvider};
pub(crate) use credential::{Credential, CredentialProvider, ProviderError};
pub(crate) use events::{Cause, Observer, TokenEvent, TokenRequest, TokenRequestEnd, TokenStats};
pub(crate) use options::ClientCredentialsOptions;
pub(crate) use scopes::Scopes;
pub(crate) use store::{FileStore, LockOutcome, StoreError, TokenStore};
pub(crate) use token::Token;
pub(crate) use token_endpoint::{TokenEndpoint, TokenResponse};
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) use {
    store::sealed::{Entry, Seal},
    token_endpoint::parse_response,
};
