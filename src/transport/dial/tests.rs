//! The order and the times of the attempts, by tokio's paused clock, and real connections.

use std::cell::RefCell;

use super::*;

const LIMIT: Duration = Duration::from_secs(4);

fn v4(last: u8) -> SocketAddr {
    SocketAddr::from(([192, 0, 2, last], 443))
}

fn v6(last: u16) -> SocketAddr {
    SocketAddr::from(([0x2001, 0xdb8, 0, 0, 0, 0, 0, last], 443))
}

/// What an address does.
#[derive(Clone, Copy)]
enum Does {
    Connect(u64),
    Fail(u64, io::ErrorKind),
    Nothing,
}

/// The outcome of a race between addresses that do this, how long it took, and when which address was tried, in milliseconds.
async fn run(addresses: &[(SocketAddr, Does)]) -> (Result<SocketAddr, DialError>, u128, Vec<(SocketAddr, u128)>) {
    let (began, tried) = (Instant::now(), RefCell::new(Vec::new()));
    let connect = |address| {
        tried.borrow_mut().push((address, began.elapsed().as_millis()));
        let does = addresses.iter().find(|(known, _)| *known == address).unwrap().1;
        async move {
            match does {
                Does::Connect(after) => tokio::time::sleep(Duration::from_millis(after)).await,
                Does::Fail(after, kind) => {
                    tokio::time::sleep(Duration::from_millis(after)).await;
                    return Err(kind.into());
                }
                Does::Nothing => std::future::pending().await,
            }
            Ok(address)
        }
    };
    let order: Vec<_> = addresses.iter().map(|(address, _)| *address).collect();
    let outcome = race(&order, LIMIT, connect).await;
    (outcome, began.elapsed().as_millis(), tried.into_inner())
}

#[tokio::test(start_paused = true)]
async fn the_next_address_is_tried_after_a_quarter_of_a_second_beside_the_first() {
    let (outcome, took, tried) = run(&[(v4(1), Does::Nothing), (v4(2), Does::Connect(40))]).await;
    assert_eq!((outcome.unwrap(), took / 10), (v4(2), 29));
    assert_eq!(tried.len(), 2);
    // Four of five are dead.
    let mut addresses: Vec<_> = (1..5).map(|last| (v4(last), Does::Nothing)).collect();
    addresses.push((v4(5), Does::Connect(40)));
    let (outcome, took, _) = run(&addresses).await;
    assert_eq!((outcome.unwrap(), took / 10), (v4(5), 104));
    // The first is only slow: it wins although the second was tried.
    let (outcome, took, tried) = run(&[(v4(1), Does::Connect(300)), (v4(2), Does::Connect(300))]).await;
    assert_eq!((outcome.unwrap(), took / 10, tried.len()), (v4(1), 30, 2));
    // The first is quick: the second is not tried.
    let (outcome, _, tried) = run(&[(v4(1), Does::Connect(100)), (v4(2), Does::Connect(1))]).await;
    assert_eq!((outcome.unwrap(), tried.len()), (v4(1), 1));
}

#[tokio::test(start_paused = true)]
async fn an_address_that_fails_is_not_waited_for() {
    let refused = Does::Fail(1, io::ErrorKind::ConnectionRefused);
    let (outcome, took, tried) = run(&[(v4(1), refused), (v4(2), refused), (v4(3), Does::Connect(1))]).await;
    assert_eq!(outcome.unwrap(), v4(3));
    assert!(took < 20, "{took}");
    assert_eq!(tried.iter().map(|(address, _)| *address).collect::<Vec<_>>(), [v4(1), v4(2), v4(3)]);
}

