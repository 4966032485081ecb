//! How a flight gets its token: from the store, else by up to three requests.

use std::sync::Arc;
use std::time::Duration;

use super::super::clock::Timestamp;
use super::super::events::{Cause, TokenEvent};
use super::super::registry::fingerprint;
use super::super::store::hold;
use super::super::token_endpoint::{self, Refusal, RetryAdvice};
use super::super::{ClientCredentialsOptions, TokenEndpoint, read_credentials, schedule};
use super::refresh::{FetchedToken, RefreshError};
use super::shared_store::{Found, SharedStore};
use super::{Manager, TokenSource};
use crate::deadline::within;
use crate::error::{Error, TokenFailure};
use crate::future::BoxFuture;
use crate::jitter::jitter;
use crate::redact::{self, Redactor};
use crate::secret::Secret;

/// Gets tokens by client credentials.
pub struct ClientCredentials {
    token_url: String,
    scope: Option<String>,
    endpoint: Arc<dyn TokenEndpoint>,
    runtime: tokio::runtime::Handle,
}

impl ClientCredentials {
    pub fn new(options: &ClientCredentialsOptions) -> Self {
        Self {
            token_url: options.token_url.clone(),
            scope: options.scope.clone(),
            endpoint: Arc::clone(&options.endpoint),
            runtime: options.runtime.clone(),
        }
    }
}

impl TokenSource for ClientCredentials {
    fn spawn(&self, flight: BoxFuture<'static, ()>) {
        self.runtime.spawn(flight);
    }

    fn fetch<'a>(&'a self, manager: &'a Arc<Manager>, cause: Cause) -> BoxFuture<'a, Result<FetchedToken, RefreshError>> {
        let late = || RefreshError::new(failed("ETIMEDOUT", format!("no token within {} s", schedule::REFRESH_LIMIT.as_secs())));
        Box::pin(async move {
            let given = read_credentials::credentials(manager).await.map_err(RefreshError::new)?;
            let fetched = within(schedule::REFRESH_LIMIT, self.endpoint.turn(), fetch(self, manager, cause, given)).await;
            fetched.unwrap_or_else(|| Err(late()))
        })
    }
}

async fn fetch(
    this: &ClientCredentials,
    manager: &Arc<Manager>,
    cause: Cause,
    (id, secrets): (Secret, Vec<Secret>),
) -> Result<FetchedToken, RefreshError> {
    let print = fingerprint(&secrets);
    let place = {
        let mut state = manager.state.lock();
        state.secrets.clone_from(&secrets);
        let waits = state.wait_until.is_some_and(|(from, wait)| manager.clock.now().since(&from) < wait);
        if let (true, true, Some(error)) = (waits, state.refusal == Some(print), &state.last_error) {
            return Err(RefreshError { remembered: true, ..RefreshError::new(error.clone()) });
        }
        state.secret.min(secrets.len() - 1)
    };
    let mut shared_store = SharedStore::of(manager, &this.token_url, this.scope.as_deref(), &id, &secrets);
    let mut held = None;
    let mut cause = cause;
    if let Some(shared_store) = &mut shared_store {
        match shared_store.look(cause).await {
            Found::Token(fetched) => return Ok(fetched),
            Found::Nothing(release) => held = release,
        }
        if cause == Cause::Cold {
            cause = Cause::StoreMiss;
        }
    }
    manager.state.lock().figures.causes.count(cause);
    let looks = if cause == Cause::Forced { None } else { shared_store.as_mut() };
    let asked = request(this, manager, &id, &secrets, place, looks);
    let fetched = hold(held.as_ref(), asked).await.map_err(|RequestError { error, wait, advice }| {
        let for_good = matches!(advice, RetryAdvice::Never | RetryAdvice::NextSecret);
        RefreshError { wait, refused: for_good.then_some(print), ..RefreshError::new(error) }
    })?;
    if let Some(shared_store) = shared_store.filter(|_| !fetched.from_store) {
        shared_store.keep(&fetched, held).await;
    }
    Ok(fetched)
}

/// Why a request brought no token, what the endpoint asks to wait, and what may help.
struct RequestError {
    error: Error,
    wait: Option<Duration>,
    advice: RetryAdvice,
}

impl RequestError {
    /// How long to wait for attempt number `attempt`.
    fn pause(&self, attempt: u32) -> Duration {
        let is_busy = matches!(&self.error, Error::Token(failure) if failure.status() == Some(429));
        match self.wait {
            Some(wait) => schedule::busy_pause(wait, attempt, jitter()),
            None if is_busy => schedule::busy_pause(Duration::from_secs(1), attempt, jitter()),
            None => schedule::attempt_pause(attempt, jitter()),
        }
    }
}

