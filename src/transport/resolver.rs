//! Resolve host names. All requests that wait for a name share one lookup.
//!
//! The system's lookup blocks a thread, for half a minute if a name server does not answer. So each name has at most one lookup in
//! flight, a request may stop waiting for it, and a result that came too late for a waiter is kept for the next requests.

use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use dns_lookup::{AddrInfoHints, LookupErrorKind, SockType, getaddrinfo};
use parking_lot::Mutex;
use tokio::sync::watch;

use crate::boot_clock::boot_time;
use crate::thread_pool::{Job, NAMES, ThreadPool};

/// How long a late result waits for its first use. Addresses change.
const LATE_LIFETIME: Duration = Duration::from_secs(30);
/// After its first use it serves others for as long as the lookup took, but not longer than this.
const MAX_LATE_USE: Duration = Duration::from_secs(10);
/// How many late results are kept.
const MAX_LATE: usize = 64;

/// The result of a lookup. The port is 0.
type Resolution = Result<Arc<[SocketAddr]>, Arc<LookupError>>;
/// A function that looks a name up and blocks until it has the addresses.
type Lookup = dyn Fn(&str) -> Result<Vec<SocketAddr>, LookupError> + Send + Sync;

/// Why a name has no addresses.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LookupError {
    /// The name servers say so (`EAI_NONAME`, `EAI_NODATA`).
    #[error("it does not exist or has no address")]
    NotFound,
    /// No name server answered in time, or they had a failure of their own (`EAI_AGAIN`).
    #[error("no name server could answer")]
    NoAnswer,
    /// The name servers refused to answer, or the answer is not valid (`EAI_FAIL`).
    #[error("the name servers refused to answer")]
    Failed,
    /// The system could not look it up (`EAI_SYSTEM` and others).
    #[error(transparent)]
    System(#[from] io::Error),
}

/// Looks `name` up as the C library does: by `/etc/hosts`, the name servers and search domains of `/etc/resolv.conf`, and whatever else
/// the machine is configured to ask, in the order of RFC 6724.
///
/// The standard library's `to_socket_addrs` does the same but drops the code of the error.
fn system_lookup(name: &str) -> Result<Vec<SocketAddr>, LookupError> {
    let hints = AddrInfoHints { socktype: SockType::Stream.into(), ..AddrInfoHints::default() };
    let found = getaddrinfo(Some(name), None, Some(hints)).map_err(|error| match error.kind() {
        LookupErrorKind::NoName | LookupErrorKind::NoData => LookupError::NotFound,
        LookupErrorKind::Again => LookupError::NoAnswer,
        LookupErrorKind::Fail => LookupError::Failed,
        LookupErrorKind::Memory => LookupError::System(io::ErrorKind::OutOfMemory.into()),
        _ => LookupError::System(error.into()),
    })?;
    let addresses: Vec<_> = found.map(|one| one.map(|one| one.sockaddr)).collect::<Result<_, _>>()?;
    if addresses.is_empty() { Err(LookupError::NotFound) } else { Ok(addresses) }
}

/// Resolves names.
#[derive(Clone)]
pub(crate) struct Resolver(Arc<Inner>);

struct Inner {
    lookup: Box<Lookup>,
    threads: &'static ThreadPool,
    lookups: Mutex<Lookups>,
}

#[derive(Default)]
struct Lookups {
    in_flight: HashMap<Box<str>, InFlight>,
    late: HashMap<Box<str>, Late>,
}

struct InFlight {
    sender: Arc<watch::Sender<Option<Resolution>>>,
    /// How many requests have waited for it. Some may have left.
    waiters: usize,
}

/// A result that came after a waiter had left.
struct Late {
    addresses: Arc<[SocketAddr]>,
    /// When it came, by a clock that goes on while the machine sleeps: a laptop may wake in another network.
    at: Duration,
    /// How long the lookup took. The next one would take about as long, so others that left come back within that time, too.
    took: Duration,
    first_use: Option<Duration>,
}

impl Late {
    fn is_usable(&self, now: Duration) -> bool {
        match self.first_use {
            None => now < self.at + LATE_LIFETIME,
            Some(first_use) => now < first_use + self.took.min(MAX_LATE_USE),
        }
    }
}

impl Resolver {
    /// The operating system's resolver, which the whole process shares.
    pub(crate) fn system() -> Self {
        static SHARED: OnceLock<Resolver> = OnceLock::new();
        SHARED.get_or_init(|| Self::new(system_lookup, &NAMES)).clone()
    }

