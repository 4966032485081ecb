//! Guarantees 23, 24, 26 and 38: callers that give up, refreshes that are late, providers that end.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use futures_util::future::join_all;
use tokio::time::Instant;

use super::support::*;
use crate::future::BoxFuture;
use crate::secret::Secret;
use crate::tokens::{Cause, ClientTokens, Credential, CredentialProvider, ProviderError};

/// A hundred calls that need the token at the same time, each in a task of its own.
fn hundred_calls(client: &ClientTokens) -> Vec<tokio::task::JoinHandle<String>> {
    let call = |_| {
        let client = client.clone();
        tokio::spawn(async move { token_text(&client).await })
    };
    (0..100).map(call).collect()
}

#[tokio::test(start_paused = true)]
async fn guarantee_23_the_caller_that_started_the_refresh_may_give_up() {
    let process = Process::new();
    process.endpoint.latency_ms.store(1_000, Ordering::Relaxed);
    let client = process.client();
    let calls = hundred_calls(&client);
    settle().await;
    calls[0].abort();
    let outcomes = join_all(calls).await;
    assert!(outcomes[0].as_ref().unwrap_err().is_cancelled());
    assert!(outcomes[1..].iter().all(|token| token.as_ref().unwrap() == "token-1"));
    assert_eq!(process.endpoint.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn guarantee_23_the_refresh_completes_when_all_callers_give_up() {
    let process = Process::new();
    process.endpoint.latency_ms.store(1_000, Ordering::Relaxed);
    let client = process.client();
    let calls = hundred_calls(&client);
    settle().await;
    calls.iter().for_each(tokio::task::JoinHandle::abort);
    advance(1.1).await;
    assert!(client.live().is_some());
    assert_eq!(process.endpoint.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn guarantee_24_an_abandoned_refresh_changes_nothing() {
    let process = Process::new();
    let client = process.client();
    token_text(&client).await;
    advance(3_000.0).await;
    process.endpoint.latency_ms.store(4_000, Ordering::Relaxed);
    token_text(&client).await;
    settle().await;
    assert_eq!(process.endpoint.count(), 2, "the older refresh is running");
    client.invalidate();
    process.endpoint.latency_ms.store(1_000, Ordering::Relaxed);
    let newer = token_text(&client).await;
    assert_eq!(process.endpoint.count(), 3);
    advance(5.0).await;
    assert_eq!(token_text(&client).await, newer, "the token of the older refresh came later and is not used");
    assert_eq!(process.endpoint.count(), 3);
}

#[tokio::test(start_paused = true)]
async fn guarantee_24_an_abandoned_refresh_does_not_clear_the_newer_one() {
    let process = Process::new();
    let client = process.client();
    token_text(&client).await;
    advance(3_000.0).await;
    process.endpoint.latency_ms.store(1_000, Ordering::Relaxed);
    token_text(&client).await;
    settle().await;
    client.invalidate();
    process.endpoint.latency_ms.store(3_000, Ordering::Relaxed);
    let waiter = tokio::spawn({
        let client = client.clone();
        async move { token_text(&client).await }
    });
    advance(1.5).await;
    let second = tokio::spawn({
        let client = client.clone();
        async move { token_text(&client).await }
    });
    settle().await;
    assert_eq!(process.endpoint.count(), 3, "the second call joins the newer refresh");
    assert_eq!(waiter.await.unwrap(), second.await.unwrap());
}

/// A provider whose worker ends.
struct EndedProvider;

impl CredentialProvider for EndedProvider {
    fn provide(&self) -> BoxFuture<'static, Result<Vec<Secret>, ProviderError>> {
        Box::pin(async { Err(ProviderError::Gone) })
    }
}

/// Provides a secret once, and hangs after that.
struct HangsLater(std::sync::atomic::AtomicBool);

impl CredentialProvider for HangsLater {
    fn provide(&self) -> BoxFuture<'static, Result<Vec<Secret>, ProviderError>> {
        let first = !self.0.swap(true, Ordering::Relaxed);
        Box::pin(async move { if first { Ok(vec![Secret::new("secret-1".into())]) } else { std::future::pending().await } })
    }
}

#[tokio::test(start_paused = true)]
async fn guarantee_26_if_the_provider_of_one_worker_has_ended_that_of_another_is_asked() {
    let process = Process::new();
    let a = ChangingProvider::new(&["secret-1"]);
    let in_a = process.client_with(|options| options.client_secret = a.value());
    let in_b = process.client_with(|options| options.client_secret = ChangingProvider::new(&["secret-1"]).value());
    token_text(&in_a).await;
    token_text(&in_b).await;
    *a.0.lock() = Err(ProviderError::Gone);
    in_b.invalidate();
    assert_eq!(token_text(&in_b).await, "token-2");
    assert_eq!(process.endpoint.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn guarantee_26_a_provider_that_hangs_fails_after_5_seconds() {
    let process = Process::new();
    let client = process.client_with(|options| options.client_secret = Credential::Provider(Arc::new(HangsLater(false.into()))));
    let start = Instant::now();
    let error = failure(&client).await;
    assert_eq!(error.code.as_deref(), Some("ERR_SUPPLIER"));
    assert!(error.message.contains("gave nothing within 5 s"), "{}", error.message);
    assert_eq!(start.elapsed().as_secs(), 5);
    assert_eq!(process.endpoint.count(), 0);
}

#[tokio::test(start_paused = true)]
async fn guarantee_26_if_every_provider_has_ended_the_call_fails() {
    let process = Process::new();
    let client = process.client_with(|options| options.client_secret = Credential::Provider(Arc::new(EndedProvider)));
    assert!(client.token().await.is_err());
    assert_eq!(process.endpoint.count(), 0);
}

#[tokio::test(start_paused = true)]
async fn guarantee_38_a_day_of_steady_load_is_30_to_35_requests_each_with_its_cause() {
    let process = Process::new();
    let client = process.client();
    for _ in 0..86_400 / 5 {
        assert!(client.token().await.is_ok());
        settle().await;
        tokio::time::advance(std::time::Duration::from_secs(5)).await;
    }
    let stats = client.stats();
    assert!((30..=35).contains(&stats.counters.requests), "{}", stats.counters.requests);
    assert_eq!(stats.counters.causes.of(Cause::Cold), 1);
    assert_eq!(stats.counters.causes.of(Cause::Refresh), stats.counters.requests - 1);
    assert_eq!(stats.counters.failures, 0);
    assert_eq!(stats.generation, stats.counters.requests);
    assert_eq!(stats.fingerprint.unwrap().len(), 16);
}

#[tokio::test(start_paused = true)]
async fn guarantee_38_each_request_has_its_cause() {
    let process = Process::new();
    let client = process.client();
    let token = client.token().await.unwrap();
    client.after_401(&token).await.unwrap();
    client.refresh().await.unwrap();
    advance(3_599.0).await;
    token_text(&client).await;
    let causes = client.stats().counters.causes;
    assert_eq!(
        (
            causes.of(Cause::Cold),
            causes.of(Cause::Rejected),
            causes.of(Cause::Forced),
            causes.of(Cause::Expired),
            causes.of(Cause::Refresh),
            causes.of(Cause::StoreMiss)
        ),
        (1, 1, 1, 1, 0, 0)
    );
    assert_eq!(client.stats().counters.requests, 4);
}

#[tokio::test(start_paused = true)]
async fn the_last_client_takes_the_secrets_with_it_and_the_token_stays_until_it_expires() {
    let process = Process::new();
    let (first, second) = (process.client(), process.client());
    token_text(&first).await;
    let manager = first.manager_for_test();
    drop(first);
    assert_eq!(manager.retained(), (1, true), "the other client needs the secrets");
    drop(second);
    assert_eq!(manager.retained(), (0, true));
    for _ in 0..3 {
        assert_eq!(token_text(&process.client()).await, "token-1", "a client for each request needs one token request");
        advance(900.0).await;
        assert_eq!(manager.retained(), (0, true));
    }
    advance(901.0).await;
    assert_eq!(manager.retained(), (0, false));
    assert_eq!(token_text(&process.client()).await, "token-2");
}

#[tokio::test(start_paused = true)]
async fn a_refresh_keeps_its_secrets_after_the_last_client_is_gone() {
    let process = Process::scripted([Response::Status(503, "", None)]);
    let client = process.client();
    let manager = client.manager_for_test();
    let call = tokio::spawn(async move { client.token().await.map(drop) });
    settle().await;
    call.abort();
    settle().await;
    assert!(manager.is_refreshing());
    assert_eq!(manager.retained(), (1, false));
    advance(2.0).await;
    assert_eq!(manager.retained(), (0, true));
    assert_eq!(token_text(&process.client()).await, "token-1");
}
