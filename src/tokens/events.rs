//! Statistics and events of a key's tokens. Neither holds a secret or a token.

use std::time::Duration;

use tokio::time::Instant;

use crate::phase::TokenFetch;

/// The statistics of one key since the process started. Times are in seconds.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct TokenStats {
    /// What was counted.
    pub counters: Counters,
    /// The number of the current token, or of the last one. 0: there was none yet.
    pub generation: u64,
    /// The age of the current token.
    pub age_seconds: Option<f64>,
    /// The time until the current token expires.
    pub expires_in_seconds: Option<f64>,
    /// Eight bytes in hex that tell tokens apart.
    pub fingerprint: Option<String>,
    /// The message of the last failure, if no refresh has succeeded since.
    pub last_error: Option<String>,
}

/// What is counted from the start of the process on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counters {
    /// Token requests that were sent.
    pub requests: u64,
    /// Refreshes that sent a request, by cause.
    pub causes: Causes,
    /// Token requests that brought no token.
    pub failures: u64,
    /// Tokens that another process had put into the store.
    pub store_hits: u64,
    /// Operations of the store that failed.
    pub store_errors: u64,
}

/// Why a refresh starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cause {
    /// There was no token yet.
    Cold,
    /// There was no token yet, and none in the store either.
    StoreMiss,
    /// The token had reached its refresh age. No call waited.
    Refresh,
    /// The token was too old to be sent.
    Expired,
    /// The API had rejected the token.
    Rejected,
    /// The caller requested a new token.
    Forced,
}

impl Cause {
    /// Every cause.
    pub(crate) const ALL: [Self; 6] = [Self::Cold, Self::StoreMiss, Self::Refresh, Self::Expired, Self::Rejected, Self::Forced];
}

/// How many refreshes each cause had.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Causes([u64; Cause::ALL.len()]);

impl Causes {
    /// Counts one refresh.
    pub(super) fn count(&mut self, cause: Cause) {
        self.0[cause as usize] += 1;
    }

    /// How many refreshes `cause` had.
    pub(crate) fn of(&self, cause: Cause) -> u64 {
        self.0[cause as usize]
    }
}

/// Something that happened to a key's token.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum TokenEvent {
    /// A new token was fetched.
    Fetched {
        /// Why it was fetched.
        cause: Cause,
        /// Whether another process had put it into the store.
        from_store: bool,
        /// Its number.
        generation: u64,
        /// Its lifetime.
        expires_in_seconds: f64,
        /// Eight bytes in hex that tell tokens apart.
        fingerprint: String,
    },
    /// A refresh failed.
    RefreshFailed {
        /// Why the refresh started.
        cause: Cause,
        /// Why it failed.
        message: String,
        /// Whether there is a token that can still be used.
        token_alive: bool,
    },
    /// The current token was dropped.
    Invalidated {
        /// Its number.
        generation: u64,
    },
    /// An operation of the store failed, and tokens are fetched without it. Reported once.
    StoreIgnored {
        /// Why it failed.
        message: String,
    },
    /// The host's clock differs from the endpoint's by more than 60 s. Reported once.
    ClockSkew {
        /// The difference. Positive: the host is ahead.
        seconds: f64,
    },
}

/// A token request that is sent.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TokenRequest<'a> {
    /// The fetch that it belongs to, which has its number and the call that started it.
    pub fetch: TokenFetch,
    /// Why the token is fetched.
    pub cause: Cause,
    /// Which request of the fetch it is, from 1.
    pub attempt: u32,
    /// The URL of the endpoint.
    pub url: &'a str,
}

/// What became of a token request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TokenRequestEnd<'a> {
    /// The status of the answer, if one has come.
    pub status: Option<u16>,
    /// What went wrong, in a word; `None` if it brought a token.
    pub code: Option<&'a str>,
    /// How long it took.
    pub elapsed: Duration,
}

/// Receives token events.
pub(crate) trait Observer: Send + Sync {
    /// Called for each event. Must not block.
    fn token_event(&self, event: TokenEvent);
    /// A token request is sent. Must not block.
    fn request_started(&self, _request: TokenRequest<'_>) {}
    /// It has ended. Must not block.
    fn request_ended(&self, _request: TokenRequest<'_>, _end: TokenRequestEnd<'_>) {}
}

/// A token request that is under way. If it is dropped before it has ended, its time was up.
pub(super) struct RequestUnderWay<'a> {
    observer: &'a dyn Observer,
    request: Option<TokenRequest<'a>>,
    started: Instant,
}

impl<'a> RequestUnderWay<'a> {
    /// The request starts.
    pub(super) fn start(observer: &'a dyn Observer, cause: Cause, attempt: u32, url: &'a str) -> Self {
        let request = TokenFetch::current().map(|fetch| TokenRequest { fetch, cause, attempt, url });
        if let Some(request) = request {
            observer.request_started(request);
        }
        Self { observer, request, started: Instant::now() }
    }

    /// It has ended: `code` is what went wrong.
    pub(super) fn end(&mut self, status: Option<u16>, code: Option<&str>) {
        if let Some(request) = self.request.take() {
            self.observer.request_ended(request, TokenRequestEnd { status, code, elapsed: self.started.elapsed() });
        }
    }
}

impl Drop for RequestUnderWay<'_> {
    fn drop(&mut self) {
        self.end(None, Some("ETIMEDOUT"));
    }
}
