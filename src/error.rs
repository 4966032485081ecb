//! The error type of the crate.
//!
//! `src/node` turns each variant into a plain object with a code, and JavaScript makes the class for that code. No text is parsed.
//! Messages never hold a secret or a token.

mod connection_fault;
mod from_io;
mod system_fault;
mod tls_fault;
#[cfg(any(windows, test))]
mod windows_fault;

use std::sync::Arc;
use std::time::Duration;

pub(crate) use connection_fault::{ConnectionFault, DnsFault, ProxyFault, ResourceFault};
pub(crate) use tls_fault::TlsFault;

use crate::head::Head;
use crate::phase::Phase;

/// Why a call failed. It is cheap to clone: a failed token request is the error of all calls that waited for it.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// An argument or option is invalid, and nothing was sent. Becomes a `PipedreamError` with code `ERR_INVALID_ARGUMENT`.
    #[error("{message}")]
    Invalid {
        /// Names the field, the value and what is allowed.
        message: String,
    },
    /// The server answered with a status that is not 2xx. Becomes `BadRequestError` (400), `NotFoundError` (404),
    /// `TooManyRequestsError` (429), else `PipedreamError`.
    #[error("status {}", .0.head.status.as_u16())]
    Status(Arc<Answered>),
    /// The server answered with a 2xx status and a body that the operation does not give.
    /// Becomes a `PipedreamError` with the status and the text as `body`.
    #[error("{message}")]
    Unreadable {
        /// The answer.
        answered: Arc<Answered>,
        /// What is wrong with it.
        message: String,
    },
    /// One attempt took longer than its limit, body included. Becomes `PipedreamTimeoutError`.
    #[error("{label} took longer than {} s", .limit.as_secs_f64())]
    Timeout {
        /// The limit.
        limit: Duration,
        /// What took too long: "GET /`v1/connect/{project_id}/accounts`" or "the token request".
        label: String,
        /// What the call was doing.
        phase: Option<Phase>,
    },
    /// The call took longer than its deadline, retries and pauses included. Becomes `PipedreamTimeoutError`.
    #[error("{label} took longer than {} s", .limit.as_secs_f64())]
    Deadline {
        /// The limit.
        limit: Duration,
        /// Which call it was.
        label: String,
        /// What the call was doing.
        phase: Option<Phase>,
        /// The failure of the attempt before.
        last: Option<Box<Self>>,
    },
    /// The call was not sent, because an answer to another one of its class asks for a pause that is longer than it may wait. Becomes the
    /// error of that status.
    #[error("{label} was held back")]
    HeldBack {
        /// The status of that answer.
        status: u16,
        /// The rest of the pause.
        left: Duration,
        /// Which call it was.
        label: String,
    },
    /// There was no answer: DNS, TCP or TLS failed, or the connection broke. Becomes a `PipedreamError` with the code of the fault.
    #[error("{message}")]
    Connection {
        /// What is wrong.
        fault: ConnectionFault,
        /// A message with the host.
        message: String,
        /// How far the request got.
        progress: Progress,
        /// What JavaScript threw, if the exchange was a `fetch` of the caller.
        thrown: Option<Thrown>,
    },
    /// There is no token. Becomes a `PipedreamError` with the OAuth error (RFC 6749, section 5.2) as its code, if there is one.
    #[error("{}", .0.message)]
    Token(Arc<TokenFailure>),
    /// The caller aborted the call. Becomes `PipedreamAbortError`.
    #[error("aborted")]
    Aborted,
    /// The client was closed before the call. Becomes a `PipedreamError` with code `ERR_CLIENT_CLOSED`.
    #[error("the client is closed")]
    Closed,
    /// A bug in this package. Becomes a `PipedreamError` with code `ERR_INTERNAL`.
    #[error("{message}")]
    Internal {
        /// What was found.
        message: String,
    },
}

/// The number under which JavaScript keeps a value that was thrown there, to be the `cause` of the error. It has no meaning in Rust or in
/// another worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thrown(pub i64);

/// How far a request without an answer got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// It was not sent.
    Unsent,
    /// It was sent, and may have taken effect.
    Sent,
    /// It was sent on a connection that had served another request before.
    SentOnReused,
}

/// An answer that is shown to the caller in an error.
#[derive(Debug, Clone, Default)]
pub struct Answered {
    /// Its head.
    pub head: Head,
    /// The body as text.
    pub body: String,
    /// Seconds to wait, from Retry-After.
    pub retry_after: Option<f64>,
}

/// Why there is no token.
#[derive(Debug, Clone, Default)]
pub struct TokenFailure {
    /// The OAuth error code (`invalid_client`), a system code (`ECONNREFUSED`), or one of ours (`ERR_SUPPLIER`).
    pub code: Option<String>,
    /// A message without secrets.
    pub message: String,
    /// The body of the token endpoint's answer, if it is an error without a token in it.
    pub body: Option<String>,
    /// The head of the token endpoint's answer, if it answered.
    pub head: Option<Head>,
    /// How long to wait before another request makes sense.
    pub retry_after: Option<Duration>,
    /// What JavaScript threw, if a function of the caller failed.
    pub thrown: Option<Thrown>,
}

impl TokenFailure {
    /// The token endpoint's status, if it answered.
    pub fn status(&self) -> Option<u16> {
        Some(self.head.as_ref()?.status.as_u16())
    }
}

impl Error {
    /// An invalid argument. `message` names the field, the value and what is allowed.
    pub fn invalid(message: impl Into<String>) -> Self {
        Self::Invalid { message: message.into() }
    }

    /// Whether an answer came whose body cannot be decoded.
    pub fn is_undecodable(&self) -> bool {
        matches!(self, Self::Connection { fault: ConnectionFault::UnsupportedEncoding | ConnectionFault::CorruptBody, .. })
    }

    /// No answer because of `fault`.
    pub fn connection(fault: ConnectionFault, message: String, progress: Progress) -> Self {
        Self::Connection { fault, message, progress, thrown: None }
    }
}
