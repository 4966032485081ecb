//! The one error: what happened, and what JavaScript sees of it.
//!
//! Errors are data. `src/node` turns each variant into a plain object with a code, and `ts/failure.ts` makes
//! the class of that code; no text is ever parsed. Texts never hold a secret or a token.

use std::sync::Arc;
use std::time::Duration;

use crate::head::Head;

/// Why a call did not give a value. Cheap to clone: one failed token request is every waiter's error.
#[derive(Debug, Clone)]
pub enum Error {
    /// An argument or option was wrong; nothing was sent. Becomes a `PipedreamError` with code `ERR_INVALID_ARGUMENT`.
    Invalid {
        /// Names the field, what it was and what is allowed.
        message: String,
    },
    /// The server answered, and not with success. Becomes `BadRequestError` (400), `NotFoundError` (404),
    /// `TooManyRequestsError` (429), else `PipedreamError`.
    Status(Arc<Answered>),
    /// The server said success, but the body is not what the operation's documentation promises.
    /// Becomes a `PipedreamError` with the status and the text as `body`.
    Unreadable {
        /// What the server sent.
        answered: Arc<Answered>,
        /// What is wrong with it.
        message: String,
    },
    /// One attempt took longer than its limit, body included. Becomes `PipedreamTimeoutError`.
    Timeout {
        /// The limit.
        limit: Duration,
        /// What took so long, "GET /v1/connect/{project_id}/accounts" or "the token request".
        what: String,
    },
    /// No answer: DNS, TCP, TLS, or a connection that broke. Becomes a `PipedreamError` with the system's code.
    Connection {
        /// The system's name for it, `ECONNREFUSED`.
        code: Option<&'static str>,
        /// In words, with the host.
        message: String,
        /// How far the request got.
        progress: Progress,
        /// What JavaScript threw, where the exchange was its own.
        thrown: Option<Thrown>,
    },
    /// No token could be had. Becomes a `PipedreamError` whose code is the OAuth error (RFC 6749, section 5.2) where there is one.
    Token(Arc<TokenFailure>),
    /// The caller aborted. Becomes `PipedreamAbortError`.
    Aborted,
    /// The client was closed before the call. Becomes a `PipedreamError` with code `ERR_CLIENT_CLOSED`.
    Closed,
    /// A defect of this package. Becomes a `PipedreamError` with code `ERR_INTERNAL`.
    Internal {
        /// What was found.
        message: String,
    },
}

/// The code of an answer that is larger than it may be.
pub const TOO_LARGE: &str = "ERR_BODY_TOO_LARGE";

/// The system's own name for a failure that any descriptor, thread or allocation can meet.
pub fn system_code(error: &std::io::Error) -> Option<&'static str> {
    match error.kind() {
        std::io::ErrorKind::WouldBlock => Some("EAGAIN"),
        std::io::ErrorKind::OutOfMemory => Some("ENOMEM"),
        _ => match error.raw_os_error()? {
            23 if cfg!(unix) => Some("ENFILE"),
            24 if cfg!(unix) => Some("EMFILE"),
            _ => None,
        },
    }
}

/// The number under which JavaScript keeps what was thrown there: it becomes the `cause` of the error. Says nothing here,
/// and nothing in another worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thrown(pub u64);

/// How far a request got that brought no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// It never left.
    Unsent,
    /// The server may have seen it.
    Sent,
    /// It went out on a connection that had served another request before, and nothing came back.
    SentOnReused,
}

/// What the server sent, when it is to be shown to the caller.
#[derive(Debug, Clone, Default)]
pub struct Answered {
    /// Its head.
    pub head: Head,
    /// The body as text.
    pub body: String,
    /// Seconds to wait, from Retry-After.
    pub retry_after: Option<f64>,
}

/// Why no token could be had.
#[derive(Debug, Clone, Default)]
pub struct TokenFailure {
    /// The OAuth error code (`invalid_client`), a system code (`ECONNREFUSED`), or one of ours (`ERR_SUPPLIER`).
    pub code: Option<String>,
    /// In words; never holds a secret.
    pub message: String,
    /// The token endpoint's body, where it is safe to show (an error answer; never one with a token in it).
    pub body: Option<String>,
    /// The head of the token endpoint's answer, if it answered.
    pub head: Option<Head>,
    /// When another try makes sense.
    pub retry_after: Option<Duration>,
    /// What JavaScript threw, where it was a function of its own that failed.
    pub thrown: Option<Thrown>,
}

impl TokenFailure {
    /// The token endpoint's status, if it answered.
    pub fn status(&self) -> Option<u16> {
        Some(self.head.as_ref()?.status.as_u16())
    }
}

impl Error {
    /// A wrong argument: `message` names the field, what it was and what is allowed.
    pub fn invalid(message: impl Into<String>) -> Self {
        Self::Invalid { message: message.into() }
    }

    /// No answer; `code` is the system's name for it, or one of ours.
    pub fn connection(code: impl Into<Option<&'static str>>, message: String, progress: Progress) -> Self {
        Self::Connection { code: code.into(), message, progress, thrown: None }
    }

    /// What happened, in one line.
    pub fn words(&self) -> String {
        match self {
            Self::Token(failure) => failure.message.clone(),
            Self::Timeout { limit, what } => format!("{what} took longer than {} s", limit.as_secs_f64()),
            Self::Connection { message, .. }
            | Self::Invalid { message }
            | Self::Internal { message }
            | Self::Unreadable { message, .. } => message.clone(),
            Self::Status(answered) => format!("status {}", answered.head.status.as_u16()),
            Self::Aborted => "aborted".into(),
            Self::Closed => "the client is closed".into(),
        }
    }
}