    /// A resolver that calls `lookup` on `threads`.
    pub(crate) fn new(
        lookup: impl Fn(&str) -> Result<Vec<SocketAddr>, LookupError> + Send + Sync + 'static,
        threads: &'static ThreadPool,
    ) -> Self {
        Self(Arc::new(Inner { lookup: Box::new(lookup), threads, lookups: Mutex::default() }))
    }

    /// The addresses of `name`.
    pub(crate) async fn resolve(&self, name: &str) -> Result<Arc<[SocketAddr]>, Arc<LookupError>> {
        if is_localhost(name) {
            let here: [IpAddr; 2] = [Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()];
            return Ok(here.map(|address| SocketAddr::new(address, 0)).into());
        }
        for _ in 0..2 {
            let mut receiver = match self.join(name) {
                Ok(Joined::Late(addresses)) => return Ok(addresses),
                Ok(Joined::Waiting(receiver)) => receiver,
                Err(error) => return Err(Arc::new(error.into())),
            };
            // An error means that the lookup was dropped before it began, just as this request joined it. Then a new one is started.
            if let Ok(resolution) = receiver.wait_for(Option::is_some).await {
                return resolution.clone().expect("wait_for gives Some");
            }
        }
        Err(Arc::new(io::Error::other("the look-up ended without an answer").into()))
    }

    /// Drops the late result for `name`: nothing answers at these addresses.
    pub(crate) fn forget(&self, name: &str) {
        self.0.lookups.lock().late.remove(name);
    }

    /// Joins the lookup of `name` that is in flight, or starts one.
    fn join(&self, name: &str) -> io::Result<Joined> {
        let mut lookups = self.0.lookups.lock();
        let now = boot_time();
        lookups.late.retain(|_, late| late.is_usable(now));
        if let Some(late) = lookups.late.get_mut(name) {
            late.first_use.get_or_insert(now);
            return Ok(Joined::Late(Arc::clone(&late.addresses)));
        }
        if let Some(in_flight) = lookups.in_flight.get_mut(name) {
            in_flight.waiters += 1;
            return Ok(Joined::Waiting(in_flight.sender.subscribe()));
        }
        let (sender, receiver) = watch::channel(None);
        let sender = Arc::new(sender);
        lookups.in_flight.insert(name.into(), InFlight { sender: Arc::clone(&sender), waiters: 1 });
        // A job that is refused is dropped, which takes the lock to remove the entry.
        drop(lookups);
        match self.0.threads.start(LookupJob { resolver: self.clone(), name: name.into(), sender }) {
            Ok(()) => Ok(Joined::Waiting(receiver)),
            Err((error, _)) => Err(error),
        }
    }
}

enum Joined {
    Late(Arc<[SocketAddr]>),
    Waiting(watch::Receiver<Option<Resolution>>),
}

struct LookupJob {
    resolver: Resolver,
    name: Box<str>,
    sender: Arc<watch::Sender<Option<Resolution>>>,
}

impl Job for LookupJob {
    fn is_cancelled(&self) -> bool {
        self.sender.receiver_count() == 0
    }

    fn run(self: Box<Self>) {
        let began = Instant::now();
        let resolution = (self.resolver.0.lookup)(&self.name).map(Arc::from).map_err(Arc::new);
        let mut lookups = self.resolver.0.lookups.lock();
        let waiters = lookups.in_flight.remove(&self.name).map_or(0, |in_flight| in_flight.waiters);
        if let Ok(addresses) = &resolution
            && self.sender.receiver_count() < waiters
            && lookups.late.len() < MAX_LATE
        {
            let late = Late { addresses: Arc::clone(addresses), at: boot_time(), took: began.elapsed(), first_use: None };
            lookups.late.insert(self.name.clone(), late);
        }
        drop(lookups);
        self.sender.send_replace(Some(resolution));
    }
}

impl Drop for LookupJob {
    /// Removes the entry of a job that never ran or panicked, so that nobody joins it.
    fn drop(&mut self) {
        let mut lookups = self.resolver.0.lookups.lock();
        if lookups.in_flight.get(&self.name).is_some_and(|in_flight| Arc::ptr_eq(&in_flight.sender, &self.sender)) {
            lookups.in_flight.remove(&self.name);
        }
    }
}

/// Whether `host` is `localhost` or a name below it, which always means this machine (RFC 6761, section 6.3).
pub(crate) fn is_localhost(host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host);
    let at = host.len().saturating_sub("localhost".len());
    host.get(at..).is_some_and(|end| end.eq_ignore_ascii_case("localhost")) && (at == 0 || (at > 1 && host.as_bytes()[at - 1] == b'.'))
}

#[cfg(test)]
mod tests;
