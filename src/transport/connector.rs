//! Open a connection: resolve the name, connect through the proxy if there is one, do the TLS handshake.
//!
//! The library does each step. This file adds the resolver, the hosts that need no proxy, a time limit for each step, and the limit
//! on open connections.

use std::future::{Future, Ready, ready};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::dns::Name;
use tokio::time::{Instant, timeout_at};
use tower_service::Service;

use super::causes::BoxError;
use super::connections::{Connections, origin};
use super::fault::{self, AtProxy, ConnectTimeout, Unresolved};
use super::limits::{CONNECT_LIMIT, DNS_LIMIT};
use super::no_proxy::ip_address;
use super::proxies::Proxies;
use super::proxy_url::{ProxyKind, ProxyUrl};
use super::resolver::Resolver;
use super::reuse;
use super::tracked_stream::{Io, TrackedStream};
use super::tunnel::{self, ProxyStream};

/// Opens connections. The library clones it for each request.
#[derive(Clone)]
pub(crate) struct Connector(Arc<Inner>);

struct Inner {
    tls: Arc<rustls::ClientConfig>,
    proxies: Arc<Proxies>,
    resolver: Resolver,
    connections: Arc<Connections>,
}

impl Connector {
    /// A connector that counts its connections in `connections`.
    pub(crate) fn new(tls: rustls::ClientConfig, proxies: Arc<Proxies>, resolver: Resolver, connections: Arc<Connections>) -> Self {
        Self(Arc::new(Inner { tls: Arc::new(tls), proxies, resolver, connections }))
    }
}

impl Service<Uri> for Connector {
    type Response = TrackedStream;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<TrackedStream, BoxError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, target: Uri) -> Self::Future {
        let connector = Arc::clone(&self.0);
        Box::pin(async move { connector.open(target).await })
    }
}

impl Inner {
    async fn open(&self, target: Uri) -> Result<TrackedStream, BoxError> {
        reuse::mark_opened();
        let origin = origin(&target).ok_or("the URL has no host")?;
        let permit = self.connections.permit(&origin, reuse::is_request_waiting).await?;
        let proxy = self.proxies.proxy(&target)?.map(|proxy| &**proxy);
        let is_forwarded = self.proxies.forwarding(&target)?.is_some();
        let opened = match self.connect(&target, proxy).await {
            // Idle connections may hold the descriptor that is missing.
            Err(error) if fault::is_out_of_descriptors(&*error) && self.connections.close_idle(&origin).await => {
                self.connect(&target, proxy).await
            }
            opened => opened,
        };
        Ok(TrackedStream::new(opened?, permit.opened(origin, reuse::is_request_waiting()), is_forwarded))
    }

    async fn connect(&self, target: &Uri, proxy: Option<&ProxyUrl>) -> Result<Pin<Box<dyn Io>>, BoxError> {
        if let Some(proxy) = proxy {
            // A large future, which direct connections do not need.
            return Box::pin(self.connect_through(proxy, target)).await;
        }
        let addresses = self.resolve(target).await?;
        let deadline = Instant::now() + CONNECT_LIMIT;
        Ok(Box::pin(within(deadline, self.https(addresses).call(target.clone())).await?))
    }

    async fn connect_through(&self, proxy: &ProxyUrl, target: &Uri) -> Result<Pin<Box<dyn Io>>, BoxError> {
        let at_proxy = |error: BoxError| -> BoxError { AtProxy { proxy: proxy.to_string(), named: proxy.named(), error }.into() };
        let uri = proxy.uri();
        let addresses = self.resolve(&uri).await.map_err(at_proxy)?;
        let is_local = matches!(proxy.kind(), ProxyKind::Socks { remote_dns: false });
        let resolved = if is_local { self.resolve(target).await? } else { Arc::new([]) };
        let deadline = Instant::now() + CONNECT_LIMIT;
        let opening = async {
            let io = self.https(addresses).call(uri).await?;
            tunnel::open(io, target, proxy, &resolved).await
        };
        let io = Box::pin(within(deadline, opening)).await.map_err(at_proxy)?;
        if target.scheme_str() != Some("https") {
            return Ok(Box::pin(io));
        }
        let mut tls = HttpsConnector::from((Opened(Some(io)), Arc::clone(&self.tls)));
        Ok(Box::pin(within(deadline, tls.call(target.clone())).await?))
    }

    fn https(&self, addresses: Arc<[SocketAddr]>) -> HttpsConnector<HttpConnector<Resolved>> {
        HttpsConnector::from((tcp(addresses), Arc::clone(&self.tls)))
    }

    async fn resolve(&self, server: &Uri) -> Result<Arc<[SocketAddr]>, BoxError> {
        let host = server.host().unwrap_or_default();
        if ip_address(host).is_some() {
            return Ok(Arc::new([]));
        }
        match tokio::time::timeout(DNS_LIMIT, self.resolver.resolve(host)).await {
            Ok(found) => found.map_err(|error| Unresolved(error).into()),
            Err(_) => Err(ConnectTimeout::Dns.into()),
        }
    }
}

/// What `opening` gives, if it is done by `deadline`.
async fn within<T, E: Into<BoxError>>(deadline: Instant, opening: impl Future<Output = Result<T, E>>) -> Result<T, BoxError> {
    timeout_at(deadline, opening).await.map_err(|_| ConnectTimeout::Connect)?.map_err(Into::into)
}

/// A connector that gives the stream of a tunnel, for one connection.
struct Opened(Option<ProxyStream>);

impl Service<Uri> for Opened {
    type Response = ProxyStream;
    type Error = BoxError;
    type Future = Ready<Result<ProxyStream, BoxError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Uri) -> Self::Future {
        ready(self.0.take().ok_or_else(|| "a tunnel is for one connection".into()))
    }
}

/// A TCP connector to addresses that are resolved already.
fn tcp(addresses: Arc<[SocketAddr]>) -> HttpConnector<Resolved> {
    let mut http = HttpConnector::new_with_resolver(Resolved(addresses));
    http.enforce_http(false);
    http.set_nodelay(true);
    http.set_connect_timeout(Some(CONNECT_LIMIT));
    // A peer that vanished without closing is noticed after a minute on an idle connection, after 30 s on a busy one.
    http.set_keepalive(Some(Duration::from_secs(15)));
    http.set_keepalive_interval(Some(Duration::from_secs(15)));
    http.set_keepalive_retries(Some(3));
    #[cfg(any(target_os = "android", target_os = "linux"))]
    http.set_tcp_user_timeout(Some(Duration::from_secs(30)));
    http
}

/// A resolver that gives addresses which are resolved already.
#[derive(Clone)]
struct Resolved(Arc<[SocketAddr]>);

impl Service<Name> for Resolved {
    type Response = std::vec::IntoIter<SocketAddr>;
    type Error = std::io::Error;
    type Future = Ready<Result<Self::Response, std::io::Error>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), std::io::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Name) -> Self::Future {
        ready(Ok(Vec::from(&*self.0).into_iter()))
    }
}
