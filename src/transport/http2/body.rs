//! The body of an answer. The server may send more of it as the caller reads.

use std::future::poll_fn;
use std::task::{Context, Poll};

use bytes::Bytes;
use h2::RecvStream;
use tokio::task::AbortHandle;

use super::shared::OpenStream;
use super::upload::Upload;
use crate::transport::http2_failure::Http2Failure;

/// The body of an answer. Dropping it cancels what has not arrived (`RST_STREAM`), and what is left of the request.
pub(crate) struct Body {
    received: RecvStream,
    /// The task that sends the rest of the request, if the answer came before its end.
    _upload: Option<Abort>,
    _stream: OpenStream,
    /// Dropped when all has arrived.
    held: Option<Box<dyn Send>>,
}

impl Body {
    pub(super) fn new(received: RecvStream, mut upload: Upload, stream: OpenStream) -> Self {
        let rest =
            (!upload.has_ended()).then(|| Abort(tokio::spawn(poll_fn(move |context| upload.poll(context).map(drop))).abort_handle()));
        Self { received, _upload: rest, _stream: stream, held: None }
    }

    /// Keeps `held` until the end of the body.
    pub(crate) fn hold(&mut self, held: Box<dyn Send>) {
        self.held = if self.received.is_end_stream() { None } else { Some(held) };
    }

    /// The next piece, or `None` at the end.
    pub(crate) fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Http2Failure>>> {
        let piece = std::task::ready!(self.received.poll_data(context));
        if let Some(Ok(piece)) = &piece {
            // It fails if the stream has ended, and then nothing more comes.
            _ = self.received.flow_control().release_capacity(piece.len());
        }
        if !matches!(piece, Some(Ok(_))) || self.received.is_end_stream() {
            self.held = None;
        }
        Poll::Ready(piece.map(|piece| piece.map_err(Http2Failure::from)))
    }
}

/// Ends a task when it is dropped.
struct Abort(AbortHandle);

impl Drop for Abort {
    fn drop(&mut self) {
        self.0.abort();
    }
}
