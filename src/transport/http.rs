//! HTTP: one pool of connections for each set of trusted authorities.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use http::{StatusCode, Uri};
use parking_lot::Mutex;
use url::Url;

use super::admission::Slot;
use super::answer_body::ResponseBody;
use super::body::{InFlight, PreparedBody};
use super::connection_limit::{Class, Exhausted, Permit};
use super::connector::Connector;
use super::exchange::{Announced, Exchange, Incoming, OutBody, Outgoing};
use super::limits::URL_LIMIT;
use super::origin::{SharedOrigin, next_number};
use super::origin_cache::OriginCache;
use super::proxies::{Proxies, ProxyOption};
use super::resolver::Resolver;
use super::trust::Trust;
use super::{content_coding, fault, tls};
use crate::error::{ConnectionFault, Error, Progress, ResourceFault};
use crate::future::BoxFuture;
use crate::head::Head;
use crate::latin1;
use crate::phase::{self, Phase};
use send::{Queued, send};
use shared::{Limits, Shared};

/// HTTP. All clients of the process with the same trust share one pool of connections, and all pools share the descriptors.
#[derive(Clone)]
pub(crate) struct Http {
    shared: Arc<Shared>,
    origins: OriginCache,
    /// The client, whose calls take turns with those of others.
    client: u64,
}

/// How many pools are kept for further clients.
const MAX_POOLS: usize = 64;

impl Http {
    /// HTTP for one client. The pool for `trust` is made by the first client that needs it.
    pub(crate) fn shared(trust: &Trust) -> Result<Self, Error> {
        static POOLS: OnceLock<Mutex<HashMap<Trust, Http>>> = OnceLock::new();
        let mut pools = POOLS.get_or_init(Mutex::default).lock();
        if let Some(pool) = pools.get(trust) {
            return Ok(Self { client: next_number(), ..pool.clone() });
        }
        let pool = Self::open(trust)?;
        // A process whose certificates are rotated would collect pools. The clients that have one keep it.
        if pools.len() >= MAX_POOLS {
            pools.clear();
        }
        pools.insert(trust.clone(), pool.clone());
        Ok(pool)
    }

    fn open(trust: &Trust) -> Result<Self, Error> {
        static ALL: OnceLock<Limits> = OnceLock::new();
        let limits = ALL.get_or_init(|| Limits::for_descriptors(descriptors()));
        let proxies = match &trust.proxy {
            ProxyOption::Environment if trust.loopback => Proxies::none(),
            option => Proxies::new(option),
        };
        Ok(Self::new(tls::config(trust)?, proxies, Resolver::system(), limits.clone()))
    }

    pub(super) fn new(tls: rustls::ClientConfig, proxies: Proxies, resolver: Resolver, limits: Limits) -> Self {
        let proxies = Arc::new(proxies);
        let connector = Connector::new(tls, Arc::clone(&proxies), resolver);
        let shared = Shared::new(connector, proxies, limits);
        Self { shared: Arc::new(shared), origins: OriginCache::default(), client: next_number() }
    }

    /// Whether requests to `base_url` can be sent.
    ///
    /// # Errors
    ///
    /// The variable that names the proxy has an invalid value.
    pub(crate) fn check_proxy(&self, base_url: &str) -> Result<(), Error> {
        base_url.parse::<Uri>().map_or(Ok(()), |url| self.shared.proxies.proxy(&url).map(|_| ()))
    }

