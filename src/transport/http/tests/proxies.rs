//! Plain HTTP through a proxy: an HTTP proxy gets the request itself, a SOCKS5 proxy opens a tunnel.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::*;
use crate::error::ProxyFault;
use crate::transport::ProxyUrl;

/// HTTP through the proxy at `url`.
fn through(url: &str) -> Http {
    let proxies = Proxies::new(&ProxyOption::Url(ProxyUrl::parse(url, "proxy").unwrap()));
    Http::new(tls::config(&Trust::default()).unwrap(), proxies, Resolver::system(), Limits::for_descriptors(1024))
}

/// The head of a request, as text.
async fn head(socket: &mut TcpStream) -> String {
    let mut read = Vec::new();
    while !read.ends_with(b"\r\n\r\n") {
        read.push(socket.read_u8().await.unwrap());
    }
    String::from_utf8(read).unwrap()
}

async fn call(http: Http) -> Result<(), Error> {
    let config = Config::parse(r#"{"token":"tok-1","projectId":"proj_1"}"#).unwrap();
    let caller = Caller::new(&config, ClientTokens::from_token(Secret::new("tok-1".into())), Arc::new(http), Arc::new(Pacing::new(|_| ())));
    let request = PreparedRequest { url: "http://api.example/v1/thing".into(), authenticate: false, ..get(Duration::from_secs(20)) };
    caller.call(request).await.map(drop)
}

#[tokio::test]
async fn an_http_proxy_gets_a_plain_request_itself_and_its_407_is_its_own() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let http = through(&format!("http://user:hush@{}", listener.local_addr().unwrap()));
    let proxy = async {
        let (mut socket, _) = listener.accept().await.unwrap();
        let mut heads = Vec::new();
        for answer in ["200 OK\r\ncontent-length: 2\r\n\r\n{}", "407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n"] {
            heads.push(head(&mut socket).await);
            socket.write_all(format!("HTTP/1.1 {answer}").as_bytes()).await.unwrap();
        }
        heads
    };
    let calls = async { (call(http.clone()).await, call(http.clone()).await) };
    let (heads, (right, refused)) = tokio::join!(proxy, calls);
    right.unwrap();
    for head in heads {
        assert!(head.starts_with("GET http://api.example/v1/thing HTTP/1.1\r\n"), "{head}");
        assert!(head.contains("proxy-authorization: Basic dXNlcjpodXNo\r\n"), "{head}");
    }
    let Err(Error::Connection { fault, message, .. }) = refused else { panic!("{refused:?}") };
    assert_eq!(fault, ConnectionFault::Proxy(ProxyFault::Authentication));
    assert!(message.contains("the proxy http://127.0.0.1:") && !message.contains("hush"), "{message}");
}

#[tokio::test]
async fn a_socks5_proxy_opens_a_tunnel_for_a_plain_request() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let http = through(&format!("socks5h://{}", listener.local_addr().unwrap()));
    let proxy = async {
        let (mut socket, _) = listener.accept().await.unwrap();
        let mut greeting = [0; 3];
        socket.read_exact(&mut greeting).await.unwrap();
        socket.write_all(&[5, 0]).await.unwrap();
        let mut request = [0; 18];
        socket.read_exact(&mut request).await.unwrap();
        socket.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).await.unwrap();
        let head = head(&mut socket).await;
        socket.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}").await.unwrap();
        (greeting, request, head)
    };
    let ((greeting, request, head), called) = tokio::join!(proxy, call(http));
    called.unwrap();
    assert_eq!(greeting, [5, 1, 0]);
    assert_eq!(&request, b"\x05\x01\x00\x03\x0bapi.example\x00\x50");
    assert!(head.starts_with("GET /v1/thing HTTP/1.1\r\n") && head.contains("\r\nhost: api.example\r\n"), "{head}");
    assert!(!head.contains("proxy-authorization"), "{head}");
}
