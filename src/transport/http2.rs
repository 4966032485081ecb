//! HTTP/2 on one connection (RFC 9113): several requests at a time, each on a stream of its own.
//!
//! `h2` speaks the protocol. This file opens streams and says what a failure means: above all, whether the server has processed the
//! request. What it has not, because it refused the stream or was about to close the connection, is sent again, whatever it is.

mod body;
mod head;
mod ping;
mod shared;
#[cfg(test)]
mod tests;
mod upload;

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use h2::client::{Builder, Connection, SendRequest};
use http::{Request, Response};
use hyper_util::rt::TokioIo;

use super::body::RequestBody;
use super::causes::BoxError;
use super::http2_failure::Http2Failure;
use super::limits::{MAX_HEAD_SIZE, MAX_HEADERS};
use super::send_error::SendError;
use super::tracked_stream::TrackedStream;
pub(super) use body::Body;
use shared::{OpenStream, Shared};
use upload::Upload;

/// How many exchanges share a connection. Many servers allow 100 or 128.
const MAX_STREAMS: u32 = 100;

/// How many bytes of an answer the server may send before the caller has read them. With a round trip of 100 ms this allows 160
/// megabits per second.
const STREAM_WINDOW: u32 = 2 << 20;

/// The same for all answers on a connection together: answers that nobody reads must not hold up the others.
const CONNECTION_WINDOW: u32 = STREAM_WINDOW * MAX_STREAMS;

/// Sends requests on one connection, several at a time.
pub(crate) struct Sender {
    requests: SendRequest<Bytes>,
    shared: Arc<Shared>,
}

impl Sender {
    /// Speaks HTTP/2 on `stream`, and starts the task that reads and writes it.
    pub(crate) async fn start(stream: TrackedStream) -> Result<Self, BoxError> {
        let shared = Arc::new(Shared::new(stream.state()));
        let (requests, connection) = Builder::new()
            .enable_push(false)
            .initial_window_size(STREAM_WINDOW)
            .initial_connection_window_size(CONNECTION_WINDOW)
            .max_header_list_size(MAX_HEAD_SIZE)
            // What still comes for a call that was given up is answered with a reset once h2 has forgotten its stream. h2 would end the
            // connection after 1,024 of them, and with it the calls of others. They cost the server as much as us.
            .max_local_error_reset_streams(None)
            .handshake(TokioIo::new(stream))
            .await
            .map_err(Http2Failure::from)?;
        tokio::spawn(run(connection, Arc::clone(&shared)));
        Ok(Self { requests, shared })
    }

    /// Sends `request`, which has an absolute URI, and waits for the head of the answer.
    pub(crate) async fn send(&mut self, request: Request<RequestBody>) -> Result<Response<Body>, SendError> {
        let (parts, body) = request.into_parts();
        let has_ended = hyper::body::Body::is_end_stream(&body);
        let head = head::of_request(&parts, &body);
        let again = |body| Box::new(Request::from_parts(parts.clone(), body));
        let stream = OpenStream::new(&self.shared);
        let (mut answer, sending) = match self.requests.send_request(head, has_ended) {
            Ok(opened) => opened,
            Err(error) => return Err(SendError::NotProcessed(Some(again(body)), Http2Failure::from(error).into())),
        };
        let mut upload = Upload::new(sending, body, has_ended);
        let answered = poll_fn(|context| {
            if let Poll::Ready(Err(failure)) = upload.poll(context) {
                return Poll::Ready(Err(failure));
            }
            Pin::new(&mut answer).poll(context).map_err(Http2Failure::from)
        });
        match answered.await {
            Ok(answer) if answer.headers().len() > MAX_HEADERS => Err(SendError::Lost(Http2Failure::TooManyHeaders.into())),
            Ok(answer) => Ok(answer.map(|received| Body::new(received, upload, stream))),
            Err(failure) if failure.is_unprocessed() => Err(SendError::NotProcessed(upload.into_unsent().map(again), failure.into())),
            Err(failure) if failure.wants_http1() => Err(SendError::WantsHttp1(upload.into_unsent().map(again), failure.into())),
            Err(failure) => Err(SendError::Lost(failure.into())),
        }
    }

    /// Whether a further request may be sent, as far as is known: the server has not said that it will close the connection.
    pub(crate) fn is_ready(&self) -> bool {
        let mut context = Context::from_waker(Waker::noop());
        matches!(self.requests.clone().poll_ready(&mut context), Poll::Ready(Ok(())))
    }

    /// The same connection for a further request.
    pub(crate) fn share(&self) -> Self {
        Self { requests: self.requests.clone(), shared: Arc::clone(&self.shared) }
    }

    /// How many requests the connection carries at a time.
    pub(crate) fn seats(&self) -> usize {
        self.requests.current_max_send_streams().min(MAX_STREAMS as usize)
    }
}

/// Reads and writes the connection until it ends.
async fn run(mut connection: Connection<TokioIo<TrackedStream>, Bytes>, shared: Arc<Shared>) {
    let pings = connection.ping_pong().expect("it is taken once");
    let mut watch = std::pin::pin!(ping::watch(pings, &shared));
    let (mut connection, mut is_watched) = (std::pin::pin!(connection), true);
    poll_fn(|context| {
        if is_watched && watch.as_mut().poll(context).is_ready() {
            is_watched = false;
            shared.stream.declare_dead();
        }
        // Each exchange on it gets the error too.
        connection.as_mut().poll(context).map(drop)
    })
    .await;
}
