//! The messages from Rust to JavaScript. napi writes the TypeScript of these types.

use napi::bindgen_prelude::Buffer;
use napi_derive::napi;

use super::failure::{CallFacts, Failure};
use super::head;
use super::observation::observed_json;
use crate::call::{Reply, Value};
use crate::config::LONGEST_TEXT;
use crate::error::{ConnectionFault, Error, Progress};
use crate::phase::CallTrace;

/// A message to JavaScript.
#[expect(unreachable_pub, reason = "napi takes public enums only")]
#[napi(discriminant = "type", discriminant_case = "camelCase", object_from_js = false)]
pub enum Message {
    /// A call has succeeded. A void operation has neither `json` nor `text`.
    Done {
        /// The call.
        id: u32,
        /// The value as JSON text.
        json: Option<String>,
        /// The value if it is plain text. As JSON it could be six times as long.
        text: Option<String>,
        /// Status, URL and headers as JSON text, to be parsed when the caller asks for them.
        head: Option<String>,
        /// The id of the stream to read the body from.
        stream: Option<u32>,
        /// How many requests were sent, if it is not one.
        attempts: Option<u32>,
        /// If the call is observed: more facts as JSON text.
        observed: Option<String>,
    },
    /// A call has failed.
    Failed {
        /// The call.
        id: u32,
        /// Why.
        failure: Failure,
    },
    /// A piece of a stream. No data: the stream has ended.
    Chunk {
        /// The read that it answers.
        id: u32,
        /// The bytes.
        data: Option<Buffer>,
    },
    /// A callback, to be answered with `Mailbox.answer(id, …)`.
    Callback {
        /// The callback.
        id: u32,
        /// What is called.
        kind: CallbackKind,
        /// The id of the object to call.
        object: u32,
        /// The argument as text. Its form depends on the kind.
        text: Option<String>,
        /// The argument as bytes.
        bytes: Option<Buffer>,
    },
    /// Nothing waits for the reply of a callback any more. Its work may stop.
    CallbackCancelled {
        /// The callback.
        id: u32,
    },
    /// An object is no longer needed.
    Released {
        /// The id of the object.
        object: u32,
    },
    /// An event for subscribers.
    Event {
        /// Which event it is.
        name: EventName,
        /// Its payload as JSON text.
        text: String,
    },
    /// A request has ended, or a token request is sent or has ended.
    Trace {
        /// Which of them.
        kind: TraceKind,
        /// The call that sent the request, or started the fetch of the token.
        call: Option<u32>,
        /// The facts as JSON text.
        text: String,
    },
    /// There are more messages to drain.
    More {},
}

/// What a message for `ts/tracing.ts` tells.
#[napi(string_enum)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum TraceKind {
    #[napi(value = "requestEnd")]
    RequestEnd,
    #[napi(value = "tokenStart")]
    TokenStart,
    #[napi(value = "tokenEnd")]
    TokenEnd,
}

/// What Rust calls back in JavaScript.
#[napi(string_enum)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum CallbackKind {
    #[napi(value = "clientId")]
    ClientId,
    #[napi(value = "clientSecret")]
    ClientSecret,
    #[napi(value = "privateKey")]
    PrivateKey,
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
    /// A request of an observed call is about to be sent. The object is the call.
    #[napi(value = "request")]
    Request,
    /// Answered after one turn of the event loop.
    #[napi(value = "turn")]
    Turn,
}

/// The events that Rust sends: their channels without `pipedream:`. `ts/events.ts` has the fields of each.
#[napi(string_enum)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum EventName {
    #[napi(value = "token:fetched")]
    Fetched,
    #[napi(value = "token:refreshFailed")]
    RefreshFailed,
    #[napi(value = "token:invalidated")]
    Invalidated,
    #[napi(value = "token:storeIgnored")]
    StoreIgnored,
    #[napi(value = "token:clockSkew")]
    ClockSkew,
    #[napi(value = "rateLimit:learned")]
    RateLimitLearned,
    #[napi(value = "retryBudget:exhausted")]
    RetryBudgetExhausted,
}

/// What to do about a message that cannot be delivered.
#[derive(Clone, Copy)]
pub(crate) enum Fallback {
    /// Fail its call.
    FailCall {
        /// The call.
        id: u32,
        /// The size of its text in bytes.
        size: usize,
    },
    /// Answer its callback, which was not called, with an error.
    FailCallback(u32),
    /// Drop it, since nothing waits for it.
    Drop,
}

impl Message {
    /// About how many bytes of text JavaScript gets.
    pub(crate) fn size(&self) -> usize {
        let length = |text: &Option<String>| text.as_ref().map_or(0, String::len);
        match self {
            Self::Done { json, text, .. } => length(json) + length(text),
            Self::Failed { failure, .. } => length(&failure.body),
            _ => 0,
        }
    }

    /// The call, or the read of a stream, that it ends.
    pub(crate) fn call(&self) -> Option<u32> {
        match self {
            Self::Done { id, .. } | Self::Failed { id, .. } | Self::Chunk { id, .. } => Some(*id),
            _ => None,
        }
    }

    /// What to do if it cannot be delivered.
    pub(crate) fn fallback(&self) -> Fallback {
        match self {
            Self::Done { id, .. } | Self::Failed { id, .. } | Self::Chunk { id, .. } => Fallback::FailCall { id: *id, size: self.size() },
            Self::Callback { id, .. } => Fallback::FailCallback(*id),
            Self::CallbackCancelled { .. } | Self::Released { .. } | Self::Event { .. } | Self::Trace { .. } | Self::More {} => {
                Fallback::Drop
            }
        }
    }

    /// The failure of call `id`, whose text of `size` bytes is too long for a string of V8.
    pub(crate) fn undeliverable(id: u32, size: usize) -> Self {
        let message = format!(
            "an answer of {size} bytes cannot be passed to JavaScript: a string may have {LONGEST_TEXT}; maxResponseBytes rejects such an answer earlier"
        );
        Self::failed(id, Error::connection(ConnectionFault::BodyTooLarge, message, Progress::Sent))
    }

    /// The failure of call `id`.
    pub(crate) fn failed(id: u32, error: Error) -> Self {
        Self::Failed { id, failure: error.into() }
    }

    /// Adds what is known of the call that the message ends.
    pub(crate) fn add_facts(&mut self, trace: &CallTrace) {
        match self {
            Self::Failed { failure, .. } => failure.facts = Some(CallFacts::of(trace)),
            Self::Done { attempts, observed, .. } => {
                *attempts = Some(trace.attempts()).filter(|attempts| *attempts != 1);
                *observed = trace.observation().map(observed_json);
            }
            _ => {}
        }
    }

    /// The outcome of call `id`. `stream` is the id of its body.
    pub(crate) fn ended(id: u32, outcome: Result<Reply, Error>, stream: Option<u32>) -> Self {
        let (head, value) = match outcome {
            Ok(Reply { head, value, .. }) => (Some(head::json(&head)), value),
            Err(error) => return Self::failed(id, error),
        };
        let (json, text) = match value {
            Value::None => (None, None),
            Value::Json(json) => (Some(json), None),
            Value::Text(text) => (None, Some(text)),
        };
        Self::Done { id, json, text, head, stream, attempts: None, observed: None }
    }

    /// The outcome of a call whose value is plain text, or nothing.
    pub(crate) fn text_result(id: u32, outcome: Result<Option<String>, Error>) -> Self {
        match outcome {
            Ok(text) => Self::Done { id, json: None, text, head: None, stream: None, attempts: None, observed: None },
            Err(error) => Self::failed(id, error),
        }
    }
}
