//! Send one request, give back one answer.
//!
//! The only files that name the HTTP library. What a status means, whether to try again and which token to send is
//! `client`'s job; this one turns a request into bytes and a broken connection into an [`Error`] with the
//! system's own name for it.

mod body;
mod connection_limit;
mod connections;
mod connector;
mod fault;
mod names;
mod no_proxy;
mod origin_cache;
mod reuse;
mod tls;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method, Uri};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::{CaptureConnection, capture_connection};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use parking_lot::Mutex;

use body::{Begun, Receiving, Sending, Stay};
use connection_limit::{Class, ConnectionLimit, Size};
use connections::{Connections, Link};
use connector::{Connector, Proxies};
pub use fault::origin;
use names::Names;
pub use names::is_this_machine;

use crate::error::{Error, Progress, TOO_LARGE};
use crate::future::BoxFuture;
use crate::head::Head;

#[cfg(any(test, feature = "fuzzing"))]
pub(crate) use {no_proxy::NoProxy, origin_cache::OriginCache};

/// How long a connection may take to open, TLS included, once its address is known. Below the 5 s that a token request has in all, and
/// long enough for a thousand handshakes at once on one core.
const CONNECT_LIMIT: Duration = Duration::from_secs(4);

/// How long a name may be looked up. Where the first of two name servers is dead, the second answers after 5 s.
const LOOK_UP_LIMIT: Duration = Duration::from_secs(10);

/// An idle connection is dropped before the load balancer drops it (60 s): a request on a dead one costs a retry.
const IDLE_LIMIT: Duration = Duration::from_secs(50);

/// After a burst no more idle connections than this are kept for a host.
const MOST_IDLE: usize = 1024;

/// The longest URL the HTTP library can hold; servers take far less.
pub const URL_LIMIT: usize = u16::MAX as usize - 1;

/// More than this is not reserved on the word of a Content-Length alone.
const RESERVE_LIMIT: u64 = 1 << 20;

/// A request, ready to be sent.
pub struct Outgoing {
    /// The verb.
    pub method: Method,
    /// The absolute URL.
    pub url: String,
    /// All headers; the bearer is marked sensitive.
    pub headers: HeaderMap,
    /// The body.
    pub body: OutBody,
    /// Whether the answer may be given to the caller piece by piece.
    pub may_stream: bool,
}

/// What is sent after the headers.
pub enum OutBody {
    /// Nothing.
    None,
    /// All of it, at hand.
    Bytes(Bytes),
    /// Piece by piece; can be sent once only.
    Stream(Box<dyn Source>),
}

/// Where the pieces of a streamed request body come from.
pub trait Source: Send + Sync {
    /// The next piece; `None` at the end, `Err` with a reason that ends the request.
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, String>>;
}

/// An answer whose body has not been read yet.
pub struct Incoming {
    /// Its head.
    pub head: Head,
    /// Whether a redirect took headers or the body from the request that was answered: see `redirect`.
    pub altered: bool,
    /// The body.
    pub body: Box<dyn Pieces>,
}

/// A response body, read piece by piece.
pub trait Pieces: Send {
    /// The next piece; `None` at the end.
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, Error>>;
}

/// Something that can carry a request: HTTP, or the caller's own `fetch`.
pub trait Exchange: Send + Sync {
    /// Sends it; resolves when the head of the answer is there. Dropping the future closes the connection.
    fn send(&self, request: Outgoing) -> BoxFuture<'static, Result<Incoming, Error>>;
    /// A turn of the event loop it answers on, if that is how it answers.
    fn turn(&self) -> Option<crate::deadline::Turn> {
        None
    }
}

