//! Guarantees 17 to 19: a 401 and the token. Relayed 401s (20 to 22) are in `call/tests.rs`.

use futures_util::future::join_all;

use super::support::*;

#[tokio::test(start_paused = true)]
async fn guarantee_17_a_hundred_401s_are_one_refresh() {
    let process = Process::new();
    let client = process.client();
    let token = client.token().await.unwrap();
    let replays = join_all((0..100).map(|_| client.after_401(&token))).await;
    assert!(replays.iter().all(|replay| text(replay.as_ref().unwrap()) == "token-2"));
    assert_eq!(process.endpoint.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn guarantee_18_a_late_401_leaves_the_newer_token_alone() {
    let process = Process::new();
    let client = process.client();
    let old = client.token().await.unwrap();
    client.after_401(&old).await.unwrap();
    let replay = client.after_401(&old).await.unwrap();
    assert_eq!(text(&replay), "token-2");
    assert_eq!(token_text(&client).await, "token-2");
    assert_eq!(process.endpoint.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn guarantee_19_401s_cause_at_most_one_refresh_in_ten_seconds_and_three_in_a_minute() {
    let process = Process::new();
    let client = process.client();
    let start = tokio::time::Instant::now();
    let mut token = client.token().await.unwrap();
    // For two minutes every token is rejected twice a second.
    while start.elapsed().as_secs() < 120 {
        if let Some(other) = client.after_401(&token).await {
            token = other;
        }
        advance(0.5).await;
    }
    let requests: Vec<_> = process.endpoint.requests.lock().iter().skip(1).map(|request| request.at).collect();
    for pair in requests.windows(2) {
        assert!(pair[1].duration_since(pair[0]).as_secs_f64() >= 10.0);
    }
    for four in requests.windows(4) {
        assert!(four[3].duration_since(four[0]).as_secs_f64() >= 60.0, "{four:?}");
    }
    assert!((5..=7).contains(&requests.len()), "{} in two minutes", requests.len());
    assert!(client.live().is_some(), "the last token stays");
}

#[tokio::test(start_paused = true)]
async fn guarantee_19_without_a_new_token_the_caller_gets_the_401() {
    let process = Process::new();
    let client = process.client();
    let token = client.token().await.unwrap();
    *process.endpoint.fallback.lock() = Response::Status(401, r#"{"error":"invalid_client"}"#, None);
    assert!(client.after_401(&token).await.is_none());
    assert!(client.token().await.is_err(), "the rejected token is not sent again");
}
