//! Programs that hold one exchange while they wait for another, in all shapes and far more than there are places.

use std::future::Future;

use tokio::time::timeout;

use super::*;

/// How long anything may take; the clock is paused, so that this is no time at all.
const LIMIT: Duration = Duration::from_secs(60);
const NETWORK: Duration = Duration::from_millis(2);

fn places(descriptors: u64) -> Arc<ConnectionLimit> {
    ConnectionLimit::new(Size::of(descriptors))
}

async fn take(places: &Arc<ConnectionLimit>, class: Class) -> Result<Place, Full> {
    timeout(LIMIT, places.take(class)).await.expect("no wait goes in a circle")
}

/// An exchange of `class` whose answer is in the caller's hands while it does `work`.
async fn held_during(
    places: Arc<ConnectionLimit>,
    class: Class,
    cause: Cause,
    work: impl Future<Output = Result<(), Full>>,
) -> Result<(), Full> {
    let place = take(&places, class).await?;
    tokio::time::sleep(NETWORK).await;
    place.park(cause);
    work.await?;
    place.go_on(cause);
    tokio::time::sleep(NETWORK).await;
    Ok(())
}

async fn single(places: Arc<ConnectionLimit>, class: Class) -> Result<(), Full> {
    let _place = take(&places, class).await?;
    tokio::time::sleep(NETWORK).await;
    Ok(())
}

/// Runs `count` of what `make` gives at once, and sees that the places are all free in the end.
async fn all<F: Future<Output = Result<(), Full>> + Send + 'static>(
    descriptors: u64,
    count: usize,
    make: impl Fn(Arc<ConnectionLimit>) -> F,
) {
    let places = places(descriptors);
    let began = tokio::time::Instant::now();
    let running: Vec<_> = (0..count).map(|_| tokio::spawn(make(Arc::clone(&places)))).collect();
    let mut most = 0;
    for one in running {
        most = most.max(places.held());
        assert_eq!(one.await.unwrap(), Ok(()));
    }
    assert!(most <= places.size.bound + places.size.beyond, "{most} at a time");
    assert!(began.elapsed() < Duration::from_secs(5), "{descriptors} {count}: {:?}", began.elapsed());
    let state = places.state.lock();
    assert_eq!((state.held, state.parked), ([0; 3], 0));
}

const SIZES: [(u64, usize); 5] = [(1024, 512), (1024, 1000), (1024, 5000), (256, 1000), (64, 300)];

#[tokio::test(start_paused = true)]
async fn a_download_may_be_piped_into_an_upload() {
    for (descriptors, count) in SIZES {
        all(descriptors, count, |places| held_during(Arc::clone(&places), Class::Download, Cause::Unread, single(places, Class::Upload)))
            .await;
    }
}

#[tokio::test(start_paused = true)]
async fn an_upload_may_wait_for_a_download_that_feeds_it() {
    for (descriptors, count) in SIZES {
        all(descriptors, count, |places| held_during(Arc::clone(&places), Class::Upload, Cause::Dry, single(places, Class::Download)))
            .await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_download_may_be_held_while_a_call_is_made() {
    for (descriptors, count) in SIZES {
        all(descriptors, count, |places| held_during(Arc::clone(&places), Class::Download, Cause::Unread, single(places, Class::Plain)))
            .await;
    }
}

#[tokio::test(start_paused = true)]
async fn one_may_wait_for_another_of_its_kind() {
    for (descriptors, count) in SIZES {
        for class in [Class::Download, Class::Upload] {
            all(descriptors, count, |places| held_during(Arc::clone(&places), class, Cause::Unread, single(places, class))).await;
        }
    }
}

#[tokio::test(start_paused = true)]
async fn three_may_hang_on_one_another() {
    for (descriptors, count) in SIZES {
        all(descriptors, count, |places| {
            let third = single(Arc::clone(&places), Class::Download);
            let second = held_during(Arc::clone(&places), Class::Upload, Cause::Unread, third);
            held_during(places, Class::Upload, Cause::Unread, second)
        })
        .await;
    }
}

#[tokio::test(start_paused = true)]
async fn what_never_ends_does_not_keep_pipes_from_ending() {
    let places = places(1024);
    // Some downloads are read for hours, and plain calls come all the time.
    let busy: Vec<_> = futures_util::future::join_all((0..100).map(|_| take(&places, Class::Download))).await;
    let more = Arc::clone(&places);
    let calls = tokio::spawn(async move {
        loop {
            futures_util::future::join_all((0..400).map(|_| single(Arc::clone(&more), Class::Plain))).await;
        }
    });
    let pipes =
        (0..1000).map(|_| held_during(Arc::clone(&places), Class::Download, Cause::Unread, single(Arc::clone(&places), Class::Download)));
    for pipe in futures_util::future::join_all(pipes).await {
        assert_eq!(pipe, Ok(()));
    }
    calls.abort();
    drop(busy);
}

#[tokio::test(start_paused = true)]
async fn bodies_that_nobody_reads_end_in_an_error_and_plain_calls_go_on() {
    let places = places(1024);
    let mut unread = Vec::new();
    let full = loop {
        match take(&places, Class::Download).await {
            Ok(place) => {
                place.park(Cause::Unread);
                unread.push(place);
            }
            Err(full) => break full,
        }
    };
    assert_eq!((unread.len(), full), (416 + 32 + 256, Full { held: 416 + 32 + 256 }));
    for _ in 0..100 {
        assert_eq!(timeout(Duration::from_millis(10), single(Arc::clone(&places), Class::Plain)).await, Ok(Ok(())));
    }
    // One that is read lets the next in, and what is over the bound comes first.
    unread.truncate(400);
    take(&places, Class::Download).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn one_that_leaves_takes_no_place_with_it() {
    let places = places(64);
    let held: Vec<_> =
        futures_util::future::join_all((0..places.size.shared() + places.size.reserve).map(|_| take(&places, Class::Plain))).await;
    let left: Vec<_> = (0..1000)
        .map(|_| {
            tokio::spawn(timeout(Duration::from_millis(1), {
                let places = Arc::clone(&places);
                async move { places.take(Class::Plain).await.map(drop) }
            }))
        })
        .collect();
    for one in left {
        assert!(one.await.unwrap().is_err());
    }
    assert!(places.state.lock().waiting[0].len() <= 1000);
    drop(held);
    assert_eq!(places.held(), 0);
    for _ in 0..100 {
        single(Arc::clone(&places), Class::Plain).await.unwrap();
    }
}

#[test]
fn half_of_the_descriptors_are_ours_and_less_where_there_are_few() {
    assert_eq!(Size::of(1024), Size { bound: 512, reserve: 32, beyond: 256 });
    assert_eq!(Size::of(256), Size { bound: 128, reserve: 8, beyond: 64 });
    assert_eq!(Size::of(64), Size { bound: 21, reserve: 1, beyond: 10 });
    assert_eq!(Size::of(20), Size { bound: 6, reserve: 1, beyond: 3 });
    assert_eq!(Size::of(u64::MAX).bound, 16_384);
}
