//! Guarantees 11 to 16: while the endpoint issues no token.

use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::time::Instant;

use super::support::*;
use crate::tokens::{TokenEvent, schedule};

/// A client whose token is 3,000 s old, past its refresh age.
async fn aged(process: &Process) -> crate::tokens::ClientTokens {
    let client = process.client();
    token_text(&client).await;
    advance(3_000.0).await;
    client
}

#[tokio::test(start_paused = true)]
async fn guarantee_11_an_endpoint_that_is_down_fails_no_call_until_the_token_expires() {
    let process = Process::new();
    let client = aged(&process).await;
    *process.endpoint.fallback.lock() = Response::Down;
    for second in 3_000..3_600 {
        assert_eq!(token_text(&client).await, "token-1", "after {second} s");
        tokio::time::advance(Duration::from_secs(1)).await;
        settle().await;
    }
    assert!(client.token().await.is_err(), "an expired token is not sent");
}

#[test]
fn guarantee_11_pauses_between_background_refreshes_grow_up_to_a_minute() {
    for (failures, most) in [(1, 1.0), (2, 2.0), (3, 4.0), (6, 32.0), (7, 60.0), (100, 60.0)] {
        let pause = |jitter| schedule::background_pause(failures, jitter).as_secs_f64();
        assert!((pause(0.0) - most * 0.8).abs() < 1e-9 && (pause(1.0) - most).abs() < 1e-9, "{failures}");
    }
}

#[tokio::test(start_paused = true)]
async fn guarantee_11_retry_after_is_kept_but_there_is_one_attempt_before_the_stop_age() {
    let process = Process::new();
    let client = aged(&process).await;
    *process.endpoint.fallback.lock() = Response::Status(429, "slow down", Some("5000"));
    token_text(&client).await;
    settle().await;
    assert_eq!(process.endpoint.count(), 2);
    while client.stats().age_seconds.unwrap() < 3_560.0 {
        token_text(&client).await;
        advance(10.0).await;
    }
    assert_eq!(process.endpoint.count(), 2, "the endpoint asked for a pause");
    *process.endpoint.fallback.lock() = Response::Token(3600);
    advance(10.0).await;
    token_text(&client).await;
    settle().await;
    assert_eq!(process.endpoint.count(), 3);
    assert_eq!(token_text(&client).await, "token-2");
}

#[tokio::test(start_paused = true)]
async fn guarantee_12_a_minute_after_the_endpoint_recovers_there_is_a_new_token_and_no_call_has_waited() {
    let process = Process::new();
    let client = aged(&process).await;
    *process.endpoint.fallback.lock() = Response::Down;
    for _ in 0..300 {
        token_text(&client).await;
        advance(1.0).await;
    }
    *process.endpoint.fallback.lock() = Response::Token(3600);
    let mut waited = 0;
    loop {
        let start = Instant::now();
        let token = token_text(&client).await;
        assert_eq!(start.elapsed(), Duration::ZERO);
        if token == "token-2" {
            break;
        }
        waited += 1;
        assert!(waited <= 61, "no new token after {waited} s");
        advance(1.0).await;
    }
}

#[tokio::test(start_paused = true)]
async fn guarantee_13_after_expiry_calls_fail_at_once_between_single_attempts() {
    let process = Process::new();
    let client = process.client();
    token_text(&client).await;
    *process.endpoint.fallback.lock() = Response::Status(503, "{}", None);
    advance(3_601.0).await;
    failure(&client).await;
    let before = process.endpoint.count();
    let start = Instant::now();
    let error = failure(&client).await;
    assert_eq!(start.elapsed(), Duration::ZERO, "it fails at once");
    assert_eq!(error.status(), Some(503), "with the last error");
    let pause = error.retry_after.expect("and with the time until a retry");
    assert!((0.5..=5.0).contains(&pause.as_secs_f64()), "{pause:?}");
    assert_eq!(process.endpoint.count(), before);
    for failures in 1..20 {
        for jitter in [0.0, 1.0] {
            assert!((1.0..=5.0).contains(&schedule::probe_pause(failures, jitter).as_secs_f64()));
        }
    }
    *process.endpoint.fallback.lock() = Response::Token(3600);
    advance(5.0).await;
    assert_eq!(token_text(&client).await, "token-2");
}

#[tokio::test(start_paused = true)]
async fn guarantee_14_a_rejection_is_not_retried_and_is_remembered_for_half_a_minute() {
    for code in ["invalid_client", "unauthorized_client", "invalid_scope"] {
        let body: &'static str = Box::leak(format!(r#"{{"error":"{code}","error_description":"no"}}"#).into_boxed_str());
        let process = Process::new();
        *process.endpoint.fallback.lock() = Response::Status(400, body, None);
        let client = process.client();
        for _ in 0..100 {
            assert_eq!(failure(&client).await.code.as_deref(), Some(code));
        }
        advance(23.9).await;
        failure(&client).await;
        assert_eq!(process.endpoint.count(), 1, "{code}");
        advance(12.2).await;
        failure(&client).await;
        assert_eq!(process.endpoint.count(), 2, "{code}");
    }
    assert!(
        (schedule::rejection_pause(0.0).as_secs_f64() - 24.0).abs() < 1e-9
            && (schedule::rejection_pause(1.0).as_secs_f64() - 36.0).abs() < 1e-9
    );
}

