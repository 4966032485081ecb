//! Tell who observes a call of each request that it sends, and add the headers that it gives.
//!
//! A redirect that is followed is a request of its own, so this is below `redirect`. Token requests are sent in tasks of their own, which
//! belong to no call; `tokens` reports them.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, header};
use tokio::time::Instant;
use url::Url;

use crate::config::is_framing;
use crate::deadline::Turn;
use crate::error::Error;
use crate::future::BoxFuture;
use crate::head::Head;
use crate::phase::{self, CallTrace, Outcome, Phase, RequestEnd, RequestStart, Spent};
use crate::transport::{Announced, Exchange, Incoming, Outgoing, Pieces, origin};

/// An exchange whose requests are observed if their calls are.
pub(crate) struct Observed(Arc<dyn Exchange>);

impl Observed {
    /// Observes the requests that are sent through `exchange`.
    pub(crate) fn new(exchange: Arc<dyn Exchange>) -> Self {
        Self(exchange)
    }
}

impl Exchange for Observed {
    fn expect(&self, url: &str) -> Option<Announced> {
        self.0.expect(url)
    }

    fn turn(&self) -> Option<Turn> {
        self.0.turn()
    }

    fn send(&self, request: Outgoing) -> BoxFuture<'static, Result<Incoming, Error>> {
        match phase::observed() {
            None => self.0.send(request),
            Some(trace) => Box::pin(send(Arc::clone(&self.0), trace, request)),
        }
    }
}

async fn send(exchange: Arc<dyn Exchange>, trace: Arc<CallTrace>, mut request: Outgoing) -> Result<Incoming, Error> {
    let (Some(observation), Some(observer)) = (trace.observation(), trace.observer()) else { return exchange.send(request).await };
    // The phase of a token that was there at once would count the wait for the observer.
    phase::mark(Phase::Queue);
    let number = observation.next_request();
    let is_own = Url::parse(&request.url).is_ok_and(|url| observation.is_own_origin(&origin(&url)));
    let (attempt, token_fetch) = (trace.attempts(), observation.token_fetch());
    let start = RequestStart { number, attempt, method: request.method.as_str(), url: &request.url, token_fetch };
    let mut under_way = UnderWay { trace: Arc::clone(&trace), number, before: None, head: None, is_over: false, began: Instant::now() };
    let headers = observer.started(start).await;
    if is_own {
        add(&headers, &mut request.headers);
    }
    (under_way.before, under_way.began) = (Some(observation.spent()), Instant::now());
    let may_stream = request.may_stream;
    match exchange.send(request).await {
        Ok(mut incoming) => {
            under_way.head = Some(incoming.head.clone());
            if may_stream {
                // Nobody knows when the caller reads the body, or whether.
                under_way.end(Outcome::Answered);
            } else {
                incoming.body = Box::new(ObservedBody { body: incoming.body, under_way });
            }
            Ok(incoming)
        }
        Err(error) => {
            under_way.end(Outcome::Failed(code(&error)));
            Err(error)
        }
    }
}

/// Adds headers to a request. Those that it has are left as they are: the caller of the API gave them. Without a `traceparent` of ours
/// our `tracestate` has no meaning (W3C Trace Context, section 3.3).
fn add(added: &[(String, String)], headers: &mut HeaderMap) {
    let has_own_trace = headers.contains_key("traceparent");
    for (name, value) in added {
        let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value)) else { continue };
        let is_ours = is_framing(&name) || matches!(name, header::AUTHORIZATION | header::PROXY_AUTHORIZATION);
        let is_orphan = has_own_trace && name == "tracestate";
        if !is_ours && !is_orphan && !headers.contains_key(&name) {
            headers.insert(name, value);
        }
    }
}

/// What went wrong, in a word. The message may hold what the server or a function of the caller said.
fn code(error: &Error) -> &'static str {
    match error {
        Error::Connection { fault, .. } => fault.code(),
        Error::Timeout { .. } | Error::Deadline { .. } => "ETIMEDOUT",
        Error::Closed => "ERR_CLIENT_CLOSED",
        Error::Invalid { .. } => "ERR_INVALID_ARGUMENT",
        _ => "ERR_INTERNAL",
    }
}

/// A request that has not ended. Dropping it tells the observer that nobody waits for its answer any more.
struct UnderWay {
    trace: Arc<CallTrace>,
    number: u32,
    /// The time of each phase of the call before the request.
    before: Option<Spent>,
    began: Instant,
    head: Option<Head>,
    is_over: bool,
}

impl UnderWay {
    fn end(&mut self, outcome: Outcome<'_>) {
        if std::mem::replace(&mut self.is_over, true) {
            return;
        }
        let (Some(observation), Some(observer)) = (self.trace.observation(), self.trace.observer()) else { return };
        let mut spent = self.before.map_or_else(Spent::default, |_| observation.spent());
        for (spent, before) in spent.iter_mut().zip(self.before.unwrap_or_default()) {
            *spent = spent.saturating_sub(before);
        }
        let (number, head, elapsed) = (self.number, self.head.as_ref(), self.began.elapsed());
        observer.ended(RequestEnd { number, head, outcome, spent, elapsed });
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.end(Outcome::Dropped);
    }
}

/// The body of an answer that is read whole. The request ends with it.
struct ObservedBody {
    body: Box<dyn Pieces>,
    under_way: UnderWay,
}

impl Pieces for ObservedBody {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, Error>> {
        Box::pin(async move {
            let piece = self.body.next().await;
            match &piece {
                Ok(Some(_)) => {}
                Ok(None) => self.under_way.end(Outcome::Answered),
                Err(error) => self.under_way.end(Outcome::Failed(code(error))),
            }
            piece
        })
    }
}

#[cfg(test)]
mod tests;
