//! Send requests on one connection, in the protocol that both sides have agreed on.

use std::sync::Arc;

use http::{Request, Response};

use super::answer_body::AnswerBody;
use super::body::RequestBody;
use super::causes::BoxError;
use super::connections::Reusable;
use super::send_error::SendError;
use super::tracked_stream::{StreamState, TrackedStream};
use super::{http1, http2};

/// Sends requests on one connection.
pub(crate) enum Sender {
    /// HTTP/1.1: one at a time.
    Http1(http1::Sender),
    /// HTTP/2: several at a time.
    Http2(http2::Sender),
}

impl Sender {
    /// Speaks HTTP on `stream`, and starts the task that reads and writes it.
    pub(crate) async fn start(stream: TrackedStream) -> Result<Self, BoxError> {
        Ok(match stream.is_http2() {
            true => Self::Http2(http2::Sender::start(stream).await?),
            false => Self::Http1(http1::Sender::start(stream).await?),
        })
    }

    /// Sends `request`, which has an absolute URI, and waits for the head of the answer.
    pub(crate) async fn send(&mut self, request: Request<RequestBody>) -> Result<Response<AnswerBody>, SendError> {
        match self {
            Self::Http1(sender) => Ok(sender.send(request).await?.map(AnswerBody::Http1)),
            Self::Http2(sender) => Ok(sender.send(request).await?.map(AnswerBody::Http2)),
        }
    }

    /// The state of its stream, if no other exchange uses it meanwhile.
    pub(crate) fn own_stream(&self) -> Option<Arc<StreamState>> {
        match self {
            Self::Http1(sender) => Some(Arc::clone(sender.stream())),
            Self::Http2(_) => None,
        }
    }

    /// Waits until the answer has been read and the connection can be used again, or is closed.
    pub(crate) async fn ready(&mut self) {
        if let Self::Http1(sender) = self {
            sender.ready().await;
        }
    }
}

impl Reusable for Sender {
    fn is_ready(&self) -> bool {
        match self {
            Self::Http1(sender) => sender.is_ready(),
            Self::Http2(sender) => sender.is_ready(),
        }
    }

    fn is_shared(&self) -> bool {
        matches!(self, Self::Http2(_))
    }

    fn share(&self) -> Option<Self> {
        match self {
            Self::Http1(_) => None,
            Self::Http2(sender) => Some(Self::Http2(sender.share())),
        }
    }

    fn seats(&self) -> usize {
        match self {
            Self::Http1(_) => 1,
            Self::Http2(sender) => sender.seats(),
        }
    }
}
