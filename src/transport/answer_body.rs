//! The body of an answer, over HTTP/1.1 or HTTP/2.
//!
//! It knows whether the exchange waits for the network or for the caller, and blocks or unblocks its permit accordingly.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use hyper::body::Body as _;
use url::Url;

use super::body::InFlight;
use super::causes::BoxError;
use super::connection_limit::{BlockedOn, Permit};
use super::exchange::Pieces;
use super::{fault, http2};
use crate::error::{Error, Progress};
use crate::future::BoxFuture;
use crate::head::Head;

/// The body of an answer as the library gives it.
pub(crate) enum AnswerBody {
    /// Over HTTP/1.1.
    Http1(hyper::body::Incoming),
    /// Over HTTP/2.
    Http2(http2::Body),
}

impl AnswerBody {
    /// The next piece, or `None` at the end. Trailers are not passed on.
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        match self {
            Self::Http1(body) => loop {
                match ready!(Pin::new(&mut *body).poll_frame(context)) {
                    Some(Ok(frame)) => {
                        if let Ok(piece) = frame.into_data() {
                            return Poll::Ready(Some(Ok(piece)));
                        }
                    }
                    Some(Err(error)) => return Poll::Ready(Some(Err(error.into()))),
                    None => return Poll::Ready(None),
                }
            },
            Self::Http2(body) => body.poll_piece(context).map(|piece| piece.map(|piece| piece.map_err(Into::into))),
        }
    }
}

/// The body of an answer that came over HTTP.
pub(crate) struct ResponseBody {
    body: AnswerBody,
    url: Url,
    /// Whether the status is an error.
    is_error: bool,
    /// Whether it is a stream of events.
    is_event_stream: bool,
    /// `None` once the whole body has been read.
    in_flight: Option<Arc<InFlight>>,
}

impl ResponseBody {
    /// The body of an answer from `url` with this head. Its permit is blocked until the caller reads.
    pub(crate) fn new(body: AnswerBody, url: Url, head: &Head, in_flight: Arc<InFlight>) -> Self {
        in_flight.permit.block(BlockedOn::Reader);
        let (is_error, is_event_stream) = (!head.status.is_success(), head.is_event_stream());
        Self { body, url, is_error, is_event_stream, in_flight: Some(in_flight) }
    }
}

impl ResponseBody {
    fn end(&mut self) {
        if let Some(in_flight) = self.in_flight.take() {
            in_flight.answered();
        }
    }
}

impl Pieces for ResponseBody {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, Error>> {
        Box::pin(async move {
            let Some(in_flight) = self.in_flight.clone() else { return Ok(None) };
            // A stream of events may be silent for hours, and what it waits for may be the effect of another exchange. So its permit stays
            // blocked.
            let reading = (!self.is_event_stream).then(|| Reading::start(&in_flight.permit));
            let piece = match std::future::poll_fn(|context| self.body.poll_piece(context)).await {
                Some(Ok(piece)) => Ok(Some(piece)),
                // A server that refuses an upload and closes may cut its own answer short. The status is what counts.
                Some(Err(_)) if self.is_error && !in_flight.is_sent() => Ok(None),
                Some(Err(error)) => Err(fault::from_lost(&*error, &self.url, Progress::Sent)),
                None => Ok(None),
            };
            drop(reading);
            if !matches!(piece, Ok(Some(_))) {
                self.end();
            }
            piece
        })
    }
}

impl Drop for ResponseBody {
    fn drop(&mut self) {
        self.end();
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
