//! Guarantees 23, 24, 26 and 38: callers that give up, flights that are late, suppliers that end.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use futures_util::future::join_all;
use tokio::time::Instant;

use super::world::*;
use crate::future::BoxFuture;
use crate::secret::Secret;
use crate::tokens::events::Cause;
use crate::tokens::{Credential, CredentialProvider, ProviderError};

#[tokio::test(start_paused = true)]
async fn guarantee_23_who_started_the_flight_may_leave() {
    let world = World::new();
    world.endpoint.takes_ms.store(1_000, Ordering::Relaxed);
    let client = world.client();
    let calls: Vec<_> = (0..100)
        .map(|_| {
            tokio::spawn({
                let client = client.clone();
                async move { got(&client).await }
            })
        })
        .collect();
    settle().await;
    calls[0].abort();
    let landed = join_all(calls).await;
    assert!(landed[0].as_ref().unwrap_err().is_cancelled());
    assert!(landed[1..].iter().all(|token| token.as_ref().unwrap() == "token-1"));
    assert_eq!(world.endpoint.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn guarantee_23_when_all_leave_the_flight_still_lands() {
    let world = World::new();
    world.endpoint.takes_ms.store(1_000, Ordering::Relaxed);
    let client = world.client();
    let calls: Vec<_> = (0..100)
        .map(|_| {
            tokio::spawn({
                let client = client.clone();
                async move { got(&client).await }
            })
        })
        .collect();
    settle().await;
    calls.iter().for_each(tokio::task::JoinHandle::abort);
    pass(1.1).await;
    assert!(client.live().is_some());
    assert_eq!(world.endpoint.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn guarantee_24_a_flight_that_was_left_behind_changes_nothing() {
    let world = World::new();
    let client = world.client();
    got(&client).await;
    pass(3_000.0).await;
    world.endpoint.takes_ms.store(4_000, Ordering::Relaxed);
    got(&client).await;
    settle().await;
    assert_eq!(world.endpoint.count(), 2, "the older flight is on its way");
    client.invalidate();
    world.endpoint.takes_ms.store(1_000, Ordering::Relaxed);
    let newer = got(&client).await;
    assert_eq!(world.endpoint.count(), 3);
    pass(5.0).await;
    assert_eq!(got(&client).await, newer, "the older flight's token came later and is not taken");
    assert_eq!(world.endpoint.count(), 3);
}

#[tokio::test(start_paused = true)]
async fn guarantee_24_a_flight_that_was_left_behind_does_not_clear_the_newer_one() {
    let world = World::new();
    let client = world.client();
    got(&client).await;
    pass(3_000.0).await;
    world.endpoint.takes_ms.store(1_000, Ordering::Relaxed);
    got(&client).await;
    settle().await;
    client.invalidate();
    world.endpoint.takes_ms.store(3_000, Ordering::Relaxed);
    let waiter = tokio::spawn({
        let client = client.clone();
        async move { got(&client).await }
    });
    pass(1.5).await;
    let second = tokio::spawn({
        let client = client.clone();
        async move { got(&client).await }
    });
    settle().await;
    assert_eq!(world.endpoint.count(), 3, "the second joins the newer flight");
    assert_eq!(waiter.await.unwrap(), second.await.unwrap());
}

/// Its worker ends as soon as it is asked.
struct Ends;

impl CredentialProvider for Ends {
    fn supply(&self) -> BoxFuture<'static, Result<Vec<Secret>, ProviderError>> {
        Box::pin(async { Err(ProviderError::Gone) })
    }
}

/// Gives a secret once, then nothing for ever.
struct NeverAgain(std::sync::atomic::AtomicBool);

impl CredentialProvider for NeverAgain {
    fn supply(&self) -> BoxFuture<'static, Result<Vec<Secret>, ProviderError>> {
        let first = !self.0.swap(true, Ordering::Relaxed);
        Box::pin(async move { if first { Ok(vec![Secret::new("secret-1".into())]) } else { std::future::pending().await } })
    }
}

#[tokio::test(start_paused = true)]
async fn guarantee_26_when_one_workers_supplier_ends_anothers_serves() {
    let world = World::new();
    let a = Changing::new(&["secret-1"]);
    let in_a = world.client_with(|options| options.client_secret = a.value());
    let in_b = world.client_with(|options| options.client_secret = Changing::new(&["secret-1"]).value());
    got(&in_a).await;
    got(&in_b).await;
    *a.0.lock() = Err(ProviderError::Gone);
    in_b.invalidate();
    assert_eq!(got(&in_b).await, "token-2");
    assert_eq!(world.endpoint.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn guarantee_26_a_supplier_that_never_settles_is_left_after_5_seconds() {
    let world = World::new();
    let client = world.client_with(|options| options.client_secret = Credential::Provider(Arc::new(NeverAgain(false.into()))));
    let start = Instant::now();
    let error = failure(&client).await;
    assert_eq!(error.code.as_deref(), Some("ERR_SUPPLIER"));
    assert!(error.message.contains("gave nothing within 5 s"), "{}", error.message);
    assert_eq!(start.elapsed().as_secs(), 5);
    assert_eq!(world.endpoint.count(), 0);
}

#[tokio::test(start_paused = true)]
async fn guarantee_26_when_every_supplier_has_ended_the_error_says_so() {
    let world = World::new();
    let client = world.client_with(|options| options.client_secret = Credential::Provider(Arc::new(Ends)));
    assert!(client.token().await.is_err());
    assert_eq!(world.endpoint.count(), 0);
}

#[tokio::test(start_paused = true)]
async fn guarantee_38_a_day_of_steady_load_is_30_to_35_requests_each_with_its_cause() {
    let world = World::new();
    let client = world.client();
    for _ in 0..86_400 / 5 {
        assert!(client.token().await.is_ok());
        settle().await;
        tokio::time::advance(std::time::Duration::from_secs(5)).await;
    }
    let stats = client.stats();
    assert!((30..=35).contains(&stats.figures.requests), "{}", stats.figures.requests);
    assert_eq!(stats.figures.causes.of(Cause::Cold), 1);
    assert_eq!(stats.figures.causes.of(Cause::Refresh), stats.figures.requests - 1);
    assert_eq!(stats.figures.failures, 0);
    assert_eq!(stats.generation, stats.figures.requests);
    assert_eq!(stats.fingerprint.unwrap().len(), 16);
}

#[tokio::test(start_paused = true)]
async fn guarantee_38_each_request_has_its_cause() {
    let world = World::new();
    let client = world.client();
    let token = client.token().await.unwrap();
    client.after_401(&token).await.unwrap();
    client.refresh().await.unwrap();
    pass(3_599.0).await;
    got(&client).await;
    let causes = client.stats().figures.causes;
    assert_eq!(
        (
            causes.of(Cause::Cold),
            causes.of(Cause::Rejected),
            causes.of(Cause::Forced),
            causes.of(Cause::Hard),
            causes.of(Cause::Refresh),
            causes.of(Cause::StoreMiss)
        ),
        (1, 1, 1, 1, 0, 0)
    );
    let json = client.stats().json();
    assert_eq!(json["causes"]["401"], 1);
    assert_eq!(json["requests"], 4);
}

#[tokio::test(start_paused = true)]
async fn with_the_last_client_the_secrets_go_and_the_token_at_its_end() {
    let world = World::new();
    let (first, second) = (world.client(), world.client());
    got(&first).await;
    let manager = first.manager_for_test();
    drop(first);
    assert_eq!(manager.kept(), (1, true), "the other client needs them");
    drop(second);
    assert_eq!(manager.kept(), (0, true));
    for _ in 0..3 {
        assert_eq!(got(&world.client()).await, "token-1", "a client for each request needs one token request");
        pass(900.0).await;
        assert_eq!(manager.kept(), (0, true));
    }
    pass(901.0).await;
    assert_eq!(manager.kept(), (0, false));
    assert_eq!(got(&world.client()).await, "token-2");
}

#[tokio::test(start_paused = true)]
async fn a_flight_keeps_its_secrets_until_it_has_landed_when_the_last_client_has_gone() {
    let world = World::scripted([Says::Status(503, "", None)]);
    let client = world.client();
    let manager = client.manager_for_test();
    let call = tokio::spawn(async move { client.token().await.map(drop) });
    settle().await;
    call.abort();
    settle().await;
    assert!(manager.is_refreshing());
    assert_eq!(manager.kept(), (1, false));
    pass(2.0).await;
    assert_eq!(manager.kept(), (0, true));
    assert_eq!(got(&world.client()).await, "token-1");
}