impl Incoming {
    /// Reads the whole body, or stops past `limit` bytes with `Ok(None)`.
    pub async fn read_at_most(&mut self, limit: usize) -> Result<Option<Bytes>, Error> {
        let announced = self.head.text(http::header::CONTENT_LENGTH).and_then(|value| value.parse::<u64>().ok()).unwrap_or(0);
        if announced > limit as u64 {
            return Ok(None);
        }
        let Some(first) = self.body.next().await? else { return Ok(Some(Bytes::new())) };
        if first.len() > limit {
            return Ok(None);
        }
        // Most answers come in one piece, which stays where it was read.
        let mut body = if first.len() as u64 >= announced {
            match self.body.next().await? {
                None => return Ok(Some(first)),
                Some(second) => [first, second].concat(),
            }
        } else {
            let mut body = Vec::with_capacity(announced.min(RESERVE_LIMIT) as usize);
            body.extend_from_slice(&first);
            body
        };
        while body.len() <= limit {
            match self.body.next().await? {
                Some(piece) => {
                    reserve(&mut body, piece.len(), announced as usize);
                    body.extend_from_slice(&piece);
                }
                None => return Ok(Some(body.into())),
            }
        }
        Ok(None)
    }

    /// Reads the whole body, which may have `limit` bytes, the option `maxResponseBytes`.
    pub async fn read(&mut self, limit: usize) -> Result<Bytes, Error> {
        self.read_at_most(limit).await?.ok_or_else(|| {
            let message =
                format!("an answer with status {} is larger than maxResponseBytes allows: {limit} bytes", self.head.status.as_u16());
            Error::connection(TOO_LARGE, message, Progress::Sent)
        })
    }
}

/// Makes room for `more` bytes of a body that is said to have `announced` in all. What has come speaks for as much again, so
/// a server cannot have memory reserved by its word alone; and at its end a large body has no more than it needs.
fn reserve(body: &mut Vec<u8>, more: usize, announced: usize) {
    let left = announced.saturating_sub(body.len());
    if body.capacity() - body.len() < more && left >= more {
        body.reserve_exact(left.min(body.len().max(more)));
    }
}

/// HTTP. All clients of a process with the same trust share one pool of connections, and all pools the descriptors.
#[derive(Clone)]
pub struct Http {
    client: Client<Connector, Sending>,
    proxies: Arc<Proxies>,
    places: Arc<ConnectionLimit>,
    origins: origin_cache::OriginCache,
}

/// What makes two pools different.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Trust {
    /// Further certificate authorities, as PEM text.
    pub authorities: Vec<String>,
    /// Whether the server is on this machine: then no proxy is asked, whatever the environment says.
    pub loopback: bool,
}

impl Http {
    /// The pool for `trust`, made at the first call for it.
    pub fn shared(trust: &Trust) -> Result<Self, Error> {
        static POOLS: OnceLock<Mutex<HashMap<Trust, Http>>> = OnceLock::new();
        let mut pools = POOLS.get_or_init(Mutex::default).lock();
        if let Some(pool) = pools.get(trust) {
            return Ok(pool.clone());
        }
        let pool = Self::open(trust)?;
        pools.insert(trust.clone(), pool.clone());
        Ok(pool)
    }

    fn open(trust: &Trust) -> Result<Self, Error> {
        static ALL: OnceLock<(Arc<ConnectionLimit>, Arc<Connections>)> = OnceLock::new();
        let (places, connections) = ALL.get_or_init(|| {
            let size = Size::of(descriptors());
            let places = ConnectionLimit::new(size);
            (Arc::clone(&places), Connections::new(places, size.bound()))
        });
        let proxies = if trust.loopback { Proxies::none() } else { Proxies::of_the_system() };
        let (places, connections) = (Arc::clone(places), Arc::clone(connections));
        Ok(Self::over(tls::config(&trust.authorities)?, proxies, Names::of_the_system(), places, connections))
    }

    fn over(
        tls: rustls::ClientConfig,
        proxies: Proxies,
        names: Names,
        places: Arc<ConnectionLimit>,
        connections: Arc<Connections>,
    ) -> Self {
        let proxies = Arc::new(proxies);
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(IDLE_LIMIT)
            .pool_max_idle_per_host(MOST_IDLE)
            .build(Connector::new(tls, Arc::clone(&proxies), names, connections));
        Self { client, proxies, places, origins: origin_cache::OriginCache::default() }
    }

