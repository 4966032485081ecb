//! HTTP: one pool of connections for each set of trusted authorities.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use http::{StatusCode, Uri};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::{CaptureConnection, capture_connection};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use parking_lot::Mutex;
use url::Url;

use super::body::{InFlight, PreparedBody, RequestBody, ResponseBody};
use super::connection_limit::{Capacity, Class, ConnectionLimit, Exhausted};
use super::connections::{ConnectionInfo, Connections};
use super::connector::Connector;
use super::exchange::{Exchange, Incoming, OutBody, Outgoing};
use super::limits::{IDLE_LIMIT, MAX_HEADERS, MAX_IDLE_PER_HOST, URL_LIMIT};
use super::origin_cache::OriginCache;
use super::proxies::{Proxies, ProxyOption};
use super::resolver::Resolver;
use super::trust::Trust;
use super::{content_coding, fault, reuse, tls};
use crate::error::{ConnectionFault, Error, Progress, ResourceFault};
use crate::future::BoxFuture;
use crate::head::Head;
use crate::latin1;
use crate::phase::{self, Phase};

/// HTTP. All clients of the process with the same trust share one pool of connections, and all pools share the descriptors.
#[derive(Clone)]
pub(crate) struct Http {
    client: Client<Connector, RequestBody>,
    proxies: Arc<Proxies>,
    limit: Arc<ConnectionLimit>,
    origins: OriginCache,
}

/// How many pools are kept for further clients.
const MAX_POOLS: usize = 64;

impl Http {
    /// The pool for `trust`, which is made by the first call that needs it.
    pub(crate) fn shared(trust: &Trust) -> Result<Self, Error> {
        static POOLS: OnceLock<Mutex<HashMap<Trust, Http>>> = OnceLock::new();
        let mut pools = POOLS.get_or_init(Mutex::default).lock();
        if let Some(pool) = pools.get(trust) {
            return Ok(pool.clone());
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
        static ALL: OnceLock<(Arc<ConnectionLimit>, Arc<Connections>)> = OnceLock::new();
        let (limit, connections) = ALL.get_or_init(|| {
            let capacity = Capacity::for_descriptors(descriptors());
            let limit = ConnectionLimit::new(capacity);
            (Arc::clone(&limit), Connections::new(limit, capacity.max()))
        });
        let proxies = match &trust.proxy {
            ProxyOption::Environment if trust.loopback => Proxies::none(),
            option => Proxies::new(option),
        };
        let (limit, connections) = (Arc::clone(limit), Arc::clone(connections));
        Ok(Self::new(tls::config(trust)?, proxies, Resolver::system(), limit, connections))
    }

    pub(super) fn new(
        tls: rustls::ClientConfig,
        proxies: Proxies,
        resolver: Resolver,
        limit: Arc<ConnectionLimit>,
        connections: Arc<Connections>,
    ) -> Self {
        let proxies = Arc::new(proxies);
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(IDLE_LIMIT)
            .pool_max_idle_per_host(MAX_IDLE_PER_HOST)
            .http1_max_headers(MAX_HEADERS)
            .build(Connector::new(tls, Arc::clone(&proxies), resolver, connections));
        Self { client, proxies, limit, origins: OriginCache::default() }
    }

    /// Whether requests to `base_url` can be sent.
    ///
    /// # Errors
    ///
    /// The variable that names the proxy has an invalid value.
    pub(crate) fn check_proxy(&self, base_url: &str) -> Result<(), Error> {
        base_url.parse::<Uri>().map_or(Ok(()), |url| self.proxies.proxy(&url).map(|_| ()))
    }

    async fn exchange(self, request: Outgoing) -> Result<Incoming, Error> {
        let invalid = |why: &dyn std::fmt::Display| Error::invalid(format!("the URL {:?} cannot be used: {why}", request.url));
        let url = self.origins.parse(&request.url).map_err(|e| invalid(&e))?;
        if url.as_str().len() > URL_LIMIT {
            let found = url.as_str().len();
            return Err(Error::invalid(format!("the URL must have at most {URL_LIMIT} bytes, query included, got {found}")));
        }
        let uri: Uri = url.as_str().parse().map_err(|e: http::uri::InvalidUri| invalid(&e))?;
        let mut headers = request.headers;
        let proxies = Arc::clone(&self.proxies);
        let _ = proxies.proxy(&uri)?;
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
        // The first piece of an upload is read before a permit is acquired, so that an upload whose source is not ready holds none.
        let body = PreparedBody::read(request.body).await?;
        let permit = self.limit.acquire(class).await.map_err(|exhausted| exhausted_error(&exhausted, &url))?;
        let in_flight = Arc::new(InFlight::new(permit));
        let mut outgoing = http::Request::new(body.into_request_body(&in_flight));
        *outgoing.method_mut() = request.method;
        *outgoing.uri_mut() = uri;
        *outgoing.headers_mut() = headers;
        let has_body = !hyper::body::Body::is_end_stream(outgoing.body());
        let captured = capture_connection(&mut outgoing);
        let mut answer = std::pin::pin!(self.client.request(outgoing));
        // The connection is marked as used in the same poll in which the library assigns it, before anything is written to it. The
        // exchange that used it before may end at any moment, and the connection would then look idle.
        let answer = std::future::poll_fn(|context| {
            let answer = answer.as_mut().poll(context);
            if let Some(connection) = connection_info(&captured)
                && in_flight.set_connection(connection)
            {
                phase::mark(if has_body { Phase::Send } else { Phase::Wait });
            }
            answer
        });
        let (answer, opened) = reuse::track(answer).await;
        let progress = if opened { Progress::Sent } else { Progress::SentOnReused };
        let mut answer = answer.map_err(|e| match e.is_connect() {
            true => fault::from_connect(&e, &url),
            false => fault::from_hyper(&e, &url, progress),
        })?;
        if !in_flight.is_sent()
            && let Some(connection) = &*captured.connection_metadata()
        {
            // Answered before the request was sent: the pool must not hand the connection to another request.
            connection.poison();
        }
        let (status, headers) = (answer.status(), std::mem::take(answer.headers_mut()));
        if let Some(proxy) = forwarding.filter(|_| status == StatusCode::PROXY_AUTHENTICATION_REQUIRED) {
            return Err(fault::proxy_authentication(proxy, &url));
        }
        let reason = answer.extensions().get::<hyper::ext::ReasonPhrase>().map(|reason| latin1::decode(reason.as_bytes()));
        let head = Head { status, reason, url: url.as_str().to_owned(), redirected: false, headers };
        let body = Box::new(ResponseBody::new(answer.into_body(), url.clone(), !status.is_success(), in_flight));
        let body = content_coding::decoded(&head, body, &url);
        Ok(Incoming { head, altered: false, body })
    }
}

/// The connection that the library assigned to an exchange, once it has done so.
fn connection_info(captured: &CaptureConnection) -> Option<Arc<ConnectionInfo>> {
    let mut extras = http::Extensions::new();
    captured.connection_metadata().as_ref()?.get_extras(&mut extras);
    extras.remove()
}

impl Exchange for Http {
    fn send(&self, request: Outgoing) -> BoxFuture<'static, Result<Incoming, Error>> {
        Box::pin(self.clone().exchange(request))
    }
}

fn exhausted_error(exhausted: &Exhausted, url: &Url) -> Error {
    let message = format!(
        "no connection to {} can be opened: the bodies of {} others, which is what the process has file descriptors for, are neither read nor \
         written; read or cancel them, or let the process open more files (ulimit -n)",
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

#[cfg(test)]
mod tests;
