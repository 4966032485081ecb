//! The state of one key.

use std::collections::VecDeque;
use std::sync::{Arc, Weak};
use std::time::Duration;

use tokio::sync::watch;

use super::super::clock::{Clock, Timestamp};
use super::super::credential::Credential;
use super::super::events::{Cause, Counters, Observer, TokenStats};
use super::super::key::Fingerprint;
use super::super::read_credentials::CredentialSource;
use super::super::schedule;
use super::super::store::TokenStore;
use super::super::sync::{AtomicCell, Mutex};
use super::super::token::Token;
use crate::error::{Error, TokenFailure};
use crate::future::BoxFuture;
use crate::secret::Secret;

/// The outcome of a refresh.
pub(crate) type RefreshResult = Result<Arc<Token>, Error>;

/// Fetches tokens for a manager. The model check has one of its own.
pub(crate) trait TokenSource: Send + Sync {
    /// Runs `task` in the background.
    fn spawn(&self, task: BoxFuture<'static, ()>);
    /// Fetches a token from the store, or by as many requests as one refresh may send.
    fn fetch<'a>(&'a self, manager: &'a Arc<Manager>, cause: Cause) -> BoxFuture<'a, Result<FetchedToken, RefreshError>>;
}

/// A token that a refresh has fetched.
pub(crate) struct FetchedToken {
    pub token: Secret,
    /// How long it lives, counted from `requested_at`.
    pub lifetime: Duration,
    pub requested_at: Timestamp,
    /// The index of the secret that was accepted.
    pub secret_index: usize,
    /// Whether another process had put it into the store.
    pub from_store: bool,
}

/// Why a refresh failed.
pub(crate) struct RefreshError {
    pub error: Error,
    /// The pause that the endpoint asks for.
    pub retry_after: Option<Duration>,
    /// The secrets, if the endpoint rejected all of them.
    pub rejected_secrets: Option<Fingerprint>,
    /// Whether nothing was sent, because the same secrets were rejected a short time ago.
    pub is_repeated: bool,
}

impl RefreshError {
    pub(crate) fn new(error: Error) -> Self {
        Self { error, retry_after: None, rejected_secrets: None, is_repeated: false }
    }
}

/// The token of one key.
pub(crate) struct Manager {
    pub(super) live: AtomicCell<Token>,
    pub(super) state: Mutex<State>,
    pub(super) source: Box<dyn TokenSource>,
    pub(super) observer: Arc<dyn Observer>,
    pub(super) clock: Arc<dyn Clock>,
}

#[derive(Default)]
pub(super) struct State {
    /// The refresh that runs now.
    pub in_flight: Option<InFlight>,
    /// How many refreshes have started.
    pub refreshes: u64,
    pub generation: u64,
    /// How many clients of this key exist.
    pub clients: usize,
    /// The credentials of every client of this key. All are dropped with the last client.
    pub sources: Vec<CredentialSource>,
    /// The stores of the clients of this key. The newest is used first.
    pub stores: Vec<(Weak<()>, Arc<dyn TokenStore>)>,
    /// The last token that was current, even if it was dropped. Only a newer one is taken from the store.
    pub last: Option<Arc<Token>>,
    /// The secrets that the last refresh read, to redact texts that others wrote.
    pub secrets: Vec<Secret>,
    /// The index of the secret that was accepted last.
    pub secret_index: usize,
    /// How many refreshes in a row have failed.
    pub failures: u32,
    /// The pause before the next refresh: its start and its length.
    pub pause: Option<(Timestamp, Duration)>,
    pub last_error: Option<Error>,
    /// The secrets that the endpoint has rejected.
    pub rejected_secrets: Option<Fingerprint>,
    /// When 401s caused a refresh.
    pub rejections: VecDeque<Timestamp>,
    pub counters: Counters,
    /// By how many seconds the clock of this machine is ahead of the server's, by the `Date` of its last response. 0 if it is about right.
    pub clock_error: i64,
    pub is_skew_reported: bool,
    pub is_store_error_reported: bool,
    /// Whether a task waits for the token to expire, because no client is left.
    pub is_expiring: bool,
}

impl State {
    /// Drops the secrets if no client is left and no refresh needs them.
    pub(crate) fn drop_unused_secrets(&mut self) {
        if self.clients == 0 && self.in_flight.is_none() {
            self.sources.clear();
            self.secrets.clear();
        }
    }

