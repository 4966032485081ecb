//! The addresses of a name, asked for once however many wait.
//!
//! The system's own look-up blocks a thread, for half a minute where a name server is silent. So each name is looked up once at
//! a time, whoever waits may leave, and what comes when nobody waits any more serves the next who asks.

use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs as _};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use parking_lot::Mutex;
use tokio::sync::watch;

use crate::thread_pool::{Job, NAMES, ThreadPool};

/// How long an answer that came late is good for: addresses change.
const KEPT: Duration = Duration::from_secs(30);
/// Late answers that are kept.
const MOST_KEPT: usize = 64;

/// What a look-up gives; its port is 0.
type Found = Result<Arc<[SocketAddr]>, Arc<io::Error>>;
/// Asks for a name.
type Ask = dyn Fn(&str) -> io::Result<Vec<SocketAddr>> + Send + Sync;

/// Looks up names.
#[derive(Clone)]
pub struct Names(Arc<Inner>);

struct Inner {
    ask: Box<Ask>,
    workers: &'static ThreadPool,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    on_their_way: HashMap<Box<str>, Arc<watch::Sender<Option<Found>>>>,
    late: HashMap<Box<str>, (Arc<[SocketAddr]>, Instant)>,
}

impl Names {
    /// Those of the operating system; all of the process share them.
    pub fn of_the_system() -> Self {
        static SHARED: OnceLock<Names> = OnceLock::new();
        SHARED.get_or_init(|| Self::new(|name| Ok((name, 0).to_socket_addrs()?.collect()), &NAMES)).clone()
    }

    /// Those that `ask` gives, asked on `workers`.
    pub fn new(ask: impl Fn(&str) -> io::Result<Vec<SocketAddr>> + Send + Sync + 'static, workers: &'static ThreadPool) -> Self {
        Self(Arc::new(Inner { ask: Box::new(ask), workers, known: Mutex::default() }))
    }

    /// The addresses of `name`.
    pub async fn addresses(&self, name: &str) -> Result<Arc<[SocketAddr]>, Arc<io::Error>> {
        if is_this_machine(name) {
            let here: [IpAddr; 2] = [Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()];
            return Ok(here.map(|address| SocketAddr::new(address, 0)).into());
        }
        for _ in 0..2 {
            let mut told = match self.joined(name) {
                Ok(Joined::Late(found)) => return Ok(found),
                Ok(Joined::Waiting(told)) => told,
                Err(error) => return Err(Arc::new(error)),
            };
            // A look-up that was given up before it began, just as this one joined it, is begun again.
            if let Ok(found) = told.wait_for(Option::is_some).await {
                return found.clone().expect("it was waited for");
            }
        }
        Err(Arc::new(io::Error::other("the look-up ended without an answer")))
    }

    fn joined(&self, name: &str) -> io::Result<Joined> {
        let mut known = self.0.known.lock();
        if let Some((found, at)) = known.late.remove(name)
            && at.elapsed() < KEPT
        {
            return Ok(Joined::Late(found));
        }
        if let Some(tell) = known.on_their_way.get(name) {
            return Ok(Joined::Waiting(tell.subscribe()));
        }
        let (tell, told) = watch::channel(None);
        let tell = Arc::new(tell);
        known.on_their_way.insert(name.into(), Arc::clone(&tell));
        // One that is refused takes its entry out, for which it needs the lock.
        drop(known);
        match self.0.workers.start(LookUp { names: self.clone(), name: name.into(), tell }) {
            Ok(()) => Ok(Joined::Waiting(told)),
            Err((error, _)) => Err(error),
        }
    }
}

enum Joined {
    Late(Arc<[SocketAddr]>),
    Waiting(watch::Receiver<Option<Found>>),
}

struct LookUp {
    names: Names,
    name: Box<str>,
    tell: Arc<watch::Sender<Option<Found>>>,
}

impl Job for LookUp {
    fn is_cancelled(&self) -> bool {
        self.tell.receiver_count() == 0
    }

    fn run(self: Box<Self>) {
        let found = (self.names.0.ask)(&self.name).map(Arc::from).map_err(Arc::new);
        let mut known = self.names.0.known.lock();
        known.on_their_way.remove(&self.name);
        if let Ok(found) = &found
            && self.is_cancelled()
        {
            known.late.retain(|_, (_, at)| at.elapsed() < KEPT);
            if known.late.len() < MOST_KEPT {
                known.late.insert(self.name.clone(), (Arc::clone(found), Instant::now()));
            }
        }
        drop(known);
        self.tell.send_replace(Some(found));
    }
}

impl Drop for LookUp {
    /// Where it never began, or panicked: nobody may join it any more.
    fn drop(&mut self) {
        let mut known = self.names.0.known.lock();
        if known.on_their_way.get(&self.name).is_some_and(|tell| Arc::ptr_eq(tell, &self.tell)) {
            known.on_their_way.remove(&self.name);
        }
    }
}