/// As many requests as one flight may send, from the secret at `place` on. While the endpoint is busy with others the token
/// of one of them may turn up in the store.
async fn request(
    this: &ClientCredentials,
    manager: &Arc<Manager>,
    id: &Secret,
    secrets: &[Secret],
    mut place: usize,
    mut shared_store: Option<&mut SharedStore<'_>>,
) -> Result<FetchedToken, RequestError> {
    let mut tried = 0;
    let mut attempt = 0;
    loop {
        let (requested_at, outcome) = ask(this, manager, id, secrets, place).await;
        let error = match outcome {
            Ok(token_endpoint::IssuedToken { token, life }) => {
                return Ok(FetchedToken { token, life, requested_at, secret: place, from_store: false });
            }
            Err(error) => error,
        };
        manager.state.lock().figures.failures += 1;
        if error.advice == RetryAdvice::NextSecret && tried + 1 < secrets.len() {
            // One of several secrets is dead: the next may be the one it was rotated to.
            tried += 1;
            place = (place + 1) % secrets.len();
            continue;
        }
        attempt += 1;
        let pause = error.pause(attempt);
        if error.advice != RetryAdvice::Now {
            return Err(error);
        }
        // A long Retry-After is kept by the next flight; this one has waiters.
        let is_last = attempt >= schedule::ATTEMPTS || pause > schedule::ATTEMPT_LIMIT;
        let found = match &mut shared_store {
            Some(shared_store) if is_last => shared_store.look_once().await,
            Some(shared_store) => shared_store.wait(pause).await,
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

/// One request with the secret at `place`, and when it began.
async fn ask(
    this: &ClientCredentials,
    manager: &Arc<Manager>,
    id: &Secret,
    secrets: &[Secret],
    place: usize,
) -> (Timestamp, Result<token_endpoint::IssuedToken, RequestError>) {
    let body = token_endpoint::body(id, &secrets[place], this.scope.as_deref());
    // An id is no secret, and a short one may be part of any word: it is taken out where it can be nothing else.
    let long_id = Some(id).filter(|id| id.expose().len() >= redact::WHOLE);
    let redactor = || Redactor::new(secrets.iter().chain(long_id).chain(&this.endpoint.hidden()));
    manager.state.lock().figures.requests += 1;
    let requested_at = manager.clock.now();
    let answer = match this.endpoint.post(&this.token_url, body, schedule::ATTEMPT_LIMIT).await {
        Ok(answer) => answer,
        Err(error) => {
            let (code, thrown) = match &error {
                Error::Timeout { .. } => ("ETIMEDOUT", None),
                Error::Connection { code: Some(code), thrown, .. } => (*code, *thrown),
                _ => ("ERR_TOKEN_REQUEST", None),
            };
            // The words may be those of the caller's own `fetch`, which was given the request.
            let message = redactor().text(&format!("no token could be had: {}", error.words())).into_owned();
            let failure = TokenFailure { code: Some(code.into()), message, thrown, ..TokenFailure::default() };
            return (requested_at, Err(RequestError { error: Error::Token(Arc::new(failure)), wait: None, advice: RetryAdvice::Now }));
        }
    };
    tell_skew(manager, answer.head.text(http::header::DATE));
    let outcome = token_endpoint::parse_response(&answer, redactor).map_err(|Refusal { mut failure, advice }| {
        let wait = crate::retry::requested_pause(
            answer.head.text(http::header::RETRY_AFTER),
            None,
            std::time::UNIX_EPOCH + manager.clock.now().wall,
        );
        failure.retry_after = wait;
        RequestError { error: Error::Token(Arc::new(*failure)), wait, advice }
    });
    (requested_at, outcome)
}

/// A host clock that is far off breaks nothing here, but much elsewhere: it is said once.
fn tell_skew(manager: &Arc<Manager>, date: Option<&str>) {
    let Some(server) = date.and_then(|date| httpdate::parse_http_date(date).ok()) else { return };
    let server = server.duration_since(std::time::UNIX_EPOCH).unwrap_or_default().as_secs_f64();
    let seconds = manager.clock.now().wall.as_secs_f64() - server;
    if seconds.abs() > 60.0 && !std::mem::replace(&mut manager.state.lock().skew_reported, true) {
        manager.observer.token_event(TokenEvent::ClockSkew { seconds });
    }
}

fn failed(code: &str, message: String) -> Error {
    Error::Token(Arc::new(TokenFailure { code: Some(code.into()), message, ..TokenFailure::default() }))
}
