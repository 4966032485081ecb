//! Failures as JavaScript gets them.

use napi_derive::napi;

use super::head;
use super::observation::{observed_json, phase_name};
use crate::error::{Error, Thrown};
use crate::phase::{CallTrace, NotRetried, Phase};

/// The kinds of failure. Each becomes an error class in JavaScript.
#[napi(string_enum = "camelCase")]
#[derive(Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum FailureCode {
    Invalid,
    Status,
    Unreadable,
    Timeout,
    HeldBack,
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
    /// The message, without secrets.
    pub message: String,
    /// The server's status, if it answered.
    pub status: Option<u32>,
    /// The server's body as text.
    pub body: Option<String>,
    /// The server's head as JSON text.
    pub head: Option<String>,
    /// Seconds to wait before a retry makes sense.
    pub retry_after: Option<f64>,
    /// The code of the system or of OAuth: `ECONNREFUSED`, `invalid_client`.
    pub cause: Option<String>,
    /// The id of what a callback threw.
    pub thrown: Option<i64>,
    /// The limit that a timeout exceeded: the name of its option.
    pub limited_by: Option<String>,
    /// The failure of the attempt before, if the deadline has passed.
    #[expect(clippy::use_self, reason = "napi copies the name of the type into ts/native.d.ts")]
    pub last: Option<Vec<Failure>>,
    /// What is known of the call.
    pub facts: Option<CallFacts>,
}

/// What is known of a call that failed or was aborted.
#[napi(object, object_from_js = false)]
pub struct CallFacts {
    /// How many requests were sent.
    pub attempts: u32,
    /// How long it took in Rust, in milliseconds.
    pub elapsed_ms: f64,
    /// What it was doing.
    pub phase: Option<String>,
    /// Why its last failure was not retried.
    pub not_retried_because: Option<String>,
    /// If the call is observed: more facts as JSON text.
    pub observed: Option<String>,
}

impl CallFacts {
    /// What is known of the call of `trace`.
    pub(crate) fn of(trace: &CallTrace) -> Self {
        Self {
            attempts: trace.attempts(),
            elapsed_ms: trace.elapsed().as_secs_f64() * 1000.0,
            phase: trace.phase().map(|phase| phase_name(phase).to_owned()),
            not_retried_because: trace.not_retried().map(|reason| reason_name(reason).to_owned()),
            observed: trace.observation().map(observed_json),
        }
    }
}

/// The name of a reason in JavaScript: `NotRetriedBecause` of `ts/call-facts.ts`.
fn reason_name(reason: NotRetried) -> &'static str {
    match reason {
        NotRetried::Deadline => "deadline",
        NotRetried::Budget => "retryBudget",
        NotRetried::RetryAfter => "retryAfter",
    }
}

/// ", waiting for a connection".
fn doing(phase: Option<Phase>) -> String {
    phase.map(|phase| format!(", {}", phase.doing())).unwrap_or_default()
}

impl Failure {
    fn plain(code: FailureCode, message: String) -> Self {
        Self {
            code,
            message,
            status: None,
            body: None,
            head: None,
            retry_after: None,
            cause: None,
            thrown: None,
            limited_by: None,
            last: None,
            facts: None,
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Invalid { message } => Self::plain(FailureCode::Invalid, message),
            Error::Status(answered) => Self {
                status: Some(answered.head.status.as_u16().into()),
                body: Some(answered.body.clone()),
                head: Some(head::json(&answered.head)),
                retry_after: answered.retry_after,
                ..Self::plain(FailureCode::Status, String::new())
            },
            Error::Unreadable { answered, message } => Self {
                status: Some(answered.head.status.as_u16().into()),
                body: Some(answered.body.clone()),
                head: Some(head::json(&answered.head)),
                ..Self::plain(FailureCode::Unreadable, message)
            },
            Error::Timeout { limit, label, phase } => {
                let message = format!("{label} took longer than its limit of {} s{}", limit.as_secs_f64(), doing(phase));
                let limited_by = Some("timeoutInSeconds".into());
                Self { cause: Some("ETIMEDOUT".into()), limited_by, ..Self::plain(FailureCode::Timeout, message) }
            }
            Error::Deadline { limit, label, phase, last } => {
                let message = format!("{label} took longer than its deadline of {} s{}", limit.as_secs_f64(), doing(phase));
                Self {
                    cause: Some("ETIMEDOUT".into()),
                    limited_by: Some("deadlineInSeconds".into()),
                    last: last.map(|last| vec![(*last).into()]),
                    ..Self::plain(FailureCode::Timeout, message)
                }
            }
            Error::HeldBack { status, left, label } => {
                let until = httpdate::fmt_http_date(std::time::SystemTime::now() + left);
                let message = format!(
                    "{label} was not sent: an answer to another call of the same rate limit, with status {status}, asks to wait until {until}"
                );
                let retry_after = Some(left.as_secs_f64());
                Self { status: Some(status.into()), retry_after, ..Self::plain(FailureCode::HeldBack, message) }
            }
            Error::Connection { fault, message, thrown, progress: _ } => Self {
                cause: Some(fault.code().to_owned()),
                thrown: thrown.map(|Thrown(id)| id),
                ..Self::plain(FailureCode::Connection, message)
            },
            Error::Token(failure) => Self {
                status: failure.status().map(u32::from),
                body: failure.body.clone(),
                head: failure.head.as_ref().map(head::json),
                retry_after: failure.retry_after.map(|wait| wait.as_secs_f64()),
                cause: failure.code.clone(),
                thrown: failure.thrown.map(|Thrown(id)| id),
                ..Self::plain(FailureCode::Token, failure.message.clone())
            },
            Error::Aborted => Self::plain(FailureCode::Aborted, "the call was aborted".into()),
            Error::Closed => Self::plain(FailureCode::Closed, "the client is closed".into()),
            Error::Internal { message } => Self::plain(FailureCode::Internal, message),
        }
    }
}
