//! Guarantees 27 to 29: clocks that jump, and processes that sleep.

use std::sync::atomic::Ordering;
use std::time::Duration;

use super::world::*;
use crate::tokens::TokenEvent;

#[tokio::test(start_paused = true)]
async fn guarantee_27_a_machine_that_wakes_after_4000_seconds_refetches_at_the_first_call() {
    // A snapshot that was restored has only its wall clock moved, a laptop that slept may have only its boot clock right.
    for (wall, boot) in [(4_000, 0), (0, 4_000), (4_000, 4_000)] {
        let world = World::new();
        let client = world.client();
        got(&client).await;
        world.clocks.move_wall(wall);
        world.clocks.move_boot(boot);
        assert_eq!(got(&client).await, "token-2", "wall {wall}, boot {boot}");
        assert_eq!(world.endpoint.count(), 2);
    }
}

#[tokio::test(start_paused = true)]
async fn guarantee_27_a_wall_clock_set_back_changes_nothing() {
    let world = World::new();
    let client = world.client();
    got(&client).await;
    world.clocks.move_wall(-7_200);
    for _ in 0..25 {
        assert_eq!(got(&client).await, "token-1");
        pass(100.0).await;
    }
    assert_eq!(world.endpoint.count(), 1);
    pass(1_100.0).await;
    assert_eq!(got(&client).await, "token-2", "the boot clock still tells its age");
}

#[tokio::test(start_paused = true)]
async fn guarantee_27_a_wall_clock_set_forward_costs_one_refresh() {
    let world = World::new();
    let client = world.client();
    got(&client).await;
    world.clocks.move_wall(7_200);
    for _ in 0..20 {
        assert_eq!(got(&client).await, "token-2");
        pass(100.0).await;
    }
    assert_eq!(world.endpoint.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn guarantee_28_a_clock_that_is_six_hours_off_changes_nothing_and_is_told_once() {
    for off in [-6 * 3_600, 6 * 3_600] {
        let world = World::new();
        world.endpoint.say_date(Some("Tue, 14 Nov 2023 22:13:20 GMT".into()));
        world.clocks.move_wall(off);
        let client = world.client();
        got(&client).await;
        pass(2_000.0).await;
        assert_eq!(got(&client).await, "token-1");
        client.refresh().await.unwrap();
        let told = world.listener.0.lock().iter().filter(|event| matches!(event, TokenEvent::ClockSkew { .. })).count();
        assert_eq!(told, 1);
        let events = world.listener.0.lock();
        let TokenEvent::ClockSkew { seconds } = events.iter().find(|event| matches!(event, TokenEvent::ClockSkew { .. })).unwrap() else {
            unreachable!()
        };
        assert!((seconds - off as f64).abs() < 2.0, "{seconds}");
    }
}

#[tokio::test(start_paused = true)]
async fn guarantee_28_a_clock_that_is_right_is_not_told_of() {
    let world = World::new();
    world.endpoint.say_date(Some("Tue, 14 Nov 2023 22:13:50 GMT".into()));
    got(&world.client()).await;
    assert_eq!(world.listener.names(), ["token:fetched"]);
}

#[tokio::test(start_paused = true)]
async fn guarantee_29_a_flight_that_was_frozen_for_ten_minutes_is_left_behind() {
    let world = World::scripted([Says::Hangs]);
    let client = world.client();
    let frozen = tokio::spawn({
        let client = client.clone();
        async move { client.token().await.map(|_| ()) }
    });
    settle().await;
    assert_eq!(world.endpoint.count(), 1);
    // The process stops: its timers stand still, the machine's clocks go on.
    world.clocks.move_wall(600);
    world.clocks.move_boot(600);
    let start = tokio::time::Instant::now();
    assert_eq!(got(&client).await, "token-1");
    assert_eq!(start.elapsed(), Duration::ZERO, "it does not wait for the frozen one");
    assert_eq!(world.endpoint.count(), 2);
    world.endpoint.takes_ms.store(0, Ordering::Relaxed);
    _ = frozen.await;
    assert_eq!(got(&client).await, "token-1");
}
