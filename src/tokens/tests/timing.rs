//! Guarantees 7 to 10: when a token is refreshed, and when it is no longer used.

use std::collections::BTreeSet;
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::support::*;
use crate::tokens::schedule;

#[test]
fn guarantee_07_the_refresh_age_is_seventy_to_eighty_percent_and_the_stop_age_leaves_a_margin() {
    let life = Duration::from_secs(120);
    for step in 0..=100 {
        let age = schedule::refresh_age(life, f64::from(step) / 100.0).as_secs_f64();
        assert!((84.0..=96.0).contains(&age), "{age}");
    }
    assert_eq!(schedule::stop_age(life), Duration::from_secs(114));
    assert_eq!(schedule::stop_age(Duration::from_secs(3600)), Duration::from_secs(3570));
    assert_eq!(schedule::stop_age(Duration::from_secs(2)), Duration::from_millis(1900));
}

#[tokio::test(start_paused = true)]
async fn guarantee_07_the_refresh_age_is_drawn_once_for_each_token() {
    let process = Process::new();
    let client = process.client();
    let mut drawn = BTreeSet::new();
    for _ in 0..20 {
        let token = client.token().await.unwrap();
        drawn.insert(token.refresh_age);
        advance(3_590.0).await;
    }
    assert!(drawn.len() > 15, "each token has its own: {drawn:?}");
    assert!(drawn.iter().all(|age| (2_520.0..=2_880.0).contains(&age.as_secs_f64())));
}

#[tokio::test(start_paused = true)]
async fn guarantee_07_a_token_of_two_seconds_takes_one_request() {
    let process = Process::new();
    *process.endpoint.fallback.lock() = Response::Token(2);
    let client = process.client();
    for _ in 0..13 {
        assert_eq!(token_text(&client).await, "token-1");
        advance(0.1).await;
    }
    assert_eq!(process.endpoint.count(), 1);
}

#[test]
fn guarantee_08_a_thousand_processes_refresh_over_at_least_300_seconds() {
    let life = Duration::from_secs(3600);
    let mut ages: Vec<f64> = (0..1_000).map(|_| schedule::refresh_age(life, crate::jitter::jitter()).as_secs_f64()).collect();
    ages.sort_by(f64::total_cmp);
    assert!(ages[999] - ages[0] >= 300.0, "{} to {}", ages[0], ages[999]);
    // They are spread evenly: each tenth of the span holds 4 % to 20 % of them.
    for tenth in 0..10 {
        let from = 2_520.0 + 36.0 * f64::from(tenth);
        let here = ages.iter().filter(|age| (from..from + 36.0).contains(*age)).count();
        assert!((40..=200).contains(&here), "{here} from {from}");
    }
}

#[tokio::test(start_paused = true)]
async fn guarantee_09_the_age_of_a_token_counts_from_its_request() {
    let process = Process::new();
    process.endpoint.latency_ms.store(4_000, Ordering::Relaxed);
    let client = process.client();
    let token = client.token().await.unwrap();
    assert_eq!(token.lifetime, Duration::from_secs(3600));
    assert_eq!(client.stats().age_seconds, Some(4.0));
    assert_eq!(client.stats().expires_in_seconds, Some(3596.0));
}

#[tokio::test(start_paused = true)]
async fn guarantee_10_the_same_token_again_delays_the_next_refresh_and_does_not_live_longer() {
    let process = Process::new();
    *process.endpoint.fallback.lock() = Response::SameToken("again", 3600);
    let client = process.client();
    token_text(&client).await;
    advance(2_900.0).await;
    token_text(&client).await;
    settle().await;
    assert_eq!(process.endpoint.count(), 2);
    let left = client.stats().expires_in_seconds.unwrap();
    assert!((699.0..=700.0).contains(&left), "it expires as before: {left}");
    // 700 s are left: the next refresh comes after 350 s, the one after that after half of the rest.
    advance(340.0).await;
    token_text(&client).await;
    settle().await;
    assert_eq!(process.endpoint.count(), 2);
    advance(11.0).await;
    token_text(&client).await;
    settle().await;
    assert_eq!(process.endpoint.count(), 3);
    for _ in 0..30 {
        token_text(&client).await;
    }
    assert_eq!(process.endpoint.count(), 3);
}
