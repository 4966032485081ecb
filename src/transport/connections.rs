//! Count the connections of the process over all hosts, and close idle ones where another needs their descriptor.
//!
//! The HTTP library pools connections and tells nobody which are idle. So each is wrapped: the wrapper is counted until it is
//! dropped, knows how many exchanges use it, and when it is told to end, gives end-of-file to the next read. That is what a
//! server's close looks like, and the library throws such a connection away before anybody is given it.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use futures_util::task::AtomicWaker;
use http::uri::{Authority, Scheme, Uri};
use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::client::legacy::connect::{Connected, Connection};
use parking_lot::Mutex;
use tokio::sync::Notify;

use super::connection_limit::ConnectionLimit;

/// A connection of the own host that is idle is on its way to whoever waits for it; after this time it is taken for stuck.
const ON_ITS_WAY: Duration = Duration::from_millis(20);

/// The open connections of the process.
pub struct Connections {
    places: Arc<ConnectionLimit>,
    /// From so many on, an idle one is closed for each that is opened.
    bound: usize,
    state: Mutex<State>,
    /// Told when one was closed or became idle, where somebody waits for that.
    changed: Notify,
    waiting: AtomicUsize,
}

#[derive(Default)]
struct State {
    /// Those that are open or being opened, but for those that were told to end.
    open: usize,
    links: HashMap<u64, Arc<Link>>,
    next: u64,
}

/// What is known of one connection.
pub struct Link {
    number: u64,
    origin: Origin,
    connections: Arc<Connections>,
    /// How many exchanges use it. It may be two for a moment: the library gives a connection away as soon as all of an answer is
    /// there, also where its caller has not read the end of it yet.
    users: AtomicUsize,
    /// Whether an exchange waits for it that does not use it yet.
    is_promised: AtomicBool,
    /// Whether it is to end as soon as it is read from while it is idle.
    is_ending: AtomicBool,
    /// Since when it is idle, in microseconds after `start()`.
    idle_since: AtomicU64,
    reader: AtomicWaker,
}

/// Scheme and authority: what connections are pooled by.
type Origin = (Scheme, Authority);

/// The origin of an absolute URI.
pub fn origin(uri: &Uri) -> Option<Origin> {
    Some((uri.scheme()?.clone(), uri.authority()?.clone()))
}

/// A connection is being opened for nobody: who wanted it has another.
#[derive(Debug)]
pub struct Unneeded;

impl std::fmt::Display for Unneeded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the connection is not needed any more")
    }
}

impl std::error::Error for Unneeded {}

impl Connections {
    /// None yet; at most `bound` while some are idle, and never more than exchanges hold `places`.
    pub fn new(places: Arc<ConnectionLimit>, bound: usize) -> Arc<Self> {
        Arc::new(Self { places, bound, state: Mutex::default(), changed: Notify::new(), waiting: AtomicUsize::new(0) })
    }

    /// Leave to open one connection to `origin`. Where there are too many, idle ones are closed first: of other hosts, the one
    /// that was used last the longest time ago.
    pub async fn leave(self: &Arc<Self>, origin: &Origin, is_needed: impl Fn() -> bool) -> Result<Leave, Unneeded> {
        let mut has_waited = false;
        loop {
            let changed = self.changed.notified();
            let mut changed = std::pin::pin!(changed);
            changed.as_mut().enable();
            self.waiting.fetch_add(1, Ordering::SeqCst);
            let waiting = Waiting(&self.waiting);
            match self.asked(origin, has_waited) {
                Asked::Granted => return Ok(Leave(Some(Arc::clone(self)))),
                _ if !is_needed() => return Err(Unneeded),
                Asked::OnItsWay => _ = tokio::time::timeout(ON_ITS_WAY, changed).await,
                Asked::AllBusy => changed.await,
            }
            drop(waiting);
            has_waited = true;
            if !is_needed() {
                return Err(Unneeded);
            }
        }
    }

    fn asked(&self, origin: &Origin, has_waited: bool) -> Asked {
        let held = self.places.held();
        let mut state = self.state.lock();
        if state.open >= self.bound {
            match state.idle(|link| link.origin != *origin) {
                Some(link) => link.end(&mut state),
                // Each exchange has a connection at most. What is beyond that is being opened for nobody, and soon idle.
                None if state.open < held => {}
                None => match state.idle(|_| true) {
                    Some(link) if has_waited => link.end(&mut state),
                    Some(_) => return Asked::OnItsWay,
                    None => return Asked::AllBusy,
                },
            }
        }
        state.open += 1;
        Asked::Granted
    }

    /// Closes some idle connections, where there are any, and waits until one is.
    pub async fn make_room(&self, origin: &Origin) -> bool {
        let changed = self.changed.notified();
        let mut changed = std::pin::pin!(changed);
        changed.as_mut().enable();
        self.waiting.fetch_add(1, Ordering::SeqCst);
        let _waiting = Waiting(&self.waiting);
        {
            let mut state = self.state.lock();
            for count in 0..8 {
                let link = state.idle(|link| link.origin != *origin).or_else(|| state.idle(|_| true));
                match link {
                    Some(link) => link.end(&mut state),
                    None if count == 0 => return false,
                    None => break,
                }
            }
        }
        _ = tokio::time::timeout(ON_ITS_WAY, changed).await;
        true
    }

