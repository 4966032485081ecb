//! Guarantees 27 to 29: clocks that jump, and processes that are suspended.

use std::sync::atomic::Ordering;
use std::time::Duration;

use super::support::*;
use crate::tokens::TokenEvent;

#[tokio::test(start_paused = true)]
async fn guarantee_27_after_4000_seconds_of_sleep_the_first_call_fetches_a_token() {
    // After a restored snapshot only the wall clock has advanced. After sleep only the boot clock may have.
    for (wall, boot) in [(4_000, 0), (0, 4_000), (4_000, 4_000)] {
        let process = Process::new();
        let client = process.client();
        token_text(&client).await;
        process.clocks.move_wall(wall);
        process.clocks.move_boot(boot);
        assert_eq!(token_text(&client).await, "token-2", "wall {wall}, boot {boot}");
        assert_eq!(process.endpoint.count(), 2);
    }
}

#[tokio::test(start_paused = true)]
async fn guarantee_27_a_wall_clock_set_back_changes_nothing() {
    let process = Process::new();
    let client = process.client();
    token_text(&client).await;
    process.clocks.move_wall(-7_200);
    for _ in 0..25 {
        assert_eq!(token_text(&client).await, "token-1");
        advance(100.0).await;
    }
    assert_eq!(process.endpoint.count(), 1);
    advance(1_100.0).await;
    assert_eq!(token_text(&client).await, "token-2", "the boot clock still gives its age");
}

#[tokio::test(start_paused = true)]
async fn guarantee_27_a_wall_clock_set_forward_costs_one_refresh() {
    let process = Process::new();
    let client = process.client();
    token_text(&client).await;
    process.clocks.move_wall(7_200);
    for _ in 0..20 {
        assert_eq!(token_text(&client).await, "token-2");
        advance(100.0).await;
    }
    assert_eq!(process.endpoint.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn guarantee_28_a_clock_that_is_six_hours_off_changes_nothing_and_is_reported_once() {
    for off in [-6 * 3_600, 6 * 3_600] {
        let process = Process::new();
        process.endpoint.set_date(Some("Tue, 14 Nov 2023 22:13:20 GMT".into()));
        process.clocks.move_wall(off);
        let client = process.client();
        token_text(&client).await;
        advance(2_000.0).await;
        assert_eq!(token_text(&client).await, "token-1");
        client.refresh().await.unwrap();
        let reported = process.events.0.lock().iter().filter(|event| matches!(event, TokenEvent::ClockSkew { .. })).count();
        assert_eq!(reported, 1);
        let events = process.events.0.lock();
        let TokenEvent::ClockSkew { seconds } = events.iter().find(|event| matches!(event, TokenEvent::ClockSkew { .. })).unwrap() else {
            unreachable!()
        };
        assert!((seconds - off as f64).abs() < 2.0, "{seconds}");
    }
}

#[tokio::test(start_paused = true)]
async fn guarantee_28_a_correct_clock_is_not_reported() {
    let process = Process::new();
    process.endpoint.set_date(Some("Tue, 14 Nov 2023 22:13:50 GMT".into()));
    token_text(&process.client()).await;
    assert_eq!(process.events.names(), ["Fetched"]);
}

#[tokio::test(start_paused = true)]
async fn guarantee_29_a_refresh_that_was_suspended_for_ten_minutes_is_abandoned() {
    let process = Process::scripted([Response::Hangs]);
    let client = process.client();
    let stalled = tokio::spawn({
        let client = client.clone();
        async move { client.token().await.map(|_| ()) }
    });
    settle().await;
    assert_eq!(process.endpoint.count(), 1);
    // The process is suspended: its timers stop, and the clocks of the machine go on.
    process.clocks.move_wall(600);
    process.clocks.move_boot(600);
    let start = tokio::time::Instant::now();
    assert_eq!(token_text(&client).await, "token-1");
    assert_eq!(start.elapsed(), Duration::ZERO, "it does not wait for the stalled refresh");
    assert_eq!(process.endpoint.count(), 2);
    process.endpoint.latency_ms.store(0, Ordering::Relaxed);
    _ = stalled.await;
    assert_eq!(token_text(&client).await, "token-1");
}
