//! What crosses from Rust to JavaScript, as data. napi writes the TypeScript of these types.

use napi::bindgen_prelude::Buffer;
use napi_derive::napi;

use crate::client::{Reply, Value};
use crate::config::LONGEST_TEXT;
use crate::error::{Error, Progress, TOO_LARGE, Thrown};

/// One thing JavaScript is told, or asked.
#[napi(discriminant = "type", discriminant_case = "lowercase", object_from_js = false)]
pub enum Message {
    /// A call succeeded. A void operation has neither `json` nor `text`.
    Done {
        /// The call.
        id: u32,
        /// The value as JSON text.
        json: Option<String>,
        /// The value where it is a text, as it is: JSON would be up to six times as long.
        text: Option<String>,
        /// Status, URL and headers, to be parsed when asked for.
        head: Option<String>,
        /// The stream to read the body from.
        stream: Option<u32>,
    },
    /// A call failed.
    Failed {
        /// The call.
        id: u32,
        /// Why.
        failure: Failure,
    },
    /// A piece of a stream; no data at its end.
    Chunk {
        /// The read that asked for it.
        id: u32,
        /// The bytes.
        data: Option<Buffer>,
    },
    /// A question; to be answered with `Mailbox.answer(id, …)`.
    Ask {
        /// The question.
        id: u32,
        /// What is wanted.
        kind: AskKind,
        /// Which of the environment's objects is to answer.
        target: u32,
        /// The question's text, its form by kind.
        text: Option<String>,
        /// The question's bytes.
        bytes: Option<Buffer>,
    },
    /// Nobody waits for the answer to a question any more: what was begun for it may stop.
    Unasked {
        /// The question.
        id: u32,
    },
    /// Nobody needs an object of the environment's any more.
    Released {
        /// Which of them.
        target: u32,
    },
    /// Something happened that a subscriber may want to know.
    Event {
        /// Its name, `token:fetched`.
        name: String,
        /// What is known of it, as JSON text.
        text: String,
    },
    /// There is more to drain.
    More {},
}

/// What Rust may ask of JavaScript.
#[napi(string_enum)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum AskKind {
    #[napi(value = "clientId")]
    ClientId,
    #[napi(value = "clientSecret")]
    ClientSecret,
    #[napi(value = "token")]
    Token,
    #[napi(value = "store.get")]
    StoreGet,
    #[napi(value = "store.set")]
    StoreSet,
    #[napi(value = "store.delete")]
    StoreDelete,
    #[napi(value = "store.lock")]
    StoreLock,
    #[napi(value = "store.unlock")]
    StoreUnlock,
    #[napi(value = "fetch")]
    Fetch,
    #[napi(value = "body")]
    Body,
    /// Answered when the event loop has gone round once.
    #[napi(value = "turn")]
    Turn,
}

/// The kinds of failure; each has its class in `ts/failure.ts`.
#[napi(string_enum = "lowercase")]
#[derive(Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum FailureCode {
    Invalid,
    Status,
    Unreadable,
    Timeout,
    Connection,
    Token,
    Aborted,
    Closed,
    Internal,
}

/// Why something failed.
#[napi(object, object_from_js = false)]
pub struct Failure {
    /// Its kind.
    pub code: FailureCode,
    /// In words, without a secret.
    pub message: String,
    /// The server's status, where it answered.
    pub status: Option<u32>,
    /// The server's body as text.
    pub body: Option<String>,
    /// The server's head as JSON text.
    pub head: Option<String>,
    /// Seconds to wait before another try makes sense.
    pub retry_after: Option<f64>,
    /// The system's or OAuth's name for it: `ECONNREFUSED`, `invalid_client`.
    pub cause: Option<String>,
    /// The number of what was thrown, where it was JavaScript that failed.
    pub thrown: Option<f64>,
}

