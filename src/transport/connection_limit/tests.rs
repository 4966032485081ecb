//! Programs that hold one exchange while they wait for another, in all combinations and far more than there are permits.

use std::future::Future;

use tokio::time::timeout;

use super::*;

/// How long a wait may take. The clock is paused, so no real time passes.
const LIMIT: Duration = Duration::from_secs(60);
const NETWORK: Duration = Duration::from_millis(2);

fn limit(descriptors: u64) -> Arc<ConnectionLimit> {
    ConnectionLimit::new(Capacity::for_descriptors(descriptors))
}

async fn acquire(limit: &Arc<ConnectionLimit>, class: Class) -> Result<Permit, Exhausted> {
    timeout(LIMIT, limit.acquire(class)).await.expect("there is no deadlock")
}

/// An exchange of `class` that is blocked while the caller does `work`.
async fn blocked_during(
    limit: Arc<ConnectionLimit>,
    class: Class,
    on: BlockedOn,
    work: impl Future<Output = Result<(), Exhausted>>,
) -> Result<(), Exhausted> {
    let permit = acquire(&limit, class).await?;
    tokio::time::sleep(NETWORK).await;
    permit.block(on);
    work.await?;
    permit.unblock(on);
    tokio::time::sleep(NETWORK).await;
    Ok(())
}

async fn single(limit: Arc<ConnectionLimit>, class: Class) -> Result<(), Exhausted> {
    let _permit = acquire(&limit, class).await?;
    tokio::time::sleep(NETWORK).await;
    Ok(())
}

/// Runs `count` futures of `make` at once, and checks that all permits are free in the end.
async fn all<F: Future<Output = Result<(), Exhausted>> + Send + 'static>(
    descriptors: u64,
    count: usize,
    make: impl Fn(Arc<ConnectionLimit>) -> F,
) {
    let limit = limit(descriptors);
    let began = tokio::time::Instant::now();
    let running: Vec<_> = (0..count).map(|_| tokio::spawn(make(Arc::clone(&limit)))).collect();
    let mut most = 0;
    for one in running {
        most = most.max(limit.held());
        assert_eq!(one.await.unwrap(), Ok(()));
    }
    assert!(most <= limit.capacity.max + limit.capacity.overflow, "{most} at a time");
    assert!(began.elapsed() < Duration::from_secs(5), "{descriptors} {count}: {:?}", began.elapsed());
    let state = limit.state.lock();
    assert_eq!((state.held, state.blocked), ([0; 3], 0));
}

const SIZES: [(u64, usize); 5] = [(1024, 512), (1024, 1000), (1024, 5000), (256, 1000), (64, 300)];

#[tokio::test(start_paused = true)]
async fn a_download_may_be_piped_into_an_upload() {
    for (descriptors, count) in SIZES {
        all(descriptors, count, |limit| {
            blocked_during(Arc::clone(&limit), Class::Download, BlockedOn::Reader, single(limit, Class::Upload))
        })
        .await;
    }
}

#[tokio::test(start_paused = true)]
async fn an_upload_may_wait_for_a_download_that_feeds_it() {
    for (descriptors, count) in SIZES {
        all(descriptors, count, |limit| {
            blocked_during(Arc::clone(&limit), Class::Upload, BlockedOn::Source, single(limit, Class::Download))
        })
        .await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_download_may_be_held_while_a_call_is_made() {
    for (descriptors, count) in SIZES {
        all(descriptors, count, |limit| {
            blocked_during(Arc::clone(&limit), Class::Download, BlockedOn::Reader, single(limit, Class::Plain))
        })
        .await;
    }
}

#[tokio::test(start_paused = true)]
async fn an_exchange_may_wait_for_another_of_its_class() {
    for (descriptors, count) in SIZES {
        for class in [Class::Download, Class::Upload] {
            all(descriptors, count, |limit| blocked_during(Arc::clone(&limit), class, BlockedOn::Reader, single(limit, class))).await;
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_chain_of_three_exchanges_may_depend_on_one_another() {
    for (descriptors, count) in SIZES {
        all(descriptors, count, |limit| {
            let third = single(Arc::clone(&limit), Class::Download);
            let second = blocked_during(Arc::clone(&limit), Class::Upload, BlockedOn::Reader, third);
            blocked_during(limit, Class::Upload, BlockedOn::Reader, second)
        })
        .await;
    }
}

#[tokio::test(start_paused = true)]
async fn pipes_end_beside_downloads_that_never_end() {
    let limit = limit(1024);
    // Some downloads never end, and plain calls start all the time.
    let busy: Vec<_> = futures_util::future::join_all((0..100).map(|_| acquire(&limit, Class::Download))).await;
    let more = Arc::clone(&limit);
    let calls = tokio::spawn(async move {
        loop {
            futures_util::future::join_all((0..400).map(|_| single(Arc::clone(&more), Class::Plain))).await;
        }
    });
    let pipes = (0..1000)
        .map(|_| blocked_during(Arc::clone(&limit), Class::Download, BlockedOn::Reader, single(Arc::clone(&limit), Class::Download)));
    for pipe in futures_util::future::join_all(pipes).await {
        assert_eq!(pipe, Ok(()));
    }
    calls.abort();
    drop(busy);
}

#[tokio::test(start_paused = true)]
async fn unread_bodies_exhaust_the_limit_with_an_error_and_plain_calls_go_on() {
    let limit = limit(1024);
    let mut unread = Vec::new();
    let exhausted = loop {
        match acquire(&limit, Class::Download).await {
            Ok(permit) => {
                permit.block(BlockedOn::Reader);
                unread.push(permit);
            }
            Err(exhausted) => break exhausted,
        }
    };
    assert_eq!((unread.len(), exhausted), (416 + 32 + 256, Exhausted { held: 416 + 32 + 256 }));
    for _ in 0..100 {
        assert_eq!(timeout(Duration::from_millis(10), single(Arc::clone(&limit), Class::Plain)).await, Ok(Ok(())));
    }
    // A released permit admits the next waiter, after the overflow has been released.
    unread.truncate(400);
    acquire(&limit, Class::Download).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_waiter_that_gives_up_takes_no_permit() {
    let limit = limit(64);
    let held: Vec<_> =
        futures_util::future::join_all((0..limit.capacity.shared() + limit.capacity.reserved).map(|_| acquire(&limit, Class::Plain))).await;
    let left: Vec<_> = (0..1000)
        .map(|_| {
            tokio::spawn(timeout(Duration::from_millis(1), {
                let limit = Arc::clone(&limit);
                async move { limit.acquire(Class::Plain).await.map(drop) }
            }))
        })
        .collect();
    for one in left {
        assert!(one.await.unwrap().is_err());
    }
    assert!(limit.state.lock().waiting[0].len() <= 1000);
    drop(held);
    assert_eq!(limit.held(), 0);
    for _ in 0..100 {
        single(Arc::clone(&limit), Class::Plain).await.unwrap();
    }
}

#[test]
fn the_capacity_is_half_of_the_descriptors_and_less_if_there_are_few() {
    assert_eq!(Capacity::for_descriptors(1024), Capacity { max: 512, reserved: 32, overflow: 256 });
    assert_eq!(Capacity::for_descriptors(256), Capacity { max: 128, reserved: 8, overflow: 64 });
    assert_eq!(Capacity::for_descriptors(64), Capacity { max: 21, reserved: 1, overflow: 10 });
    assert_eq!(Capacity::for_descriptors(20), Capacity { max: 6, reserved: 1, overflow: 3 });
    assert_eq!(Capacity::for_descriptors(u64::MAX).max, 16_384);
}
