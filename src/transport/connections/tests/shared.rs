//! Connections that carry several exchanges at a time, and those that are opened before they are needed.

use super::super::expect::Expectation;
use super::*;

/// How many exchanges a connection of the server carries.
const SEATS: usize = 100;

fn https() -> SharedOrigin {
    Arc::new(Origin::new(1, &"https://a.example/".parse().unwrap(), true).unwrap())
}

/// A connection for a GET to a server with which HTTP/2 may be spoken.
async fn share(pool: &Arc<Connections<Fake>>, server: &Arc<Server>) -> Lease<Fake> {
    let server = Arc::clone(server);
    pool.acquire(&https(), true, move |permit| server.accept(permit)).await.expect("the server accepts it")
}

async fn shares(pool: &Arc<Connections<Fake>>, server: &Arc<Server>, count: usize) -> Vec<Lease<Fake>> {
    futures_util::future::join_all((0..count).map(|_| share(pool, server))).await
}

fn expect(pool: &Arc<Connections<Fake>>, server: &Arc<Server>) -> Expectation<Fake> {
    let server = Arc::clone(server);
    pool.expect(&https(), move |permit| server.accept(permit))
}

fn accepted(server: &Server) -> usize {
    server.accepted.load(Ordering::SeqCst)
}

#[tokio::test(start_paused = true)]
async fn exchanges_one_after_another_use_one_connection() {
    let (pool, server) = (pool(512), Server::with_seats(99, SEATS));
    for _ in 0..5 {
        assert_eq!(number(share(&pool, &server).await), 0);
    }
    sleep(OPENING).await;
    assert_eq!((accepted(&server), pool.state.lock().counts()), (1, (1, 1, 0)));
}

#[tokio::test(start_paused = true)]
async fn a_burst_shares_a_few_connections_evenly() {
    let (pool, server) = (pool(512), Server::with_seats(99, SEATS));
    drop(share(&pool, &server).await);
    drop(shares(&pool, &server, 64).await);
    sleep(OPENING * 2).await;
    assert_eq!((accepted(&server), pool.state.lock().counts()), (8, (8, 8, 0)));
    let leases = shares(&pool, &server, 64).await;
    let mut exchanges = [0; 8];
    for mut lease in leases {
        exchanges[lease.get().number] += 1;
    }
    assert_eq!(exchanges, [8; 8]);
}

#[tokio::test(start_paused = true)]
async fn a_thousand_exchanges_need_few_connections_and_wait_for_one_only() {
    let (pool, server) = (pool(512), Server::with_seats(99, SEATS));
    let began = Instant::now();
    let leases = timeout(OPENING * 2, shares(&pool, &server, 1000)).await.expect("all get a seat at once");
    assert_eq!((began.elapsed(), accepted(&server)), (OPENING, 50));
    drop(leases);
}

#[tokio::test(start_paused = true)]
async fn exchanges_that_have_no_seat_wait_for_one() {
    let (pool, server) = (pool(512), Server::with_seats(1, 2));
    let held = shares(&pool, &server, 2).await;
    let mut third = Box::pin(share(&pool, &server));
    assert!(timeout(OPENING / 2, &mut third).await.is_err());
    drop(held);
    assert_eq!(number(third.await), 0);
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_takes_no_more_exchanges_stays_open_for_those_on_it() {
    let (pool, server) = (pool(512), Server::with_seats(99, SEATS));
    let mut first = share(&pool, &server).await;
    server.close(0);
    let mut second = share(&pool, &server).await;
    assert_eq!((first.get().number, second.get().number), (0, 1));
    assert_eq!(server.open.load(Ordering::SeqCst), 2);
    drop(first);
    sleep(OPENING).await;
    assert_eq!((server.open.load(Ordering::SeqCst), pool.state.lock().counts()), (1, (1, 0, 0)));
}

#[tokio::test(start_paused = true)]
async fn a_connection_without_an_answer_gets_no_further_exchange() {
    let (pool, server) = (pool(512), Server::with_seats(99, SEATS));
    let (other, sent_at) = (share(&pool, &server).await, now() + Duration::from_secs(1));
    let lost = share(&pool, &server).await;
    lost.close_unproven(sent_at);
    drop((other, lost));
    sleep(OPENING).await;
    assert_eq!(number(share(&pool, &server).await), 1);
    // One that answers another exchange meanwhile is alive.
    let (mut alive, lost) = (share(&pool, &server).await, share(&pool, &server).await);
    let sent_at = now();
    sleep(Duration::from_secs(1)).await;
    alive.answered(None);
    lost.close_unproven(sent_at);
    assert_eq!((alive.get().number, pool.state.lock().host(&https()).shared.len()), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn connections_are_opened_for_exchanges_that_will_come() {
    for (seats, connections) in [(SEATS, 50), (1, 64)] {
        let (pool, server) = (pool(512), Server::with_seats(99, seats));
        let token = share(&pool, &server).await;
        let announced: Vec<_> = (0..1000).map(|_| expect(&pool, &server)).collect();
        sleep(OPENING * 3).await;
        assert_eq!(accepted(&server), connections);
        drop((token, announced));
        let began = Instant::now();
        drop(shares(&pool, &server, 64).await);
        assert_eq!((began.elapsed(), accepted(&server)), (Duration::ZERO, connections));
    }
}

#[tokio::test(start_paused = true)]
async fn one_exchange_that_will_come_uses_the_connection_of_the_token_request() {
    let (pool, server) = (pool(512), Server::with_seats(99, SEATS));
    let announced = expect(&pool, &server);
    let token = share(&pool, &server).await;
    sleep(OPENING * 2).await;
    assert_eq!(accepted(&server), 1);
    drop((token, announced));
    sleep(OPENING).await;
    assert_eq!(pool.state.lock().counts(), (1, 1, 0));
}

#[tokio::test(start_paused = true)]
async fn an_announcement_leaves_nothing_behind() {
    let (pool, server) = (pool(512), Server::new(0));
    let announced: Vec<_> = (0..10).map(|_| expect(&pool, &server)).collect();
    sleep(Duration::from_secs(3)).await;
    drop(announced);
    assert_eq!(pool.state.lock().counts(), (0, 0, 0));
}
