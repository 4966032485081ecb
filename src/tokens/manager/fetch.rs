//! How a flight gets its token: from the store, else by up to three requests.

use std::sync::Arc;
use std::time::Duration;

use super::super::clock::Moment;
use super::super::events::{Cause, TokenEvent};
use super::super::grant::{self, Hope, Refused};
use super::super::registry::fingerprint;
use super::super::store::while_held;
use super::super::{BoxFuture, GrantOptions, TokenEndpoint, read_credentials, schedule};
use super::flight::{Fetched, Missed};
use super::shared::{Found, Shared};
use super::{Manager, Pilot};
use crate::deadline::within;
use crate::error::{Error, TokenFailure};
use crate::jitter::jitter;
use crate::redact::{self, Redactor};
use crate::secret::Secret;

/// Gets tokens by client credentials.
pub struct Granting {
    token_url: String,
    scope: Option<String>,
    endpoint: Arc<dyn TokenEndpoint>,
    runtime: tokio::runtime::Handle,
}

impl Granting {
    pub fn new(options: &GrantOptions) -> Self {
        Self {
            token_url: options.token_url.clone(),
            scope: options.scope.clone(),
            endpoint: Arc::clone(&options.endpoint),
            runtime: options.runtime.clone(),
        }
    }
}

impl Pilot for Granting {
    fn launch(&self, flight: BoxFuture<'static, ()>) {
        self.runtime.spawn(flight);
    }

    fn fetch<'a>(&'a self, manager: &'a Arc<Manager>, cause: Cause) -> BoxFuture<'a, Result<Fetched, Missed>> {
        let late = || Missed::new(failed("ETIMEDOUT", format!("no token within {} s", schedule::FLIGHT_LIMIT.as_secs())));
        Box::pin(async move {
            let given = read_credentials::credentials(manager).await.map_err(Missed::new)?;
            let fetched = within(schedule::FLIGHT_LIMIT, self.endpoint.turn(), fetch(self, manager, cause, given)).await;
            fetched.unwrap_or_else(|| Err(late()))
        })
    }
}

async fn fetch(this: &Granting, manager: &Arc<Manager>, cause: Cause, (id, secrets): (Secret, Vec<Secret>)) -> Result<Fetched, Missed> {
    let print = fingerprint(&secrets);
    let place = {
        let mut state = manager.state.lock();
        state.secrets.clone_from(&secrets);
        let waits = state.wait_until.is_some_and(|(from, wait)| manager.clock.now().since(&from) < wait);
        if let (true, true, Some(error)) = (waits, state.refusal == Some(print), &state.last_error) {
            return Err(Missed { remembered: true, ..Missed::new(error.clone()) });
        }
        state.secret.min(secrets.len() - 1)
    };
    let mut shared = Shared::of(manager, &this.token_url, this.scope.as_deref(), &id, &secrets);
    let mut held = None;
    let mut cause = cause;
    if let Some(shared) = &mut shared {
        match shared.look(cause).await {
            Found::Token(fetched) => return Ok(fetched),
            Found::Nothing(release) => held = release,
        }
        if cause == Cause::Cold {
            cause = Cause::StoreMiss;
        }
    }
    manager.state.lock().figures.causes.count(cause);
    let looks = if cause == Cause::Forced { None } else { shared.as_mut() };
    let asked = request(this, manager, &id, &secrets, place, looks);
    let fetched = while_held(held.as_ref(), asked).await.map_err(|Unhad { error, wait, hope }| {
        let for_good = matches!(hope, Hope::None | Hope::OtherSecret);
        Missed { wait, refused: for_good.then_some(print), ..Missed::new(error) }
    })?;
    if let Some(shared) = shared.filter(|_| !fetched.from_store) {
        shared.keep(&fetched, held).await;
    }
    Ok(fetched)
}

/// Why a request brought no token, what the endpoint asks to wait, and what may help.
struct Unhad {
    error: Error,
    wait: Option<Duration>,
    hope: Hope,
}

