//! Decide which token a call carries, when one is fetched, and when one is forgotten.
//!
//! What is promised is numbered in ARCHITECTURE.md, and each number has a test of its name. In short:
//!
//! - One flight per key, in a task of its own: ten thousand calls that meet an expired token cost one request, and a
//!   caller that gives up stops nothing.
//! - A live token is read without lock and allocation.
//! - A token is refreshed in the background between 70 % and 80 % of its life, never sent past its end, and forgotten
//!   by generation: a late 401 for the old one leaves the new one alone.
//! - One manager per key in the process, whatever the number of clients, worker threads and copies of the JavaScript.
//!
//! Talking to the token endpoint is `grant`'s job, when is `schedule`'s, what time it is `clock`'s.

mod client;
mod clock;
mod events;
mod manager;
#[cfg(all(test, feature = "model"))]
mod model;
mod read_credentials;
mod registry;
mod schedule;
mod store;
mod sync;
#[cfg(test)]
mod tests;
mod token;
mod token_endpoint;
mod user_token;

use std::sync::Arc;
use std::time::Duration;

use zeroize::Zeroizing;

use crate::deadline::Turn;
use crate::error::{Error, Thrown};
use crate::future::BoxFuture;
use crate::head::Head;
use crate::secret::Secret;

pub use client::ClientTokens;
pub use events::{Stats, TokenEvent};
pub use store::{FileStore, LockOutcome, StoreError, TokenStore};
pub use token::Token;
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) use {
    store::sealed::{Entry, Seal},
    token_endpoint::parse_response,
};

/// What a client needs to ask for a token by client credentials (RFC 6749, section 4.4).
pub struct ClientCredentialsOptions {
    /// The token endpoint.
    pub token_url: String,
    /// The client's id.
    pub client_id: Credential,
    /// Its secret, or several of which one is valid.
    pub client_secret: Credential,
    /// Scopes separated by spaces; none means all.
    pub scope: Option<String>,
    /// How the endpoint is reached.
    pub endpoint: Arc<dyn TokenEndpoint>,
    /// Where tokens are shared_store beyond the process.
    pub store: Option<Arc<dyn TokenStore>>,
    /// Who is told what happens.
    pub observer: Arc<dyn Observer>,
    /// Where flights run.
    pub runtime: tokio::runtime::Handle,
}

/// A credential, or where to ask for it.
#[derive(Clone)]
pub enum Credential {
    /// Known from the start; several secrets are tried in their order.
    Fixed(Vec<Secret>),
    /// Asked for at each flight.
    Provider(Arc<dyn CredentialProvider>),
}

/// Gives a credential when asked.
pub trait CredentialProvider: Send + Sync {
    /// One value, or several secrets of which one is valid.
    fn supply(&self) -> BoxFuture<'static, Result<Vec<Secret>, ProviderError>>;
    /// A turn of the event loop it answers on, if that is how it answers.
    fn turn(&self) -> Option<Turn> {
        None
    }
}

/// Why a supplier gave nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProviderError {
    /// Its worker has ended: another client's supplier may serve.
    Gone,
    /// It failed; the text is its own.
    Failed(String, Option<Thrown>),
}

/// Sends a token request.
pub trait TokenEndpoint: Send + Sync {
    /// Posts the JSON `body` and reads the answer, all within `limit`.
    fn post(&self, url: &str, body: Zeroizing<Vec<u8>>, limit: Duration) -> BoxFuture<'static, Result<TokenResponse, Error>>;
    /// What is sent along and must not be shown: who shares the token does not share the headers of whoever asked for it.
    fn hidden(&self) -> Vec<Secret> {
        Vec::new()
    }
    /// A turn of the event loop it answers on, if that is how it answers.
    fn turn(&self) -> Option<Turn> {
        None
    }
}

/// What the token endpoint said.
#[derive(Debug, Clone, Default)]
pub struct TokenResponse {
    /// Its head.
    pub head: Head,
    /// The body.
    pub body: Zeroizing<Vec<u8>>,
    /// Whether there was more than 64 KiB of it; then it is not here.
    pub truncated: bool,
}

/// Is told what happens to tokens.
pub trait Observer: Send + Sync {
    /// Something happened. Must not block.
    fn token_event(&self, event: TokenEvent);
}
