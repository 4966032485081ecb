//! A request, its answer, and what can carry them.

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode, header};

use crate::deadline::Turn;
use crate::error::{ConnectionFault, Error, Progress};
use crate::future::BoxFuture;
use crate::head::Head;

/// At most this many bytes are reserved because of a Content-Length alone.
const RESERVE_LIMIT: usize = 1 << 20;

/// A request that is ready to be sent.
pub(crate) struct Outgoing {
    /// The method.
    pub method: Method,
    /// The absolute URL.
    pub url: String,
    /// All headers. The bearer token is marked as sensitive.
    pub headers: HeaderMap,
    /// The body.
    pub body: OutBody,
    /// Whether the caller may get the body of the answer as a stream.
    pub may_stream: bool,
    /// Whether the request is repeated if the connection is lost. Another one is not sent on a connection that the server may be
    /// about to close.
    pub may_repeat: bool,
}

/// The body of a request.
pub(crate) enum OutBody {
    /// No body.
    None,
    /// The whole body.
    Bytes(Bytes),
    /// A stream, which can be sent only once.
    Stream(Box<dyn Source>),
}

/// A streamed request body.
pub(crate) trait Source: Send + Sync {
    /// The next piece, or `None` at the end. An `Err` has the reason and ends the request.
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, String>>;
}

/// An answer whose body has not been read yet.
pub(crate) struct Incoming {
    /// Its head.
    pub head: Head,
    /// Whether a redirect took headers or the body from the request that was answered: see `redirect`.
    pub altered: bool,
    /// The body.
    pub body: Box<dyn Pieces>,
}

/// The body of an answer, read piece by piece.
pub(crate) trait Pieces: Send {
    /// The next piece, or `None` at the end.
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, Error>>;
}

/// A request is announced until this is dropped.
pub(crate) type Announced = Box<dyn Send>;

/// Something that can carry a request: HTTP, or the caller's own `fetch`.
pub(crate) trait Exchange: Send + Sync {
    /// Sends the request and resolves when the head of the answer has arrived. Dropping the future closes the connection.
    fn send(&self, request: Outgoing) -> BoxFuture<'static, Result<Incoming, Error>>;
    /// The same, but a redirect is given back and not followed.
    fn send_without_redirects(&self, request: Outgoing) -> BoxFuture<'static, Result<Incoming, Error>> {
        self.send(request)
    }
    /// A request to `url` will be sent soon: connections may be opened for it, until the announcement is dropped.
    fn expect(&self, _url: &str) -> Option<Announced> {
        None
    }
    /// A turn of the event loop that the answer comes from, if it comes from one.
    fn turn(&self) -> Option<Turn> {
        None
    }
}

impl Incoming {
    /// Reads the whole body. Gives `Ok(None)` if it has more than `limit` bytes, and then reads no further.
    pub(crate) async fn read_at_most(&mut self, limit: usize) -> Result<Option<Bytes>, Error> {
        // The length of a compressed body says nothing about the size of what it decodes to.
        let is_encoded = self.head.headers.contains_key(header::CONTENT_ENCODING);
        let announced = if is_encoded { None } else { self.head.text(header::CONTENT_LENGTH) };
        let announced = announced.and_then(|value| value.parse::<u64>().ok()).unwrap_or(0);
        let Some(announced) = usize::try_from(announced).ok().filter(|bytes| *bytes <= limit) else { return Ok(None) };
        let Some(first) = self.body.next().await? else { return Ok(Some(Bytes::new())) };
        if first.len() > limit {
            return Ok(None);
        }
        // Most bodies come in one piece, which is given back without a copy.
        let mut body = if first.len() >= announced {
            match self.body.next().await? {
                None => return Ok(Some(first)),
                Some(second) => [first, second].concat(),
            }
        } else {
            let mut body = Vec::with_capacity(announced.min(RESERVE_LIMIT));
            body.extend_from_slice(&first);
            body
        };
        while body.len() <= limit {
            match self.body.next().await? {
                Some(piece) => {
                    reserve(&mut body, piece.len(), announced);
                    body.extend_from_slice(&piece);
                }
                None => return Ok(Some(body.into())),
            }
        }
        Ok(None)
    }

    /// Reads the whole body, which may have `limit` bytes: the option `maxResponseBytes`.
    pub(crate) async fn read(&mut self, limit: usize) -> Result<Bytes, Error> {
        self.read_at_most(limit).await?.ok_or_else(|| too_large(self.head.status, limit))
    }
}

/// The error of a body that is longer than the option `maxResponseBytes`.
pub(crate) fn too_large(status: StatusCode, limit: usize) -> Error {
    let message = format!("an answer with status {} is larger than maxResponseBytes allows: {limit} bytes", status.as_u16());
    Error::connection(ConnectionFault::BodyTooLarge, message, Progress::Sent)
}

/// Makes room for `more` bytes of a body with a Content-Length of `announced`. It reserves at most as much again as has arrived, so
/// a server cannot make us reserve memory with a header alone, and a large body ends with no spare capacity.
fn reserve(body: &mut Vec<u8>, more: usize, announced: usize) {
    let left = announced.saturating_sub(body.len());
    if body.capacity() - body.len() < more && left >= more {
        body.reserve_exact(left.min(body.len().max(more)));
    }
}
