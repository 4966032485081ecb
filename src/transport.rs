//! Send one request, give back one answer.
//!
//! The only file that names reqwest. What a status means, whether to try again and which token to send is
//! `client`'s job; this one turns a request into bytes and a broken connection into an [`Error`] with the
//! system's own name for it.

mod address;
mod direct;
mod fault;
mod reuse;
mod slots;
mod tls;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use parking_lot::Mutex;

use crate::credentials::BoxFuture;
use crate::error::{Error, Progress};

#[cfg(any(test, feature = "fuzzing"))]
pub(crate) use {address::Origins, direct::Exclusions};

/// How long a connection may take to open, TLS included. Below the 5 s that a token request has in all, and
/// long enough for a thousand handshakes at once on one core.
const CONNECT_LIMIT: Duration = Duration::from_secs(4);

/// An idle connection is dropped before the load balancer drops it (60 s): a request on a dead one costs a retry.
const IDLE_LIMIT: Duration = Duration::from_secs(50);

/// After a burst no more idle connections than this are kept for a host.
const MOST_IDLE: usize = 1024;

/// The longest text V8 can hold is 2^29 − 24 characters; a larger body could not be handed over.
const BODY_LIMIT: usize = (1 << 29) - 24;

/// The longest URL the HTTP library can hold; servers take far less.
const URL_LIMIT: usize = u16::MAX as usize - 1;

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
    /// The status.
    pub status: StatusCode,
    /// Where the answer came from: the URL asked, or the one a redirect led to.
    pub url: String,
    /// Whether a redirect was followed.
    pub redirected: bool,
    /// The headers.
    pub headers: HeaderMap,
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
}

impl Incoming {
    /// Reads the whole body, or stops past `limit` bytes with `Ok(None)`.
    pub async fn read_at_most(&mut self, limit: usize) -> Result<Option<Bytes>, Error> {
        let announced = self.headers.get(http::header::CONTENT_LENGTH);
        let announced = announced.and_then(|value| value.to_str().ok()?.parse::<u64>().ok()).unwrap_or(0);
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
                Some(piece) => body.extend_from_slice(&piece),
                None => return Ok(Some(body.into())),
            }
        }
        Ok(None)
    }

    /// Reads the whole body.
    pub async fn read(&mut self) -> Result<Bytes, Error> {
        self.read_at_most(BODY_LIMIT).await?.ok_or_else(|| {
            let message = format!("an answer with status {} is larger than {BODY_LIMIT} bytes", self.status.as_u16());
            Error::connection("ERR_BODY_TOO_LARGE", message, Progress::Sent)
        })
    }
}

/// HTTP over reqwest. All clients of a process with the same trust share one pool of connections.
#[derive(Clone)]
pub struct Http {
    client: reqwest::Client,
    /// For the hosts that are asked without a proxy, where the HTTP library would ask one.
    direct: Option<Arc<(direct::Exclusions, reqwest::Client)>>,
    slots: slots::Slots,
    origins: address::Origins,
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
        let tls = tls::config(&trust.authorities)?;
        let exclusions = direct::Exclusions::from_env();
        let direct = if trust.loopback || exclusions.is_empty() { None } else { Some(Arc::new((exclusions, client(tls.clone(), true)?))) };
        let client = client(tls, trust.loopback)?;
        Ok(Self { client, direct, slots: slots::Slots::default(), origins: address::Origins::default() })
    }

    fn client(&self, url: &reqwest::Url) -> &reqwest::Client {
        match self.direct.as_deref() {
            Some((exclusions, direct)) if exclusions.contain(url) => direct,
            _ => &self.client,
        }
    }
}

/// A pool of connections.
fn client(tls: rustls::ClientConfig, is_direct: bool) -> Result<reqwest::Client, Error> {
    let mut builder = reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .connect_timeout(CONNECT_LIMIT)
        // A redirect leads elsewhere, and what was asked for is in the URL.
        .referer(false)
        .pool_idle_timeout(IDLE_LIMIT)
        .pool_max_idle_per_host(MOST_IDLE)
        .connector_layer(reuse::Marking)
        // Policy is `client`'s; this one is for HTTP/2, and costs a copy of every request.
        .retry(reqwest::retry::never().max_retries_per_request(0))
        .redirect(reqwest::redirect::Policy::custom(redirect));
    if is_direct {
        builder = builder.no_proxy();
    }
    builder.build().map_err(|e| Error::Internal { message: format!("no HTTP client could be made: {}", fault::in_words(&e)) })
}

