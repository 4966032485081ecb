//! Count the open connections of the process over all hosts, and close idle ones when another host needs their descriptor.
//!
//! The HTTP library pools connections but does not tell which of them are idle. So each connection is tracked: it counts until it is
//! closed, knows how many exchanges use it, and gives end-of-file to the next read once it is to be closed (see `tracked_stream`).
//! To the library that looks like a close by the server, so it drops the connection before a request gets it.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::task::Waker;
use std::time::{Duration, Instant};

use futures_util::task::AtomicWaker;
use http::uri::{Authority, Scheme, Uri};
use parking_lot::Mutex;
use tokio::sync::Notify;

use super::connection_limit::ConnectionLimit;
use super::early_answer::SendState;

/// How long to wait for an idle connection of the same origin to be assigned to a request that waits for one. After that it counts as
/// unused.
const ASSIGN_LIMIT: Duration = Duration::from_millis(20);

/// How many idle connections `close_idle` closes at a time.
const CLOSED_AT_ONCE: usize = 8;

/// The open connections of the process.
pub(crate) struct Connections {
    limit: Arc<ConnectionLimit>,
    /// From this many connections on, an idle one is closed for each that is opened.
    max: usize,
    state: Mutex<State>,
    /// Notified when a connection was closed or became idle, if a request waits for that.
    changed: Notify,
    waiting: AtomicUsize,
}

#[derive(Default)]
struct State {
    /// How many connections are open or being opened. Those that are to be closed do not count.
    open: usize,
    connections: HashMap<u64, Arc<ConnectionInfo>>,
    next_id: u64,
}

/// The state of one connection.
pub(crate) struct ConnectionInfo {
    id: u64,
    origin: Origin,
    connections: Arc<Connections>,
    /// How many exchanges use it. There may be two for a moment: the library assigns a connection to the next request as soon as the
    /// whole answer has arrived, even if the caller has not read the end of it yet.
    users: AtomicUsize,
    /// Whether an exchange waits for it that does not use it yet.
    is_reserved: AtomicBool,
    /// Whether it is to be closed at the next read while it is idle.
    is_closing: AtomicBool,
    /// Since when it is idle, in microseconds of `micros()`.
    idle_since: AtomicU64,
    reader: AtomicWaker,
    send_state: SendState,
}

/// Scheme and authority. Connections are pooled by it.
type Origin = (Scheme, Authority);

/// The origin of an absolute URI.
pub(crate) fn origin(uri: &Uri) -> Option<Origin> {
    Some((uri.scheme()?.clone(), uri.authority()?.clone()))
}

/// The request that wanted a connection has got another one.
#[derive(Debug, thiserror::Error)]
#[error("the connection is not needed any more")]
pub(crate) struct NotNeeded;

impl Connections {
    /// No connections yet. There may be `max` of them while some are idle, and otherwise as many as there are permits of `limit`.
    pub(crate) fn new(limit: Arc<ConnectionLimit>, max: usize) -> Arc<Self> {
        Arc::new(Self { limit, max, state: Mutex::default(), changed: Notify::new(), waiting: AtomicUsize::new(0) })
    }

    /// A permit to open one connection to `origin`. If there are too many connections, an idle one is closed first: of another host,
    /// and the one that has been idle for the longest time.
    pub(crate) async fn permit(self: &Arc<Self>, origin: &Origin, is_needed: impl Fn() -> bool) -> Result<OpenPermit, NotNeeded> {
        let mut has_waited = false;
        loop {
            let changed = self.changed.notified();
            let mut changed = std::pin::pin!(changed);
            changed.as_mut().enable();
            self.waiting.fetch_add(1, Ordering::SeqCst);
            let waiting = Waiting(&self.waiting);
            match self.try_permit(origin, has_waited) {
                Decision::Open => return Ok(OpenPermit(Some(Arc::clone(self)))),
                _ if !is_needed() => return Err(NotNeeded),
                Decision::WaitForAssignment => _ = tokio::time::timeout(ASSIGN_LIMIT, changed).await,
                Decision::WaitForIdle => changed.await,
            }
            drop(waiting);
            has_waited = true;
            if !is_needed() {
                return Err(NotNeeded);
            }
        }
    }

    fn try_permit(&self, origin: &Origin, has_waited: bool) -> Decision {
        let held = self.limit.held();
        let mut state = self.state.lock();
        if state.open >= self.max {
            match state.longest_idle(|connection| connection.origin != *origin) {
                Some(connection) => connection.close(&mut state),
                // Each exchange has at most one connection. The others are opened for no exchange, and will soon be idle.
                None if state.open < held => {}
                None => match state.longest_idle(|_| true) {
                    Some(connection) if has_waited => connection.close(&mut state),
                    Some(_) => return Decision::WaitForAssignment,
                    None => return Decision::WaitForIdle,
                },
            }
        }
        state.open += 1;
        Decision::Open
    }

