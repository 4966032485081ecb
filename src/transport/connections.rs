//! The pool of connections: which are idle, which exchanges wait for one, and how many are open over all origins.
//!
//! hyper-util's pool gives no choice: a connection that is too old for a POST is right for a GET, and it does not tell which
//! connections are idle when another host needs their descriptors. So this is a pool of our own; hyper speaks HTTP on each connection.
//!
//! An exchange takes the idle connection that was used last. If there is none, one is opened, in a task of its own, and the exchange
//! gets that one or one that another exchange is done with, whichever comes first.

mod connection;
mod demand;
mod dial;
mod expect;
mod host;
mod shared;
mod state;
#[cfg(test)]
mod tests;

use std::future::Future;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use parking_lot::Mutex;
use tokio::runtime::Handle;
use tokio::sync::{Notify, oneshot};
use tokio::task::JoinHandle;

use super::causes::BoxError;
use super::connection_limit::ConnectionLimit;
use super::freshness::now;
use super::origin::SharedOrigin;
use crate::future::BoxFuture;
use connection::Connection;
pub(crate) use connection::Reusable;
use state::State;

/// How long to wait until one of the connections that `close_idle` closes has given its descriptor back.
const CLOSE_LIMIT: Duration = Duration::from_millis(20);

/// How many idle connections `close_idle` closes at a time.
const CLOSED_AT_ONCE: usize = 8;

/// How often idle connections are checked for their age.
const SWEEP_INTERVAL: Duration = Duration::from_secs(5);

/// Opens a connection. The permit is to be kept as long as its descriptor is open.
type Dial<C> = Box<dyn FnOnce(OpenPermit<C>) -> BoxFuture<'static, Result<C, BoxError>> + Send>;

type PoolState<C> = State<C, Lease<C>, Dial<C>>;
type Waiter<C> = host::Waiter<Lease<C>, Dial<C>>;

/// The open connections of the process.
pub(crate) struct Connections<C: Reusable> {
    limit: Arc<ConnectionLimit>,
    /// From this many connections on, an idle one is closed for each that is opened.
    max: usize,
    state: Mutex<PoolState<C>>,
    /// Notified when a descriptor was given back.
    closed: Notify,
    /// What opens connections and closes old ones. A connection may come back on a thread that has no runtime.
    runtime: OnceLock<Handle>,
}

impl<C: Reusable> Connections<C> {
    /// No connections yet. There may be `max` of them while some are idle, and otherwise as many as there are permits of `limit`.
    pub(crate) fn new(limit: Arc<ConnectionLimit>, max: usize) -> Arc<Self> {
        Arc::new(Self { limit, max, state: Mutex::new(State::default()), closed: Notify::new(), runtime: OnceLock::new() })
    }

    /// A connection to `origin`: an idle one, or one that `dial` opens. `may_repeat`: the request is safe to repeat, so it may use a
    /// connection that the server might be about to close.
    pub(crate) async fn acquire<F>(
        self: &Arc<Self>,
        origin: &SharedOrigin,
        may_repeat: bool,
        dial: impl FnOnce(OpenPermit<C>) -> F + Send + 'static,
    ) -> Result<Lease<C>, BoxError>
    where
        F: Future<Output = Result<C, BoxError>> + Send + 'static,
    {
        let (ticket, receiver) = {
            let mut state = self.state.lock();
            let mut unusable = Vec::new();
            let taken = state.host(origin).take(may_repeat, now(), &mut unusable);
            state.forget(&unusable);
            if let Some(connection) = taken {
                if connection.inner.is_shared() {
                    let host = state.host(origin);
                    // Those that share connections may be better off with one more.
                    if host.demand().needs_dial(host.protocol) {
                        let ticket = self.announce(&mut state, origin, dial);
                        state.take_expected(origin, ticket);
                    }
                }
                drop(state);
                return Ok(self.lease(origin, connection));
            }
            self.runtime.get_or_init(Handle::current);
            let (sender, receiver) = oneshot::channel();
            let ticket = state.next_number();
            let dial: Dial<C> = Box::new(move |permit| Box::pin(dial(permit)));
            state.host(origin).waiters.push_back(Waiter { ticket, may_repeat, sender, dial: Some(dial) });
            self.dial_for_waiters(&mut state, origin);
            (ticket, receiver)
        };
        let _waiting = Waiting { connections: self, origin, ticket };
        receiver.await.expect("each waiter gets a connection or an error")
    }