    async fn exchange(self, request: Outgoing) -> Result<Incoming, Error> {
        let invalid = |why: &dyn std::fmt::Display| Error::invalid(format!("the URL {:?} cannot be used: {why}", request.url));
        let url = self.origins.parse(&request.url).map_err(|e| invalid(&e))?;
        if url.as_str().len() > URL_LIMIT {
            let found = url.as_str().len();
            return Err(Error::invalid(format!("the URL must have at most {URL_LIMIT} bytes, query included, got {found}")));
        }
        let uri: Uri = url.as_str().parse().map_err(|e: http::uri::InvalidUri| invalid(&e))?;
        let origin = self.shared.origin(&uri).ok_or_else(|| invalid(&"it has no host"))?;
        let mut headers = request.headers;
        let proxies = Arc::clone(&self.shared.proxies);
        let forwarding = proxies.forwarding(&uri)?;
        if let Some(authorization) = forwarding.and_then(|proxy| proxy.basic_auth()) {
            headers.entry(http::header::PROXY_AUTHORIZATION).or_insert(authorization);
        }
        let class = match &request.body {
            OutBody::Stream(_) => Class::Upload,
            _ if request.may_stream => Class::Download,
            _ => Class::Plain,
        };
        phase::mark(Phase::Queue);
        // The first piece of an upload is read before it waits for others, so that an upload whose source is not ready holds up none.
        let body = PreparedBody::read(request.body).await?;
        let (slot, permit) = self.queue(&origin, class).await.map_err(|exhausted| exhausted_error(&exhausted, &url))?;
        let in_flight = Arc::new(InFlight::new(permit));
        let mut outgoing = http::Request::new(body.into_request_body(&in_flight));
        *outgoing.method_mut() = request.method;
        *outgoing.uri_mut() = uri;
        *outgoing.headers_mut() = headers;
        let has_body = !hyper::body::Body::is_end_stream(outgoing.body());
        let queued = Queued { origin, slot, in_flight: Arc::clone(&in_flight), may_repeat: request.may_repeat, has_body };
        let mut answer = send(&self.shared, queued, outgoing, &url).await?;
        let (status, headers) = (answer.status(), std::mem::take(answer.headers_mut()));
        if let Some(proxy) = forwarding.filter(|_| status == StatusCode::PROXY_AUTHENTICATION_REQUIRED) {
            return Err(fault::proxy_authentication(proxy, &url));
        }
        let reason = answer.extensions().get::<hyper::ext::ReasonPhrase>().map(|reason| latin1::decode(reason.as_bytes()));
        let head = Head { status, reason, url: url.as_str().to_owned(), redirected: false, headers };
        let body = Box::new(ResponseBody::new(answer.into_body(), url.clone(), &head, in_flight));
        let body = content_coding::decoded(&head, body, &url);
        Ok(Incoming { head, altered: false, body })
    }

    /// Waits for its turn. The slot comes first, so that what waits for one origin holds no permit that another origin needs.
    async fn queue(&self, origin: &SharedOrigin, class: Class) -> Result<(Slot, Permit), Exhausted> {
        let slot = self.shared.limits.admission.enter(origin, self.client).await;
        Ok((slot, self.shared.limits.permits.acquire(class).await?))
    }
}

impl Exchange for Http {
    fn send(&self, request: Outgoing) -> BoxFuture<'static, Result<Incoming, Error>> {
        Box::pin(self.clone().exchange(request))
    }

    fn expect(&self, url: &str) -> Option<Announced> {
        let uri = self.origins.parse(url).ok()?.as_str().parse().ok()?;
        let origin = self.shared.origin(&uri)?;
        let (shared, target) = (Arc::clone(&self.shared), Arc::clone(&origin));
        Some(Box::new(self.shared.limits.connections.expect(&origin, move |permit| shared.dial(target, permit))))
    }
}

fn exhausted_error(exhausted: &Exhausted, url: &Url) -> Error {
    let message = format!(
        "no connection to {} can be opened: the bodies of {} others, which is what the process has file descriptors for, are neither read nor \
         written; read or cancel them, or let the process open more files (ulimit -n); an open \
         stream of events is one of them",
        fault::origin(url),
        exhausted.held
    );
    Error::connection(ConnectionFault::Resource(ResourceFault::ProcessDescriptors), message, Progress::Unsent)
}

/// How many files the process may have open.
#[cfg(unix)]
fn descriptors() -> u64 {
    rustix::process::getrlimit(rustix::process::Resource::Nofile).current.unwrap_or(u64::MAX)
}

/// On other systems sockets do not count as files.
#[cfg(not(unix))]
fn descriptors() -> u64 {
    u64::MAX
}

mod send;
mod shared;
#[cfg(test)]
mod tests;
