//! A connection whose other end is a server of the library, in memory, with tokio's clock paused.

use std::future::pending;
use std::time::Duration;

use h2::server::{self, SendResponse};
use http::{Request, Response};
use tokio::io::DuplexStream;
use tokio::time::{Instant, sleep, timeout};

use super::*;
use crate::error::{ConnectionFault, Error, Progress};
use crate::transport::body::{InFlight, PreparedBody};
use crate::transport::connection_limit::{Capacity, Class, ConnectionLimit};
use crate::transport::exchange::OutBody;
use crate::transport::fault;

type Server = server::Connection<DuplexStream, Bytes>;
type Requests = Vec<(Request<h2::RecvStream>, SendResponse<Bytes>)>;

/// A client and a server with a connection.
async fn connect() -> (Sender, Server) {
    let (near, far) = tokio::io::duplex(1 << 20);
    let stream = TrackedStream::new(Box::pin(TokioIo::new(near)), Box::new(()), false, true);
    let (sender, server) = tokio::join!(Sender::start(stream), server::handshake(far));
    (sender.unwrap(), server.unwrap())
}

async fn request() -> Request<RequestBody> {
    let limit = ConnectionLimit::new(Capacity::for_descriptors(1024));
    let in_flight = Arc::new(InFlight::new(limit.acquire(Class::Plain).await.ok().unwrap()));
    let body = PreparedBody::read(OutBody::Bytes("{}".into())).await.unwrap();
    Request::post("https://a.example/x").body(body.into_request_body(&in_flight)).unwrap()
}

fn error(outcome: Result<Response<Body>, SendError>) -> Error {
    let Err(SendError::Lost(error)) = outcome else { panic!("it is lost") };
    fault::from_lost(&*error, &"https://a.example/x".parse().unwrap(), Progress::Sent)
}

fn fault_of(error: &Error) -> ConnectionFault {
    let Error::Connection { fault, .. } = error else { panic!("{error:?}") };
    *fault
}

/// Reads and answers pings until `count` requests have come, and goes on as long as `work` does.
async fn serve<T>(server: &mut Server, requests: &mut Requests, work: impl Future<Output = T>) -> T {
    tokio::select! {
        outcome = work => outcome,
        () = async {
            while let Some(Ok(request)) = server.accept().await {
                requests.push(request);
            }
            pending::<()>().await;
        } => unreachable!(),
    }
}

#[tokio::test(start_paused = true)]
async fn a_server_that_is_gone_is_noticed_within_ten_seconds() {
    let (mut sender, mut server) = connect().await;
    // The request arrives, and then nothing is read or written any more.
    let (mut send, mut requests) = (Box::pin(async { sender.send(request().await).await }), Vec::new());
    assert!(serve(&mut server, &mut requests, timeout(Duration::from_millis(10), &mut send)).await.is_err());
    assert_eq!(requests.len(), 1);
    let began = Instant::now();
    let error = error(send.await);
    assert_eq!(fault_of(&error), ConnectionFault::TimedOut, "{error:?}");
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_server_that_answers_pings_may_take_its_time() {
    let (mut sender, mut server) = connect().await;
    let (mut send, mut requests) = (Box::pin(async { sender.send(request().await).await }), Vec::new());
    assert!(serve(&mut server, &mut requests, timeout(Duration::from_secs(300), &mut send)).await.is_err());
    _ = requests[0].1.send_response(Response::new(()), true).unwrap();
    assert!(serve(&mut server, &mut Vec::new(), send).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_nobody_uses_is_not_asked() {
    // The server reads nothing. A ping without an answer would end the connection.
    let (sender, _server) = connect().await;
    sleep(Duration::from_secs(60)).await;
    assert!(sender.is_ready());
}

#[tokio::test(start_paused = true)]
async fn a_request_after_the_last_one_that_a_closing_server_takes_comes_back_whole() {
    let (mut sender, mut server) = connect().await;
    let mut second = sender.share();
    server.graceful_shutdown();
    let (first, requests) = (async { second.send(request().await).await }, &mut Vec::new());
    let outcome = serve(&mut server, requests, timeout(Duration::from_secs(1), first)).await;
    // The first one may have been sent before the server said so.
    assert!(outcome.is_err() || matches!(outcome, Ok(Err(SendError::NotProcessed(Some(_), _)))));
    assert!(!sender.is_ready(), "no further request is sent");
    let Err(SendError::NotProcessed(Some(again), _)) = sender.send(request().await).await else { panic!("it is sent") };
    assert_eq!(hyper::body::Body::size_hint(again.body()).exact(), Some(2));
}

#[tokio::test(start_paused = true)]
async fn what_breaks_the_protocol_is_told_in_plain_words() {
    let (near, mut far) = tokio::io::duplex(1 << 20);
    let stream = TrackedStream::new(Box::pin(TokioIo::new(near)), Box::new(()), false, true);
    let mut sender = Sender::start(stream).await.unwrap();
    // Settings, and a frame of data on a stream that does not exist.
    let frames = [&[0, 0, 0, 4, 0, 0, 0, 0, 0][..], &[0, 0, 1, 0, 0, 0, 0, 0, 2, 9][..]].concat();
    tokio::io::AsyncWriteExt::write_all(&mut far, &frames).await.unwrap();
    let error = error(sender.send(request().await).await);
    assert_eq!(fault_of(&error), ConnectionFault::InvalidResponse, "{error:?}");
    assert!(format!("{error:?}").contains("an HTTP/2 frame is invalid"), "{error:?}");
}
