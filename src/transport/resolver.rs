//! Resolve host names. All requests that wait for a name share one lookup.
//!
//! The system's lookup blocks a thread, for half a minute if a name server does not answer. So each name has at most one lookup in
//! flight, a request may stop waiting for it, and a result without a waiter is kept for the next request.

use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs as _};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use parking_lot::Mutex;
use tokio::sync::watch;

use crate::thread_pool::{Job, NAMES, ThreadPool};

/// How long a late result is kept. Addresses change.
const LATE_LIFETIME: Duration = Duration::from_secs(30);
/// How many late results are kept.
const MAX_LATE: usize = 64;

/// The result of a lookup. The port is 0.
type Resolution = Result<Arc<[SocketAddr]>, Arc<io::Error>>;
/// A function that looks a name up and blocks until it has the addresses.
type Lookup = dyn Fn(&str) -> io::Result<Vec<SocketAddr>> + Send + Sync;

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
    in_flight: HashMap<Box<str>, Arc<watch::Sender<Option<Resolution>>>>,
    /// Results that came after all waiters had left, and when they came.
    late: HashMap<Box<str>, (Arc<[SocketAddr]>, Instant)>,
}

impl Resolver {
    /// The operating system's resolver, which the whole process shares.
    pub(crate) fn system() -> Self {
        static SHARED: OnceLock<Resolver> = OnceLock::new();
        SHARED.get_or_init(|| Self::new(|name| Ok((name, 0).to_socket_addrs()?.collect()), &NAMES)).clone()
    }

    /// A resolver that calls `lookup` on `threads`.
    pub(crate) fn new(lookup: impl Fn(&str) -> io::Result<Vec<SocketAddr>> + Send + Sync + 'static, threads: &'static ThreadPool) -> Self {
        Self(Arc::new(Inner { lookup: Box::new(lookup), threads, lookups: Mutex::default() }))
    }

    /// The addresses of `name`.
    pub(crate) async fn resolve(&self, name: &str) -> Result<Arc<[SocketAddr]>, Arc<io::Error>> {
        if is_localhost(name) {
            let here: [IpAddr; 2] = [Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()];
            return Ok(here.map(|address| SocketAddr::new(address, 0)).into());
        }
        for _ in 0..2 {
            let mut receiver = match self.join(name) {
                Ok(Joined::Late(addresses)) => return Ok(addresses),
                Ok(Joined::Waiting(receiver)) => receiver,
                Err(error) => return Err(Arc::new(error)),
            };
            // An error means that the lookup was dropped before it began, just as this request joined it. Then a new one is started.
            if let Ok(resolution) = receiver.wait_for(Option::is_some).await {
                return resolution.clone().expect("wait_for gives Some");
            }
        }
        Err(Arc::new(io::Error::other("the look-up ended without an answer")))
    }

    /// Joins the lookup of `name` that is in flight, or starts one.
    fn join(&self, name: &str) -> io::Result<Joined> {
        let mut lookups = self.0.lookups.lock();
        if let Some((addresses, at)) = lookups.late.remove(name)
            && at.elapsed() < LATE_LIFETIME
        {
            return Ok(Joined::Late(addresses));
        }
        if let Some(sender) = lookups.in_flight.get(name) {
            return Ok(Joined::Waiting(sender.subscribe()));
        }
        let (sender, receiver) = watch::channel(None);
        let sender = Arc::new(sender);
        lookups.in_flight.insert(name.into(), Arc::clone(&sender));
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
        let resolution = (self.resolver.0.lookup)(&self.name).map(Arc::from).map_err(Arc::new);
        let mut lookups = self.resolver.0.lookups.lock();
        lookups.in_flight.remove(&self.name);
        if let Ok(addresses) = &resolution
            && self.is_cancelled()
        {
            lookups.late.retain(|_, (_, at)| at.elapsed() < LATE_LIFETIME);
            if lookups.late.len() < MAX_LATE {
                lookups.late.insert(self.name.clone(), (Arc::clone(addresses), Instant::now()));
            }
        }
        drop(lookups);
        self.sender.send_replace(Some(resolution));
    }
}

