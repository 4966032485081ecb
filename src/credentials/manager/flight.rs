//! One flight: read the credentials, ask the endpoint up to three times, put what comes of it in place.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use super::super::clock::Moment;
use super::super::grant::{self, Refused};
use super::super::registry::fingerprint;
use super::super::stats::{Cause, TokenEvent};
use super::super::token::Token;
use super::super::{SupplierFault, Value, schedule};
use super::{Landing, Manager, Source, words};
use crate::error::{Error, TokenFailure};
use crate::secret::Secret;

/// A token and when its request began.
struct Fetched {
    granted: grant::Granted,
    born: Moment,
    secret: usize,
}

/// Why a flight failed.
struct Missed {
    error: Error,
    /// How long the endpoint asks to wait.
    wait: Option<Duration>,
    /// The secrets that were refused for good.
    refused: Option<[u8; 32]>,
    /// Whether nothing was sent, because the same secrets had been refused before.
    remembered: bool,
}

impl Missed {
    fn new(error: Error) -> Self {
        Self { error, wait: None, refused: None, remembered: false }
    }
}

/// Flies, puts the outcome in place and tells everyone who waits.
pub async fn fly(manager: Arc<Manager>, number: u64, cause: Cause, lands: watch::Sender<Option<Landing>>) {
    let outcome = tokio::time::timeout(schedule::FLIGHT_LIMIT, fetch(&manager))
        .await
        .unwrap_or_else(|_| Err(Missed::new(failed("ETIMEDOUT", format!("no token within {} s", schedule::FLIGHT_LIMIT.as_secs())))));
    let (landing, event) = land(&manager, number, cause, outcome);
    // Nobody may be waiting any more.
    _ = lands.send(Some(landing));
    if let Some(event) = event {
        manager.observer.token_event(event);
    }
}

fn land(manager: &Arc<Manager>, number: u64, cause: Cause, outcome: Result<Fetched, Missed>) -> (Landing, Option<TokenEvent>) {
    let mut state = manager.state.lock();
    // A flight that was left behind, because it froze or the token was invalidated while it flew, changes nothing.
    let current = state.flight.as_ref().is_some_and(|flight| flight.number == number);
    if current {
        state.flight = None;
    }
    let now = manager.clock.now();
    match outcome {
        Ok(Fetched { granted, born, secret }) => {
            let before = manager.live.load_full();
            let same = before.as_ref().filter(|before| before.secret == granted.token);
            let token = match same {
                // The endpoint gave the token it had given before: its end stays what it was.
                Some(before) => Arc::clone(before),
                None => {
                    state.generation += 1;
                    Arc::new(Token {
                        secret: granted.token,
                        generation: state.generation,
                        born,
                        life: granted.life,
                        refresh: schedule::refresh_age(granted.life, chance()),
                        stop: schedule::stop_age(granted.life),
                    })
                }
            };
            if current {
                state.failures = 0;
                state.last_error = None;
                state.refusal = None;
                state.secret = secret;
                state.wait_until = same.map(|token| (now, schedule::same_token_pause(token.life.saturating_sub(token.age(&now)))));
                manager.live.store(Some(Arc::clone(&token)));
            }
            let event = TokenEvent::Fetched {
                cause,
                generation: token.generation,
                expires_in_seconds: token.life.as_secs_f64(),
                fingerprint: token.fingerprint(),
            };
            (Ok(token), Some(event))
        }
        Err(Missed { error, remembered: true, .. }) => (Err(error), None),
        Err(Missed { error, wait, refused, remembered: false }) => {
            let alive = manager.live.load_full().filter(|token| !token.has_ended(&now));
            if current {
                state.failures = state.failures.saturating_add(1);
                state.last_error = Some(error.clone());
                let pause = match (&alive, refused) {
                    (_, Some(_)) => schedule::remembered(chance()),
                    (Some(_), None) => wait.unwrap_or_else(|| schedule::background_pause(state.failures, chance())),
                    (None, None) => wait.unwrap_or_else(|| {
                        if state.generation == 0 { Duration::ZERO } else { schedule::probe_pause(state.failures, chance()) }
                    }),
                };
                // Whatever the endpoint asks for, one try is made before the token must not be sent any more.
                let pause = match &alive {
                    Some(token) if token.age(&now) < token.stop => pause.min(token.stop - token.age(&now)),
                    _ => pause,
                };
                state.refusal = refused;
                state.wait_until = (!pause.is_zero()).then_some((now, pause));
            }
            let event = TokenEvent::RefreshFailed { cause, message: words(&error), token_alive: alive.is_some() };
            (Err(error), Some(event))
        }
    }
}

