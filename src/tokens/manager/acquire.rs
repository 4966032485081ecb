//! Give a call its token: the current one, or the outcome of the one refresh.

use std::sync::Arc;

use tokio::sync::watch;

use super::super::clock::Timestamp;
use super::super::credential::Credential;
use super::super::events::Cause;
use super::super::token::Token;
use super::refresh;
use super::state::{InFlight, Manager, RefreshResult, State};
use crate::error::Error;
use crate::phase::{self, TokenFetch};

impl Manager {
    /// The current token, if it can be sent now. Past its refresh age this starts a refresh in the background.
    pub(crate) fn live(self: &Arc<Self>) -> Option<Arc<Token>> {
        let token = self.live.load()?;
        let now = self.clock.now();
        let age = token.age(&now);
        if age >= token.stop_age {
            return None;
        }
        if age >= token.refresh_age {
            let mut state = self.state.lock();
            // Another caller's refresh may have ended since the token was read.
            let is_current = self.live.load().is_some_and(|current| current.generation == token.generation);
            if is_current && may_start(&mut state, &now) {
                self.start(&mut state, Cause::Refresh, now);
            }
        }
        Some(token)
    }

    /// The current token. If there is none, waits for the refresh that runs, or starts one.
    pub(crate) async fn token(self: &Arc<Self>) -> RefreshResult {
        match self.live() {
            Some(token) => Ok(token),
            None => self.join_refresh(None).await,
        }
    }

    /// A new token, whatever the current one is.
    pub(crate) async fn refresh(self: &Arc<Self>) -> RefreshResult {
        self.join_refresh(Some(Cause::Forced)).await
    }

    /// Waits for the refresh that runs, or starts one. `forced` starts one in spite of a live token or a pause.
    pub(super) async fn join_refresh(self: &Arc<Self>, forced: Option<Cause>) -> RefreshResult {
        let mut outcome = {
            let mut state = self.state.lock();
            let now = self.clock.now();
            if let (Some(token), None) = (self.live.load(), forced) {
                // Another caller's refresh may have ended since the token was read.
                if token.age(&now) < token.stop_age {
                    return Ok(token);
                }
                // While refreshing fails, a token past its stop age is still used, so that no call waits for an endpoint
                // that is down.
                if state.failures > 0 && !token.is_expired(&now) {
                    if may_start(&mut state, &now) {
                        self.start(&mut state, Cause::Refresh, now);
                    }
                    return Ok(token);
                }
            }
            state.abandon_stalled(&now);
            let in_flight = state.in_flight.as_ref().map(|refresh| refresh.outcome.clone());
            let outcome = match in_flight {
                Some(outcome) => outcome,
                None if forced.is_none() && !may_start(&mut state, &now) => return Err(state.pause_error(&now)),
                None => {
                    let cause = forced.unwrap_or(if state.generation == 0 { Cause::Cold } else { Cause::Expired });
                    self.start(&mut state, cause, now)
                }
            };
            if let Some(refresh) = &state.in_flight {
                phase::note_token_fetch(refresh.fetch);
            }
            outcome
        };
        let outcome = outcome.wait_for(Option::is_some).await.ok().and_then(|outcome| outcome.clone());
        let outcome = outcome.unwrap_or_else(|| Err(Error::Internal { message: "a token request ended without an outcome".into() }));
        match (outcome, forced) {
            // While refreshing fails, a token past its stop age is still used until it expires.
            (Err(error), None) => match self.live.load() {
                Some(token) if !token.is_expired(&self.clock.now()) => Ok(token),
                _ => Err(error),
            },
            (outcome, _) => outcome,
        }
    }

    /// Starts a refresh in a task of its own, so that a caller that gives up does not end it.
    pub(super) fn start(self: &Arc<Self>, state: &mut State, cause: Cause, now: Timestamp) -> watch::Receiver<Option<RefreshResult>> {
        let (sender, outcome) = watch::channel(None);
        state.refreshes += 1;
        let number = state.refreshes;
        let fetch = TokenFetch::start(cause != Cause::Refresh);
        state.in_flight = Some(InFlight { number, fetch: fetch.number, started: now, outcome: outcome.clone() });
        self.source.spawn(Box::pin(fetch.track(refresh::run(Arc::clone(self), number, cause, sender))));
        outcome
    }
}

/// Whether a refresh may start: none runs, and there is no pause after a failure.
fn may_start(state: &mut State, now: &Timestamp) -> bool {
    state.abandon_stalled(now);
    // Rejected secrets are not sent again, but a provider may give others by now: the refresh reads them.
    let secrets_may_differ =
        state.rejected_secrets.is_some() && state.sources.iter().any(|source| matches!(source.secret, Credential::Provider(_)));
    state.in_flight.is_none() && (!state.is_paused(now) || secrets_may_differ)
}
