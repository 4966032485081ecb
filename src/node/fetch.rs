//! The option `fetch`: requests go through the caller's own function, for mocks and tracing agents.
//!
//! Everything else stays: tokens, retries, limits, decoding.

use std::sync::{Arc, Weak};

use bytes::Bytes;
use serde_json::json;

use super::callbacks::event_loop_turn;
use super::environment::Environment;
use super::fetch_response::FetchResponse;
use super::message::{CallbackKind, Message};
use crate::call::BufferedBody;
use crate::deadline::Turn;
use crate::error::{ConnectionFault, Error, Progress, Thrown};
use crate::future::BoxFuture;
use crate::latin1;
use crate::phase::{self, Phase};
use crate::transport::{Exchange, Incoming, OutBody, Outgoing, Pieces};

/// The caller's `fetch`.
pub(super) struct JsFetch {
    environment: Weak<Environment>,
    object: u32,
}

impl JsFetch {
    /// The function with the id `object`.
    pub(super) fn new(environment: &Arc<Environment>, object: u32) -> Self {
        Self { environment: Arc::downgrade(environment), object }
    }
}

impl Exchange for JsFetch {
    fn turn(&self) -> Option<Turn> {
        Some(event_loop_turn(&self.environment, self.object))
    }

    fn send(&self, request: Outgoing) -> BoxFuture<'static, Result<Incoming, Error>> {
        let (environment, object) = (self.environment.clone(), self.object);
        Box::pin(async move {
            let lost = |message| Error::connection(ConnectionFault::Fetch, message, Progress::Sent);
            let environment = environment.upgrade().ok_or(Error::Closed)?;
            let headers: Vec<(&str, String)> =
                request.headers.iter().map(|(name, value)| (name.as_str(), latin1::decode(value.as_bytes()))).collect();
            let call = phase::caller().map(|caller| caller.call);
            let text = json!({ "method": request.method.as_str(), "url": request.url, "headers": headers, "call": call }).to_string();
            phase::mark(Phase::Send);
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
            phase::mark(Phase::Wait);
            let reply = environment.call_back(CallbackKind::Fetch, object, Some(text), body).await.ok_or(Error::Closed)?;
            let text = reply.text.unwrap_or_default();
            if !reply.ok {
                return Err(failed("the given fetch failed", &text, reply.thrown));
            }
            let response = FetchResponse::parse(&text)?;
            let body: Box<dyn Pieces> = match response.body_id() {
                Some(object) => Box::new(JsResponseBody { environment: Arc::downgrade(&environment), object }),
                None => Box::new(BufferedBody::new(reply.bytes.unwrap_or_default())),
            };
            let head = response.head(request.url);
            let head = head.ok_or_else(|| lost("the given fetch returned no Response, or one with an invalid status or header".into()))?;
            Ok(Incoming { head, altered: false, body })
        })
    }
}

fn failed(label: &str, message: &str, thrown: Option<Thrown>) -> Error {
    Error::Connection { fault: ConnectionFault::Fetch, message: format!("{label}: {message}"), progress: Progress::Sent, thrown }
}

/// A response body that JavaScript reads piece by piece.
struct JsResponseBody {
    environment: Weak<Environment>,
    object: u32,
}

impl Pieces for JsResponseBody {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, Error>> {
        Box::pin(async move {
            let environment = self.environment.upgrade().ok_or(Error::Closed)?;
            let reply = environment.call_back(CallbackKind::Body, self.object, None, None).await.ok_or(Error::Closed)?;
            if reply.ok {
                return Ok(reply.bytes);
            }
            Err(failed("the body that the given fetch returned failed", &reply.text.unwrap_or_default(), reply.thrown))
        })
    }
}

impl Drop for JsResponseBody {
    fn drop(&mut self) {
        if let Some(environment) = self.environment.upgrade() {
            environment.push(Message::Released { object: self.object });
        }
    }
}
