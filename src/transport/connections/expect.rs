//! Announce exchanges that will need a connection soon, so that it is open when they come.

use std::future::Future;
use std::sync::Arc;

use tokio::runtime::Handle;

use super::super::causes::BoxError;
use super::super::origin::SharedOrigin;
use super::connection::Reusable;
use super::host::Expected;
use super::{Connections, Dial, OpenPermit, PoolState};

impl<C: Reusable> Connections<C> {
    /// Announces an exchange with `origin`. If there are too few connections for it, `dial` opens one, until the announcement is dropped.
    pub(crate) fn expect<F>(
        self: &Arc<Self>,
        origin: &SharedOrigin,
        dial: impl FnOnce(OpenPermit<C>) -> F + Send + 'static,
    ) -> Expectation<C>
    where
        F: Future<Output = Result<C, BoxError>> + Send + 'static,
    {
        let ticket = self.announce(&mut self.state.lock(), origin, dial);
        Expectation { connections: Arc::clone(self), origin: Arc::clone(origin), ticket }
    }

    /// Opens connections for an exchange that is announced. Returns its ticket.
    pub(super) fn announce<F>(
        self: &Arc<Self>,
        state: &mut PoolState<C>,
        origin: &SharedOrigin,
        dial: impl FnOnce(OpenPermit<C>) -> F + Send + 'static,
    ) -> u64
    where
        F: Future<Output = Result<C, BoxError>> + Send + 'static,
    {
        self.runtime.get_or_init(Handle::current);
        let ticket = state.next_number();
        let dial: Dial<C> = Box::new(move |permit| Box::pin(dial(permit)));
        state.host(origin).expected.push_back(Expected { ticket, dial: Some(dial) });
        self.dial_for_waiters(state, origin);
        ticket
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