    async fn exchange(self, request: Outgoing) -> Result<Incoming, Error> {
        let wrong = |why: &dyn std::fmt::Display| Error::invalid(format!("the URL {:?} cannot be used: {why}", request.url));
        let asked = self.origins.url(&request.url).map_err(|e| wrong(&e))?;
        if asked.as_str().len() > URL_LIMIT {
            let found = asked.as_str().len();
            return Err(Error::invalid(format!("the URL must have at most {URL_LIMIT} bytes, query included, got {found}")));
        }
        let uri: Uri = asked.as_str().parse().map_err(|e: http::uri::InvalidUri| wrong(&e))?;
        let mut headers = request.headers;
        if let Some(authorization) = self.proxies.authorization(&uri) {
            headers.entry(http::header::PROXY_AUTHORIZATION).or_insert(authorization);
        }
        let class = match &request.body {
            OutBody::Stream(_) => Class::Upload,
            _ if request.may_stream => Class::Download,
            _ => Class::Plain,
        };
        // An upload whose first piece is not there yet would hold a place for nothing.
        let begun = Begun::of(request.body).await?;
        let stay = Arc::new(Stay::new(self.places.take(class).await.map_err(|full| full_house(&full, &asked))?));
        let mut outgoing = http::Request::new(begun.sending(&stay));
        *outgoing.method_mut() = request.method;
        *outgoing.uri_mut() = uri;
        *outgoing.headers_mut() = headers;
        let given = capture_connection(&mut outgoing);
        let mut answer = std::pin::pin!(self.client.request(outgoing));
        // The connection is taken in the same poll in which the library gives it, before anything is written to it: the
        // exchange that had it before may end at any moment, and then it would look idle.
        let answer = std::future::poll_fn(|context| {
            let answer = answer.as_mut().poll(context);
            link_of(&given).into_iter().for_each(|link| stay.on(link));
            answer
        });
        let (answer, opened) = reuse::watched(answer).await;
        let progress = if opened { Progress::Sent } else { Progress::SentOnReused };
        let mut answer = answer.map_err(|e| match e.is_connect() {
            true => fault::unconnected(&e, &asked),
            false => fault::named(&e, &asked, progress),
        })?;
        let (status, headers) = (answer.status(), std::mem::take(answer.headers_mut()));
        let url = asked.as_str().to_owned();
        let body = Box::new(Receiving::new(answer.into_body(), asked, stay));
        Ok(Incoming { head: Head { status, url, redirected: false, headers }, altered: false, body })
    }
}

/// What is known of the connection that an exchange was given, once it has one.
fn link_of(given: &CaptureConnection) -> Option<Arc<Link>> {
    let mut extras = http::Extensions::new();
    given.connection_metadata().as_ref()?.get_extras(&mut extras);
    extras.remove()
}

impl Exchange for Http {
    fn send(&self, request: Outgoing) -> BoxFuture<'static, Result<Incoming, Error>> {
        Box::pin(self.clone().exchange(request))
    }
}

fn full_house(full: &connection_limit::Full, asked: &url::Url) -> Error {
    let message = format!(
        "no connection to {} can be opened: the bodies of {} others, which is what the process has file descriptors for, are neither read nor \
         written; read or cancel them, or let the process open more files (ulimit -n)",
        origin(asked),
        full.held
    );
    Error::connection("EMFILE", message, Progress::Unsent)
}

/// How many files the process may have open.
#[cfg(unix)]
fn descriptors() -> u64 {
    rustix::process::getrlimit(rustix::process::Resource::Nofile).current.unwrap_or(u64::MAX)
}

/// Elsewhere sockets are not counted among files.
#[cfg(not(unix))]
fn descriptors() -> u64 {
    u64::MAX
}

#[cfg(test)]
mod tests;
