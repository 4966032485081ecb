//! Connections that are being opened: one that fails after its exchange got another one, and ones that nobody waits for.

use super::*;

/// A pool, and two exchanges that wait for connections. The second connection opens first, so the first exchange gets it. The other
/// connection fails after that.
async fn crossed(
    pool: &Arc<Connections<Fake>>,
    server: &Arc<Server>,
) -> (Lease<Fake>, impl Future<Output = Result<Lease<Fake>, BoxError>>) {
    let lost = |_permit| async {
        sleep(OPENING * 2).await;
        Err("lost".into())
    };
    let (first, second) = (Arc::clone(pool), (Arc::clone(pool), Arc::clone(server)));
    let first = tokio::spawn(async move { first.acquire(&origin("a.example"), true, lost).await });
    let second = tokio::spawn(async move { acquire(&second.0, "a.example", &second.1, true).await });
    (first.await.unwrap().expect("the connection of the second exchange"), async { second.await.unwrap() })
}

#[tokio::test(start_paused = true)]
async fn an_exchange_whose_connection_another_one_got_gets_the_error_of_that_one() {
    let (pool, server) = (pool(512), Server::new(9));
    let (held, waiting) = crossed(&pool, &server).await;
    let error =
        timeout(OPENING * 10, waiting).await.expect("it does not wait for the other exchange").err().expect("no connection is left");
    assert_eq!(error.to_string(), "lost");
    drop(held);
    assert_eq!(pool.state.lock().counts(), (1, 1, 0));
}

#[tokio::test(start_paused = true)]
async fn an_exchange_whose_connection_another_one_got_may_get_it_back() {
    let (pool, server) = (pool(512), Server::new(9));
    let (held, waiting) = crossed(&pool, &server).await;
    sleep(OPENING * 2).await;
    drop(held);
    assert_eq!(number(timeout(OPENING * 10, waiting).await.unwrap().expect("the connection")), 0);
}

#[tokio::test(start_paused = true)]
async fn exchanges_with_a_server_that_accepts_no_connection_fail_together() {
    let (pool, server) = (pool(512), Server::new(0));
    for _ in 0..3 {
        let began = Instant::now();
        let all = futures_util::future::join_all((0..20).map(|_| acquire(&pool, "a.example", &server, true))).await;
        assert!(all.iter().all(Result::is_err));
        assert!(began.elapsed() < OPENING * 10, "{:?}", began.elapsed());
    }
}

/// Two exchanges that have given up while their connections were being opened, which takes for ever.
async fn abandoned(pool: &Arc<Connections<Fake>>) {
    for _ in 0..2 {
        let hangs = |permit| async move {
            let _permit: OpenPermit<Fake> = permit;
            std::future::pending().await
        };
        assert!(timeout(Duration::from_secs(2), pool.acquire(&origin("a.example"), true, hangs)).await.is_err());
    }
}

#[tokio::test(start_paused = true)]
async fn connections_that_never_open_and_nobody_waits_for_make_room() {
    for host in ["a.example", "b.example"] {
        let (pool, server) = (pool(TIGHT), Server::new(9));
        abandoned(&pool).await;
        assert_eq!(pool.state.lock().counts(), (TIGHT, 0, 0));
        timeout(OPENING * 2, acquire(&pool, host, &server, true)).await.expect("it does not wait for them").expect("a connection");
        assert_eq!(pool.state.lock().counts(), (TIGHT, 1, 0), "the other one is still being opened");
    }
}

#[tokio::test(start_paused = true)]
async fn a_missing_descriptor_is_taken_from_a_connection_that_nobody_waits_for() {
    let pool = pool(512);
    abandoned(&pool).await;
    assert!(pool.close_idle(&origin("b.example")).await);
    assert!(pool.close_idle(&origin("b.example")).await);
    assert!(!pool.close_idle(&origin("b.example")).await);
    assert_eq!(pool.state.lock().counts(), (0, 0, 0));
}