/// Follows what `fetch` follows, but never with the client's credentials: a token request is answered where
/// it was sent or not at all, and https never becomes http.
fn redirect(attempt: reqwest::redirect::Attempt<'_>) -> reqwest::redirect::Action {
    let first = &attempt.previous()[0];
    if first.path().ends_with("/oauth/token") || (first.scheme() == "https" && attempt.url().scheme() != "https") {
        attempt.stop()
    } else if attempt.previous().len() > 10 {
        attempt.error("more than 10 redirects")
    } else {
        attempt.follow()
    }
}

impl Exchange for Http {
    fn send(&self, request: Outgoing) -> BoxFuture<'static, Result<Incoming, Error>> {
        let http = self.clone();
        Box::pin(async move {
            let url =
                http.origins.url(&request.url).map_err(|e| Error::invalid(format!("the URL {:?} cannot be used: {e}", request.url)))?;
            if url.as_str().len() > URL_LIMIT {
                let found = url.as_str().len();
                return Err(Error::invalid(format!("the URL must have at most {URL_LIMIT} bytes, query included, got {found}")));
            }
            let asked = url.clone();
            let mut outgoing = reqwest::Request::new(request.method, url);
            *outgoing.headers_mut() = request.headers;
            *outgoing.body_mut() = match request.body {
                OutBody::None => None,
                OutBody::Bytes(bytes) => Some(bytes.into()),
                OutBody::Stream(source) => Some(reqwest::Body::wrap_stream(pieces_of(source))),
            };
            let slot = http.slots.take().await;
            let (response, opened) = reuse::watched(http.client(&asked).execute(outgoing)).await;
            let progress = if opened { Progress::Sent } else { Progress::SentOnReused };
            let mut response = response.map_err(|e| fault::named(&e, &asked, progress))?;
            let redirected = *response.url() != asked;
            let url = response.url().as_str().to_owned();
            let status = response.status();
            let headers = std::mem::take(response.headers_mut());
            let body = Box::new(Body { response, asked, _slot: slot });
            Ok(Incoming { status, url, redirected, headers, body })
        })
    }
}

/// The pieces of `source` as the stream reqwest asks for.
fn pieces_of(source: Box<dyn Source>) -> impl futures_util::Stream<Item = Result<Bytes, std::io::Error>> {
    futures_util::stream::try_unfold(source, |mut source| async move {
        match source.next().await {
            Ok(piece) => Ok(piece.map(|bytes| (bytes, source))),
            Err(reason) => Err(std::io::Error::other(reason)),
        }
    })
}

/// The body of an answer that came over HTTP.
struct Body {
    response: reqwest::Response,
    asked: reqwest::Url,
    _slot: slots::Slot,
}

impl Pieces for Body {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, Error>> {
        Box::pin(async move { self.response.chunk().await.map_err(|e| fault::named(&e, &self.asked, Progress::Sent)) })
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;

    /// Gives its pieces, then nothing and no end.
    struct Stalling(Vec<&'static [u8]>);

    impl Pieces for Stalling {
        fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, Error>> {
            match self.0.is_empty() {
                true => Box::pin(std::future::pending()),
                false => Box::pin(std::future::ready(Ok(Some(Bytes::from_static(self.0.remove(0)))))),
            }
        }
    }

    #[test]
    fn what_is_too_large_is_known_without_its_end() {
        for (pieces, limit, is_over) in [(vec![&b"12345"[..]], 4, true), (vec![b"123", b"45"], 4, true), (vec![b"1234"], 4, false)] {
            let body = Box::new(Stalling(pieces));
            let mut incoming = Incoming { status: StatusCode::OK, url: String::new(), redirected: false, headers: HeaderMap::new(), body };
            let read = incoming.read_at_most(limit).now_or_never();
            assert_eq!(read.map(|read| read.unwrap().is_none()), is_over.then_some(true));
        }
    }
}
