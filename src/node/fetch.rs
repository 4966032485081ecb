//! The option `fetch`: each exchange goes through the caller's own function, for mocks and tracing agents.
//!
//! Everything else stays as it is: tokens, retries, limits, decoding.

use std::sync::{Arc, Weak};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde_json::{Value, json};

use super::mailbox::Post;
use super::message::{CallbackKind, Message};
use crate::call::Whole;
use crate::deadline::Turn;
use crate::error::{Error, Progress, Thrown};
use crate::latin1;
use crate::raw_object::RawObject;
use crate::tokens::BoxFuture;
use crate::transport::{Exchange, Incoming, OutBody, Outgoing, Pieces};

/// The caller's `fetch`.
pub struct Fetch {
    post: Weak<Post>,
    target: u32,
}

impl Fetch {
    /// The function JavaScript knows as `target`.
    pub fn new(post: &Arc<Post>, target: u32) -> Self {
        Self { post: Arc::downgrade(post), target }
    }
}

impl Exchange for Fetch {
    fn turn(&self) -> Option<Turn> {
        Some(super::callbacks::turns(&self.post, self.target))
    }

    fn send(&self, request: Outgoing) -> BoxFuture<'static, Result<Incoming, Error>> {
        let (post, target) = (self.post.clone(), self.target);
        Box::pin(async move {
            let lost = |message| Error::connection("ERR_FETCH", message, Progress::Sent);
            let post = post.upgrade().ok_or(Error::Closed)?;
            let headers: Vec<(&str, String)> =
                request.headers.iter().map(|(name, value)| (name.as_str(), latin1::decode(value.as_bytes()))).collect();
            let text = json!({ "method": request.method.as_str(), "url": request.url, "headers": headers }).to_string();
            let body = match request.body {
                OutBody::None => None,
                OutBody::Bytes(bytes) => Some(bytes),
                OutBody::Stream(mut source) => {
                    let mut all = Vec::new();
                    while let Some(piece) = source.next().await.map_err(lost)? {
                        all.extend_from_slice(&piece);
                    }
                    Some(all.into())
                }
            };
            let reply = post.ask(CallbackKind::Fetch, target, Some(text), body).await.ok_or(Error::Closed)?;
            let text = reply.text.unwrap_or_default();
            if !reply.ok {
                return Err(failed("the given fetch failed", &text, reply.thrown));
            }
            let head = RawObject::parse(&text, "what the given fetch gave")?;
            let body: Box<dyn Pieces> = match body_of(&head) {
                Some(target) => Box::new(Streamed { post: Arc::downgrade(&post), target }),
                None => Box::new(Whole::new(reply.bytes.unwrap_or_default())),
            };
            incoming(&head, body, request.url)
                .ok_or_else(|| lost("the given fetch gave no Response, or one with an impossible status or header".into()))
        })
    }
}

/// The number of the body that an answer of the caller's `fetch` comes with.
pub fn body_in(text: &str) -> Option<u32> {
    body_of(&RawObject::parse(text, "what the given fetch gave").ok()?)
}

fn body_of(head: &RawObject) -> Option<u32> {
    head.raw("body")?.parse().ok()
}

fn failed(what: &str, why: &str, thrown: Option<Thrown>) -> Error {
    Error::Connection { code: Some("ERR_FETCH"), message: format!("{what}: {why}"), progress: Progress::Sent, thrown }
}

/// A body that JavaScript reads, piece by piece.
struct Streamed {
    post: Weak<Post>,
    target: u32,
}

impl Pieces for Streamed {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, Error>> {
        Box::pin(async move {
            let post = self.post.upgrade().ok_or(Error::Closed)?;
            let reply = post.ask(CallbackKind::Body, self.target, None, None).await.ok_or(Error::Closed)?;
            if reply.ok {
                return Ok(reply.bytes);
            }
            Err(failed("the body that the given fetch gave failed", &reply.text.unwrap_or_default(), reply.thrown))
        })
    }
}

impl Drop for Streamed {
    fn drop(&mut self) {
        if let Some(post) = self.post.upgrade() {
            post.push(Message::Released { target: self.target });
        }
    }
}

/// The answer as JavaScript tells it: `status`, `url`, `redirected` and `headers`.
fn incoming(head: &RawObject, body: Box<dyn Pieces>, asked: String) -> Option<Incoming> {
    let mut headers = HeaderMap::new();
    for (name, value) in head.pairs("headers").ok()? {
        let bytes: Option<Vec<u8>> = value.as_str()?.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
        headers.append(HeaderName::from_bytes(name.as_bytes()).ok()?, HeaderValue::from_bytes(&bytes?).ok()?);
    }
    let url = head.value("url").ok()?.as_str().filter(|url| !url.is_empty()).map_or(asked, str::to_owned);
    let status = u16::try_from(head.value("status").ok()?.as_u64()?).ok()?;
    Some(Incoming {
        status: StatusCode::from_u16(status).ok()?,
        url,
        redirected: head.value("redirected").ok()? == Value::Bool(true),
        altered: false,
        headers,
        body,
    })
}
