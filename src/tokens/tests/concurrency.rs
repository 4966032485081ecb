//! Guarantees 1 to 6: one refresh, however many callers need a token.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use futures_util::future::join_all;
use tokio::time::Instant;

use super::support::*;
use crate::error::Error;
use crate::tokens::Scopes;

#[tokio::test(start_paused = true)]
async fn guarantee_01_ten_thousand_cold_calls_are_one_request_and_one_round_trip() {
    let process = Process::new();
    process.endpoint.latency_ms.store(300, Ordering::Relaxed);
    let client = process.client();
    let start = Instant::now();
    let tokens = join_all((0..10_000).map(|_| token_text(&client))).await;
    assert!(tokens.iter().all(|token| token == "token-1"));
    assert_eq!(process.endpoint.count(), 1);
    assert!(start.elapsed() < Duration::from_millis(310), "{:?}", start.elapsed());
}

#[tokio::test(start_paused = true)]
async fn guarantee_02_a_busy_endpoint_gets_three_requests_and_all_callers_the_same_error() {
    let process = Process::new();
    *process.endpoint.fallback.lock() = Response::Status(503, "busy", None);
    let client = process.client();
    let fails = join_all((0..1_000).map(|_| async { (failure(&client).await, Instant::now()) })).await;
    assert_eq!(process.endpoint.count(), 3);
    let (first, at) = &fails[0];
    for (one, when) in &fails {
        assert!(Arc::ptr_eq(first, one), "everyone gets the same error");
        assert!(when.duration_since(*at) < Duration::from_millis(50));
    }
    assert_eq!(first.status(), Some(503));
}

#[tokio::test(start_paused = true)]
async fn guarantee_03_clients_with_equal_credentials_share_one_token() {
    let process = Process::new();
    let clients: Vec<_> = (0..1_000).map(|_| process.client()).collect();
    join_all(clients.iter().map(token_text)).await;
    assert_eq!(process.endpoint.count(), 1);
    assert_eq!(process.registry.len(), 1);
    drop(clients);
    assert_eq!(token_text(&process.client()).await, "token-1", "the token outlives the clients");
}

#[tokio::test(start_paused = true)]
async fn guarantee_04_a_scope_that_hangs_does_not_delay_another() {
    let process = Process::scripted([Response::Hangs]);
    let slow = process.client_with(|options| options.scopes = Scopes::new(Some("a".into())));
    let task = tokio::spawn(async move { slow.token().await });
    settle().await;
    let start = Instant::now();
    assert_eq!(token_text(&process.client_with(|options| options.scopes = Scopes::new(Some("b".into())))).await, "token-1");
    assert_eq!(start.elapsed(), Duration::ZERO);
    task.abort();
}

#[tokio::test(start_paused = true)]
async fn guarantee_04_sixty_four_keys_are_kept_and_none_is_dropped_during_its_refresh() {
    let process = Process::scripted([Response::Hangs]);
    let of = |scope: String| process.client_with(|options| options.scopes = Scopes::new(Some(scope)));
    let first = of("first".into());
    let refreshing = tokio::spawn({
        let first = first.clone();
        async move { first.token().await.map(|_| ()) }
    });
    settle().await;
    for number in 0..100 {
        token_text(&of(format!("scope-{number}"))).await;
    }
    assert_eq!(process.registry.len(), 64);
    let before = process.endpoint.count();
    token_text(&of("scope-99".into())).await;
    assert_eq!(process.endpoint.count(), before, "the latest key is still there");
    // The first is being refreshed: a new client of its key joins the refresh.
    let again = of("first".into());
    let joined = tokio::spawn(async move { again.token().await.map(|_| ()) });
    settle().await;
    assert_eq!(process.endpoint.count(), before, "it joined the refresh");
    assert!(matches!(refreshing.await.unwrap(), Err(Error::Token(_)) | Ok(())));
    joined.await.unwrap().unwrap();
    token_text(&of("scope-0".into())).await;
    assert_eq!(process.endpoint.requests.lock().last().unwrap().body["scope"], "scope-0", "the oldest key was dropped");
}

#[tokio::test(start_paused = true)]
async fn guarantee_05_while_a_refresh_is_slow_every_call_gets_the_current_token_at_once() {
    let process = Process::new();
    let client = process.client();
    token_text(&client).await;
    process.endpoint.latency_ms.store(4_000, Ordering::Relaxed);
    advance(3_000.0).await;
    for _ in 0..1_000 {
        let start = Instant::now();
        assert_eq!(token_text(&client).await, "token-1");
        assert_eq!(start.elapsed(), Duration::ZERO);
    }
    settle().await;
    assert_eq!(process.endpoint.count(), 2);
    advance(4.1).await;
    assert_eq!(token_text(&client).await, "token-2");
}

#[tokio::test(start_paused = true)]
async fn guarantee_06_a_live_token_is_read_without_allocation() {
    let process = Process::new();
    let client = process.client();
    token_text(&client).await;
    let mut found = None;
    let allocations = allocation_counter::measure(|| found = client.live());
    assert!(found.is_some());
    assert_eq!(allocations.count_total, 0);
}

#[tokio::test(start_paused = true)]
async fn guarantee_06_a_live_token_is_read_while_another_thread_holds_the_lock() {
    let process = Process::new();
    let client = process.client();
    token_text(&client).await;
    let manager = client.manager_for_test();
    // If reading took the lock, this thread would deadlock.
    manager.while_locked(|| assert!(client.live().is_some()));
}
