//! Open a connection: resolve the name, connect to one of its addresses, go through the proxy if there is one, do the TLS handshake.
//!
//! `resolver` and `dial` do the first two steps, the library the others. This file adds the hosts that need no proxy, a time limit for
//! each step, and the limit on open connections.

use std::convert::Infallible;
use std::future::{Future, Ready, ready};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use http::Uri;
use hyper::rt::{Read, Write};
use hyper_rustls::{HttpsConnector, MaybeHttpsStream};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout, timeout_at};
use tower_service::Service;

use super::causes::BoxError;
use super::dial::dial;
use super::fault::{self, AtProxy, ConnectTimeout, Unresolved};
use super::limits::{CONNECT_LIMIT, DNS_LIMIT};
use super::no_proxy::ip_address;
use super::proxies::Proxies;
use super::proxy_url::{ProxyKind, ProxyUrl};
use super::resolver::Resolver;
use super::tracked_stream::{Io, TrackedStream};
use super::tunnel;
use crate::future::BoxFuture;
use crate::phase::{self, Phase};

/// How often a connection that got no descriptor is tried again after idle ones were closed.
const DESCRIPTOR_TRIES: usize = 4;

/// Opens connections.
pub(crate) struct Connector {
    tls: Arc<rustls::ClientConfig>,
    /// The same, which offers HTTP/2 and HTTP/1.1 (ALPN, RFC 7301).
    tls_with_http2: Arc<rustls::ClientConfig>,
    proxies: Arc<Proxies>,
    resolver: Resolver,
}

/// The name of HTTP/2 in ALPN (RFC 9113, section 3.1).
const HTTP2: &[u8] = b"h2";

impl Connector {
    /// A connector that trusts whom `tls` trusts.
    pub(crate) fn new(tls: rustls::ClientConfig, proxies: Arc<Proxies>, resolver: Resolver) -> Self {
        let mut tls_with_http2 = tls.clone();
        tls_with_http2.alpn_protocols = vec![HTTP2.to_vec(), b"http/1.1".to_vec()];
        Self { tls: Arc::new(tls), tls_with_http2: Arc::new(tls_with_http2), proxies, resolver }
    }

    /// Opens a connection that keeps `permit` until it is closed. If there is no descriptor for it, `free_descriptors` is to close
    /// other connections, and returns whether a descriptor may be free soon. `offers_http2`: the server may choose HTTP/2.
    pub(crate) async fn open(
        &self,
        target: &Uri,
        offers_http2: bool,
        permit: Box<dyn Send>,
        free_descriptors: impl Fn() -> BoxFuture<'static, bool>,
    ) -> Result<TrackedStream, BoxError> {
        let proxy = self.proxies.proxy(target)?.map(|proxy| &**proxy);
        let is_forwarded = self.proxies.forwarding(target)?.is_some();
        let mut opened = self.connect(target, proxy, offers_http2).await;
        for _ in 0..DESCRIPTOR_TRIES {
            match &opened {
                // Idle connections may hold the descriptor that is missing. Another request may take the one that is closed.
                Err(error) if fault::is_out_of_descriptors(&**error) && free_descriptors().await => {
                    opened = self.connect(target, proxy, offers_http2).await;
                }
                _ => break,
            }
        }
        let Connected { io, is_http2 } = opened?;
        Ok(TrackedStream::new(io, permit, is_forwarded, is_http2))
    }

    async fn connect(&self, target: &Uri, proxy: Option<&ProxyUrl>, offers_http2: bool) -> Result<Connected, BoxError> {
        if let Some(proxy) = proxy {
            // A large future, which direct connections do not need.
            return Box::pin(self.connect_through(proxy, target, offers_http2)).await;
        }
        let (stream, deadline) = self.dial(target).await?;
        let tls = if offers_http2 { &self.tls_with_http2 } else { &self.tls };
        Ok(Connected::new(within(deadline, https(tls, TokioIo::new(stream)).call(target.clone())).await?))
    }