    /// Whether a pause after a refresh is running.
    pub(crate) fn is_paused(&self, now: &Timestamp) -> bool {
        self.pause.is_some_and(|(from, length)| now.since(&from) < length)
    }

    /// The error for calls during a pause.
    pub(crate) fn pause_error(&self, now: &Timestamp) -> Error {
        let remaining = self.pause.map(|(from, length)| length.saturating_sub(now.since(&from)));
        match self.last_error.clone() {
            Some(Error::Token(failure)) => Error::Token(Arc::new(TokenFailure { retry_after: remaining, ..(*failure).clone() })),
            Some(other) => other,
            None => Error::Internal { message: "a pause is running without a failure before it".into() },
        }
    }

    /// Abandons a refresh that must have ended by now. It has not, because the process was suspended.
    pub(crate) fn abandon_stalled(&mut self, now: &Timestamp) {
        let limit = schedule::REFRESH_LIMIT + schedule::ATTEMPT_LIMIT;
        self.in_flight.take_if(|refresh| now.since(&refresh.started) > limit);
    }
}

/// A refresh that runs now.
pub(super) struct InFlight {
    pub number: u64,
    /// Its number in this process.
    pub fetch: u64,
    pub started: Timestamp,
    pub outcome: watch::Receiver<Option<RefreshResult>>,
}

impl Manager {
    /// A manager that fetches tokens from `source`.
    pub(crate) fn with_source(source: Box<dyn TokenSource>, observer: Arc<dyn Observer>, clock: Arc<dyn Clock>) -> Arc<Self> {
        Arc::new(Self { live: AtomicCell::empty(), state: Mutex::default(), source, observer, clock })
    }

    /// The client's secrets and its token, as far as they are known. Texts that others wrote are searched for them.
    pub(crate) fn secrets(&self) -> Vec<Secret> {
        let token = self.live.load();
        let state = self.state.lock();
        let fixed =
            state.sources.iter().filter_map(|source| if let Credential::Fixed(values) = &source.secret { Some(values) } else { None });
        let mut secrets: Vec<Secret> = token.iter().chain(&state.last).map(|token| token.secret.clone()).collect();
        for secret in fixed.flatten().chain(&state.secrets) {
            if !secrets.contains(secret) {
                secrets.push(secret.clone());
            }
        }
        secrets
    }

    /// Redacts `secrets` from texts of others until a refresh has read the secrets anew.
    pub(crate) fn know(&self, secrets: &[Secret]) {
        let mut state = self.state.lock();
        let new: Vec<Secret> = secrets.iter().filter(|secret| !state.secrets.contains(secret)).cloned().collect();
        state.secrets.extend(new);
    }

    pub(crate) fn is_refreshing(&self) -> bool {
        self.state.lock().in_flight.is_some()
    }

    pub(crate) fn stats(&self) -> TokenStats {
        let state = self.state.lock();
        let now = self.clock.now();
        let token = self.live.load();
        let token = token.as_ref();
        TokenStats {
            counters: state.counters,
            generation: state.generation,
            age_seconds: token.map(|token| token.age(&now).as_secs_f64()),
            expires_in_seconds: token.map(|token| token.remaining(&now).as_secs_f64()),
            fingerprint: token.map(|token| token.fingerprint()),
            last_error: state.last_error.as_ref().map(Error::to_string),
        }
    }

    /// Runs `action` while the lock is held.
    #[cfg(test)]
    pub(crate) fn while_locked(&self, action: impl FnOnce()) {
        let _state = self.state.lock();
        action();
    }

    /// How many sources of secrets are kept, and whether a token is.
    #[cfg(test)]
    pub(crate) fn retained(&self) -> (usize, bool) {
        let state = self.state.lock();
        (state.sources.len(), self.live.load().is_some() || state.last.is_some())
    }
}
