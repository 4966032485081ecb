//! Turn an answer into a value, a stream or an error.

use std::borrow::Cow;
use std::sync::Arc;

use bytes::{Buf as _, Bytes};
use http::{HeaderMap, StatusCode, header};

use super::limited_body::limited;
use super::offload::offload;
use crate::decode;
use crate::endpoint::{Answer, Shape};
use crate::error::{Answered, Error};
use crate::future::BoxFuture;
use crate::head::Head;
use crate::json;
use crate::phase::{self, Phase};
use crate::request::PreparedRequest;
use crate::retry;
use crate::transport::{Incoming, Pieces};

/// The outcome of a call that succeeded.
pub(crate) struct Reply {
    /// The head of the answer.
    pub head: Head,
    /// The value.
    pub value: Value,
    /// The body, if the caller reads it as a stream.
    pub stream: Option<Box<dyn Pieces>>,
}

/// The value of an answer, as it crosses to JavaScript.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Value {
    /// No value: a void operation, or a stream instead.
    None,
    /// JSON text with the keys of JavaScript.
    Json(String),
    /// Plain text.
    Text(String),
}

/// A body that was read completely.
pub(crate) struct BufferedBody(Option<Bytes>);

impl BufferedBody {
    /// `body` in one piece.
    pub(crate) fn new(body: Bytes) -> Self {
        Self(Some(body))
    }
}

impl Pieces for BufferedBody {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, Error>> {
        Box::pin(std::future::ready(Ok(self.0.take())))
    }
}

/// How to interpret the body of a relayed answer, by its content type.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
enum Kind {
    Json,
    Text,
    Bytes,
}

/// Whether the caller reads the body as a stream. The body of an error is always read here, unless the caller wants any response.
pub(crate) fn is_streamed(incoming: &Incoming, call: &PreparedRequest) -> bool {
    let is_success = succeeded(incoming.head.status);
    match call.answer {
        Answer::Response => true,
        Answer::Binary => is_success,
        Answer::Relayed => is_success && (call.wants_bytes || kind(&incoming.head.headers) == Kind::Bytes),
        Answer::Json(_) | Answer::Page(_) | Answer::Void => false,
    }
}

/// Reads the whole body. An error status stays the error if its body cannot be decoded: it says more. The text of the body then says why.
pub(crate) async fn read_body(incoming: &mut Incoming, limit: usize) -> Result<Bytes, Error> {
    match incoming.read(limit).await {
        Err(error) if !succeeded(incoming.head.status) && error.is_undecodable() => Ok(format!("[{error}]").into()),
        read => read,
    }
}

/// The outcome that the operation documents, or an error.
pub(crate) async fn read(incoming: Incoming, call: &PreparedRequest) -> Result<Reply, Error> {
    let is_streamed = is_streamed(&incoming, call);
    let Incoming { head, mut body, .. } = incoming;
    if is_streamed {
        let body = match call.answer {
            Answer::Response => limited(body, head.status, call.max_response_bytes),
            _ => body,
        };
        return Ok(Reply { head, value: Value::None, stream: Some(body) });
    }
    let body = body.next().await?.unwrap_or_default();
    if !succeeded(head.status) {
        return Err(Error::Status(answered(head, owned_text(body))));
    }
    phase::mark(Phase::Decode);
    let value = match call.answer {
        Answer::Void | Answer::Binary | Answer::Response => Value::None,
        Answer::Json(shape) | Answer::Page(shape) => match decode_body(body, shape).await {
            Ok(value) => Value::Json(value),
            Err((reason, body)) => {
                let message = format!("{} answered {} with {reason}", call.label(), head.status.as_u16());
                return Err(Error::Unreadable { answered: answered(head, owned_text(body)), message });
            }
        },
        Answer::Relayed => {
            let kind = kind(&head.headers);
            offload(body.len(), move || relayed(owned_text(body), kind)).await
        }
    };
    Ok(Reply { head, value, stream: None })
}

/// A redirect that was not followed is no success.
fn succeeded(status: StatusCode) -> bool {
    status.is_success()
}

/// Decodes the body. If that fails, returns the reason and the body.
async fn decode_body(body: Bytes, shape: &'static Shape) -> Result<String, (String, Bytes)> {
    offload(body.len(), move || decoded(&text(&body), shape).map_err(|reason| (reason, body))).await
}

fn decoded(body: &str, shape: &Shape) -> Result<String, String> {
    if body.trim_ascii().is_empty() {
        return Err("an empty body".into());
    }
    let decoded = decode::decode(body, shape).map_err(|fault| format!("a body that is not JSON: {fault}"))?;
    let expected = match shape {
        Shape::List(_) => json::Kind::Array,
        Shape::Object(_) | Shape::Union(_) | Shape::Map(_) => json::Kind::Object,
        Shape::Raw | Shape::Date => return Ok(decoded),
    };
    match json::kind(&decoded) {
        found if found == expected => Ok(decoded),
        found => Err(format!("{found} instead of {expected}")),
    }
}

/// The value of a relayed body: JSON if it parses, otherwise text. Text that is a JSON object or list is JSON as well, since
/// many services send JSON as `text/html` or `text/plain`.
fn relayed(body: String, kind: Kind) -> Value {
    if body.is_empty() {
        return Value::None;
    }
    let may_be_json = match kind {
        Kind::Json => true,
        Kind::Text => body.trim_ascii_start().starts_with(['{', '[']),
        Kind::Bytes => false,
    };
    if may_be_json { decode::unchanged(body).map_or_else(Value::Text, Value::Json) } else { Value::Text(body) }
}

fn kind(headers: &HeaderMap) -> Kind {
    let Some(value) = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()) else {
        // Without a content type the body decides.
        return Kind::Json;
    };
    let essence = value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let (top, sub) = essence.split_once('/').unwrap_or((&essence, ""));
    if matches!(sub, "json" | "x-json") || sub.ends_with("+json") || sub.starts_with("x-amz-json") {
        Kind::Json
    } else if top == "text"
        || matches!(sub, "xml" | "javascript" | "x-javascript" | "x-www-form-urlencoded" | "graphql" | "x-ndjson")
        || sub.ends_with("+xml") && top != "image"
    {
        Kind::Text
    } else {
        Kind::Bytes
    }
}

/// The byte order mark of UTF-8.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// The text of a body as `fetch` reads it: UTF-8 without its byte order mark, with U+FFFD for what is not UTF-8.
fn text(body: &[u8]) -> Cow<'_, str> {
    let body = body.strip_prefix(BOM).unwrap_or(body);
    // Check first: the check alone handles many bytes at a time.
    str::from_utf8(body).map_or_else(|_| String::from_utf8_lossy(body), Cow::Borrowed)
}

/// The same without a copy, if the body has one owner and is UTF-8.
fn owned_text(mut body: Bytes) -> String {
    if body.starts_with(BOM) {
        body.advance(BOM.len());
    }
    String::from_utf8(Vec::from(body)).unwrap_or_else(|fault| String::from_utf8_lossy(fault.as_bytes()).into_owned())
}

fn answered(head: Head, body: String) -> Arc<Answered> {
    let retry_after = retry::retry_after(&head.headers).map(|wait| wait.as_secs_f64());
    Arc::new(Answered { head, body, retry_after })
}