impl Failure {
    fn plain(code: FailureCode, message: String) -> Self {
        Self { code, message, status: None, body: None, head: None, retry_after: None, cause: None, thrown: None }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Invalid { message } => Self::plain(FailureCode::Invalid, message),
            Error::Status(answered) => Self {
                status: Some(answered.status.into()),
                body: Some(answered.body.clone()),
                head: Some(answered.head.clone()),
                retry_after: answered.retry_after,
                ..Self::plain(FailureCode::Status, String::new())
            },
            Error::Unreadable { answered, message } => Self {
                status: Some(answered.status.into()),
                body: Some(answered.body.clone()),
                head: Some(answered.head.clone()),
                ..Self::plain(FailureCode::Unreadable, message)
            },
            Error::Timeout { limit, what } => {
                let message = format!("{what} took longer than its limit of {} s", limit.as_secs_f64());
                Self { cause: Some("ETIMEDOUT".into()), ..Self::plain(FailureCode::Timeout, message) }
            }
            Error::Connection { code, message, thrown, progress: _ } => {
                Self { cause: code.map(str::to_owned), thrown: number(thrown), ..Self::plain(FailureCode::Connection, message) }
            }
            Error::Token(failure) => Self {
                status: failure.status.map(u32::from),
                body: failure.body.clone(),
                head: failure.head.clone(),
                retry_after: failure.retry_after.map(|wait| wait.as_secs_f64()),
                cause: failure.code.clone(),
                thrown: number(failure.thrown),
                ..Self::plain(FailureCode::Token, failure.message.clone())
            },
            Error::Aborted => Self::plain(FailureCode::Aborted, "the call was aborted".into()),
            Error::Closed => Self::plain(FailureCode::Closed, "the client is closed".into()),
            Error::Internal { message } => Self::plain(FailureCode::Internal, message),
        }
    }
}

/// Below 2^53, where a number of JavaScript's is exact.
fn number(thrown: Option<Thrown>) -> Option<f64> {
    thrown.map(|Thrown(number)| number as f64)
}

/// What is to be done about a message that cannot be handed over.
#[derive(Clone, Copy)]
pub(super) enum Instead {
    /// Its call fails.
    Failure {
        /// The call.
        id: u32,
        /// How large its text is, in bytes.
        size: usize,
    },
    /// The question, which nobody has seen, is answered with a failure.
    Answer(u32),
    /// Nobody waits for it.
    Nothing,
}

impl Message {
    /// About how many bytes of it JavaScript gets copies of.
    pub fn size(&self) -> usize {
        let length = |text: &Option<String>| text.as_ref().map_or(0, String::len);
        match self {
            Self::Done { json, text, .. } => length(json) + length(text),
            Self::Failed { failure, .. } => length(&failure.body),
            _ => 0,
        }
    }

    /// What is said in its place if it cannot be handed over.
    pub(super) fn instead(&self) -> Instead {
        match self {
            Self::Done { id, .. } | Self::Failed { id, .. } | Self::Chunk { id, .. } => Instead::Failure { id: *id, size: self.size() },
            Self::Ask { id, .. } => Instead::Answer(*id),
            Self::Unasked { .. } | Self::Released { .. } | Self::Event { .. } | Self::More {} => Instead::Nothing,
        }
    }

    /// The failure of call `id`, whose text of `size` bytes is longer than a string of V8's can be.
    pub(super) fn undeliverable(id: u32, size: usize) -> Self {
        let message = format!(
            "an answer of {size} bytes cannot be handed over: a text may have {LONGEST_TEXT} of them; maxResponseBytes ends such an answer earlier"
        );
        Self::failed(id, Error::connection(TOO_LARGE, message, Progress::Sent))
    }

    /// The failure of call `id`.
    pub fn failed(id: u32, error: Error) -> Self {
        Self::Failed { id, failure: error.into() }
    }

    /// The end of call `id`; `stream` is the number its body got.
    pub fn ended(id: u32, outcome: Result<Reply, Error>, stream: Option<u32>) -> Self {
        let (head, value) = match outcome {
            Ok(Reply { head, value, .. }) => (Some(head), value),
            Err(error) => return Self::failed(id, error),
        };
        let (json, text) = match value {
            Value::None => (None, None),
            Value::Json(json) => (Some(json), None),
            Value::Text(text) => (None, Some(text)),
        };
        Self::Done { id, json, text, head, stream }
    }

    /// The end of a call that gives a text, or nothing.
    pub fn told(id: u32, outcome: Result<Option<String>, Error>) -> Self {
        match outcome {
            Ok(text) => Self::Done { id, json: None, text, head: None, stream: None },
            Err(error) => Self::failed(id, error),
        }
    }
}
