//! HTTP: one pool of connections for each set of trusted authorities.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use http::{StatusCode, Uri};
use parking_lot::Mutex;
use url::Url;

use super::admission::{Admission, Slot};
use super::body::{InFlight, PreparedBody, RequestBody, ResponseBody};
use super::causes::BoxError;
use super::connection_limit::{Capacity, Class, ConnectionLimit, Exhausted, Permit};
use super::connections::{Connections, Lease, OpenPermit, Reusable as _};
use super::connector::Connector;
use super::exchange::{Exchange, Incoming, OutBody, Outgoing};
use super::freshness::{keep_alive_hint, now};
use super::http1::{SendError, Sender};
use super::limits::URL_LIMIT;
use super::origin::{Origin, SharedOrigin, next_number};
use super::origin_cache::OriginCache;
use super::proxies::{Proxies, ProxyOption};
use super::resolver::Resolver;
use super::tracked_stream::TrackedStream;
use super::trust::Trust;
use super::{content_coding, fault, tls};
use crate::error::{ConnectionFault, Error, Progress, ResourceFault};
use crate::future::BoxFuture;
use crate::head::Head;
use crate::latin1;
use crate::phase::{self, Phase};

/// After this long without an answer on a connection that was used before, those that were idle meanwhile may be broken as well.
const SILENCE_LIMIT: Duration = Duration::from_millis(250);

/// HTTP. All clients of the process with the same trust share one pool of connections, and all pools share the descriptors.
#[derive(Clone)]
pub(crate) struct Http {
    shared: Arc<Shared>,
    origins: OriginCache,
    /// The client, whose calls take turns with those of others.
    client: u64,
}

/// What is the same for all clients with the same trust.
struct Shared {
    /// The number of this pool.
    pool: u64,
    connector: Connector,
    proxies: Arc<Proxies>,
    limits: Limits,
}

/// What is the same for all pools of the process.
#[derive(Clone)]
pub(super) struct Limits {
    admission: Arc<Admission>,
    permits: Arc<ConnectionLimit>,
    connections: Arc<Connections<Sender>>,
}

impl Limits {
    /// The limits of a process that may open this many files.
    pub(super) fn for_descriptors(descriptors: u64) -> Self {
        let capacity = Capacity::for_descriptors(descriptors);
        let permits = ConnectionLimit::new(capacity);
        let connections = Connections::new(Arc::clone(&permits), capacity.max());
        Self { admission: Admission::new(Arc::clone(&permits)), permits, connections }
    }
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
        let shared = Shared { pool: next_number(), connector, proxies, limits };
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
        let origin = Origin::new(self.shared.pool, &uri).map(Arc::new).ok_or_else(|| invalid(&"it has no host"))?;
        let mut headers = request.headers;
        let proxies = Arc::clone(&self.shared.proxies);
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
        let mut answer = self.send(queued, outgoing, &url).await?;
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

    /// Sends the request on a connection, and waits for the head of the answer.
    async fn send(
        &self,
        queued: Queued,
        mut request: http::Request<RequestBody>,
        url: &Url,
    ) -> Result<http::Response<hyper::body::Incoming>, Error> {
        let Queued { origin, slot, in_flight, may_repeat, has_body } = queued;
        let mut slot = Some(slot);
        loop {
            let (shared, target) = (Arc::clone(&self.shared), Arc::clone(&origin));
            let connecting = phase::connecting();
            let lent = connecting.lend();
            let dial = |permit| lent.track(async move { Sender::start(shared.open(&target, permit).await?).await });
            let lease = self.shared.limits.connections.acquire(&origin, may_repeat, dial).await;
            drop(connecting);
            let lease = lease.map_err(|error| match error.downcast_ref::<hyper::Error>() {
                // The connection was opened, but the server closed it or wrote something before it was asked.
                Some(error) => fault::from_hyper(error, url, Progress::Unsent),
                None => fault::from_connect(&*error, url),
            })?;
            let mut held = Held { lease, slot: slot.take(), sent_at: now(), is_answered: false };
            if let Some(slot) = &mut held.slot {
                slot.connected(held.lease.opening());
            }
            let is_reused = held.lease.is_reused();
            if is_reused && !may_repeat && held.lease.idle_for() >= UNSEEN {
                // A process that was stopped and goes on, as a serverless function does, would send before the runtime has looked at its
                // sockets. The end of the connection is then there and not seen, and the request would be lost. After this it is seen:
                // the connection's task runs first, and the request is `NotSent`.
                tokio::task::yield_now().await;
            }
            in_flight.set_connection(Arc::clone(held.lease.get().stream()));
            phase::mark(if has_body { Phase::Send } else { Phase::Wait });
            match held.lease.get().send(request).await {
                Ok(answer) => {
                    // A connection that is answered before the request is sent must not get another one.
                    held.answered(if in_flight.is_sent() { keep_alive_hint(answer.headers()) } else { Some(Duration::ZERO) });
                    return Ok(answer);
                }
                // The server had closed the connection, which was seen before anything was written to it.
                Err(SendError::NotSent(unsent, _)) if is_reused => {
                    request = *unsent;
                    held.is_answered = true;
                    slot = held.slot.take();
                }
                Err(SendError::NotSent(_, error)) => return Err(fault::from_hyper(&error, url, Progress::Unsent)),
                Err(SendError::Lost(error)) => {
                    if is_reused {
                        held.lease.close_unproven(held.sent_at);
                    }
                    let progress = if is_reused { Progress::SentOnReused } else { Progress::Sent };
                    return Err(fault::from_hyper(&error, url, progress));
                }
            }
        }
    }
}

impl Shared {
    async fn open(&self, origin: &SharedOrigin, permit: OpenPermit<Sender>) -> Result<TrackedStream, BoxError> {
        let (connections, origin) = (Arc::clone(&self.limits.connections), Arc::clone(origin));
        let target = origin.uri();
        let free_descriptors = move || -> BoxFuture<'static, bool> {
            let (connections, origin) = (Arc::clone(&connections), Arc::clone(&origin));
            Box::pin(async move { connections.close_idle(&origin).await })
        };
        self.connector.open(&target, Box::new(permit), free_descriptors).await
    }
}

/// After this time without an answer on a connection, its socket is looked at once more before a request that must not be repeated.
const UNSEEN: Duration = Duration::from_millis(10);

/// An exchange whose turn it is.
struct Queued {
    origin: SharedOrigin,
    slot: Slot,
    in_flight: Arc<InFlight>,
    may_repeat: bool,
    has_body: bool,
}

/// What an exchange holds until its connection is free for the next one.
struct Held {
    lease: Lease<Sender>,
    /// Dropped after the lease, so that the next exchange finds the connection.
    slot: Option<Slot>,
    sent_at: Duration,
    is_answered: bool,
}

impl Held {
    /// The head of the answer has arrived. The connection is free once the whole answer has.
    fn answered(mut self, hint: Option<Duration>) {
        self.is_answered = true;
        self.lease.answered(hint);
        if !self.lease.get().is_ready() {
            tokio::spawn(async move { self.lease.get().ready().await });
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        // The exchange has ended without an answer: at its time limit, or because the caller gave it up.
        if !self.is_answered && self.lease.is_reused() && now().saturating_sub(self.sent_at) >= SILENCE_LIMIT {
            self.lease.close_unproven(self.sent_at);
        }
    }
}

impl Exchange for Http {
    fn send(&self, request: Outgoing) -> BoxFuture<'static, Result<Incoming, Error>> {
        Box::pin(self.clone().exchange(request))
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

#[cfg(test)]
mod tests;
