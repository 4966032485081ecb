//! The body of a request, as the HTTP libraries take it.
//!
//! It knows whether an exchange waits for the network or for the caller, and blocks or unblocks its permit accordingly.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_util::{Stream, StreamExt as _};
use hyper::body::{Body, Frame, SizeHint};
use parking_lot::Mutex;

use super::connection_limit::{BlockedOn, Permit};
use super::exchange::{OutBody, Source};
use super::tracked_stream::StreamState;
use crate::error::Error;
use crate::phase::{self, CallTrace};

/// An exchange in flight: its permit, and the stream of its connection once it has one. Both of its bodies hold it.
pub(crate) struct InFlight {
    connection: Mutex<Option<Arc<StreamState>>>,
    pub(super) permit: Permit,
    /// Whether the library has taken the whole body of the request.
    is_body_taken: AtomicBool,
    /// Whether the whole request has been sent.
    is_sent: AtomicBool,
    /// Whether the rest of the request is of no use, because the whole answer has come.
    is_answered: AtomicBool,
}

impl InFlight {
    /// An exchange that has no connection yet.
    pub(crate) fn new(permit: Permit) -> Self {
        let [is_body_taken, is_sent, is_answered] = [(); 3].map(|()| AtomicBool::new(false));
        Self { connection: Mutex::default(), permit, is_body_taken, is_sent, is_answered }
    }

    /// Whether the whole request has been handed to the operating system. It is known when the head of the answer comes: later the
    /// connection may send the next request.
    pub(crate) fn is_sent(&self) -> bool {
        if self.is_sent.load(Ordering::Relaxed) {
            return true;
        }
        let has_unsent = || self.connection.lock().as_ref().is_some_and(|connection| connection.send_state().has_unsent());
        let is_sent = self.is_body_taken.load(Ordering::Relaxed) && !has_unsent();
        self.is_sent.store(is_sent, Ordering::Relaxed);
        is_sent
    }

    /// The answer has been read, or nobody reads it any more. If the request has not been sent completely, its connection ends.
    pub(super) fn answered(&self) {
        if self.is_sent() {
            return;
        }
        self.is_answered.store(true, Ordering::Relaxed);
        if let Some(connection) = &*self.connection.lock() {
            connection.abort();
        }
    }

    /// The exchange uses the connection with this stream, and no other exchange does. It replaces an earlier one.
    pub(crate) fn set_connection(&self, stream: Option<Arc<StreamState>>) {
        *self.connection.lock() = stream;
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
            Self::Whole(bytes) => {
                in_flight.is_body_taken.store(bytes.is_empty(), Ordering::Relaxed);
                RequestBody::Whole { bytes, in_flight: Arc::clone(in_flight), trace: phase::current() }
            }
            Self::Stream(stream) => {
                RequestBody::Stream { pieces: Box::pin(pieces(stream)), in_flight: Arc::clone(in_flight), trace: phase::current() }
            }
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
    /// The whole body.
    Whole {
        /// What the library has not taken yet.
        bytes: Bytes,
        /// Learns that all of it has been taken.
        in_flight: Arc<InFlight>,
        /// The call, to be told when all of it is sent.
        trace: Option<Arc<CallTrace>>,
    },
    /// A stream.
    Stream {
        /// The pieces.
        pieces: Pin<Box<dyn Stream<Item = Result<Bytes, std::io::Error>> + Send>>,
        /// Its permit is blocked while the source has no piece.
        in_flight: Arc<InFlight>,
        /// The call, to be told when all of it is sent.
        trace: Option<Arc<CallTrace>>,
    },
}

/// How many bytes of a body the library takes at a time. It takes no more than it can send soon, so that a call which waits for the
/// answer is told from one that still sends.
const PIECE: usize = 1 << 18;

impl RequestBody {
    /// The body as it was before the library took these pieces of it.
    pub(crate) fn preceded_by(self, mut taken: Vec<Bytes>) -> Self {
        match self {
            Self::Whole { bytes, in_flight, trace } => {
                if !bytes.is_empty() {
                    taken.push(bytes);
                }
                let bytes = if taken.len() == 1 { taken.remove(0) } else { taken.concat().into() };
                in_flight.is_body_taken.store(bytes.is_empty(), Ordering::Relaxed);
                Self::Whole { bytes, in_flight, trace }
            }
            Self::Stream { pieces, in_flight, trace } => {
                in_flight.is_body_taken.store(false, Ordering::Relaxed);
                let pieces = Box::pin(futures_util::stream::iter(taken.into_iter().map(Ok)).chain(pieces));
                Self::Stream { pieces, in_flight, trace }
            }
        }
    }
}

fn mark_sent(trace: Option<&Arc<CallTrace>>) {
    if let Some(trace) = trace {
        trace.mark_sent();
    }
}

impl Body for RequestBody {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        match &mut *self {
            Self::Whole { bytes, .. } if bytes.is_empty() => Poll::Ready(None),
            // This ends the connection, and drops the source.
            Self::Whole { in_flight, .. } | Self::Stream { in_flight, .. } if in_flight.is_answered.load(Ordering::Relaxed) => {
                Poll::Ready(Some(Err(std::io::ErrorKind::BrokenPipe.into())))
            }
            Self::Whole { bytes, in_flight, trace } => {
                let piece = bytes.split_to(bytes.len().min(PIECE));
                if bytes.is_empty() {
                    in_flight.is_body_taken.store(true, Ordering::Relaxed);
                    mark_sent(trace.as_ref());
                }
                Poll::Ready(Some(Ok(Frame::data(piece))))
            }
            Self::Stream { pieces, in_flight, trace } => {
                let piece = pieces.as_mut().poll_next(context);
                if matches!(piece, Poll::Ready(None)) {
                    mark_sent(trace.as_ref());
                }
                match piece.is_pending() {
                    true => in_flight.permit.block(BlockedOn::Source),
                    false => in_flight.permit.unblock(BlockedOn::Source),
                }
                if matches!(piece, Poll::Ready(None)) {
                    in_flight.is_body_taken.store(true, Ordering::Relaxed);
                }
                piece.map(|piece| piece.map(|piece| piece.map(Frame::data)))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Self::Whole { bytes, .. } if bytes.is_empty())
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole { bytes, .. } => SizeHint::with_exact(bytes.len() as u64),
            Self::Stream { .. } => SizeHint::default(),
        }
    }
}