impl Drop for LookupJob {
    /// Removes the entry of a job that never ran or panicked, so that nobody joins it.
    fn drop(&mut self) {
        let mut lookups = self.resolver.0.lookups.lock();
        if lookups.in_flight.get(&self.name).is_some_and(|sender| Arc::ptr_eq(sender, &self.sender)) {
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
mod tests {
    use std::sync::mpsc;

    use futures_util::FutureExt;

    use super::*;

    fn address(last: u8) -> SocketAddr {
        SocketAddr::from(([192, 0, 2, last], 0))
    }

    fn resolver(most: usize, lookup: impl Fn(&str) -> io::Result<Vec<SocketAddr>> + Send + Sync + 'static) -> Resolver {
        Resolver::new(lookup, Box::leak(Box::new(ThreadPool::new("test", most))))
    }

    /// A resolver whose lookups of `slow…` each wait for a message, and the names that it looked up.
    fn hanging(most: usize) -> (Resolver, mpsc::Sender<()>, Arc<Mutex<Vec<String>>>) {
        let (release, held) = mpsc::channel();
        let (held, looked_up) = (Mutex::new(held), Arc::new(Mutex::new(Vec::new())));
        let seen = Arc::clone(&looked_up);
        let lookup = move |name: &str| {
            seen.lock().push(name.to_owned());
            if name.starts_with("slow") {
                held.lock().recv().map_err(io::Error::other)?;
            }
            Ok(vec![address(1)])
        };
        (resolver(most, lookup), release, looked_up)
    }

    #[tokio::test]
    async fn localhost_and_names_below_it_are_resolved_without_a_lookup() {
        let resolver = resolver(1, |name| panic!("{name} was looked up"));
        let here = [SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), SocketAddr::from((Ipv6Addr::LOCALHOST, 0))];
        for name in ["localhost", "LOCALHOST", "localhost.", "api.localhost", "a.b.LocalHost."] {
            assert_eq!(*resolver.resolve(name).await.unwrap(), here, "{name}");
        }
        for name in ["", ".", "notlocalhost", "localhost.example", ".localhost", "localhos", "localhost..", "\u{fc}localhost"] {
            assert!(!is_localhost(name), "{name}");
        }
    }

    #[tokio::test]
    async fn requests_that_wait_for_the_same_name_share_one_lookup() {
        let (resolver, release, looked_up) = hanging(16);
        let all: Vec<_> =
            (0..100).map(|_| resolver.clone()).map(|resolver| tokio::spawn(async move { resolver.resolve("slow").await })).collect();
        tokio::task::yield_now().await;
        assert_eq!(resolver.resolve("quick").await.unwrap()[0], address(1));
        release.send(()).unwrap();
        for one in all {
            assert_eq!(one.await.unwrap().unwrap()[0], address(1));
        }
        assert_eq!(looked_up.lock().iter().filter(|name| *name == "slow").count(), 1);
    }

    /// Starts a lookup of `name` and waits until it runs.
    async fn started(
        resolver: &Resolver,
        name: &'static str,
        looked_up: &Mutex<Vec<String>>,
    ) -> tokio::task::JoinHandle<Result<Arc<[SocketAddr]>, Arc<io::Error>>> {
        let resolver = resolver.clone();
        let waits = tokio::spawn(async move { resolver.resolve(name).await });
        while !looked_up.lock().iter().any(|looked_up| looked_up == name) {
            tokio::task::yield_now().await;
        }
        waits
    }

    #[tokio::test]
    async fn a_lookup_that_hangs_blocks_no_other_and_its_late_result_serves_the_next_request() {
        let (resolver, release, looked_up) = hanging(2);
        let first = started(&resolver, "slow", &looked_up).await;
        assert_eq!(resolver.resolve("quick").await.unwrap()[0], address(1));
        // When the first result comes, nobody waits for it any more.
        first.abort();
        assert!(first.await.is_err());
        release.send(()).unwrap();
        while resolver.0.lookups.lock().late.is_empty() {
            tokio::task::yield_now().await;
        }
        assert_eq!(resolver.resolve("slow").now_or_never().unwrap().unwrap()[0], address(1));
        assert_eq!(looked_up.lock().iter().filter(|name| *name == "slow").count(), 1);
        // A late result serves once: the next request starts a lookup.
        release.send(()).unwrap();
        resolver.resolve("slow").await.unwrap();
        assert_eq!(looked_up.lock().iter().filter(|name| *name == "slow").count(), 2);
    }

    #[tokio::test]
    async fn lookups_that_nobody_waits_for_are_not_started() {
        let (resolver, release, looked_up) = hanging(1);
        let first = started(&resolver, "slow", &looked_up).await;
        for number in 0..500 {
            assert!(resolver.resolve(&format!("given-up-{number}")).now_or_never().is_none());
        }
        assert!(resolver.0.lookups.lock().in_flight.len() < 200);
        release.send(()).unwrap();
        first.await.unwrap().unwrap();
        resolver.resolve("last").await.unwrap();
        assert_eq!(*looked_up.lock(), ["slow", "last"]);
        assert!(resolver.0.lookups.lock().in_flight.is_empty());
    }

    #[tokio::test]
    async fn a_lookup_that_panics_or_fails_leaves_no_entry() {
        let resolver = resolver(1, |name| if name == "bad" { panic!("as it should") } else { Err(io::Error::other("no such name")) });
        assert!(resolver.resolve("bad").await.is_err());
        assert_eq!(resolver.resolve("none").await.unwrap_err().to_string(), "no such name");
        assert!(resolver.0.lookups.lock().in_flight.is_empty());
    }
}