#[tokio::test(start_paused = true)]
async fn the_last_of_many_dead_addresses_has_its_chance() {
    for count in [9, 20, 60, 150] {
        let mut addresses: Vec<_> = (1..=count).map(|last| (v4(last), Does::Nothing)).collect();
        addresses.push((v6(1), Does::Nothing));
        addresses.push((v4(250), Does::Connect(1500)));
        let (outcome, took, _) = run(&addresses).await;
        assert_eq!(outcome.unwrap(), v4(250), "{count}");
        assert!(took < LIMIT.as_millis());
    }
    assert_eq!(attempt_delay(2, LIMIT), ATTEMPT_DELAY);
    assert_eq!(attempt_delay(0, LIMIT), ATTEMPT_DELAY);
    assert_eq!(attempt_delay(usize::MAX, LIMIT), MIN_ATTEMPT_DELAY);
}

#[tokio::test(start_paused = true)]
async fn the_whole_ends_at_the_limit_and_names_what_each_address_did() {
    let (outcome, took, _) = run(&[(v4(1), Does::Nothing), (v6(1), Does::Nothing)]).await;
    let error = outcome.unwrap_err();
    assert_eq!((took / 10, error.fault(), error.is_silence()), (400, ConnectionFault::TimedOut, true));
    let refused = Does::Fail(1, io::ErrorKind::ConnectionRefused);
    let (outcome, took, _) = run(&[(v4(1), refused), (v6(1), Does::Nothing)]).await;
    let error = outcome.unwrap_err();
    assert_eq!((took / 10, error.fault(), error.is_silence()), (400, ConnectionFault::Refused, false));
    assert_eq!(error.to_string(), "ECONNREFUSED 192.0.2.1:443, ETIMEDOUT [2001:db8::1]:443");
    let many: Vec<_> = (1..=9).map(|last| (v4(last), refused)).collect();
    let text = run(&many).await.0.unwrap_err().to_string();
    assert!(text.ends_with("ECONNREFUSED 192.0.2.4:443 and 5 more"), "{text}");
}

#[tokio::test(start_paused = true)]
async fn a_family_without_a_route_does_not_hide_what_the_other_one_met() {
    let (no_route, refused) = (Does::Fail(0, io::ErrorKind::NetworkUnreachable), Does::Fail(0, io::ErrorKind::ConnectionRefused));
    assert_eq!(run(&[(v6(1), no_route), (v4(1), refused)]).await.0.unwrap_err().fault(), ConnectionFault::Refused);
    assert_eq!(run(&[(v6(1), no_route), (v4(1), no_route)]).await.0.unwrap_err().fault(), ConnectionFault::NetworkUnreachable);
}

#[test]
fn the_families_take_turns_and_keep_their_order() {
    let order = |addresses: &[SocketAddr]| Vec::from(interleave(addresses));
    assert_eq!(order(&[]), []);
    assert_eq!(order(&[v6(1), v6(2), v6(3), v4(1), v4(2)]), [v6(1), v4(1), v6(2), v4(2), v6(3)]);
    assert_eq!(order(&[v4(9), v4(1), v6(2), v6(1)]), [v4(9), v6(2), v4(1), v6(1)]);
    assert_eq!(order(&[v4(1), v4(1), v4(2), v4(1)]), [v4(1), v4(2)]);
}

#[tokio::test]
async fn a_real_connection_has_the_options_of_the_package() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let open = listener.local_addr().unwrap();
    let closed = {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        listener.local_addr().unwrap()
    };
    let stream = dial(&[closed, open], LIMIT).await.unwrap();
    assert_eq!(stream.peer_addr().unwrap(), open);
    assert!(stream.nodelay().unwrap());
    let socket = SockRef::from(&stream);
    assert!(socket.keepalive().unwrap());
    #[cfg(target_os = "linux")]
    {
        assert_eq!(socket.tcp_keepalive_time().unwrap(), Duration::from_secs(15));
        assert_eq!(socket.tcp_user_timeout().unwrap(), Some(Duration::from_secs(30)));
    }
    let error = dial(&[closed], LIMIT).await.unwrap_err();
    assert_eq!(error.to_string(), format!("ECONNREFUSED {closed}"));
}
