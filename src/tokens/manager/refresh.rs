//! One refresh: fetch a token, apply the outcome to the state, and give it to every call that waits.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use super::super::clock::Timestamp;
use super::super::events::{Cause, TokenEvent};
use super::super::schedule;
use super::super::token::Token;
use super::state::{FetchedToken, Manager, RefreshError, RefreshResult, State};
use crate::jitter::jitter;
use crate::panic::{catch_async, inject};

/// Runs refresh `number` and sends its outcome to the calls that wait.
pub(crate) async fn run(manager: Arc<Manager>, number: u64, cause: Cause, waiting: watch::Sender<Option<RefreshResult>>) {
    let fetched = catch_async(async {
        inject("token request");
        manager.source.fetch(&manager, cause).await
    });
    let outcome = fetched.await.unwrap_or_else(|panicked| Err(RefreshError::new(panicked.into())));
    let (result, event) = apply(&manager, number, cause, outcome);
    // All callers may have given up.
    _ = waiting.send(Some(result));
    if let Some(event) = event {
        manager.observer.token_event(event);
    }
}

fn apply(
    manager: &Arc<Manager>,
    number: u64,
    cause: Cause,
    outcome: Result<FetchedToken, RefreshError>,
) -> (RefreshResult, Option<TokenEvent>) {
    let mut state = manager.state.lock();
    // An abandoned refresh changes nothing. It was abandoned because it stalled, or because the token was invalidated.
    let is_current = state.in_flight.as_ref().is_some_and(|refresh| refresh.number == number);
    if is_current {
        state.in_flight = None;
        state.drop_unused_secrets();
    }
    match outcome {
        Ok(fetched) => {
            let (token, event) = apply_token(manager, &mut state, cause, fetched, is_current);
            (Ok(token), Some(event))
        }
        Err(RefreshError { error, is_repeated: true, .. }) => (Err(error), None),
        Err(failed) => {
            let event = apply_error(manager, &mut state, cause, &failed, is_current);
            (Err(failed.error), Some(event))
        }
    }
}

fn apply_token(manager: &Manager, state: &mut State, cause: Cause, fetched: FetchedToken, is_current: bool) -> (Arc<Token>, TokenEvent) {
    let now = manager.clock.now();
    let FetchedToken { token, lifetime, requested_at, secret_index, from_store } = fetched;
    // The endpoint may give the current token again. It then expires when it would have expired before.
    let same = manager.live.load().filter(|current| current.secret == token);
    let token = same.clone().unwrap_or_else(|| {
        state.generation += 1;
        Arc::new(Token {
            secret: token,
            generation: state.generation,
            requested_at,
            lifetime,
            refresh_age: schedule::refresh_age(lifetime, jitter()),
            stop_age: schedule::stop_age(lifetime),
        })
    });
    if is_current {
        state.failures = 0;
        state.last_error = None;
        state.rejected_secrets = None;
        state.secret_index = secret_index;
        state.pause = same.map(|token| (now, schedule::same_token_pause(token.remaining(&now))));
        state.last = Some(Arc::clone(&token));
        state.counters.store_hits += u64::from(from_store);
        manager.live.store(Some(Arc::clone(&token)));
    }
    let event = TokenEvent::Fetched {
        cause,
        from_store,
        generation: token.generation,
        expires_in_seconds: token.lifetime.as_secs_f64(),
        fingerprint: token.fingerprint(),
    };
    (token, event)
}

fn apply_error(manager: &Manager, state: &mut State, cause: Cause, failed: &RefreshError, is_current: bool) -> TokenEvent {
    let now = manager.clock.now();
    let alive = manager.live.load().filter(|token| !token.is_expired(&now));
    if is_current {
        state.failures = state.failures.saturating_add(1);
        state.last_error = Some(failed.error.clone());
        state.rejected_secrets = failed.rejected_secrets;
        let pause = pause_after(state, failed, alive.as_deref(), &now);
        state.pause = (!pause.is_zero()).then_some((now, pause));
    }
    TokenEvent::RefreshFailed { cause, message: failed.error.to_string(), token_alive: alive.is_some() }
}

/// The pause before the next refresh.
fn pause_after(state: &State, failed: &RefreshError, alive: Option<&Token>, now: &Timestamp) -> Duration {
    let pause = match (alive, failed.rejected_secrets) {
        (_, Some(_)) => schedule::rejection_pause(jitter()),
        (Some(_), None) => failed.retry_after.unwrap_or_else(|| schedule::background_pause(state.failures, jitter())),
        (None, None) => failed
            .retry_after
            .unwrap_or_else(|| if state.generation == 0 { Duration::ZERO } else { schedule::probe_pause(state.failures, jitter()) }),
    };
    // Whatever pause the endpoint asks for, there is one attempt before the token must not be sent any more.
    match alive {
        Some(token) => match token.stop_age.saturating_sub(token.age(now)) {
            Duration::ZERO => pause,
            left => pause.min(left),
        },
        None => pause,
    }
}
