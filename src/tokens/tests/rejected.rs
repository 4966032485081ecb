//! Guarantees 17 to 19: what a 401 does to the token. That of the proxy (20 to 22) is in `client/tests.rs`.

use futures_util::future::join_all;

use super::world::*;

#[tokio::test(start_paused = true)]
async fn guarantee_17_a_hundred_401s_are_one_refresh() {
    let world = World::new();
    let client = world.client();
    let token = client.token().await.unwrap();
    let replays = join_all((0..100).map(|_| client.after_401(&token))).await;
    assert!(replays.iter().all(|replay| text(replay.as_ref().unwrap()) == "token-2"));
    assert_eq!(world.endpoint.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn guarantee_18_a_late_401_leaves_the_newer_token_alone() {
    let world = World::new();
    let client = world.client();
    let old = client.token().await.unwrap();
    client.after_401(&old).await.unwrap();
    let replay = client.after_401(&old).await.unwrap();
    assert_eq!(text(&replay), "token-2");
    assert_eq!(got(&client).await, "token-2");
    assert_eq!(world.endpoint.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn guarantee_19_401s_force_one_refresh_in_ten_seconds_and_three_in_a_minute() {
    let world = World::new();
    let client = world.client();
    let start = tokio::time::Instant::now();
    let mut token = client.token().await.unwrap();
    // Every token is refused at once, every half second, for two minutes.
    while start.elapsed().as_secs() < 120 {
        if let Some(other) = client.after_401(&token).await {
            token = other;
        }
        pass(0.5).await;
    }
    let asked: Vec<_> = world.endpoint.asked.lock().iter().skip(1).map(|asked| asked.at).collect();
    for pair in asked.windows(2) {
        assert!(pair[1].duration_since(pair[0]).as_secs_f64() >= 10.0);
    }
    for four in asked.windows(4) {
        assert!(four[3].duration_since(four[0]).as_secs_f64() >= 60.0, "{four:?}");
    }
    assert!((5..=7).contains(&asked.len()), "{} in two minutes", asked.len());
    assert!(client.live().is_some(), "the last token stays: nothing better is to be had");
}

#[tokio::test(start_paused = true)]
async fn guarantee_19_when_no_new_token_is_to_be_had_the_401_is_what_the_caller_sees() {
    let world = World::new();
    let client = world.client();
    let token = client.token().await.unwrap();
    *world.endpoint.always.lock() = Says::Status(401, r#"{"error":"invalid_client"}"#, None);
    assert!(client.after_401(&token).await.is_none());
    assert!(client.token().await.is_err(), "the refused token is not sent again");
}