/// `localhost` and all below it are this machine, whatever a name server says (RFC 6761, section 6.3).
pub fn is_this_machine(host: &str) -> bool {
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

    fn names(most: usize, ask: impl Fn(&str) -> io::Result<Vec<SocketAddr>> + Send + Sync + 'static) -> Names {
        Names::new(ask, Box::leak(Box::new(ThreadPool::new("test", most))))
    }

    /// Names whose look-ups each wait for a word, and how many there were.
    fn hanging(most: usize) -> (Names, mpsc::Sender<()>, Arc<Mutex<Vec<String>>>) {
        let (release, held) = mpsc::channel();
        let (held, asked) = (Mutex::new(held), Arc::new(Mutex::new(Vec::new())));
        let seen = Arc::clone(&asked);
        let ask = move |name: &str| {
            seen.lock().push(name.to_owned());
            if name.starts_with("slow") {
                held.lock().recv().map_err(io::Error::other)?;
            }
            Ok(vec![address(1)])
        };
        (names(most, ask), release, asked)
    }

    #[tokio::test]
    async fn what_is_below_localhost_is_this_machine_and_nobody_is_asked() {
        let names = names(1, |name| panic!("{name} was asked for"));
        let here = [SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), SocketAddr::from((Ipv6Addr::LOCALHOST, 0))];
        for name in ["localhost", "LOCALHOST", "localhost.", "api.localhost", "a.b.LocalHost."] {
            assert_eq!(*names.addresses(name).await.unwrap(), here, "{name}");
        }
        for name in ["", ".", "notlocalhost", "localhost.example", ".localhost", "localhos", "localhost..", "\u{fc}localhost"] {
            assert!(!is_this_machine(name), "{name}");
        }
    }

    #[tokio::test]
    async fn a_name_is_looked_up_once_however_many_wait() {
        let (names, release, asked) = hanging(16);
        let all: Vec<_> = (0..100).map(|_| names.clone()).map(|names| tokio::spawn(async move { names.addresses("slow").await })).collect();
        tokio::task::yield_now().await;
        assert_eq!(names.addresses("quick").await.unwrap()[0], address(1));
        release.send(()).unwrap();
        for one in all {
            assert_eq!(one.await.unwrap().unwrap()[0], address(1));
        }
        assert_eq!(asked.lock().iter().filter(|name| *name == "slow").count(), 1);
    }

    /// A look-up of `name` that has begun.
    async fn begun(
        names: &Names,
        name: &'static str,
        asked: &Mutex<Vec<String>>,
    ) -> tokio::task::JoinHandle<Result<Arc<[SocketAddr]>, Arc<io::Error>>> {
        let names = names.clone();
        let waits = tokio::spawn(async move { names.addresses(name).await });
        while !asked.lock().iter().any(|asked| asked == name) {
            tokio::task::yield_now().await;
        }
        waits
    }

    #[tokio::test]
    async fn one_that_hangs_stops_no_other_and_what_comes_late_serves_the_next() {
        let (names, release, asked) = hanging(2);
        let first = begun(&names, "slow", &asked).await;
        assert_eq!(names.addresses("quick").await.unwrap()[0], address(1));
        // Nobody waits for the first any more when it comes.
        first.abort();
        assert!(first.await.is_err());
        release.send(()).unwrap();
        while names.0.known.lock().late.is_empty() {
            tokio::task::yield_now().await;
        }
        assert_eq!(names.addresses("slow").now_or_never().unwrap().unwrap()[0], address(1));
        assert_eq!(asked.lock().iter().filter(|name| *name == "slow").count(), 1);
        // It served once: the next asks again.
        release.send(()).unwrap();
        names.addresses("slow").await.unwrap();
        assert_eq!(asked.lock().iter().filter(|name| *name == "slow").count(), 2);
    }

    #[tokio::test]
    async fn look_ups_that_nobody_waits_for_are_not_begun() {
        let (names, release, asked) = hanging(1);
        let first = begun(&names, "slow", &asked).await;
        for number in 0..500 {
            assert!(names.addresses(&format!("given-up-{number}")).now_or_never().is_none());
        }
        assert!(names.0.known.lock().on_their_way.len() < 200);
        release.send(()).unwrap();
        first.await.unwrap().unwrap();
        names.addresses("last").await.unwrap();
        assert_eq!(*asked.lock(), ["slow", "last"]);
        assert!(names.0.known.lock().on_their_way.is_empty());
    }

    #[tokio::test]
    async fn one_that_panics_or_fails_is_forgotten() {
        let names = names(1, |name| if name == "bad" { panic!("as it should") } else { Err(io::Error::other("no such name")) });
        assert!(names.addresses("bad").await.is_err());
        assert_eq!(names.addresses("none").await.unwrap_err().to_string(), "no such name");
        assert!(names.0.known.lock().on_their_way.is_empty());
    }
}
