//! Fetch a token by client credentials: from the store, or by up to three requests.

use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use http::header;

use super::super::client_auth::ClientAuth;
use super::super::clock::Timestamp;
use super::super::events::{Cause, RequestUnderWay, TokenEvent};
use super::super::key::fingerprint;
use super::super::options::ClientCredentialsOptions;
use super::super::scopes::Scopes;
use super::super::store::sealed::Seal;
use super::super::store::with_heartbeat;
use super::super::token_endpoint::{self, IssuedToken, Refusal, RetryAdvice, TokenEndpoint};
use super::super::{read_credentials, schedule};
use super::shared_store::{Lookup, SharedStore};
use super::state::{FetchedToken, Manager, RefreshError, TokenSource};
use crate::deadline::within;
use crate::error::{ConnectionFault, Error, TokenFailure};
use crate::future::BoxFuture;
use crate::jitter::jitter;
use crate::redact::{self, Redactor};
use crate::retry;
use crate::secret::Secret;

/// Fetches tokens by client credentials (RFC 6749, section 4.4).
pub(crate) struct ClientCredentials {
    token_url: String,
    scopes: Scopes,
    auth: ClientAuth,
    endpoint: Arc<dyn TokenEndpoint>,
    runtime: tokio::runtime::Handle,
}

impl ClientCredentials {
    pub(crate) fn new(options: &ClientCredentialsOptions) -> Self {
        Self {
            token_url: options.token_url.clone(),
            scopes: options.scopes.clone(),
            auth: options.auth.clone(),
            endpoint: Arc::clone(&options.endpoint),
            runtime: options.runtime.clone(),
        }
    }
}

impl TokenSource for ClientCredentials {
    fn spawn(&self, task: BoxFuture<'static, ()>) {
        self.runtime.spawn(task);
    }

    fn fetch<'a>(&'a self, manager: &'a Arc<Manager>, cause: Cause) -> BoxFuture<'a, Result<FetchedToken, RefreshError>> {
        Box::pin(async move {
            let sources = manager.state.lock().sources.clone();
            let read = read_credentials::read_any(sources).await;
            // A function may throw a text that quotes what it gave before.
            let (id, secrets) = read.map_err(|error| RefreshError::new(Redactor::new(&manager.secrets()).error(error)))?;
            let fetch = Fetch { source: self, manager, id: &id, secrets: &secrets };
            let late = || Err(RefreshError::new(failed("ETIMEDOUT", format!("no token within {} s", schedule::REFRESH_LIMIT.as_secs()))));
            within(schedule::REFRESH_LIMIT, self.endpoint.turn(), fetch.run(cause)).await.unwrap_or_else(late)
        })
    }
}

/// Why a token request brought no token.
struct RequestError {
    error: Error,
    /// The pause that the endpoint asks for.
    retry_after: Option<Duration>,
    /// Whether another request may help.
    advice: RetryAdvice,
}

impl RequestError {
    /// The pause before attempt number `attempt`.
    fn pause(&self, attempt: u32) -> Duration {
        let is_busy = matches!(&self.error, Error::Token(failure) if failure.status() == Some(429));
        match self.retry_after {
            Some(retry_after) => schedule::busy_pause(retry_after, attempt, jitter()),
            None if is_busy => schedule::busy_pause(Duration::from_secs(1), attempt, jitter()),
            None => schedule::attempt_pause(attempt, jitter()),
        }
    }
}

/// One fetch and the credentials it uses.
struct Fetch<'a> {
    source: &'a ClientCredentials,
    manager: &'a Arc<Manager>,
    id: &'a Secret,
    secrets: &'a [Secret],
}