impl Unhad {
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
    this: &Granting,
    manager: &Arc<Manager>,
    id: &Secret,
    secrets: &[Secret],
    mut place: usize,
    mut shared: Option<&mut Shared<'_>>,
) -> Result<Fetched, Unhad> {
    let mut tried = 0;
    let mut attempt = 0;
    loop {
        let (born, outcome) = ask(this, manager, id, secrets, place).await;
        let unhad = match outcome {
            Ok(grant::Granted { token, life }) => return Ok(Fetched { token, life, born, secret: place, from_store: false }),
            Err(unhad) => unhad,
        };
        manager.state.lock().figures.failures += 1;
        if unhad.hope == Hope::OtherSecret && tried + 1 < secrets.len() {
            // One of several secrets is dead: the next may be the one it was rotated to.
            tried += 1;
            place = (place + 1) % secrets.len();
            continue;
        }
        attempt += 1;
        let pause = unhad.pause(attempt);
        if unhad.hope != Hope::AskAgain {
            return Err(unhad);
        }
        // A long Retry-After is kept by the next flight; this one has waiters.
        let is_last = attempt >= schedule::ATTEMPTS || pause > schedule::ATTEMPT_LIMIT;
        let found = match &mut shared {
            Some(shared) if is_last => shared.look_once().await,
            Some(shared) => shared.wait(pause).await,
            None if is_last => None,
            None => {
                tokio::time::sleep(pause).await;
                None
            }
        };
        match found {
            Some(found) => return Ok(found),
            None if is_last => return Err(unhad),
            None => {}
        }
    }
}

/// One request with the secret at `place`, and when it began.
async fn ask(
    this: &Granting,
    manager: &Arc<Manager>,
    id: &Secret,
    secrets: &[Secret],
    place: usize,
) -> (Moment, Result<grant::Granted, Unhad>) {
    let body = grant::body(id, &secrets[place], this.scope.as_deref());
    // An id is no secret, and a short one may be part of any word: it is taken out where it can be nothing else.
    let long_id = Some(id).filter(|id| id.expose().len() >= redact::MIN_SUBSTRING);
    let redactor = || Redactor::new(secrets.iter().chain(long_id).chain(&this.endpoint.hidden()));
    manager.state.lock().figures.requests += 1;
    let born = manager.clock.now();
    let answer = match this.endpoint.post(&this.token_url, body, schedule::ATTEMPT_LIMIT).await {
        Ok(answer) => answer,
        Err(error) => {
            let (code, thrown) = match &error {
                Error::Timeout { .. } => ("ETIMEDOUT", None),
                Error::Connection { fault, thrown, .. } => (fault.code().unwrap_or("ERR_TOKEN_REQUEST"), *thrown),
                _ => ("ERR_TOKEN_REQUEST", None),
            };
            // The words may be those of the caller's own `fetch`, which was given the request.
            let message = redactor().text(&format!("no token could be had: {error}")).into_owned();
            let failure = TokenFailure { code: Some(code.into()), message, thrown, ..TokenFailure::default() };
            return (born, Err(Unhad { error: Error::Token(Arc::new(failure)), wait: None, hope: Hope::AskAgain }));
        }
    };
    tell_skew(manager, answer.head.text(http::header::DATE));
    let outcome = grant::judge(&answer, redactor).map_err(|Refused { mut failure, hope }| {
        let wait =
            crate::retry::asked_pause(answer.head.text(http::header::RETRY_AFTER), None, std::time::UNIX_EPOCH + manager.clock.now().wall);
        failure.retry_after = wait;
        Unhad { error: Error::Token(Arc::new(*failure)), wait, hope }
    });
    (born, outcome)
}

/// A host clock that is far off breaks nothing here, but much elsewhere: it is said once.
fn tell_skew(manager: &Arc<Manager>, date: Option<&str>) {
    let Some(server) = date.and_then(|date| httpdate::parse_http_date(date).ok()) else { return };
    let server = server.duration_since(std::time::UNIX_EPOCH).unwrap_or_default().as_secs_f64();
    let seconds = manager.clock.now().wall.as_secs_f64() - server;
    if seconds.abs() > 60.0 && !std::mem::replace(&mut manager.state.lock().skew_told, true) {
        manager.observer.token_event(TokenEvent::ClockSkew { seconds });
    }
}

fn failed(code: &str, message: String) -> Error {
    Error::Token(Arc::new(TokenFailure { code: Some(code.into()), message, ..TokenFailure::default() }))
}