    fn tell(&self) {
        if self.waiting.load(Ordering::SeqCst) > 0 {
            self.changed.notify_waiters();
        }
    }
}

enum Asked {
    Granted,
    /// One of the own host is about to be given to whoever waits for it.
    OnItsWay,
    AllBusy,
}

struct Waiting<'a>(&'a AtomicUsize);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl State {
    /// Of those that fit, the one that is idle for the longest time.
    fn idle(&self, fits: impl Fn(&Link) -> bool) -> Option<Arc<Link>> {
        let idle = self.links.values().filter(|link| !link.is_busy() && !link.is_ending.load(Ordering::SeqCst));
        idle.filter(|link| fits(link)).min_by_key(|link| link.idle_since.load(Ordering::Relaxed)).cloned()
    }
}

impl Link {
    /// Tells it to end; it counts no more.
    fn end(&self, state: &mut State) {
        if !self.is_ending.swap(true, Ordering::SeqCst) {
            state.open -= 1;
        }
        self.reader.wake();
    }

    fn is_busy(&self) -> bool {
        self.users.load(Ordering::SeqCst) > 0 || self.is_promised.load(Ordering::SeqCst)
    }

    fn is_over(&self) -> bool {
        self.is_ending.load(Ordering::SeqCst) && !self.is_busy()
    }

    /// An exchange uses it from now on.
    pub fn work(&self) {
        self.users.fetch_add(1, Ordering::SeqCst);
        self.is_promised.store(false, Ordering::SeqCst);
        if self.is_ending.load(Ordering::SeqCst) {
            // It was given away before it could end: it counts again.
            let mut state = self.connections.state.lock();
            if self.is_ending.swap(false, Ordering::SeqCst) {
                state.open += 1;
            }
        }
    }

    /// An exchange that used it has ended.
    pub fn rest(&self) {
        self.idle_since.store(since_start(), Ordering::Relaxed);
        if self.users.fetch_sub(1, Ordering::SeqCst) == 1 {
            self.connections.tell();
        }
    }
}

fn since_start() -> u64 {
    static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    START.get_or_init(Instant::now).elapsed().as_micros() as u64
}

/// Leave to open one connection; given back where it comes to nothing.
pub struct Leave(Option<Arc<Connections>>);

impl Leave {
    /// The connection that was opened. `is_promised`: to an exchange that is there and waits for it.
    pub fn used(mut self, io: Pin<Box<dyn Io>>, origin: Origin, is_proxied: bool, is_promised: bool) -> Wire {
        let connections = self.0.take().expect("it is used once");
        let mut state = connections.state.lock();
        let number = state.next;
        state.next += 1;
        let link = Arc::new(Link {
            number,
            origin,
            connections: Arc::clone(&connections),
            users: AtomicUsize::new(0),
            is_promised: AtomicBool::new(is_promised),
            is_ending: AtomicBool::new(false),
            idle_since: AtomicU64::new(since_start()),
            reader: AtomicWaker::new(),
        });
        state.links.insert(number, Arc::clone(&link));
        Wire { io, link: Counted(link), is_proxied }
    }
}

impl Drop for Leave {
    fn drop(&mut self) {
        if let Some(connections) = self.0.take() {
            connections.state.lock().open -= 1;
            connections.tell();
        }
    }
}

/// What bytes come and go by.
pub trait Io: Read + Write + Send {}

impl<T: Read + Write + Send> Io for T {}

/// A connection, counted until it is closed.
pub struct Wire {
    io: Pin<Box<dyn Io>>,
    /// After `io`: who is told that a connection was closed finds its descriptor free.
    link: Counted,
    is_proxied: bool,
}

struct Counted(Arc<Link>);

impl Drop for Counted {
    fn drop(&mut self) {
        let mut state = self.0.connections.state.lock();
        state.links.remove(&self.0.number);
        if !self.0.is_ending.load(Ordering::SeqCst) {
            state.open -= 1;
        }
        drop(state);
        self.0.connections.tell();
    }
}

impl Connection for Wire {
    fn connected(&self) -> Connected {
        Connected::new().proxy(self.is_proxied).extra(Arc::clone(&self.link.0))
    }
}

impl Read for Wire {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: ReadBufCursor<'_>) -> Poll<std::io::Result<()>> {
        if self.link.0.is_over() {
            return Poll::Ready(Ok(()));
        }
        let read = self.io.as_mut().poll_read(context, buffer);
        if read.is_pending() {
            self.link.0.reader.register(context.waker());
            if self.link.0.is_over() {
                return Poll::Ready(Ok(()));
            }
        }
        read
    }
}

impl Write for Wire {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<std::io::Result<usize>> {
        self.io.as_mut().poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        self.io.as_mut().poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        self.io.as_mut().poll_shutdown(context)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[std::io::IoSlice<'_>],
    ) -> Poll<std::io::Result<usize>> {
        self.io.as_mut().poll_write_vectored(context, bytes)
    }
}
