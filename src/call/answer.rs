//! Read an answer: a value, a stream, or the error its status stands for.

use std::borrow::Cow;
use std::sync::Arc;

use bytes::{Buf as _, Bytes};
use http::{HeaderMap, StatusCode, header};

use crate::decode;
use crate::endpoint::{Answer, Shape};
use crate::error::{Answered, Error};
use crate::json;
use crate::latin1;
use crate::request::PreparedRequest;
use crate::thread_pool::{DECODING, Unfinished};
use crate::tokens::BoxFuture;
use crate::transport::{Incoming, Pieces};

/// Above this many bytes decoding leaves the async thread, so that one huge answer does not hold up the others.
const LARGE: usize = 1 << 20;

/// What a call gave.
pub struct Reply {
    /// Status, URL and headers as JSON text.
    pub head: String,
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
pub struct Whole(Option<Bytes>);

impl Whole {
    /// The body as one piece.
    pub fn new(body: Bytes) -> Self {
        Self(Some(body))
    }
}

impl Pieces for Whole {
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
pub fn is_streamed(incoming: &Incoming, call: &PreparedRequest) -> bool {
    succeeded(incoming.status)
        && match call.answer {
            Answer::Binary => true,
            Answer::Relayed => call.wants_bytes || kind(&incoming.headers) == Kind::Bytes,
            Answer::Json(_) | Answer::Page(_) | Answer::Void => false,
        }
}

/// Turns the answer into what the operation promises.
pub async fn read(mut incoming: Incoming, call: &PreparedRequest) -> Result<Reply, Error> {
    let head = head_of(&incoming);
    if is_streamed(&incoming, call) {
        return Ok(Reply { head, value: Value::None, stream: Some(incoming.body) });
    }
    let body = incoming.body.next().await?.unwrap_or_default();
    if !succeeded(incoming.status) {
        return Err(Error::Status(answered(&incoming, head, owned_text(body))));
    }
    let value = match call.answer {
        Answer::Void | Answer::Binary => Value::None,
        Answer::Json(shape) | Answer::Page(shape) => match decoded_apart(body, shape).await {
            Ok(value) => Value::Json(value),
            Err((why, body)) => {
                let message = format!("{} answered {} with {why}", call.label(), incoming.status.as_u16());
                return Err(Error::Unreadable { answered: answered(&incoming, head, owned_text(body)), message });
            }
        },
        Answer::Relayed => {
            let kind = kind(&incoming.headers);
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
        Err(Unfinished::Refused(_, work)) => work(),
        Err(Unfinished::Panicked) => panic!("decoding panicked"),
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

fn answered(incoming: &Incoming, head: String, body: String) -> Arc<Answered> {
    let retry_after = super::asked_pause(&incoming.headers).map(|wait| wait.as_secs_f64());
    Arc::new(Answered { status: incoming.status.as_u16(), head, body, retry_after })
}

/// Status, URL and headers as the JSON text that crosses to JavaScript; it is parsed there only when asked for.
pub fn head_of(incoming: &Incoming) -> String {
    let mut head = String::with_capacity(64 + incoming.url.len() + 48 * incoming.headers.len());
    head.push_str("{\"status\":");
    head.push_str(incoming.status.as_str());
    head.push_str(",\"statusText\":");
    quote(&mut head, incoming.status.canonical_reason().unwrap_or_default());
    head.push_str(",\"url\":");
    quote(&mut head, &incoming.url);
    head.push_str(if incoming.redirected { ",\"redirected\":true,\"headers\":[" } else { ",\"redirected\":false,\"headers\":[" });
    for (index, (name, value)) in incoming.headers.iter().enumerate() {
        head.push_str(if index == 0 { "[\"" } else { ",[\"" });
        // A header's name is a token: nothing in it needs an escape.
        head.push_str(name.as_str());
        head.push_str("\",");
        match value.to_str() {
            Ok(value) => quote(&mut head, value),
            Err(_) => quote(&mut head, &latin1::decode(value.as_bytes())),
        }
        head.push(']');
    }
    head.push_str("]}");
    head
}

/// Adds `text` to `out` as a JSON string; what stands in heads hardly ever needs an escape.
fn quote(out: &mut String, text: &str) {
    if text.bytes().any(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f)) {
        out.push_str(&serde_json::to_string(text).expect("a string is always JSON"));
        return;
    }
    out.push('"');
    out.push_str(text);
    out.push('"');
}
