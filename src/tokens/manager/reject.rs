//! Drop the current token: after a 401, or because the caller says so.

use std::sync::Arc;

use super::super::events::{Cause, TokenEvent};
use super::super::schedule;
use super::super::token::Token;
use super::state::Manager;

impl Manager {
    /// The token to repeat a call with after the API rejected `rejected`. `None`: there is no other token.
    pub(crate) async fn after_401(self: &Arc<Self>, rejected: &Token) -> Option<Arc<Token>> {
        if !self.reject(rejected) {
            return None;
        }
        match self.live() {
            Some(token) => Some(token),
            None => self.join_refresh(None).await.ok().filter(|token| token.generation != rejected.generation),
        }
    }

    /// Drops `rejected` if it is still current. Returns whether there may be another token: if 401s have caused too many
    /// refreshes already, the token stays.
    pub(crate) fn reject(self: &Arc<Self>, rejected: &Token) -> bool {
        let mut state = self.state.lock();
        let current = self.live.load();
        if current.is_none_or(|current| current.generation != rejected.generation) {
            return true;
        }
        let now = self.clock.now();
        state.rejections.retain(|at| now.since(at) < schedule::REJECTION_WINDOW);
        let is_too_soon = state.rejections.back().is_some_and(|at| now.since(at) < schedule::REJECTION_GAP);
        if is_too_soon || state.rejections.len() >= schedule::MAX_REJECTIONS {
            return false;
        }
        state.rejections.push_back(now);
        self.live.store(None);
        // A refresh that runs already brings a newer token.
        state.abandon_stalled(&now);
        if state.in_flight.is_none() {
            self.start(&mut state, Cause::Rejected, now);
        }
        drop(state);
        self.observer.token_event(TokenEvent::Invalidated { generation: rejected.generation });
        true
    }

    /// Drops the current token. A refresh that runs is abandoned, since its token may be as bad.
    pub(crate) fn invalidate(&self) {
        let mut state = self.state.lock();
        let Some(token) = self.live.load() else { return };
        self.live.store(None);
        state.in_flight = None;
        state.pause = None;
        drop(state);
        self.observer.token_event(TokenEvent::Invalidated { generation: token.generation });
    }
}