#[tokio::test(start_paused = true)]
async fn guarantee_14_another_secret_from_the_provider_is_tried_at_once() {
    let refused = r#"{"error":"invalid_client"}"#;
    let process = Process::scripted([Response::Status(401, refused, None)]);
    let provider = ChangingProvider::new(&["old"]);
    let client = process.client_with(|options| options.client_secret = provider.value());
    failure(&client).await;
    failure(&client).await;
    assert_eq!(process.endpoint.count(), 1, "the old secret is not sent again");
    *provider.0.lock() = Ok(vec!["new"]);
    assert_eq!(token_text(&client).await, "token-1");
    assert_eq!(process.endpoint.requests.lock()[1].body["client_secret"], "new");
}

#[tokio::test(start_paused = true)]
async fn guarantee_14_a_live_token_is_used_while_the_secret_is_rejected() {
    let process = Process::new();
    let client = aged(&process).await;
    *process.endpoint.fallback.lock() = Response::Status(401, r#"{"error":"invalid_client"}"#, None);
    for _ in 0..50 {
        assert_eq!(token_text(&client).await, "token-1");
        advance(10.0).await;
    }
}

#[tokio::test(start_paused = true)]
async fn an_invalid_response_is_not_a_rejection() {
    let process = Process::scripted([Response::Status(200, "<html>", None)]);
    let client = process.client();
    assert_eq!(failure(&client).await.code.as_deref(), Some("ERR_TOKEN_ANSWER"));
    assert_eq!(token_text(&client).await, "token-1", "the next call sends a request");
}

#[tokio::test(start_paused = true)]
async fn guarantee_15_a_response_that_stalls_ends_an_attempt_after_5_and_the_refresh_after_12_seconds() {
    let process = Process::new();
    *process.endpoint.fallback.lock() = Response::Hangs;
    let client = process.client();
    let start = Instant::now();
    let error = failure(&client).await;
    assert_eq!(error.code.as_deref(), Some("ETIMEDOUT"));
    assert_eq!(start.elapsed().as_secs(), 12);
    let starts: Vec<f64> = process.endpoint.requests.lock().iter().map(|request| request.at.duration_since(start).as_secs_f64()).collect();
    assert_eq!(starts.len(), 3);
    assert!((5.0..6.0).contains(&starts[1]), "{starts:?}");
    *process.endpoint.fallback.lock() = Response::Token(3600);
    assert_eq!(token_text(&client).await, "token-1");
}

#[tokio::test(start_paused = true)]
async fn guarantee_16_a_background_refresh_that_fails_is_one_event() {
    let process = Process::new();
    let client = aged(&process).await;
    *process.endpoint.fallback.lock() = Response::Status(400, r#"{"error":"invalid_scope"}"#, None);
    process.endpoint.latency_ms.store(10, Ordering::Relaxed);
    token_text(&client).await;
    advance(1.0).await;
    assert_eq!(process.events.names(), ["Fetched", "RefreshFailed"]);
    let events = process.events.0.lock();
    assert!(matches!(&events[1], TokenEvent::RefreshFailed { token_alive: true, message, .. } if message.contains("invalid_scope")));
}

#[tokio::test(start_paused = true)]
async fn a_busy_endpoint_gets_the_pause_it_asks_for_and_callers_are_spread() {
    for (retry_after, least, most) in [(Some("2"), 6.0, 8.0), (Some("5"), 10.0, 10.0), (None, 4.0, 7.0)] {
        let process = Process::new();
        *process.endpoint.fallback.lock() = Response::Status(429, "{}", retry_after);
        let start = Instant::now();
        assert_eq!(failure(&process.client()).await.status(), Some(429), "{retry_after:?}");
        let took = start.elapsed().as_secs_f64();
        assert_eq!(process.endpoint.count(), 3, "{retry_after:?}");
        assert!((least..=most + 0.1).contains(&took), "{retry_after:?}: {took} s");
    }
    let pause = |retry_after, attempt, jitter| schedule::busy_pause(Duration::from_secs(retry_after), attempt, jitter).as_secs_f64();
    assert_eq!([pause(1, 1, 0.0), pause(1, 1, 1.0), pause(1, 2, 0.0), pause(1, 2, 1.0)], [1.0, 2.0, 3.0, 5.0]);
    assert_eq!([pause(5, 2, 1.0), pause(60, 1, 1.0)], [5.0, 60.0]);
}
