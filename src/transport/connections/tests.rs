//! Which exchange gets which connection. The connections are real to the pool: they can be closed by the server or by the pool, and
//! keep their permit until then.

mod burst;
mod dials;
mod server;
mod shared;

use std::sync::atomic::Ordering;

use futures_util::FutureExt;
use tokio::time::{Instant, sleep, timeout};

use super::super::connection_limit::{Capacity, Class};
use super::super::origin::Origin;
use super::*;
use server::{Fake, OPENING, Server};

const TIGHT: usize = 2;

fn pool(max: usize) -> Arc<Connections<Fake>> {
    Connections::new(ConnectionLimit::new(Capacity::for_descriptors(1024)), max)
}

fn origin(host: &str) -> SharedOrigin {
    Arc::new(Origin::new(1, &format!("https://{host}/").parse().unwrap(), false).unwrap())
}

async fn acquire(pool: &Arc<Connections<Fake>>, host: &str, server: &Arc<Server>, may_repeat: bool) -> Result<Lease<Fake>, BoxError> {
    let server = Arc::clone(server);
    pool.acquire(&origin(host), may_repeat, move |permit| server.accept(permit)).await
}

/// A connection for a GET.
async fn get(pool: &Arc<Connections<Fake>>, server: &Arc<Server>) -> Lease<Fake> {
    acquire(pool, "a.example", server, true).await.expect("the server accepts it")
}

/// An exchange that takes `time`. Returns the number of the connection.
async fn exchange(pool: &Arc<Connections<Fake>>, server: &Arc<Server>, time: Duration) -> Result<usize, BoxError> {
    let mut lease = acquire(pool, "a.example", server, true).await?;
    sleep(time).await;
    lease.answered(None);
    Ok(lease.get().number)
}

fn number(mut lease: Lease<Fake>) -> usize {
    lease.answered(None);
    lease.get().number
}

#[tokio::test(start_paused = true)]
async fn the_connection_that_was_used_last_is_used_first() {
    let (pool, server) = (pool(512), Server::new(9));
    let both = (get(&pool, &server).await, get(&pool, &server).await);
    assert!(!both.0.is_reused() && both.1.opening() == Some(OPENING));
    assert_eq!((number(both.1), number(both.0)), (1, 0));
    let lease = get(&pool, &server).await;
    assert!(lease.is_reused() && lease.opening().is_none());
    assert_eq!(number(lease), 0);
}

#[tokio::test(start_paused = true)]
async fn a_request_that_must_not_be_repeated_gets_a_connection_that_was_idle_for_less_than_four_seconds() {
    let (pool, server) = (pool(512), Server::new(9));
    drop(get(&pool, &server).await);
    for (idle, may_repeat, expected) in [(3, false, 0), (4, true, 0), (4, false, 1), (3, false, 1), (49, true, 1), (50, true, 2)] {
        sleep(Duration::from_secs(idle)).await;
        let lease = acquire(&pool, "a.example", &server, may_repeat).await.unwrap();
        assert_eq!(number(lease), expected, "{idle} s, {may_repeat}");
    }
}

#[tokio::test(start_paused = true)]
async fn each_answer_says_anew_how_long_the_connection_may_be_idle() {
    let (pool, server) = (pool(512), Server::new(9));
    for (hint, idle, expected) in [(10, 8, 0), (3, 2, 0), (20, 18, 1), (1, 0, 1), (0, 0, 2)] {
        let mut lease = get(&pool, &server).await;
        assert_eq!(lease.get().number, expected);
        lease.answered(Some(Duration::from_secs(hint)));
        drop(lease);
        sleep(Duration::from_secs(idle)).await;
    }
    assert_eq!(number(get(&pool, &server).await), 3);
}

