//! Open a connection: resolve the name, connect through the proxy if there is one, do the TLS handshake.
//!
//! The library does each step. This file adds the resolver, the hosts that need no proxy, a time limit for each step, and the limit
//! on open connections.

use std::error::Error as StdError;
use std::future::{Future, Ready, ready};
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http::{HeaderValue, Uri};
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::connect::dns::Name;
use hyper_util::client::legacy::connect::{HttpConnector, proxy::Tunnel};
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use tower_service::Service;

use super::fault::{self, ConnectTimeout, Unresolved};
use super::limits::{CONNECT_LIMIT, DNS_LIMIT};
use super::no_proxy::NoProxy;
use super::resolver::{self, Resolver};
use super::tracked_stream::{Io, TrackedStream};

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
    /// other connections, and returns whether it has closed any.
    pub(crate) async fn open(
        &self,
        target: &Uri,
        permit: Box<dyn Send>,
        free_descriptors: impl Future<Output = bool>,
    ) -> Result<TrackedStream, BoxError> {
        let proxy = self.proxies.intercept(target);
        let opened = match self.connect(target, proxy.as_ref()).await {
            Err(error) if fault::is_out_of_descriptors(&*error) && free_descriptors.await => self.connect(target, proxy.as_ref()).await,
            opened => opened,
        };
        let is_proxied = proxy.is_some() && target.scheme_str() == Some("http");
        Ok(TrackedStream::new(opened?, permit, is_proxied))
    }

    async fn connect(&self, target: &Uri, proxy: Option<&Intercept>) -> Result<Pin<Box<dyn Io>>, BoxError> {
        let addresses = self.resolve(proxy.map_or(target, Intercept::uri)).await?;
        let connected = tokio::time::timeout(CONNECT_LIMIT, self.connect_to(addresses, target, proxy)).await;
        connected.unwrap_or_else(|_| Err(ConnectTimeout::Connect.into()))
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

    async fn connect_to(
        &self,
        addresses: Arc<[SocketAddr]>,
        target: &Uri,
        proxy: Option<&Intercept>,
    ) -> Result<Pin<Box<dyn Io>>, BoxError> {
        let mut https = HttpsConnector::from((tcp(addresses), Arc::clone(&self.tls)));
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
