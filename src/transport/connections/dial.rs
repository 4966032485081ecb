//! Open connections for the exchanges that wait.
//!
//! Each connection is opened in a task of its own, so that it is not lost when the exchange gets another one first. If it cannot be
//! opened, the exchange it was for gets the error, unless the server answers others: then the exchange waits for one of their
//! connections. A server that accepts only so many connections then serves all calls, one after another.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, timeout};

use super::super::causes::BoxError;
use super::super::freshness::now;
use super::super::origin::SharedOrigin;
use super::connection::Connection;
use super::demand::Protocol;
use super::host::HOLD_BACK;
use super::{Connections, Dial, OpenPermit, PoolState, Reusable};
use crate::panic::{MESSAGE, catch_async};

/// An exchange waits for a connection that is being opened for another one. After this long it does not: it may be one that is never
/// opened.
const SLOW: Duration = Duration::from_secs(1);

impl<C: Reusable> Connections<C> {
    /// Opens a connection for each exchange that waits for one to `origin`, as far as that is possible.
    pub(super) fn dial_for_waiters(self: &Arc<Self>, state: &mut PoolState<C>, origin: &SharedOrigin) {
        while let Some((ticket, dial, number)) = state.next_dial(origin, self.max, || self.limit.held(), Instant::now) {
            let permit = OpenPermit { connections: Arc::clone(self), origin: Arc::clone(origin), number };
            let task = self.spawn(Arc::clone(self).dial(Arc::clone(origin), ticket, dial, permit));
            // The task needs the lock before it ends.
            state.host(origin).dial_began(number, task.abort_handle());
        }
    }

    /// Opens connections for the origins that could not open one before, in turn.
    pub(super) fn dial_for_starved(self: &Arc<Self>, state: &mut PoolState<C>) {
        for _ in 0..state.starved.len() {
            let Some(origin) = state.starved.pop_front() else { return };
            self.dial_for_waiters(state, &origin);
            if state.starved.back() == Some(&origin) {
                // It is the first one still.
                state.starved.rotate_right(1);
                return;
            }
        }
    }

    async fn dial(self: Arc<Self>, origin: SharedOrigin, ticket: u64, dial: Dial<C>, permit: OpenPermit<C>) {
        let (number, began) = (permit.number, Instant::now());
        let mut dial = std::pin::pin!(catch_async(async move { dial(permit).await }));
        let opened = match timeout(SLOW, &mut dial).await {
            Ok(opened) => opened,
            Err(_) => {
                {
                    let mut state = self.state.lock();
                    state.host(&origin).dial_is_slow(number);
                    self.dial_for_waiters(&mut state, &origin);
                }
                dial.await
            }
        };
        {
            let mut state = self.state.lock();
            if !state.host(&origin).dial_ended(number) {
                return;
            }
            if let Ok(Ok(connection)) = &opened {
                state.learn_protocol(&origin, Protocol::of(connection));
            }
            let host = state.host(&origin);
            match &opened {
                Ok(Ok(_)) => {
                    host.failed_at = None;
                    host.progress += 1;
                }
                _ => host.failed_at = Some(Instant::now()),
            }
        }
        match opened.unwrap_or_else(|_| Err(MESSAGE.into())) {
            Ok(inner) => {
                let shared = Arc::clone(&origin);
                let opening = began.elapsed();
                let connection = Connection { inner, origin: shared, number, opening, is_reused: false, active_at: now(), hint: None };
                self.state.lock().host(&origin).idle.push(connection);
                self.serve(&origin);
            }
            Err(error) => self.fail(&origin, ticket, error).await,
        }
    }

    /// Gives the error to the exchange that has waited for this connection, or to the one whose connection that exchange got, once no
    /// other connection to the origin works.
    async fn fail(self: Arc<Self>, origin: &SharedOrigin, ticket: u64, error: BoxError) {
        loop {
            let progress = {
                let mut state = self.state.lock();
                let host = state.host(origin);
                (host.is_busy()).then_some(host.progress)
            };
            if progress.is_some() {
                tokio::time::sleep(HOLD_BACK).await;
            }
            let mut state = self.state.lock();
            let loser = state.host(origin).loser(ticket);
            let has_changed = progress.is_some_and(|progress| progress != state.host(origin).progress);
            if loser.is_some() && has_changed {
                self.dial_for_waiters(&mut state, origin);
                continue;
            }
            let waiter = loser.and_then(|ticket| state.take_waiter(origin, ticket));
            self.dial_for_waiters(&mut state, origin);
            state.remove_if_empty(origin);
            drop(state);
            if let Some(waiter) = waiter {
                _ = waiter.sender.send(Err(error));
            }
            return;
        }
    }
}