    async fn connect_through(&self, proxy: &ProxyUrl, target: &Uri, offers_http2: bool) -> Result<Connected, BoxError> {
        let at_proxy = |error: BoxError| -> BoxError { AtProxy { proxy: proxy.to_string(), named: proxy.named(), error }.into() };
        let is_local = matches!(proxy.kind(), ProxyKind::Socks { remote_dns: false });
        let addresses = if is_local { self.resolve(target).await? } else { Vec::new() };
        let uri = proxy.uri();
        let (stream, deadline) = self.dial(&uri).await.map_err(at_proxy)?;
        let opening = async {
            let io = https(&self.tls, TokioIo::new(stream)).call(uri).await?;
            tunnel::open(io, target, proxy, &addresses).await
        };
        let io = Box::pin(within(deadline, opening)).await.map_err(at_proxy)?;
        if target.scheme_str() != Some("https") {
            return Ok(Connected { io: Box::pin(io), is_http2: false });
        }
        let tls = if offers_http2 { &self.tls_with_http2 } else { &self.tls };
        Ok(Connected::new(within(deadline, https(tls, io).call(target.clone())).await?))
    }

    /// A TCP connection to `server`, and until when all that follows must be done.
    async fn dial(&self, server: &Uri) -> Result<(TcpStream, Instant), BoxError> {
        let addresses = self.resolve(server).await?;
        phase::mark(Phase::Connect);
        let deadline = Instant::now() + CONNECT_LIMIT;
        match dial(&addresses, CONNECT_LIMIT).await {
            Ok(stream) => Ok((stream, deadline)),
            Err(error) => {
                // The name may have other addresses by now.
                self.resolver.forget(server.host().unwrap_or_default());
                Err(error.into())
            }
        }
    }

    /// The addresses of `server`, with its port.
    async fn resolve(&self, server: &Uri) -> Result<Vec<SocketAddr>, BoxError> {
        let host = server.host().unwrap_or_default();
        let port = server.port_u16().unwrap_or(if server.scheme_str() == Some("https") { 443 } else { 80 });
        if let Some(address) = ip_address(host) {
            return Ok(vec![SocketAddr::new(address, port)]);
        }
        phase::mark(Phase::Dns);
        let found = timeout(DNS_LIMIT, self.resolver.resolve(host)).await.map_err(|_| ConnectTimeout::Dns)?.map_err(Unresolved)?;
        let mut addresses = found.to_vec();
        for address in &mut addresses {
            // This keeps the scope of a link-local address.
            address.set_port(port);
        }
        Ok(addresses)
    }
}

/// TLS over `io`, if the URL that it is called with is an https one.
fn https<T>(tls: &Arc<rustls::ClientConfig>, io: T) -> HttpsConnector<Opened<T>> {
    HttpsConnector::from((Opened(Some(io)), Arc::clone(tls)))
}

/// An open connection.
struct Connected {
    io: Pin<Box<dyn Io>>,
    is_http2: bool,
}

impl Connected {
    fn new<T: Read + Write + Send + Unpin + 'static>(io: MaybeHttpsStream<T>) -> Self {
        let is_http2 = match &io {
            MaybeHttpsStream::Http(_) => false,
            MaybeHttpsStream::Https(tls) => tls.inner().get_ref().1.alpn_protocol() == Some(HTTP2),
        };
        Self { io: Box::pin(io), is_http2 }
    }
}

/// What `opening` gives, if it is done by `deadline`.
async fn within<T, E: Into<BoxError>>(deadline: Instant, opening: impl Future<Output = Result<T, E>>) -> Result<T, BoxError> {
    timeout_at(deadline, opening).await.map_err(|_| ConnectTimeout::Connect)?.map_err(Into::into)
}

/// A connector whose connection is open already: the library's connector for TLS takes a connector, not a stream.
struct Opened<T>(Option<T>);

impl<T> Service<Uri> for Opened<T> {
    type Response = T;
    type Error = Infallible;
    type Future = Ready<Result<T, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, target: Uri) -> Self::Future {
        // The library makes the handshake next.
        if target.scheme_str() == Some("https") {
            phase::mark(Phase::Tls);
        }
        ready(Ok(self.0.take().expect("a connector is made for one connection")))
    }
}