    /// Closes some idle connections and waits until one is closed. Returns `false` if none is idle or about to be closed.
    pub(crate) async fn close_idle(&self, origin: &Origin) -> bool {
        let changed = self.changed.notified();
        let mut changed = std::pin::pin!(changed);
        changed.as_mut().enable();
        self.waiting.fetch_add(1, Ordering::SeqCst);
        let _waiting = Waiting(&self.waiting);
        {
            let mut state = self.state.lock();
            for count in 0..CLOSED_AT_ONCE {
                let idle = state.longest_idle(|connection| connection.origin != *origin).or_else(|| state.longest_idle(|_| true));
                match idle {
                    Some(connection) => connection.close(&mut state),
                    // Another request that lacks a descriptor may have marked all of them.
                    None if count == 0 && !state.connections.values().any(|connection| connection.is_closed()) => return false,
                    None => break,
                }
            }
        }
        _ = tokio::time::timeout(ASSIGN_LIMIT, changed).await;
        true
    }

    fn notify(&self) {
        if self.waiting.load(Ordering::SeqCst) > 0 {
            self.changed.notify_waiters();
        }
    }
}

enum Decision {
    Open,
    /// A connection of the same origin is idle, and may be assigned to a request at any moment.
    WaitForAssignment,
    WaitForIdle,
}

struct Waiting<'a>(&'a AtomicUsize);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl State {
    /// Of the idle connections for which `matches` is true, the one that has been idle for the longest time.
    fn longest_idle(&self, matches: impl Fn(&ConnectionInfo) -> bool) -> Option<Arc<ConnectionInfo>> {
        let idle = self.connections.values().filter(|connection| !connection.is_busy() && !connection.is_closing.load(Ordering::SeqCst));
        idle.filter(|connection| matches(connection)).min_by_key(|connection| connection.idle_since.load(Ordering::Relaxed)).cloned()
    }
}

impl ConnectionInfo {
    /// Marks it as to be closed. It counts no more.
    fn close(&self, state: &mut State) {
        if !self.is_closing.swap(true, Ordering::SeqCst) {
            state.open -= 1;
        }
        self.reader.wake();
    }

    fn is_busy(&self) -> bool {
        self.users.load(Ordering::SeqCst) > 0 || self.is_reserved.load(Ordering::SeqCst)
    }

    /// Whether the next read is to give end-of-file.
    pub(crate) fn is_closed(&self) -> bool {
        self.send_state.is_aborted() || self.is_closing.load(Ordering::SeqCst) && !self.is_busy()
    }

    /// Wakes `reader` when the connection is to be closed.
    pub(crate) fn register_reader(&self, reader: &Waker) {
        self.reader.register(reader);
    }

    /// How far it has sent what it was given.
    pub(crate) fn send_state(&self) -> &SendState {
        &self.send_state
    }

    /// Ends it, although an exchange uses it: its request was answered before it was sent.
    pub(crate) fn abort(&self) {
        self.send_state.abort();
        self.reader.wake();
    }

    /// An exchange starts to use it.
    pub(crate) fn add_user(&self) {
        self.users.fetch_add(1, Ordering::SeqCst);
        self.is_reserved.store(false, Ordering::SeqCst);
        if self.is_closing.load(Ordering::SeqCst) {
            // The library assigned it before it could be closed, so it counts again.
            let mut state = self.connections.state.lock();
            if self.is_closing.swap(false, Ordering::SeqCst) {
                state.open += 1;
            }
        }
    }

    /// An exchange that used it has ended.
    pub(crate) fn remove_user(&self) {
        self.idle_since.store(micros(), Ordering::Relaxed);
        if self.users.fetch_sub(1, Ordering::SeqCst) == 1 {
            self.connections.notify();
        }
    }
}

/// Microseconds since the first call.
fn micros() -> u64 {
    static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    u64::try_from(START.get_or_init(Instant::now).elapsed().as_micros()).unwrap_or(u64::MAX)
}

/// A permit to open one connection. It is released when it is dropped without one.
pub(crate) struct OpenPermit(Option<Arc<Connections>>);

impl OpenPermit {
    /// The connection has been opened. `is_reserved`: an exchange waits for it.
    pub(crate) fn opened(mut self, origin: Origin, is_reserved: bool) -> OpenConnection {
        let connections = self.0.take().expect("only `opened` takes it");
        let mut state = connections.state.lock();
        let id = state.next_id;
        state.next_id += 1;
        let connection = Arc::new(ConnectionInfo {
            id,
            origin,
            connections: Arc::clone(&connections),
            users: AtomicUsize::new(0),
            is_reserved: AtomicBool::new(is_reserved),
            is_closing: AtomicBool::new(false),
            idle_since: AtomicU64::new(micros()),
            reader: AtomicWaker::new(),
            send_state: SendState::default(),
        });
        state.connections.insert(id, Arc::clone(&connection));
        OpenConnection(connection)
    }
}

impl Drop for OpenPermit {
    fn drop(&mut self) {
        if let Some(connections) = self.0.take() {
            connections.state.lock().open -= 1;
            connections.notify();
        }
    }
}

/// An open connection. It counts until this is dropped.
pub(crate) struct OpenConnection(Arc<ConnectionInfo>);

impl OpenConnection {
    /// The state of the connection.
    pub(crate) fn info(&self) -> &Arc<ConnectionInfo> {
        &self.0
    }
}

impl Drop for OpenConnection {
    fn drop(&mut self) {
        let mut state = self.0.connections.state.lock();
        state.connections.remove(&self.0.id);
        if !self.0.is_closing.load(Ordering::SeqCst) {
            state.open -= 1;
        }
        drop(state);
        self.0.connections.notify();
    }
}
