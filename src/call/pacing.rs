//! What calls learn from one another: until when a rate limit holds them back, and how many retries are left.
//!
//! All clients of the process that use its HTTP share one [`Pacing`], since frameworks make a client for each request. A client with a
//! `fetch` of the caller's has its own, because what that function answers says nothing about the API.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use memchr::memchr3;
use parking_lot::Mutex;
use tokio::time::Instant;

use crate::request::{Payload, PreparedRequest};
use crate::retry::{Hold, Holds, RateClass, RetryBudget, Spent};

/// Servers without calls for a minute are removed when there are this many: each workflow has a host of its own.
const MANY: usize = 256;

/// What happened, for subscribers.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum PacingEvent {
    /// An answer asked for a pause, which holds back other calls of its class.
    HeldBack {
        /// Scheme and authority of the server.
        origin: String,
        /// The class.
        class: String,
        /// The status of the answer.
        status: u16,
        /// The pause.
        pause: Duration,
    },
    /// A retry was left out because the budget was used up. It is sent once each time.
    BudgetExhausted {
        /// Scheme and authority of the server.
        origin: String,
        /// The calls of the last minute.
        calls: u64,
        /// The retries of the last minute.
        retries: u64,
    },
}

/// Gets the events.
pub(crate) type PacingObserver = fn(&PacingEvent);

/// What calls learn from one another.
pub(crate) struct Pacing {
    start: Instant,
    observer: PacingObserver,
    state: Mutex<State>,
    /// How many holds there are. Without one, no call computes its class.
    holds: AtomicUsize,
}

#[derive(Default)]
struct State {
    holds: Holds,
    /// By the origin of the server, and whether it relays the answers of other services.
    servers: [HashMap<String, Server>; 2],
}

#[derive(Default)]
struct Server {
    budget: RetryBudget,
    /// When it last answered a call and was neither overloaded nor failing.
    answered: Option<Instant>,
}

impl Pacing {
    /// Nothing is known yet.
    pub(crate) fn new(observer: PacingObserver) -> Self {
        Self { start: Instant::now(), observer, state: Mutex::default(), holds: AtomicUsize::new(0) }
    }

    /// Counts a call that starts.
    pub(crate) fn count_call(&self, call: &PreparedRequest) {
        let second = self.start.elapsed().as_secs();
        self.state.lock().with_server(call, second, |server| server.budget.count_call(second));
    }

    /// Counts a retry of `call`, if the budget allows it.
    pub(crate) fn spend_retry(&self, call: &PreparedRequest) -> bool {
        let second = self.start.elapsed().as_secs();
        let spent = self.state.lock().with_server(call, second, |server| server.budget.spend(second));
        if let Spent::Exhausted { calls, retries, is_first: true } = spent {
            (self.observer)(&PacingEvent::BudgetExhausted { origin: origin(&call.url).to_owned(), calls, retries });
        }
        spent == Spent::Retry
    }

    /// An answer with `status` to the request of `call` that was sent at `sent` asked for `pause`. A 503 counts only if the server has not
    /// answered another call since: then it is not down, and others need not wait.
    pub(crate) fn learn(&self, call: &PreparedRequest, status: u16, pause: Duration, sent: Instant) {
        let Some(class) = class(call) else { return };
        let is_news = {
            let mut state = self.state.lock();
            let answered = state.with_server(call, self.start.elapsed().as_secs(), |server| server.answered);
            if status == 503 && answered.is_some_and(|at| at >= sent) {
                return;
            }
            let is_news = state.holds.learn(&class.key, status, pause, Instant::now());
            self.holds.store(state.holds.len(), Ordering::Relaxed);
            is_news
        };
        if is_news {
            (self.observer)(&PacingEvent::HeldBack { origin: origin(&call.url).to_owned(), class: class.label, status, pause });
        }
    }

    /// What holds back `call` now.
    pub(crate) fn hold(&self, call: &PreparedRequest) -> Option<Hold> {
        if self.holds.load(Ordering::Relaxed) == 0 {
            return None;
        }
        let class = class(call)?;
        let mut state = self.state.lock();
        let hold = state.holds.get(&class.key, Instant::now());
        self.holds.store(state.holds.len(), Ordering::Relaxed);
        hold
    }

    /// A request of `call` that was sent at `sent` succeeded.
    pub(crate) fn succeeded(&self, call: &PreparedRequest, sent: Instant) {
        let now = Instant::now();
        let mut state = self.state.lock();
        state.with_server(call, now.duration_since(self.start).as_secs(), |server| server.answered = Some(now));
        if self.holds.load(Ordering::Relaxed) > 0
            && let Some(class) = class(call)
        {
            state.holds.succeeded(&class.key, sent);
            self.holds.store(state.holds.len(), Ordering::Relaxed);
        }
    }
}

impl State {
    /// What `act` returns for the server of `call`.
    fn with_server<T>(&mut self, call: &PreparedRequest, second: u64, act: impl FnOnce(&mut Server) -> T) -> T {
        let servers = &mut self.servers[usize::from(call.relayed)];
        let origin = origin(&call.url);
        if let Some(known) = servers.get_mut(origin) {
            return act(known);
        }
        if servers.len() >= MANY {
            servers.retain(|_, server| !server.budget.is_idle(second));
        }
        act(servers.entry(origin.to_owned()).or_default())
    }
}

/// Scheme and authority of an absolute URL.
fn origin(url: &str) -> &str {
    // The first colon is that of the scheme: one character is found faster than three.
    let start = url.find(':').filter(|at| url[*at..].starts_with("://")).map_or(0, |at| at + 3);
    memchr3(b'/', b'?', b'#', &url.as_bytes()[start..]).map_or(url, |length| &url[..start + length])
}

fn class(call: &PreparedRequest) -> Option<RateClass> {
    if call.relayed {
        return None;
    }
    let limit_token = call.headers.get(crate::config::RATE_LIMIT).map(http::HeaderValue::as_bytes);
    let body = match &call.body {
        Payload::Bytes(bytes) => Some(&**bytes),
        Payload::None | Payload::Stream(_) => None,
    };
    RateClass::of(&call.method, &call.url, &call.template, limit_token, body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_what_stands_before_the_path() {
        for (url, expected) in
            [("https://a.b/c/d?e", "https://a.b"), ("http://[::1]:3000?x", "http://[::1]:3000"), ("https://a", "https://a")]
        {
            assert_eq!(origin(url), expected);
        }
    }
}
