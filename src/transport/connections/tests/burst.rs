//! How many connections a burst opens, with the limit on exchanges in flight (`admission`) and a clock that no machine slows down.

use super::super::super::admission::{Admission, FREE_SLOTS};
use super::*;

const CALLS: usize = 1000;

/// Runs a thousand exchanges at once, each of which takes `time`. Returns how many connections were opened, and how long all took.
async fn burst(time: Duration) -> (usize, Duration) {
    let limit = ConnectionLimit::new(Capacity::for_descriptors(8192));
    let (admission, pool) = (Admission::new(Arc::clone(&limit)), Connections::new(limit, 8192));
    let (server, began) = (Server::new(CALLS), Instant::now());
    let all: Vec<_> = (0..CALLS)
        .map(|_| {
            let (admission, pool, server) = (Arc::clone(&admission), Arc::clone(&pool), Arc::clone(&server));
            tokio::spawn(async move {
                let mut slot = admission.enter(&origin("a.example"), 1).await;
                let mut lease = get(&pool, &server).await;
                slot.connected(lease.opening(), false);
                sleep(time).await;
                lease.answered(None);
                drop(lease);
                drop(slot);
            })
        })
        .collect();
    for one in all {
        one.await.expect("an exchange");
    }
    let opened = server.accepted.load(Ordering::SeqCst);
    assert_eq!(pool.state.lock().counts(), (opened, opened, 0), "all of them are idle");
    (opened, began.elapsed())
}

#[tokio::test(start_paused = true)]
async fn a_burst_of_fast_calls_opens_64_connections() {
    for millis in [0, 1, 5, 50, 150] {
        let (opened, took) = burst(Duration::from_millis(millis)).await;
        assert_eq!(opened, FREE_SLOTS, "{millis} ms");
        assert!(took <= OPENING + Duration::from_millis(millis + 2) * 17, "{millis} ms: {took:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_burst_of_slow_calls_opens_more_as_a_slow_machine_makes_it() {
    // From 200 ms on an exchange takes longer than it takes to open one more connection.
    let (opened, took) = burst(Duration::from_millis(250)).await;
    assert!(opened > FREE_SLOTS && took < Duration::from_secs(2), "{opened}, {took:?}");
}
