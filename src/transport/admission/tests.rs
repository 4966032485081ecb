//! Bursts of fast and slow exchanges, with a clock that no machine slows down.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::super::connection_limit::{BlockedOn, Capacity, Class};
use super::super::origin::Origin;
use super::*;

const OPENING: Duration = Duration::from_millis(100);

fn admission() -> Arc<Admission> {
    Admission::new(ConnectionLimit::new(Capacity::for_descriptors(8192)))
}

fn origin(host: &str) -> SharedOrigin {
    Arc::new(Origin::new(1, &format!("https://{host}/").parse().unwrap(), false).unwrap())
}

/// Exchanges that are in flight, and the most that were.
#[derive(Default)]
struct Gauge {
    now: AtomicUsize,
    most: AtomicUsize,
}

impl Gauge {
    async fn during(&self, work: impl Future<Output = ()>) {
        self.most.fetch_max(self.now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        work.await;
        self.now.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Runs `calls` calls at once, each of which does `rounds` exchanges, one after another, which take `time`. Returns the most that were
/// in flight, and how long all took.
async fn burst(calls: usize, rounds: usize, time: Duration) -> (usize, Duration) {
    let (admission, gauge, began) = (admission(), Arc::new(Gauge::default()), Instant::now());
    let most_connections = Arc::new(AtomicUsize::new(0));
    let all: Vec<_> = (0..calls)
        .map(|_| {
            let (admission, gauge, connections) = (Arc::clone(&admission), Arc::clone(&gauge), Arc::clone(&most_connections));
            tokio::spawn(async move {
                for _ in 0..rounds {
                    let mut slot = admission.enter(&origin("a.example"), 1).await;
                    let exchange = async {
                        // The first ones open a connection each, which the others use.
                        let is_first =
                            connections.fetch_max(gauge.now.load(Ordering::SeqCst), Ordering::SeqCst) < gauge.now.load(Ordering::SeqCst);
                        if is_first {
                            tokio::time::sleep(OPENING).await;
                        }
                        slot.connected(is_first.then_some(OPENING), false);
                        tokio::time::sleep(time).await;
                    };
                    gauge.during(exchange).await;
                }
            })
        })
        .collect();
    for one in all {
        one.await.unwrap();
    }
    assert_eq!(admission.in_flight(&origin("a.example")), 0);
    (gauge.most.load(Ordering::SeqCst), began.elapsed())
}

#[tokio::test(start_paused = true)]
async fn a_burst_of_fast_calls_needs_64_slots() {
    for millis in [1, 5, 50, 150] {
        let (most, took) = burst(1000, 1, Duration::from_millis(millis)).await;
        assert_eq!(most, FREE_SLOTS, "{millis} ms");
        assert!(took <= OPENING + Duration::from_millis(millis + 1) * 17, "{millis} ms: {took:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn slow_calls_are_not_stuck_behind_64_others() {
    let (most, took) = burst(1000, 1, Duration::from_secs(30)).await;
    assert_eq!(most, 1000);
    assert!(took < Duration::from_secs(35), "{took:?}");
}

#[tokio::test(start_paused = true)]
async fn calls_that_come_to_an_end_slowly_wait_for_seconds_only() {
    // 195 ms is no long time beside 100 ms for a connection.
    let (most, took) = burst(4000, 1, Duration::from_millis(195)).await;
    assert!(most > FREE_SLOTS && took < Duration::from_secs(6), "{most}, {took:?}");
}

#[tokio::test(start_paused = true)]
async fn if_exchanges_take_longer_than_to_open_a_connection_more_are_opened_soon() {
    let (most, took) = burst(1000, 1, Duration::from_millis(400)).await;
    assert!(most > 500 && took < Duration::from_secs(2), "{most}, {took:?}");
    // Calls that go on for long wait at the beginning only.
    let (most, took) = burst(256, 50, Duration::from_millis(300)).await;
    assert_eq!(most, 256);
    assert!(took < Duration::from_millis(300) * 50 + Duration::from_secs(2), "{took:?}");
}

#[tokio::test(start_paused = true)]
async fn one_call_more_than_64_slow_ones_starts_at_once() {
    let (admission, origin) = (admission(), origin("a.example"));
    let mut slow = Vec::new();
    for _ in 0..FREE_SLOTS {
        slow.push(admission.enter(&origin, 1).await);
    }
    tokio::time::sleep(Duration::from_secs(2)).await;
    let began = Instant::now();
    let _one = admission.enter(&origin, 1).await;
    assert_eq!(began.elapsed(), Duration::ZERO);
    // Many at once do not all open a connection: the answers may come any moment.
    let many: Vec<_> = (0..100).map(|_| Box::pin(admission.enter(&origin, 1))).collect();
    let admitted = futures_util::future::join_all(many.into_iter().map(|one| tokio::time::timeout(TICK, one))).await;
    assert!(admitted.iter().all(Result::is_err));
}

#[tokio::test(start_paused = true)]
async fn another_origin_does_not_wait() {
    let admission = admission();
    let (a, b) = (origin("a.example"), origin("b.example"));
    let mut held = Vec::new();
    for _ in 0..FREE_SLOTS {
        held.push(admission.enter(&a, 1).await);
    }
    let waiting = tokio::spawn({
        let (admission, a) = (Arc::clone(&admission), Arc::clone(&a));
        async move { drop(admission.enter(&a, 1).await) }
    });
    tokio::task::yield_now().await;
    let began = Instant::now();
    drop(admission.enter(&b, 1).await);
    assert_eq!(began.elapsed(), Duration::ZERO);
    drop(held);
    waiting.await.unwrap();
    assert_eq!(admission.in_flight(&a), 0);
}

#[tokio::test(start_paused = true)]
async fn clients_take_turns_and_the_calls_of_one_client_keep_their_order() {
    let (admission, origin) = (admission(), origin("a.example"));
    let mut held = Vec::new();
    for _ in 0..FREE_SLOTS {
        held.push(admission.enter(&origin, 1).await);
    }
    let order = Arc::new(Mutex::new(Vec::new()));
    let mut waiting = Vec::new();
    for (client, number) in [(1, 0), (1, 1), (1, 2), (2, 3), (2, 4), (3, 5)] {
        let (admission, origin, order) = (Arc::clone(&admission), Arc::clone(&origin), Arc::clone(&order));
        waiting.push(tokio::spawn(async move {
            let _slot = admission.enter(&origin, client).await;
            order.lock().push(number);
        }));
        tokio::task::yield_now().await;
    }
    held.pop();
    for one in waiting {
        one.await.unwrap();
    }
    assert_eq!(*order.lock(), [0, 3, 5, 1, 4, 2]);
}

#[tokio::test(start_paused = true)]
async fn an_aborted_call_leaves_the_queue_and_takes_no_slot_along() {
    let (admission, origin) = (admission(), origin("a.example"));
    let mut held = Vec::new();
    for _ in 0..FREE_SLOTS {
        held.push(admission.enter(&origin, 1).await);
    }
    let enter = |count: usize| -> Vec<_> {
        let spawn = |_| {
            let (admission, origin) = (Arc::clone(&admission), Arc::clone(&origin));
            tokio::spawn(async move { drop(admission.enter(&origin, 1).await) })
        };
        (0..count).map(spawn).collect()
    };
    let aborted = enter(5000);
    let kept = enter(10);
    tokio::task::yield_now().await;
    aborted.iter().for_each(tokio::task::JoinHandle::abort);
    tokio::task::yield_now().await;
    drop(held);
    for one in kept {
        one.await.unwrap();
    }
    // The watch ends too, and then nothing is kept of the origin.
    tokio::time::sleep(TICK * 2).await;
    assert!(admission.origins.lock().is_empty());
}

#[tokio::test(start_paused = true)]
async fn answers_that_nobody_reads_let_the_others_pass() {
    let limit = ConnectionLimit::new(Capacity::for_descriptors(8192));
    let (admission, origin) = (Admission::new(Arc::clone(&limit)), origin("a.example"));
    let mut held = Vec::new();
    for _ in 0..FREE_SLOTS {
        let permit = limit.acquire(Class::Download).await.unwrap();
        permit.block(BlockedOn::Reader);
        held.push((admission.enter(&origin, 1).await, permit));
    }
    let began = Instant::now();
    let others: Vec<_> = (0..500).map(|_| Box::pin(admission.enter(&origin, 1))).collect();
    let admitted = futures_util::future::join_all(others).await;
    assert_eq!(admitted.len(), 500);
    assert!(began.elapsed() <= TICK * 2, "{:?}", began.elapsed());
}

#[test]
fn patience_grows_with_the_distance_of_the_server() {
    let millis = Duration::from_millis;
    let all =
        |unchanged, waiting, exchange| Patience { unchanged: millis(unchanged), waiting: millis(waiting), exchange: millis(exchange) };
    assert_eq!(patience(None), all(1000, 5000, 200));
    assert_eq!(patience(Some(millis(5))), all(500, 3000, 200));
    assert_eq!(patience(Some(millis(200))), all(600, 4000, 400));
    assert_eq!(patience(Some(millis(4000))), all(2000, 6000, 1000));
}
