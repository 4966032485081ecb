//! Send the body of a request, piece by piece, as fast as the server takes it. What was taken is kept for a while, so that the
//! request can be sent again if the server says that it did not process it.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use h2::{Reason, SendStream};
use hyper::body::Body as _;

use crate::transport::body::RequestBody;
use crate::transport::http2_failure::Http2Failure;

/// How much of a body is kept. A server says within a round trip that it does not process a request, and lets us send no more than its
/// window until then, which is 64 KB unless it says otherwise.
const MAX_KEPT: usize = 1 << 20;

/// A body that is being sent.
pub(super) struct Upload {
    stream: SendStream<Bytes>,
    body: RequestBody,
    /// What was taken from the body, or `None` if that is too much.
    kept: Option<Vec<Bytes>>,
    size: usize,
    has_ended: bool,
}

impl Upload {
    pub(super) fn new(stream: SendStream<Bytes>, body: RequestBody, has_ended: bool) -> Self {
        Self { stream, body, kept: Some(Vec::new()), size: 0, has_ended }
    }

    /// Whether all of it is sent, or nobody wants the rest.
    pub(super) fn has_ended(&self) -> bool {
        self.has_ended
    }

    /// Sends until the body has ended or the server takes no more. The answer says why.
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Http2Failure>> {
        while !self.has_ended {
            if !ready!(self.poll_capacity(context)) {
                self.has_ended = true;
                break;
            }
            match ready!(Pin::new(&mut self.body).poll_frame(context)) {
                Some(Ok(frame)) => {
                    let piece = frame.into_data().unwrap_or_default();
                    self.keep(&piece);
                    self.send(piece, self.body.is_end_stream());
                }
                None => self.send(Bytes::new(), true),
                Some(Err(error)) => {
                    self.has_ended = true;
                    self.stream.send_reset(Reason::CANCEL);
                    return Poll::Ready(Err(Http2Failure::RequestBody(error)));
                }
            }
        }
        Poll::Ready(Ok(()))
    }

    /// Waits until the server takes a piece. `false`: it takes nothing any more.
    fn poll_capacity(&mut self, context: &mut Context<'_>) -> Poll<bool> {
        if self.stream.capacity() > 0 {
            return Poll::Ready(self.stream.poll_reset(context).is_pending());
        }
        self.stream.reserve_capacity(1);
        loop {
            match ready!(self.stream.poll_capacity(context)) {
                Some(Ok(0)) => {}
                Some(Ok(_)) => return Poll::Ready(true),
                Some(Err(_)) | None => return Poll::Ready(false),
            }
        }
    }

    fn send(&mut self, piece: Bytes, is_last: bool) {
        // It fails if the stream has ended.
        let is_sent = self.stream.send_data(piece, is_last).is_ok();
        self.has_ended = is_last || !is_sent;
    }

    fn keep(&mut self, piece: &Bytes) {
        self.size += piece.len();
        match &mut self.kept {
            Some(kept) if self.size <= MAX_KEPT => kept.push(piece.clone()),
            kept => *kept = None,
        }
    }

    /// The body as it was before anything of it was sent, if enough was kept.
    pub(super) fn into_unsent(self) -> Option<RequestBody> {
        Some(self.body.preceded_by(self.kept?))
    }
}
