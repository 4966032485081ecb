//! What an exchange holds: a place in the queue, an announcement, a connection. Each is given back when it is dropped.

use std::sync::Arc;
use std::time::Duration;

use super::host::Connection;
use super::{Connections, Reusable};
use crate::transport::freshness::now;
use crate::transport::origin::SharedOrigin;

/// An exchange that waits for a connection. It leaves the queue when this is dropped.
pub(super) struct Waiting<'a, C: Reusable> {
    pub(super) connections: &'a Arc<Connections<C>>,
    pub(super) origin: &'a SharedOrigin,
    pub(super) ticket: u64,
}

impl<C: Reusable> Drop for Waiting<'_, C> {
    fn drop(&mut self) {
        let mut state = self.connections.state.lock();
        let waiter = state.take_waiter(self.origin, self.ticket);
        state.remove_if_empty(self.origin);
        drop(state);
        drop(waiter);
    }
}

/// An exchange that will need a connection soon. It is announced until this is dropped.
pub(crate) struct Expectation<C: Reusable> {
    pub(super) connections: Arc<Connections<C>>,
    pub(super) origin: SharedOrigin,
    pub(super) ticket: u64,
}

impl<C: Reusable> Drop for Expectation<C> {
    fn drop(&mut self) {
        let mut state = self.connections.state.lock();
        let expected = state.take_expected(&self.origin, self.ticket);
        state.remove_if_empty(&self.origin);
        drop(state);
        drop(expected);
    }
}

/// A connection that one exchange uses. When this is dropped, the connection goes back to the pool, unless it is closed.
pub(crate) struct Lease<C: Reusable> {
    pub(super) connections: Arc<Connections<C>>,
    pub(super) origin: SharedOrigin,
    pub(super) connection: Option<Connection<C>>,
}

impl<C: Reusable> Lease<C> {
    fn connection(&self) -> &Connection<C> {
        self.connection.as_ref().expect("only the end takes it")
    }

    /// The connection.
    pub(crate) fn get(&mut self) -> &mut C {
        &mut self.connection.as_mut().expect("only the end takes it").inner
    }

    /// Whether it has served another exchange before this one.
    pub(crate) fn is_reused(&self) -> bool {
        self.connection().is_reused
    }

    /// How long the connection took to open, if it was opened for this exchange or another one that did not need it.
    pub(crate) fn opening(&self) -> Option<Duration> {
        (!self.connection().is_reused).then_some(self.connection().opening)
    }

    /// An answer has begun to arrive, with this hint about how long the server keeps the connection open. Its age counts from here:
    /// the server may have sent the whole answer long before the caller has read it.
    pub(crate) fn answered(&mut self, hint: Option<Duration>) {
        let connection = self.connection.as_mut().expect("only the end takes it");
        connection.is_reused = true;
        connection.active_at = now();
        connection.hint = hint;
        if connection.inner.is_shared() {
            self.connections.state.lock().host(&self.origin).shared.answered(connection);
        }
    }

    /// The connection did not work, and was used since `time`: see `close_unproven`.
    pub(crate) fn close_unproven(&self, time: Duration) {
        self.connections.close_unproven(&self.origin, time);
    }
}

impl<C: Reusable> Drop for Lease<C> {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else { return };
        self.connections.put(&self.origin, connection);
    }
}

/// A permit to open one connection. The connection counts until this is dropped, or until the pool closes it.
pub(crate) struct OpenPermit<C: Reusable> {
    pub(super) connections: Arc<Connections<C>>,
    pub(super) origin: SharedOrigin,
    pub(super) number: u64,
}

impl<C: Reusable> Drop for OpenPermit<C> {
    fn drop(&mut self) {
        let mut state = self.connections.state.lock();
        state.closed(&self.origin, self.number);
        self.connections.dial_for_waiters(&mut state, &self.origin);
        state.remove_if_empty(&self.origin);
        self.connections.dial_for_starved(&mut state);
        drop(state);
        self.connections.closed.notify_waiters();
    }
}