async fn fetch(manager: &Arc<Manager>) -> Result<Fetched, Missed> {
    let (id, secrets) = credentials(manager).await.map_err(Missed::new)?;
    let print = fingerprint(&secrets);
    let mut place = {
        let state = manager.state.lock();
        let waits = state.wait_until.is_some_and(|(from, wait)| manager.clock.now().since(&from) < wait);
        if let (true, true, Some(error)) = (waits, state.refusal == Some(print), &state.last_error) {
            return Err(Missed { remembered: true, ..Missed::new(error.clone()) });
        }
        state.secret.min(secrets.len() - 1)
    };
    let mut tried = 0;
    let mut attempt = 0;
    loop {
        let (born, outcome) = ask(manager, &id, &secrets[place]).await;
        let (error, asked, transient, bad_secret) = match outcome {
            Ok(granted) => return Ok(Fetched { granted, born, secret: place }),
            Err(missed) => missed,
        };
        manager.state.lock().failed += 1;
        if bad_secret && tried + 1 < secrets.len() {
            // One of several secrets is dead: the next may be the one it was rotated to.
            tried += 1;
            place = (place + 1) % secrets.len();
            continue;
        }
        attempt += 1;
        let pause = asked.unwrap_or_else(|| schedule::attempt_pause(attempt, chance()));
        // A long Retry-After is kept by the next flight; this one has waiters.
        if !transient || attempt >= schedule::ATTEMPTS || pause > schedule::ATTEMPT_LIMIT {
            return Err(Missed { wait: asked, refused: (!transient).then_some(print), ..Missed::new(error) });
        }
        tokio::time::sleep(pause).await;
    }
}

/// One request. The error comes with what the endpoint asks to wait, whether asking again may help and whether
/// another secret may.
async fn ask(
    manager: &Arc<Manager>,
    id: &Secret,
    secret: &Secret,
) -> (Moment, Result<grant::Granted, (Error, Option<Duration>, bool, bool)>) {
    let body = grant::body(id, secret, manager.scope.as_deref());
    manager.state.lock().requests += 1;
    let born = manager.clock.now();
    let answer = match manager.endpoint.post(&manager.token_url, body, schedule::ATTEMPT_LIMIT).await {
        Ok(answer) => answer,
        Err(error) => {
            let code = match &error {
                Error::Timeout { .. } => "ETIMEDOUT",
                Error::Connection { code: Some(code), .. } => code,
                _ => "ERR_TOKEN_REQUEST",
            };
            let message = format!("no token could be had: {}", words(&error));
            return (born, Err((failed(code, message), None, true, false)));
        }
    };
    tell_skew(manager, answer.date.as_deref());
    // The endpoint may repeat what it was sent.
    let clean = |text: &str| text.replace(secret.expose(), "[redacted]").replace(id.expose(), "[redacted]");
    let outcome = grant::judge(&answer, clean).map_err(|Refused { mut failure, transient, bad_secret }| {
        let asked = crate::retry::asked_pause(answer.retry_after.as_deref(), None, std::time::UNIX_EPOCH + manager.clock.now().wall);
        failure.retry_after = asked;
        (Error::Token(Arc::new(*failure)), asked, transient, bad_secret)
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

/// The client id and its secrets, from the first client that still can say.
async fn credentials(manager: &Arc<Manager>) -> Result<(Secret, Vec<Secret>), Error> {
    let sources: Vec<Source> = manager.state.lock().sources.clone();
    for source in &sources {
        let id = read_supplied(&source.id, "clientId").await;
        let secret = read_supplied(&source.secret, "clientSecret").await;
        match (id, secret) {
            (Ok(mut id), Ok(secrets)) => return Ok((id.swap_remove(0), secrets)),
            // Its worker has ended: the next client's supplier serves.
            (Err(Unread::Gone), _) | (_, Err(Unread::Gone)) => {}
            (Err(Unread::Failed(error)), _) | (_, Err(Unread::Failed(error))) => return Err(error),
        }
    }
    Err(failed("ERR_SUPPLIER", "the worker that supplies the client's credentials has ended".into()))
}

/// Why a supplier could not be read.
pub enum Unread {
    Gone,
    Failed(Error),
}

/// What a credential is now: one value or more, each fit to be sent.
pub async fn read_supplied(value: &Value, name: &str) -> Result<Vec<Secret>, Unread> {
    let supplier = match value {
        Value::Fixed(values) => return Ok(values.clone()),
        Value::Supplied(supplier) => supplier,
    };
    let broken = |why: String| Unread::Failed(failed("ERR_SUPPLIER", format!("the function given as {name} {why}")));
    let given = match tokio::time::timeout(schedule::SUPPLIER_LIMIT, supplier.supply()).await {
        Err(_) => return Err(broken(format!("gave nothing within {} s", schedule::SUPPLIER_LIMIT.as_secs()))),
        Ok(Err(SupplierFault::Gone)) => return Err(Unread::Gone),
        Ok(Err(SupplierFault::Failed(why))) => return Err(broken(format!("failed: {why}"))),
        Ok(Ok(given)) => given,
    };
    let fits = |one: &Secret| !one.expose().trim().is_empty() && !one.expose().chars().any(char::is_control);
    if given.is_empty() || !given.iter().all(fits) {
        return Err(broken("must give a non-empty string without line breaks".into()));
    }
    Ok(given)
}

fn failed(code: &str, message: String) -> Error {
    Error::Token(Arc::new(TokenFailure { code: Some(code.into()), message, ..TokenFailure::default() }))
}

/// A number in 0..1 from the operating system's entropy.
fn chance() -> f64 {
    let mut bytes = [0; 4];
    // Without entropy the spread is lost, not the token.
    _ = ring::rand::SecureRandom::fill(&ring::rand::SystemRandom::new(), &mut bytes);
    f64::from(u32::from_le_bytes(bytes)) / f64::from(u32::MAX)
}