    fn lease(self: &Arc<Self>, origin: &SharedOrigin, connection: Connection<C>) -> Lease<C> {
        Lease { connections: Arc::clone(self), origin: Arc::clone(origin), connection: Some(connection) }
    }

    /// An exchange is done with a connection. It serves the next one, or is idle.
    fn put(self: &Arc<Self>, origin: &SharedOrigin, connection: Connection<C>) {
        let unusable = {
            let mut state = self.state.lock();
            let host = state.host(origin);
            host.progress += 1;
            let unusable = host.give_back(connection, now());
            state.forget(unusable.as_slice());
            unusable
        };
        drop(unusable);
        self.serve(origin);
    }

    /// Gives the connections to `origin` to the exchanges that wait.
    fn serve(self: &Arc<Self>, origin: &SharedOrigin) {
        loop {
            let mut state = self.state.lock();
            let mut unusable = Vec::new();
            let host = state.host(origin);
            let served = host.serve(now, &mut unusable);
            if served.is_none() {
                // The server may close it while nobody uses it.
                host.idle.iter_mut().for_each(|connection| connection.is_reused = true);
            }
            let has_idle = !host.idle.is_empty();
            state.forget(&unusable);
            let Some((waiter, connection)) = served else {
                if has_idle {
                    self.sweep_later(&mut state);
                }
                self.dial_for_waiters(&mut state, origin);
                state.remove_if_empty(origin);
                self.dial_for_starved(&mut state);
                return;
            };
            drop(state);
            // If it has given up in the meantime, the lease is dropped, which puts the connection back.
            _ = waiter.sender.send(Ok(self.lease(origin, connection)));
        }
    }

    /// Closes the idle connections to `origin` that have brought no answer since `time`: one of them did not work, and what has
    /// broken it may have broken them all. Those that others use get no further exchange.
    pub(crate) fn close_unproven(self: &Arc<Self>, origin: &SharedOrigin, time: Duration) {
        let mut state = self.state.lock();
        let closed = state.host(origin).take_unproven(time);
        state.forget(&closed);
        state.remove_if_empty(origin);
        self.dial_for_starved(&mut state);
    }

    /// Closes some idle connections, those of other origins first, and waits until one is closed. Returns `false` if none is idle
    /// or about to be closed.
    pub(crate) async fn close_idle(self: &Arc<Self>, origin: &SharedOrigin) -> bool {
        let closed = self.closed.notified();
        let mut closed = std::pin::pin!(closed);
        closed.as_mut().enable();
        for count in 0..CLOSED_AT_ONCE {
            let mut state = self.state.lock();
            let Some(connection) = state.take_longest_idle(|other| other != origin).or_else(|| state.take_longest_idle(|_| true)) else {
                // Another exchange that lacks a descriptor may have closed all of them.
                if count == 0 && state.closing == 0 && !state.give_up_dial() {
                    return false;
                }
                break;
            };
            state.forget(&[connection]);
        }
        _ = tokio::time::timeout(CLOSE_LIMIT, closed).await;
        true
    }

    fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) -> JoinHandle<()> {
        self.runtime.get().expect("the first connection was acquired within it").spawn(task)
    }

    /// Closes idle connections that have become too old, as long as there are idle ones.
    fn sweep_later(self: &Arc<Self>, state: &mut PoolState<C>) {
        if std::mem::replace(&mut state.is_swept, true) {
            return;
        }
        let connections = Arc::clone(self);
        self.spawn(async move {
            loop {
                tokio::time::sleep(SWEEP_INTERVAL).await;
                let mut state = connections.state.lock();
                let closed = state.take_expired(now());
                state.forget(&closed);
                connections.dial_for_starved(&mut state);
                if !state.has_idle() {
                    state.is_swept = false;
                    return;
                }
            }
        });
    }
}

/// An exchange that waits for a connection. It leaves the queue when this is dropped.
struct Waiting<'a, C: Reusable> {
    connections: &'a Arc<Connections<C>>,
    origin: &'a SharedOrigin,
    ticket: u64,
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

/// A connection that one exchange uses. When this is dropped, the connection goes back to the pool, unless it is closed.
pub(crate) struct Lease<C: Reusable> {
    connections: Arc<Connections<C>>,
    origin: SharedOrigin,
    connection: Option<Connection<C>>,
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

    /// How long ago its last answer began to arrive.
    pub(crate) fn idle_for(&self) -> Duration {
        now().saturating_sub(self.connection().active_at)
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
    connections: Arc<Connections<C>>,
    origin: SharedOrigin,
    number: u64,
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
