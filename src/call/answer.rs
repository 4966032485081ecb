//! Read an answer: a value, a stream, or the error its status stands for.

use std::borrow::Cow;
use std::sync::Arc;

use bytes::{Buf as _, Bytes};
use http::{HeaderMap, StatusCode, header};

use crate::decode;
use crate::endpoint::{Answer, Shape};
use crate::error::{Answered, Error};
use crate::future::BoxFuture;
use crate::head::Head;
use crate::json;
use crate::request::Prepared;
use crate::thread_pool::{DECODING, PoolError};
use crate::transport::{Incoming, Pieces};

/// Above this many bytes decoding leaves the async thread, so that one huge answer does not hold up the others.
const LARGE: usize = 1 << 20;

/// What a call gave.
pub struct Reply {
    /// The head of the answer.
    pub head: Head,
    /// The value.
    pub value: Value,
    /// The body, still to be read.
    pub stream: Option<Box<dyn Pieces>>,
}

/// The value of an answer, as it crosses to JavaScript.
#[derive(Debug, PartialEq, Eq)]
pub enum Value {
    /// A void operation's, or a stream in its place.
    None,
    /// JSON text with JavaScript's keys.
    Json(String),
    /// A text, as it is.
    Text(String),
}

/// A body that has been read already.
pub struct BufferedBody(Option<Bytes>);

impl BufferedBody {
    /// The body as one piece.
    pub fn new(body: Bytes) -> Self {
        Self(Some(body))
    }
}

impl Pieces for BufferedBody {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, Error>> {
        Box::pin(std::future::ready(Ok(self.0.take())))
    }
}

/// How the body of a relayed answer is to be understood, by its content type.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
enum Kind {
    Json,
    Text,
    Bytes,
}

/// Whether the body goes to the caller as a stream. An error never does: it is read and shown.
pub fn is_streamed(incoming: &Incoming, call: &Prepared) -> bool {
    succeeded(incoming.head.status)
        && match call.answer {
            Answer::Binary => true,
            Answer::Relayed => call.wants_bytes || kind(&incoming.head.headers) == Kind::Bytes,
            Answer::Json(_) | Answer::Page(_) | Answer::Void => false,
        }
}

/// Turns the answer into what the operation promises.
pub async fn read(incoming: Incoming, call: &Prepared) -> Result<Reply, Error> {
    let is_streamed = is_streamed(&incoming, call);
    let Incoming { head, mut body, .. } = incoming;
    if is_streamed {
        return Ok(Reply { head, value: Value::None, stream: Some(body) });
    }
    let body = body.next().await?.unwrap_or_default();
    if !succeeded(head.status) {
        return Err(Error::Status(answered(head, owned_text(body))));
    }
    let value = match call.answer {
        Answer::Void | Answer::Binary => Value::None,
        Answer::Json(shape) | Answer::Page(shape) => match decoded_apart(body, shape).await {
            Ok(value) => Value::Json(value),
            Err((why, body)) => {
                let message = format!("{} answered {} with {why}", call.what(), head.status.as_u16());
                return Err(Error::Unreadable { answered: answered(head, owned_text(body)), message });
            }
        },
        Answer::Relayed => {
            let kind = kind(&head.headers);
            apart(body.len(), move || relayed(owned_text(body), kind)).await
        }
    };
    Ok(Reply { head, value, stream: None })
}

/// A redirect that was not followed is none: what was asked for was not done.
fn succeeded(status: StatusCode) -> bool {
    status.is_success()
}

/// Decodes the body, or gives it back when it is no good.
async fn decoded_apart(body: Bytes, shape: &'static Shape) -> Result<String, (String, Bytes)> {
    apart(body.len(), move || decoded(&text(&body), shape).map_err(|why| (why, body))).await
}

/// Does `work` on `size` bytes here, or where nobody waits when it is much.
pub async fn apart<T: Send + 'static>(size: usize, work: impl FnOnce() -> T + Send + 'static) -> T {
    if size <= LARGE {
        return work();
    }
    match DECODING.run(work).await {
        Ok(done) => done,
        // Late is better than never.
        Err(PoolError::NoThread(_, work)) => work(),
        Err(PoolError::Panicked) => panic!("decoding panicked"),
    }
}

fn decoded(body: &str, shape: &Shape) -> Result<String, String> {
    if body.trim_ascii().is_empty() {
        return Err("an empty body".into());
    }
    let decoded = decode::decode(body, shape).map_err(|fault| format!("a body that is not JSON: {fault}"))?;
    let wanted = match shape {
        Shape::List(_) => json::Kind::Array,
        Shape::Object(_) | Shape::Union(_) | Shape::Map(_) => json::Kind::Object,
        Shape::Raw | Shape::Date => return Ok(decoded),
    };
    match json::kind(&decoded) {
        found if found == wanted => Ok(decoded),
        found => Err(format!("{found} where {wanted} was to be")),
    }
}

/// The value of a relayed body: JSON as it is, else text. JSON that does not parse is text, and text that is all of an
/// object or a list is JSON: many services send theirs as `text/html` or `text/plain`.
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
        // No type: taken for what it looks like.
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

/// UTF-8's byte order mark.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// As text, the way `fetch` reads it: UTF-8 without its byte order mark, with U+FFFD for what is not.
fn text(body: &[u8]) -> Cow<'_, str> {
    let body = body.strip_prefix(MARK).unwrap_or(body);
    // Asked first: a check alone takes many bytes at a time.
    str::from_utf8(body).map_or_else(|_| String::from_utf8_lossy(body), Cow::Borrowed)
}

/// The same without a copy where there is one owner and nothing to replace.
fn owned_text(mut body: Bytes) -> String {
    if body.starts_with(MARK) {
        body.advance(MARK.len());
    }
    String::from_utf8(Vec::from(body)).unwrap_or_else(|fault| String::from_utf8_lossy(fault.as_bytes()).into_owned())
}

fn answered(head: Head, body: String) -> Arc<Answered> {
    let retry_after = super::requested_pause(&head.headers).map(|wait| wait.as_secs_f64());
    Arc::new(Answered { head, body, retry_after })
}
