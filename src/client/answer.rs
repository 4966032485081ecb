//! Read an answer: a value, a stream, or the error its status stands for.

use std::borrow::Cow;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};
use serde_json::json;

use crate::credentials::BoxFuture;
use crate::decode;
use crate::endpoint::{Answer, Shape};
use crate::error::{Answered, Error};
use crate::json;
use crate::request::Prepared;
use crate::transport::{Incoming, Pieces};

/// Above this many bytes decoding leaves the async thread, so that one huge answer does not hold up the others.
const LARGE: usize = 1 << 20;

/// What a call gave.
pub struct Reply {
    /// Status, URL and headers as JSON text.
    pub head: String,
    /// The value as JSON text with JavaScript's keys; nothing for a void operation or a stream.
    pub text: Option<String>,
    /// The body, still to be read.
    pub stream: Option<Box<dyn Pieces>>,
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
pub fn is_streamed(incoming: &Incoming, call: &Prepared) -> bool {
    succeeded(incoming.status)
        && match call.answer {
            Answer::Binary => true,
            Answer::Relayed => call.wants_bytes || kind(&incoming.headers) == Kind::Bytes,
            Answer::Json(_) | Answer::Page(_) | Answer::Void => false,
        }
}

/// Turns the answer into what the operation promises.
pub async fn read(mut incoming: Incoming, call: &Prepared) -> Result<Reply, Error> {
    let head = head_of(&incoming);
    if is_streamed(&incoming, call) {
        return Ok(Reply { head, text: None, stream: Some(incoming.body) });
    }
    let body = incoming.body.next().await?.unwrap_or_default();
    if !succeeded(incoming.status) {
        return Err(Error::Status(answered(&incoming, head, text(&body).into_owned())));
    }
    let value = match call.answer {
        Answer::Void | Answer::Binary => None,
        Answer::Json(shape) | Answer::Page(shape) => match decoded_apart(body, shape).await {
            Ok(value) => Some(value),
            Err((why, body)) => {
                let message = format!("{} answered {} with {why}", call.what(), incoming.status.as_u16());
                return Err(Error::Unreadable { answered: answered(&incoming, head, text(&body).into_owned()), message });
            }
        },
        Answer::Relayed => relayed(&text(&body), kind(&incoming.headers)),
    };
    Ok(Reply { head, text: value, stream: None })
}

/// A redirect that was not followed is none: what was asked for was not done.
fn succeeded(status: StatusCode) -> bool {
    status.is_success()
}

/// Decodes here, or where nobody waits when there is much to decode. Gives the body back when it is no good.
async fn decoded_apart(body: Bytes, shape: &'static Shape) -> Result<String, (String, Bytes)> {
    let large = body.len() > LARGE;
    let work = move || decoded(&text(&body), shape).map_err(|why| (why, body));
    if !large {
        return work();
    }
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|e| std::panic::resume_unwind(e.into_panic()))
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

/// A relayed body as JSON text: JSON as it is, text as a string. JSON that does not parse is text, and text that is all
/// of an object or a list is JSON: many services send theirs as `text/html` or `text/plain`.
fn relayed(body: &str, kind: Kind) -> Option<String> {
    if body.is_empty() {
        return None;
    }
    let looks_like_json = body.trim_ascii_start().starts_with(['{', '[']);
    match kind {
        Kind::Text if !looks_like_json => Some(json!(body).to_string()),
        Kind::Json | Kind::Text => Some(decode::decode(body, &Shape::Raw).unwrap_or_else(|_| json!(body).to_string())),
        Kind::Bytes => Some(json!(body).to_string()),
    }
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

/// As text, the way `fetch` reads it: UTF-8 without its byte order mark, with U+FFFD for what is not.
fn text(body: &[u8]) -> Cow<'_, str> {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    // Asked first: a check alone takes many bytes at a time.
    str::from_utf8(body).map_or_else(|_| String::from_utf8_lossy(body), Cow::Borrowed)
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
            Err(_) => quote(&mut head, &value.as_bytes().iter().map(|&byte| char::from(byte)).collect::<String>()),
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