#[tokio::test(start_paused = true)]
async fn the_age_counts_from_the_start_of_the_answer() {
    let (pool, server) = (pool(512), Server::new(9));
    let mut download = get(&pool, &server).await;
    download.answered(None);
    sleep(Duration::from_secs(10)).await;
    drop(download);
    // The server has perhaps been waiting for ten seconds.
    assert_eq!(number(acquire(&pool, "a.example", &server, false).await.unwrap()), 1);
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_the_server_has_closed_is_not_used() {
    let (pool, server) = (pool(512), Server::new(9));
    drop(get(&pool, &server).await);
    server.close(0);
    assert_eq!(number(get(&pool, &server).await), 1);
    // Nor is one that it closes while it is in use.
    let lease = get(&pool, &server).await;
    server.close(1);
    drop(lease);
    sleep(OPENING).await;
    assert_eq!((server.open.load(Ordering::SeqCst), pool.state.lock().counts()), (0, (0, 0, 0)));
}

#[tokio::test(start_paused = true)]
async fn connections_that_brought_no_answer_since_are_closed_together() {
    let (pool, server) = (pool(512), Server::new(20));
    let ten: Vec<_> = futures_util::future::join_all((0..11).map(|_| get(&pool, &server))).await;
    drop(ten);
    sleep(Duration::from_secs(1)).await;
    let (sent_at, mut broken, mut alive) = (now(), get(&pool, &server).await, get(&pool, &server).await);
    sleep(Duration::from_secs(3)).await;
    alive.answered(None);
    let number = alive.get().number;
    drop(alive);
    broken.close_unproven(sent_at);
    broken.get().is_open.store(false, Ordering::SeqCst);
    drop(broken);
    sleep(OPENING).await;
    assert_eq!((server.open.load(Ordering::SeqCst), pool.state.lock().counts()), (1, (1, 1, 0)));
    assert_eq!(get(&pool, &server).await.get().number, number);
}

#[tokio::test(start_paused = true)]
async fn idle_connections_are_closed_when_they_are_too_old() {
    let (pool, server) = (pool(512), Server::new(9));
    drop(get(&pool, &server).await);
    sleep(Duration::from_secs(49)).await;
    assert_eq!(server.open.load(Ordering::SeqCst), 1);
    sleep(Duration::from_secs(7)).await;
    assert_eq!((server.open.load(Ordering::SeqCst), pool.state.lock().counts()), (0, (0, 0, 0)));
    assert!(!pool.state.lock().is_swept);
}

#[tokio::test(start_paused = true)]
async fn an_exchange_gets_the_connection_that_is_free_first() {
    let (pool, server) = (pool(512), Server::new(9));
    let lease = get(&pool, &server).await;
    let (began, second) = (
        Instant::now(),
        tokio::spawn({
            let (pool, server) = (Arc::clone(&pool), Arc::clone(&server));
            async move { number(get(&pool, &server).await) }
        }),
    );
    sleep(OPENING / 2).await;
    drop(lease);
    assert_eq!(second.await.unwrap(), 0);
    assert_eq!(began.elapsed(), OPENING / 2);
    // The one that was being opened is the next one's.
    sleep(OPENING).await;
    assert_eq!(pool.state.lock().counts(), (2, 2, 0));
    assert_eq!(number(get(&pool, &server).await), 1);
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_is_being_opened_for_nobody_is_waited_for() {
    let (pool, server) = (pool(512), Server::new(9));
    assert!(timeout(OPENING / 2, get(&pool, &server)).await.is_err());
    let began = Instant::now();
    assert_eq!(number(get(&pool, &server).await), 0);
    assert_eq!(began.elapsed(), OPENING / 2);
    assert_eq!(server.dialed.load(Ordering::SeqCst), 1);
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_is_never_opened_holds_up_the_call_that_opens_it_only() {
    let (pool, server) = (pool(512), Server::new(9));
    let origin = origin("a.example");
    let hanging = pool.acquire(&origin, true, |_| std::future::pending());
    assert!(timeout(Duration::from_secs(5), hanging).await.is_err());
    assert!(timeout(OPENING * 2, get(&pool, &server)).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_server_that_accepts_few_connections_serves_all_calls() {
    let (pool, server) = (pool(512), Server::new(3));
    let all = (0..64).map(|_| exchange(&pool, &server, Duration::from_millis(50)));
    let all = futures_util::future::join_all(all).await;
    assert!(all.iter().all(|outcome| matches!(outcome, Ok(0..3))), "{all:?}");
    assert!(server.dialed.load(Ordering::SeqCst) <= 64 + 3);
    assert_eq!(pool.state.lock().counts(), (3, 3, 0));
}

#[tokio::test(start_paused = true)]
async fn an_error_is_told_when_no_connection_works() {
    let (pool, server) = (pool(512), Server::new(0));
    let began = Instant::now();
    let all = (0..64).map(|_| exchange(&pool, &server, OPENING));
    let all = futures_util::future::join_all(all).await;
    assert!(all.iter().all(|outcome| outcome.as_ref().is_err_and(|error| error.to_string() == "refused")));
    assert!(began.elapsed() < Duration::from_secs(1), "{:?}", began.elapsed());
    assert_eq!(pool.state.lock().counts(), (0, 0, 0));
    // Nor does a call wait for one that hangs.
    server.max.store(1, Ordering::SeqCst);
    let _hangs = get(&pool, &server).await;
    let began = Instant::now();
    assert!(acquire(&pool, "a.example", &server, true).await.is_err());
    assert!(began.elapsed() < Duration::from_secs(1), "{:?}", began.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_panic_while_a_connection_is_opened_is_an_error() {
    let pool = pool(512);
    let failed = pool.acquire(&origin("a.example"), true, |_| async { panic!("a test") }).await;
    assert!(failed.is_err());
    assert_eq!(pool.state.lock().counts(), (0, 0, 0));
}

#[tokio::test(start_paused = true)]
async fn the_idle_connection_of_another_origin_makes_room() {
    let (pool, server) = (pool(TIGHT), Server::new(9));
    for host in ["a.example", "b.example", "c.example"] {
        drop(acquire(&pool, host, &server, true).await.unwrap());
        sleep(OPENING).await;
    }
    assert_eq!((server.open.load(Ordering::SeqCst), pool.state.lock().counts()), (2, (2, 2, 0)));
    // That of the first origin has been idle for the longest time.
    assert!(acquire(&pool, "b.example", &server, true).await.unwrap().is_reused());
    assert!(acquire(&pool, "c.example", &server, true).await.unwrap().is_reused());
}

#[tokio::test(start_paused = true)]
async fn with_no_room_an_exchange_waits_until_a_connection_is_idle_anywhere() {
    let (pool, server) = (pool(TIGHT), Server::new(9));
    let held = (acquire(&pool, "a.example", &server, true).await.unwrap(), acquire(&pool, "b.example", &server, true).await.unwrap());
    let mut third = Box::pin(acquire(&pool, "c.example", &server, true));
    assert!(timeout(Duration::from_secs(5), &mut third).await.is_err());
    drop(held.1);
    let third = timeout(OPENING * 2, third).await.unwrap().unwrap();
    assert!(!third.is_reused());
    assert_eq!(pool.state.lock().counts(), (2, 0, 0));
    // An exchange that has a permit never waits for connections that are there for no exchange.
    let _permits = [pool.limit.acquire(Class::Plain).await, pool.limit.acquire(Class::Plain).await, pool.limit.acquire(Class::Plain).await];
    assert!(timeout(OPENING * 2, acquire(&pool, "d.example", &server, true)).await.unwrap().is_ok());
    drop((held.0, third));
}

#[tokio::test(start_paused = true)]
async fn a_call_that_gives_up_leaves_nothing_behind() {
    let (pool, server) = (pool(TIGHT), Server::new(9));
    let held = (get(&pool, &server).await, get(&pool, &server).await);
    for _ in 0..1000 {
        assert!(acquire(&pool, "b.example", &server, true).now_or_never().is_none());
    }
    assert_eq!(pool.state.lock().counts(), (2, 0, 0));
    drop(held);
    sleep(OPENING * 2).await;
    assert!(acquire(&pool, "b.example", &server, true).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn idle_connections_give_their_descriptors_back_on_request() {
    let (pool, server) = (pool(512), Server::new(20));
    drop(futures_util::future::join_all((0..10).map(|_| get(&pool, &server))).await);
    assert!(pool.close_idle(&origin("b.example")).await);
    assert_eq!(server.open.load(Ordering::SeqCst), 2);
    assert!(pool.close_idle(&origin("a.example")).await);
    assert!(!pool.close_idle(&origin("a.example")).await);
    assert_eq!(pool.state.lock().counts(), (0, 0, 0));
}

#[test]
fn a_connection_can_come_back_on_a_thread_without_a_runtime() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    let (pool, server) = (pool(512), Server::new(9));
    let lease = runtime.block_on(get(&pool, &server));
    drop(lease);
    assert_eq!(pool.state.lock().counts(), (1, 1, 0));
}
