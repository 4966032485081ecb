//! The bodies of a request and its answer, as the HTTP library takes and gives them.
//!
//! They know whether an exchange waits for the network or for the caller, and block or unblock its permit accordingly.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_util::Stream;
use hyper::body::{Body, Frame, SizeHint};
use url::Url;

use super::connection_limit::{BlockedOn, Permit};
use super::exchange::{OutBody, Pieces, Source};
use super::fault;
use crate::error::{Error, Progress};
use crate::future::BoxFuture;

/// An exchange in flight: its permit. Both of its bodies hold it.
pub(crate) struct InFlight {
    permit: Permit,
}

impl InFlight {
    /// An exchange that has `permit`.
    pub(crate) fn new(permit: Permit) -> Self {
        Self { permit }
    }
}

/// A request body whose first piece is ready.
pub(crate) enum PreparedBody {
    /// The whole body.
    Whole(Bytes),
    /// The first piece of a stream and the rest of it, or `None` if the stream is empty.
    Stream(Option<(Bytes, Box<dyn Source>)>),
}

impl PreparedBody {
    /// Waits for the first piece of `body`.
    pub(crate) async fn read(body: OutBody) -> Result<Self, Error> {
        Ok(match body {
            OutBody::None => Self::Whole(Bytes::new()),
            OutBody::Bytes(bytes) => Self::Whole(bytes),
            OutBody::Stream(mut source) => {
                let first = source.next().await.map_err(|reason| Error::invalid(format!("the body could not be read: {reason}")))?;
                Self::Stream(first.map(|first| (first, source)))
            }
        })
    }

    /// The body as part of an exchange.
    pub(crate) fn into_request_body(self, in_flight: &Arc<InFlight>) -> RequestBody {
        match self {
            Self::Whole(bytes) => RequestBody::Whole(bytes),
            Self::Stream(stream) => RequestBody::Stream { pieces: Box::pin(pieces(stream)), in_flight: Arc::clone(in_flight) },
        }
    }
}

/// All pieces of a stream whose first piece has been read.
fn pieces(stream: Option<(Bytes, Box<dyn Source>)>) -> impl Stream<Item = Result<Bytes, std::io::Error>> {
    let start = stream.map(|(first, source)| (Some(first), source));
    futures_util::stream::try_unfold(start, |state| async move {
        let Some((first, mut source)) = state else { return Ok(None) };
        let piece = match first {
            Some(first) => Some(first),
            None => source.next().await.map_err(std::io::Error::other)?,
        };
        Ok(piece.map(|piece| (piece, Some((None, source)))))
    })
}

/// A request body as the library takes it.
pub(crate) enum RequestBody {
    /// The whole body, which is empty once the library has taken it.
    Whole(Bytes),
    /// A stream.
    Stream {
        /// The pieces.
        pieces: Pin<Box<dyn Stream<Item = Result<Bytes, std::io::Error>> + Send>>,
        /// Its permit is blocked while the source has no piece.
        in_flight: Arc<InFlight>,
    },
}

impl Body for RequestBody {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        match &mut *self {
            Self::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Self::Whole(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Self::Stream { pieces, in_flight } => {
                let piece = pieces.as_mut().poll_next(context);
                match piece.is_pending() {
                    true => in_flight.permit.block(BlockedOn::Source),
                    false => in_flight.permit.unblock(BlockedOn::Source),
                }
                piece.map(|piece| piece.map(|piece| piece.map(Frame::data)))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Self::Whole(bytes) if bytes.is_empty())
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Self::Stream { .. } => SizeHint::default(),
        }
    }
}

/// The body of an answer that came over HTTP.
pub(crate) struct ResponseBody {
    body: hyper::body::Incoming,
    url: Url,
    /// `None` once the whole body has been read.
    in_flight: Option<Arc<InFlight>>,
}

impl ResponseBody {
    /// The body of an answer from `url`. Its permit is blocked until the caller reads.
    pub(crate) fn new(body: hyper::body::Incoming, url: Url, in_flight: Arc<InFlight>) -> Self {
        in_flight.permit.block(BlockedOn::Reader);
        Self { body, url, in_flight: Some(in_flight) }
    }
}

impl Pieces for ResponseBody {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, Error>> {
        Box::pin(async move {
            let Some(in_flight) = self.in_flight.clone() else { return Ok(None) };
            let reading = Reading::start(&in_flight.permit);
            let piece = loop {
                match std::future::poll_fn(|context| Pin::new(&mut self.body).poll_frame(context)).await {
                    // Trailers are not passed on.
                    Some(Ok(frame)) => {
                        if let Ok(piece) = frame.into_data() {
                            break Ok(Some(piece));
                        }
                    }
                    Some(Err(error)) => break Err(fault::from_hyper(&error, &self.url, Progress::Sent)),
                    None => break Ok(None),
                }
            };
            drop(reading);
            if !matches!(piece, Ok(Some(_))) {
                self.in_flight = None;
            }
            piece
        })
    }
}

/// Unblocks the permit while the caller waits for the next piece, and blocks it again when it stops waiting.
struct Reading<'a>(&'a Permit);

impl<'a> Reading<'a> {
    fn start(permit: &'a Permit) -> Self {
        permit.unblock(BlockedOn::Reader);
        Self(permit)
    }
}

impl Drop for Reading<'_> {
    fn drop(&mut self) {
        self.0.block(BlockedOn::Reader);
    }
}
