//! One flight: what comes of it is put in place, and everyone who waits is told.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use super::super::clock::Moment;
use super::super::events::{Cause, TokenEvent};
use super::super::schedule;
use super::super::token::Token;
use super::{Landing, Manager};
use crate::defect::{caught_in, injected};
use crate::error::Error;
use crate::jitter::jitter;
use crate::secret::Secret;

/// A token, and when its request began.
pub struct Fetched {
    pub token: Secret,
    /// How long it lives from `born`.
    pub life: Duration,
    pub born: Moment,
    /// The place of the secret that worked.
    pub secret: usize,
    /// Whether another process had left it in the store.
    pub from_store: bool,
}

/// Why a flight failed.
pub struct Missed {
    pub error: Error,
    /// How long the endpoint asks to wait.
    pub wait: Option<Duration>,
    /// The secrets that were refused for good.
    pub refused: Option<[u8; 32]>,
    /// Whether nothing was sent, because the same secrets had been refused before.
    pub remembered: bool,
}

impl Missed {
    pub fn new(error: Error) -> Self {
        Self { error, wait: None, refused: None, remembered: false }
    }
}

/// Flies, puts the outcome in place and tells everyone who waits.
pub async fn fly(manager: Arc<Manager>, number: u64, cause: Cause, lands: watch::Sender<Option<Landing>>) {
    let fetched = caught_in(async {
        injected("token request");
        manager.pilot.fetch(&manager, cause).await
    });
    let outcome = fetched.await.unwrap_or_else(|defect| Err(Missed::new(defect.into())));
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
        state.drop_unused_secrets();
    }
    let now = manager.clock.now();
    match outcome {
        Ok(Fetched { token, life, born, secret, from_store }) => {
            // The endpoint may give the token it had given before: its end stays what it was.
            let same = manager.live.get().filter(|before| before.secret == token);
            let token = same.clone().unwrap_or_else(|| {
                state.generation += 1;
                Arc::new(Token {
                    secret: token,
                    generation: state.generation,
                    born,
                    life,
                    refresh: schedule::refresh_age(life, jitter()),
                    stop: schedule::stop_age(life),
                })
            });
            if current {
                state.failures = 0;
                state.last_error = None;
                state.refusal = None;
                state.secret = secret;
                state.wait_until = same.map(|token| (now, schedule::same_token_pause(token.life.saturating_sub(token.age(&now)))));
                state.last = Some(Arc::clone(&token));
                state.figures.store_hits += u64::from(from_store);
                manager.live.put(Some(Arc::clone(&token)));
            }
            let event = TokenEvent::Fetched {
                cause,
                from_store,
                generation: token.generation,
                expires_in_seconds: token.life.as_secs_f64(),
                fingerprint: token.fingerprint(),
            };
            (Ok(token), Some(event))
        }
        Err(Missed { error, remembered: true, .. }) => (Err(error), None),
        Err(Missed { error, wait, refused, remembered: false }) => {
            let alive = manager.live.get().filter(|token| !token.has_ended(&now));
            if current {
                state.failures = state.failures.saturating_add(1);
                state.last_error = Some(error.clone());
                let pause = match (&alive, refused) {
                    (_, Some(_)) => schedule::remembered(jitter()),
                    (Some(_), None) => wait.unwrap_or_else(|| schedule::background_pause(state.failures, jitter())),
                    (None, None) => wait.unwrap_or_else(|| {
                        if state.generation == 0 { Duration::ZERO } else { schedule::probe_pause(state.failures, jitter()) }
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
            let event = TokenEvent::RefreshFailed { cause, message: error.to_string(), token_alive: alive.is_some() };
            (Err(error), Some(event))
        }
    }
}
