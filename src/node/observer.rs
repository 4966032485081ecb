//! Tells JavaScript of the requests of an observed call: `ts/tracing.ts` publishes them.

use std::sync::{Arc, Weak};
use std::time::Duration;

use serde_json::json;
use tokio::time::timeout;

use super::environment::Environment;
use super::message::{CallbackKind, Message, TraceKind};
use super::observation::{milliseconds, phases_json};
use crate::future::BoxFuture;
use crate::head::Head;
use crate::phase::{CallTrace, Observation, Outcome, RequestEnd, RequestObserver, RequestStart};

/// How long a request waits for what JavaScript adds to it. If the event loop is busy for longer, it is sent without.
const PATIENCE: Duration = Duration::from_secs(1);

/// The trace of call `id`, which starts now. Also returns whether JavaScript is asked before each request that it sends.
pub(super) fn trace_of(environment: &Arc<Environment>, id: u32) -> (Arc<CallTrace>, bool) {
    let with_requests = environment.take_observed(id);
    let observation = with_requests.map(|with_requests| {
        let observer = JsRequestObserver { environment: Arc::downgrade(environment), call: id };
        let observer: Option<Box<dyn RequestObserver>> = if with_requests { Some(Box::new(observer)) } else { None };
        Observation::new(observer)
    });
    (CallTrace::of(Some(environment.caller(id)), observation), with_requests.unwrap_or(false))
}

/// Observes the requests of one call.
pub(super) struct JsRequestObserver {
    environment: Weak<Environment>,
    call: u32,
}

impl RequestObserver for JsRequestObserver {
    fn started<'a>(&'a self, start: RequestStart<'_>) -> BoxFuture<'a, Vec<(String, String)>> {
        let RequestStart { number, attempt, method, url, token_fetch } = start;
        let text = json!({ "number": number, "attempt": attempt, "method": method, "url": url, "tokenFetch": token_fetch }).to_string();
        Box::pin(async move {
            let Some(environment) = self.environment.upgrade() else { return Vec::new() };
            let answer = environment.call_back(CallbackKind::Request, self.call, Some(text), None);
            let reply = timeout(PATIENCE, answer).await.ok().flatten().filter(|reply| reply.ok);
            reply.and_then(|reply| serde_json::from_str(&reply.text?).ok()).unwrap_or_default()
        })
    }

    fn ended(&self, end: RequestEnd<'_>) {
        let Some(environment) = self.environment.upgrade() else { return };
        let RequestEnd { number, head, outcome, spent, elapsed } = end;
        let (outcome, code) = match outcome {
            Outcome::Answered => ("answered", None),
            Outcome::Failed(code) => ("failed", Some(code)),
            Outcome::Dropped => ("dropped", None),
        };
        let text = json!({
            "number": number,
            "outcome": outcome,
            "code": code,
            "status": head.map(|head| head.status.as_u16()),
            "requestId": head.and_then(request_id),
            "phases": phases_json(&spent),
            "durationMs": milliseconds(elapsed),
        });
        environment.push(Message::Trace { kind: TraceKind::RequestEnd, call: Some(self.call), text: text.to_string() });
    }
}

/// The number that the API gave the request: the same headers as in `ts/failure.ts`. Traces keep the beginning of a long one.
fn request_id(head: &Head) -> Option<&str> {
    let id = ["x-request-id", "x-pd-request-id", "x-amzn-requestid"].into_iter().find_map(|name| head.text(name))?;
    Some(id.char_indices().nth(MAX_REQUEST_ID).map_or(id, |(end, _)| &id[..end]))
}

/// How many characters of a request id a trace has.
const MAX_REQUEST_ID: usize = 200;
