//! A process that is stopped while the server closes its connection, as a serverless function is between two invocations.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use super::super::super::exchange::OutBody;
use super::super::send::UNSEEN;
use super::*;

/// Answers each request on a connection, until it has answered `count`. Then it closes the connection.
fn answer(listener: &TcpListener, count: usize) -> TcpStream {
    let (mut stream, _) = listener.accept().unwrap();
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    for _ in 0..count {
        let mut line = String::new();
        while reader.read_line(&mut line).unwrap() > 2 {
            line.clear();
        }
        stream.write_all(b"HTTP/1.1 200 OK\r\nkeep-alive: timeout=60\r\ncontent-length: 2\r\n\r\nok").unwrap();
    }
    stream
}

async fn ask(http: &Http, method: Method, url: &str) -> Result<(), Error> {
    let may_repeat = method == Method::GET;
    let request = Outgoing { method, url: url.into(), headers: HeaderMap::new(), body: OutBody::None, may_stream: false, may_repeat };
    http.clone().exchange(request).await?.read_at_most(100).await.map(|_| ())
}

#[tokio::test]
async fn a_post_after_a_stop_is_not_lost_on_a_connection_that_was_closed_meanwhile() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let (close, told) = mpsc::channel::<()>();
    let (report, closed) = mpsc::channel::<()>();
    let server = thread::spawn(move || {
        let first = answer(&listener, 2);
        told.recv().unwrap();
        drop(first);
        report.send(()).unwrap();
        drop(answer(&listener, 1));
    });
    let (http, _release) = hanging();
    ask(&http, Method::GET, &url).await.unwrap();
    // On the same connection: the server accepts no other one yet.
    ask(&http, Method::POST, &url).await.unwrap();
    // This thread is that of the runtime. While it is stopped, nobody looks at the socket.
    close.send(()).unwrap();
    closed.recv().unwrap();
    #[expect(clippy::disallowed_methods, reason = "it is this thread that is to be stopped")]
    thread::sleep(UNSEEN * 2);
    ask(&http, Method::POST, &url).await.unwrap();
    server.join().unwrap();
}
