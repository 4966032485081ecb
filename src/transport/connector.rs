//! Open a connection: resolve the name, connect to one of its addresses, go through the proxy if there is one, do the TLS handshake.
//!
//! `resolver` and `dial` do the first two steps, the library the others. This file adds the hosts that need no proxy, a time limit for
//! each step, and the limit on open connections.

use std::convert::Infallible;
use std::error::Error as StdError;
use std::future::{Ready, ready};
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use http::{HeaderValue, Uri};
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout, timeout_at};
use tower_service::Service;

use super::dial::dial;
use super::fault::{self, ConnectTimeout, Unresolved};
use super::limits::{CONNECT_LIMIT, DNS_LIMIT};
use super::no_proxy::NoProxy;
use super::resolver::{self, Resolver};
use super::tracked_stream::{Io, TrackedStream};
use crate::future::BoxFuture;

/// How often a connection that got no descriptor is tried again after idle ones were closed.
const DESCRIPTOR_TRIES: usize = 4;

/// Why a connection could not be opened.
pub(crate) type BoxError = Box<dyn StdError + Send + Sync>;

/// Which proxy is used for which host. The environment is read only once, since Node may change it from another thread at any time.
pub(crate) struct Proxies {
    matcher: Matcher,
    no_proxy: NoProxy,
}

impl Proxies {
    /// The proxies of the environment and of the system's settings.
    pub(crate) fn from_system() -> Self {
        Self { matcher: Matcher::from_system(), no_proxy: NoProxy::from_env() }
    }

    /// No proxy for any host.
    pub(crate) fn none() -> Self {
        Self { matcher: Matcher::builder().build(), no_proxy: NoProxy::none() }
    }

    fn intercept(&self, target: &Uri) -> Option<Intercept> {
        // A proxy for this machine itself would see the token in clear text.
        if is_loopback(target.host()?) || self.no_proxy.matches(&url::Url::parse(&target.to_string()).ok()?) {
            return None;
        }
        self.matcher.intercept(target)
    }

    /// The Proxy-Authorization header of a plain HTTP request. A tunnel sends its own.
    pub(crate) fn authorization(&self, target: &Uri) -> Option<HeaderValue> {
        if target.scheme_str() != Some("http") {
            return None;
        }
        self.intercept(target)?.basic_auth().cloned()
    }
}

fn is_loopback(host: &str) -> bool {
    resolver::is_localhost(host) || ip_address(host).is_some_and(|address| address.is_loopback())
}

/// The host of a URI as an address, if it is one.
fn ip_address(host: &str) -> Option<IpAddr> {
    host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host).parse().ok()
}

/// Opens connections.
pub(crate) struct Connector {
    tls: Arc<rustls::ClientConfig>,
    proxies: Arc<Proxies>,
    resolver: Resolver,
}

impl Connector {
    /// A connector that trusts whom `tls` trusts.
    pub(crate) fn new(tls: rustls::ClientConfig, proxies: Arc<Proxies>, resolver: Resolver) -> Self {
        Self { tls: Arc::new(tls), proxies, resolver }
    }

    /// Opens a connection that keeps `permit` until it is closed. If there is no descriptor for it, `free_descriptors` is to close
    /// other connections, and returns whether a descriptor may be free soon.
    pub(crate) async fn open(
        &self,
        target: &Uri,
        permit: Box<dyn Send>,
        free_descriptors: impl Fn() -> BoxFuture<'static, bool>,
    ) -> Result<TrackedStream, BoxError> {
        let proxy = self.proxies.intercept(target);
        let mut opened = self.connect(target, proxy.as_ref()).await;
        for _ in 0..DESCRIPTOR_TRIES {
            match &opened {
                // Idle connections may hold the descriptor that is missing. Another request may take the one that is closed.
                Err(error) if fault::is_out_of_descriptors(&**error) && free_descriptors().await => {
                    opened = self.connect(target, proxy.as_ref()).await;
                }
                _ => break,
            }
        }
        let is_proxied = proxy.is_some() && target.scheme_str() == Some("http");
        Ok(TrackedStream::new(opened?, permit, is_proxied))
    }

    async fn connect(&self, target: &Uri, proxy: Option<&Intercept>) -> Result<Pin<Box<dyn Io>>, BoxError> {
        let server = proxy.map_or(target, Intercept::uri);
        let addresses = self.resolve(server).await?;
        let deadline = Instant::now() + CONNECT_LIMIT;
        let stream = match dial(&addresses, CONNECT_LIMIT).await {
            Ok(stream) => stream,
            Err(error) => {
                // The name may have other addresses by now.
                self.resolver.forget(server.host().unwrap_or_default());
                return Err(error.into());
            }
        };
        let secured = timeout_at(deadline, self.secure(stream, target, proxy)).await;
        secured.unwrap_or_else(|_| Err(ConnectTimeout::Connect.into()))
    }

    /// The addresses of `server`, with its port.
    async fn resolve(&self, server: &Uri) -> Result<Vec<SocketAddr>, BoxError> {
        let host = server.host().unwrap_or_default();
        let port = server.port_u16().unwrap_or(if server.scheme_str() == Some("https") { 443 } else { 80 });
        if let Some(address) = ip_address(host) {
            return Ok(vec![SocketAddr::new(address, port)]);
        }
        let found = timeout(DNS_LIMIT, self.resolver.resolve(host)).await.map_err(|_| ConnectTimeout::Dns)?.map_err(Unresolved)?;
        let mut addresses = found.to_vec();
        for address in &mut addresses {
            // This keeps the scope of a link-local address.
            address.set_port(port);
        }
        Ok(addresses)
    }

    /// What is between the open `stream` and HTTP: the tunnel of a proxy, and TLS.
    async fn secure(&self, stream: TcpStream, target: &Uri, proxy: Option<&Intercept>) -> Result<Pin<Box<dyn Io>>, BoxError> {
        let mut https = HttpsConnector::from((Opened(Some(stream)), Arc::clone(&self.tls)));
        Ok(match proxy {
            None => Box::pin(https.call(target.clone()).await?),
            Some(proxy) if target.scheme_str() == Some("https") => {
                let mut tunnel = Tunnel::new(proxy.uri().clone(), https);
                if let Some(authorization) = proxy.basic_auth() {
                    tunnel = tunnel.with_auth(authorization.clone());
                }
                Box::pin(HttpsConnector::from((tunnel, Arc::clone(&self.tls))).call(target.clone()).await?)
            }
            Some(proxy) => Box::pin(https.call(proxy.uri().clone()).await?),
        })
    }
}

/// A connector whose connection is open already: the library's connectors for TLS and tunnels take a connector, not a stream.
struct Opened(Option<TcpStream>);

impl Service<Uri> for Opened {
    type Response = TokioIo<TcpStream>;
    type Error = Infallible;
    type Future = Ready<Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Uri) -> Self::Future {
        ready(Ok(TokioIo::new(self.0.take().expect("a connector is made for one connection"))))
    }
}
