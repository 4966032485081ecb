//! Events about rate limits and the retry budget as JavaScript gets them.

use std::sync::{Arc, OnceLock};

use serde_json::json;

use super::environment::broadcast;
use super::message::EventName;
use crate::call::{Pacing, PacingEvent};

/// What the calls of a client learn from others: those of the whole process, or its own if it has a `fetch` of the caller's.
pub(super) fn pacing(has_own_fetch: bool) -> Arc<Pacing> {
    static SHARED: OnceLock<Arc<Pacing>> = OnceLock::new();
    let new = || Arc::new(Pacing::new(publish));
    if has_own_fetch { new() } else { Arc::clone(SHARED.get_or_init(new)) }
}

fn publish(event: &PacingEvent) {
    match event {
        PacingEvent::HeldBack { origin, class, status, pause } => {
            let json = json!({ "origin": origin, "rateLimit": class, "status": status, "retryAfterSeconds": pause.as_secs_f64() });
            broadcast(EventName::RateLimitLearned, &json.to_string());
        }
        PacingEvent::BudgetExhausted { origin, calls, retries } => {
            let json = json!({ "origin": origin, "callsLastMinute": calls, "retriesLastMinute": retries });
            broadcast(EventName::RetryBudgetExhausted, &json.to_string());
        }
    }
}
