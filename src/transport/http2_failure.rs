//! Why an exchange over HTTP/2 failed, as an error that the rest of the transport understands.

use std::io;

use h2::Reason;

/// Why an exchange failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Http2Failure {
    /// The connection was lost.
    #[error("{0}")]
    Io(#[source] io::Error),
    /// The server ended the stream or the connection, or broke the protocol.
    #[error("{0}")]
    Protocol(h2::Error),
    /// The source of the request's body failed.
    #[error("{0}")]
    RequestBody(#[source] io::Error),
    /// The answer has too many headers.
    #[error("too many headers")]
    TooManyHeaders,
}

impl From<h2::Error> for Http2Failure {
    fn from(error: h2::Error) -> Self {
        if !error.is_io() {
            return Self::Protocol(error);
        }
        let error = error.into_io().expect("it is an error of the system");
        // What `h2` says if the other side has closed the connection. The system's error has a number.
        let is_closed = error.kind() == io::ErrorKind::BrokenPipe && error.raw_os_error().is_none();
        Self::Io(if is_closed { io::ErrorKind::UnexpectedEof.into() } else { error })
    }
}

impl Http2Failure {
    /// Whether the server has said that it did not process the request: it refused the stream (RFC 9113, section 8.7), or closes the
    /// connection and names an earlier stream as the last one that it has seen (section 6.8). `h2` ends with GOAWAY only those after it.
    pub(crate) fn is_unprocessed(&self) -> bool {
        let Self::Protocol(error) = self else { return false };
        error.is_remote() && (error.is_go_away() || error.reason() == Some(Reason::REFUSED_STREAM))
    }

    /// Whether the server closes the connection without a complaint (GOAWAY), and has not processed the request.
    pub(crate) fn is_closing(&self) -> bool {
        let Self::Protocol(error) = self else { return false };
        error.is_remote() && error.is_go_away() && error.reason() == Some(Reason::NO_ERROR)
    }

    /// What the server did instead of processing the request, after "it".
    pub(crate) fn refusal(&self) -> Option<String> {
        let Self::Protocol(error) = self else { return None };
        let reason = error.reason().filter(|_| self.is_unprocessed())?;
        let action = if error.is_go_away() { "closed the connection (HTTP/2 GOAWAY" } else { "refused the stream (HTTP/2 RST_STREAM" };
        Some(format!("{action}, {reason:?})"))
    }

    /// Whether the server wants the request to be sent with HTTP/1.1 (section 7).
    pub(crate) fn wants_http1(&self) -> bool {
        let Self::Protocol(error) = self else { return false };
        error.is_remote() && error.reason() == Some(Reason::HTTP_1_1_REQUIRED)
    }

    /// What is wrong with what the server sent, if it broke the protocol.
    pub(crate) fn violation(&self) -> Option<&'static str> {
        let Self::Protocol(error) = self else { return None };
        match error.reason()? {
            _ if error.is_remote() => None,
            // Too much was asked of the connection; that is no fault of the answer.
            Reason::ENHANCE_YOUR_CALM => None,
            Reason::FLOW_CONTROL_ERROR => Some("it sends more than it may"),
            Reason::FRAME_SIZE_ERROR => Some("an HTTP/2 frame is too large"),
            Reason::COMPRESSION_ERROR => Some("the headers cannot be decompressed"),
            _ => Some("an HTTP/2 frame is invalid, the head is larger than 408 KiB, or the body has another length than its head says"),
        }
    }
}
