//! Lookups that are shared, hang, are given up, or come too late.

use std::sync::mpsc;

use futures_util::FutureExt;

use super::*;

fn address(last: u8) -> SocketAddr {
    SocketAddr::from(([192, 0, 2, last], 0))
}

fn resolver(most: usize, lookup: impl Fn(&str) -> Result<Vec<SocketAddr>, LookupError> + Send + Sync + 'static) -> Resolver {
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
) -> tokio::task::JoinHandle<Result<Arc<[SocketAddr]>, Arc<LookupError>>> {
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
    // It serves the others that left for as long as the lookup took. Then the next request starts a lookup.
    let aged = |by: Duration| {
        let mut lookups = resolver.0.lookups.lock();
        let late = lookups.late.get_mut("slow").unwrap();
        late.took = Duration::from_secs(5);
        late.first_use = late.first_use.map(|first_use| first_use.checked_sub(by).unwrap());
    };
    aged(Duration::ZERO);
    assert_eq!(resolver.resolve("slow").now_or_never().unwrap().unwrap()[0], address(1));
    aged(Duration::from_secs(6));
    release.send(()).unwrap();
    resolver.resolve("slow").await.unwrap();
    assert_eq!(looked_up.lock().iter().filter(|name| *name == "slow").count(), 2);
    assert!(resolver.0.lookups.lock().late.is_empty());
}

#[tokio::test]
async fn a_result_that_is_late_for_one_of_two_waiters_is_kept_until_its_addresses_turn_out_dead() {
    let (resolver, release, looked_up) = hanging(2);
    let patient = started(&resolver, "slow", &looked_up).await;
    assert!(resolver.resolve("slow").now_or_never().is_none());
    release.send(()).unwrap();
    assert_eq!(patient.await.unwrap().unwrap()[0], address(1));
    assert_eq!(resolver.resolve("slow").now_or_never().unwrap().unwrap()[0], address(1));
    resolver.forget("slow");
    assert!(resolver.resolve("slow").now_or_never().is_none());
    release.send(()).unwrap();
}

#[test]
fn a_late_result_is_kept_for_half_a_minute_and_used_for_as_long_as_the_lookup_took() {
    let at = boot_time();
    let seconds = Duration::from_secs;
    let usable = |took, first_use: Option<u64>, after| {
        let first_use = first_use.map(|first_use| at + seconds(first_use));
        Late { addresses: Arc::new([]), at, took: seconds(took), first_use }.is_usable(at + seconds(after))
    };
    assert!(usable(5, None, 29) && !usable(5, None, 30));
    assert!(usable(5, Some(28), 32) && !usable(5, Some(28), 33));
    assert!(usable(40, Some(0), 9) && !usable(40, Some(0), 10));
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
    let resolver = resolver(1, |name| if name == "bad" { panic!("as it should") } else { Err(LookupError::NotFound) });
    assert!(resolver.resolve("bad").await.is_err());
    assert_eq!(resolver.resolve("none").await.unwrap_err().to_string(), "it does not exist or has no address");
    assert!(resolver.0.lookups.lock().in_flight.is_empty());
}
