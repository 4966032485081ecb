//! Open a connection: look up the name, ask the proxy if there is one, speak TLS.
//!
//! The way is the library's; what is ours is who is asked for a name, which hosts no proxy is asked for, how long each step may
//! take, and that the descriptors last.

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

use super::connections::{self, Connections, Io, Wire};
use super::names::{self, Names};
use super::no_proxy::NoProxy;
use super::{CONNECT_LIMIT, LOOK_UP_LIMIT, fault, reuse};

/// Why a connection could not be opened.
pub type Fault = Box<dyn StdError + Send + Sync>;

/// A name that has no address, or none that could be learnt.
#[derive(Debug)]
pub struct Unresolved(pub Arc<std::io::Error>);

impl std::fmt::Display for Unresolved {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl StdError for Unresolved {}

/// A step took too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Late {
    /// The look-up of the name.
    Name,
    /// Everything after it.
    Connection,
}

impl std::fmt::Display for Late {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("it took too long")
    }
}

impl StdError for Late {}

/// Which proxy is asked for which host. The environment is read once: Node may change it from another thread at any time.
pub struct Proxies {
    matcher: Matcher,
    exclusions: NoProxy,
}

impl Proxies {
    /// What the environment and the system say.
    pub fn of_the_system() -> Self {
        Self { matcher: Matcher::from_system(), exclusions: NoProxy::from_env() }
    }

    /// None at all.
    pub fn none() -> Self {
        Self { matcher: Matcher::builder().build(), exclusions: NoProxy::none() }
    }

    fn of(&self, target: &Uri) -> Option<Intercept> {
        // What is on this machine is no proxy's business: it would be given the token, in the clear.
        if is_this_machine(target.host()?) || self.exclusions.contain(&url::Url::parse(&target.to_string()).ok()?) {
            return None;
        }
        self.matcher.intercept(target)
    }

    /// The header by which a plain request tells the proxy who asks; a tunnel says it for itself.
    pub fn authorization(&self, target: &Uri) -> Option<HeaderValue> {
        if target.scheme_str() != Some("http") {
            return None;
        }
        self.of(target)?.basic_auth().cloned()
    }
}

fn is_this_machine(host: &str) -> bool {
    names::is_this_machine(host) || address(host).is_some_and(|address| address.is_loopback())
}

/// The address that a URI's host is, if it is one.
fn address(host: &str) -> Option<IpAddr> {
    host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host).parse().ok()
}

/// Opens connections. It is cloned for each request, and used for the few that connect.
#[derive(Clone)]
pub struct Connector(Arc<Inner>);

struct Inner {
    tls: Arc<rustls::ClientConfig>,
    proxies: Arc<Proxies>,
    names: Names,
    connections: Arc<Connections>,
}

impl Connector {
    /// One whose connections are counted among `connections`.
    pub fn new(tls: rustls::ClientConfig, proxies: Arc<Proxies>, names: Names, connections: Arc<Connections>) -> Self {
        Self(Arc::new(Inner { tls: Arc::new(tls), proxies, names, connections }))
    }
}

impl Service<Uri> for Connector {
    type Response = Wire;
    type Error = Fault;
    type Future = Pin<Box<dyn Future<Output = Result<Wire, Fault>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Fault>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, target: Uri) -> Self::Future {
        let connector = Arc::clone(&self.0);
        Box::pin(async move { connector.open(target).await })
    }
}

impl Inner {
    async fn open(&self, target: Uri) -> Result<Wire, Fault> {
        reuse::mark();
        let origin = connections::origin(&target).ok_or("the URL has no host")?;
        let leave = self.connections.leave(&origin, reuse::is_watched).await?;
        let proxy = self.proxies.of(&target);
        let opened = match self.connect(&target, proxy.as_ref()).await {
            // What others left idle may have the descriptor that is missing.
            Err(error) if fault::is_out_of_descriptors(&*error) && self.connections.make_room(&origin).await => {
                self.connect(&target, proxy.as_ref()).await
            }
            opened => opened,
        };
        let is_proxied = proxy.is_some() && target.scheme_str() == Some("http");
        Ok(leave.used(opened?, origin, is_proxied, reuse::is_watched()))
    }

    async fn connect(&self, target: &Uri, proxy: Option<&Intercept>) -> Result<Pin<Box<dyn Io>>, Fault> {
        let addresses = self.addresses(proxy.map_or(target, Intercept::uri)).await?;
        let connected = tokio::time::timeout(CONNECT_LIMIT, self.connect_to(addresses, target, proxy)).await;
        connected.unwrap_or_else(|_| Err(Late::Connection.into()))
    }

    async fn addresses(&self, server: &Uri) -> Result<Arc<[SocketAddr]>, Fault> {
        let host = server.host().unwrap_or_default();
        if address(host).is_some() {
            return Ok(Arc::new([]));
        }
        match tokio::time::timeout(LOOK_UP_LIMIT, self.names.addresses(host)).await {
            Ok(found) => found.map_err(|error| Unresolved(error).into()),
            Err(_) => Err(Late::Name.into()),
        }
    }

    async fn connect_to(&self, addresses: Arc<[SocketAddr]>, target: &Uri, proxy: Option<&Intercept>) -> Result<Pin<Box<dyn Io>>, Fault> {
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

/// A connector to addresses that are known.
fn tcp(addresses: Arc<[SocketAddr]>) -> HttpConnector<Known> {
    let mut http = HttpConnector::new_with_resolver(Known(addresses));
    http.enforce_http(false);
    http.set_nodelay(true);
    http.set_connect_timeout(Some(CONNECT_LIMIT));
    // A peer that is gone without a word is noticed after a minute on an idle connection, after 30 s on a busy one.
    http.set_keepalive(Some(Duration::from_secs(15)));
    http.set_keepalive_interval(Some(Duration::from_secs(15)));
    http.set_keepalive_retries(Some(3));
    #[cfg(any(target_os = "android", target_os = "linux"))]
    http.set_tcp_user_timeout(Some(Duration::from_secs(30)));
    http
}

/// Addresses that were looked up before, in the place of a resolver.
#[derive(Clone)]
struct Known(Arc<[SocketAddr]>);

impl Service<Name> for Known {
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