impl Fetch<'_> {
    async fn run(&self, mut cause: Cause) -> Result<FetchedToken, RefreshError> {
        let fingerprint = fingerprint(self.secrets);
        let first_secret = {
            let mut state = self.manager.state.lock();
            state.secrets = self.secrets.to_vec();
            let is_paused = state.is_paused(&self.manager.clock.now());
            if let (true, true, Some(error)) = (is_paused, state.rejected_secrets == Some(fingerprint), &state.last_error) {
                return Err(RefreshError { is_repeated: true, ..RefreshError::new(error.clone()) });
            }
            state.secret_index.min(self.secrets.len() - 1)
        };
        let mut store = SharedStore::open(self.manager, || self.secrets.iter().map(|secret| self.seal(secret)).collect());
        let mut lock = None;
        if let Some(store) = &mut store {
            match store.look_up_or_lock(cause).await {
                Lookup::Hit(fetched) => return Ok(fetched),
                Lookup::Miss(guard) => lock = guard,
            }
            if cause == Cause::Cold {
                cause = Cause::StoreMiss;
            }
        }
        self.manager.state.lock().counters.causes.count(cause);
        let polled = if cause == Cause::Forced { None } else { store.as_mut() };
        let requests = self.request(cause, first_secret, polled);
        let fetched = with_heartbeat(lock.as_ref(), requests).await.map_err(|RequestError { error, retry_after, advice }| {
            let is_rejected = matches!(advice, RetryAdvice::Never | RetryAdvice::NextSecret);
            RefreshError { retry_after, rejected_secrets: is_rejected.then_some(fingerprint), ..RefreshError::new(error) }
        })?;
        if let Some(store) = store.filter(|_| !fetched.from_store) {
            store.put(&fetched, lock).await;
        }
        Ok(fetched)
    }

    /// The seal of the tokens that are fetched with `secret`.
    fn seal(&self, secret: &Secret) -> Seal {
        let ClientCredentials { token_url, scopes, auth, .. } = self.source;
        Seal::new(token_url, self.id, scopes, auth.seal_text(secret))
    }

    /// Sends as many requests as one refresh may, starting with the secret at `index`. If the endpoint is busy, the store is
    /// polled between them for a token that another process got.
    async fn request(&self, cause: Cause, mut index: usize, mut store: Option<&mut SharedStore<'_>>) -> Result<FetchedToken, RequestError> {
        let mut sent = 0;
        let mut rejected = 0;
        let mut attempt = 0;
        let mut is_clock_corrected = false;
        loop {
            let clock_error = self.clock_error();
            sent += 1;
            let (requested_at, outcome) = self.send((cause, sent), index, clock_error).await;
            let error = match outcome {
                Ok(IssuedToken { token, lifetime }) => {
                    return Ok(FetchedToken { token, lifetime, requested_at, secret_index: index, from_store: false });
                }
                Err(error) => error,
            };
            self.manager.state.lock().counters.failures += 1;
            // An assertion may have been refused because of its times. The refusal says what time the server has.
            let may_be_clock = error.advice == RetryAdvice::NextSecret && self.source.auth != ClientAuth::Secret;
            if may_be_clock && self.clock_error() != clock_error && !std::mem::replace(&mut is_clock_corrected, true) {
                continue;
            }
            if error.advice == RetryAdvice::NextSecret && rejected + 1 < self.secrets.len() {
                // The secret may have been rotated: the next one may be its successor.
                rejected += 1;
                index = (index + 1) % self.secrets.len();
                continue;
            }
            attempt += 1;
            let pause = error.pause(attempt);
            if error.advice != RetryAdvice::Now {
                return Err(error);
            }
            // Calls wait for this refresh. A long Retry-After is left to the next one.
            let is_last = attempt >= schedule::ATTEMPTS || pause > schedule::ATTEMPT_LIMIT;
            let found = match &mut store {
                Some(store) if is_last => store.look_up_once().await,
                Some(store) => store.poll_during(pause).await,
                None if is_last => None,
                None => {
                    tokio::time::sleep(pause).await;
                    None
                }
            };
            match found {
                Some(found) => return Ok(found),
                None if is_last => return Err(error),
                None => {}
            }
        }
    }

    /// By how many seconds the clock of this machine is known to be ahead of the server's.
    fn clock_error(&self) -> i64 {
        self.manager.state.lock().clock_error
    }

    /// Sends one request with the secret at `index`. Also returns when the request began. `cause` and `attempt` are for the observer,
    /// `clock_error`: see [`clock_error`](Self::clock_error).
    async fn send(&self, (cause, attempt): (Cause, u32), index: usize, clock_error: i64) -> (Timestamp, Result<IssuedToken, RequestError>) {
        let Self { source, manager, id, secrets } = *self;
        let requested_at = manager.clock.now();
        let server_time = requested_at.wall.as_secs().saturating_add_signed(clock_error.saturating_neg());
        let Some((body, assertion)) = source.auth.body(id, &secrets[index], &source.scopes, server_time) else {
            let error = failed("ERR_TOKEN_REQUEST", "the private key could not sign: the system gave no random numbers".into());
            return (requested_at, Err(RequestError { error, retry_after: None, advice: RetryAdvice::Later }));
        };
        // A client id is no secret. A short one may be part of any word, so only a long one is redacted.
        let long_id = Some(id).filter(|id| id.expose().len() >= redact::MIN_SUBSTRING);
        let redactor = || Redactor::new(secrets.iter().chain(&assertion).chain(long_id).chain(&source.endpoint.header_secrets()));
        manager.state.lock().counters.requests += 1;
        let mut under_way = RequestUnderWay::start(&*manager.observer, cause, attempt, &source.token_url);
        let response = match source.endpoint.post(&source.token_url, body, schedule::ATTEMPT_LIMIT).await {
            Ok(response) => response,
            Err(error) => {
                let (code, thrown) = match &error {
                    Error::Timeout { .. } => ("ETIMEDOUT", None),
                    Error::Connection { fault, thrown, .. } => (fault.code(), *thrown),
                    _ => ("ERR_TOKEN_REQUEST", None),
                };
                under_way.end(None, Some(code));
                // A proxy that refuses the connection would refuse it again.
                let is_refused =
                    matches!(&error, Error::Connection { fault: fault @ ConnectionFault::Proxy(_), .. } if !fault.is_retryable());
                let advice = if is_refused { RetryAdvice::Later } else { RetryAdvice::Now };
                // The message may come from the caller's own `fetch`, which was given the secret.
                let message = redactor().text(&format!("the token request failed: {error}")).into_owned();
                let failure = TokenFailure { code: Some(code.into()), message, thrown, ..TokenFailure::default() };
                let error = Error::Token(Arc::new(failure));
                return (requested_at, Err(RequestError { error, retry_after: None, advice }));
            }
        };
        note_clock_error(manager, response.head.text(header::DATE));
        let outcome = token_endpoint::parse_response(&response, redactor);
        let code = outcome.as_ref().err().map(|Refusal { failure, .. }| failure.code.as_deref().unwrap_or("ERR_TOKEN_REQUEST"));
        under_way.end(Some(response.head.status.as_u16()), code);
        let outcome = outcome.map_err(|Refusal { mut failure, advice }| {
            let now = UNIX_EPOCH + manager.clock.now().wall;
            let retry_after = retry::requested_pause(response.head.text(header::RETRY_AFTER), None, now);
            failure.retry_after = retry_after;
            RequestError { error: Error::Token(Arc::new(*failure)), retry_after, advice }
        });
        (requested_at, outcome)
    }
}

/// Notes by how much the host's clock differs from the server's, and reports once that it is wrong. This breaks assertions, which carry
/// the time, and much beyond this package.
fn note_clock_error(manager: &Manager, date: Option<&str>) {
    let Some(server) = date.and_then(|date| httpdate::parse_http_date(date).ok()) else { return };
    let server = server.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64();
    let seconds = manager.clock.now().wall.as_secs_f64() - server;
    let is_new = {
        let mut state = manager.state.lock();
        state.clock_error = schedule::clock_error(seconds, state.clock_error);
        seconds.abs() > 60.0 && !std::mem::replace(&mut state.is_skew_reported, true)
    };
    if is_new {
        manager.observer.token_event(TokenEvent::ClockSkew { seconds });
    }
}

fn failed(code: &str, message: String) -> Error {
    Error::Token(Arc::new(TokenFailure { code: Some(code.into()), message, ..TokenFailure::default() }))
}
