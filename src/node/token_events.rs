//! Token events and statistics as JavaScript gets them: the names of channels, causes and fields.

use serde_json::{Map, Value, json};

use super::environment::{broadcast, publish_in};
use super::message::{EventName, Message, TraceKind};
use super::observation::milliseconds;
use crate::tokens::{Cause, Observer, TokenEvent, TokenRequest, TokenRequestEnd, TokenStats};

/// Sends token events to every JavaScript environment, which publishes them with `node:diagnostics_channel`.
pub(super) struct JsObserver;

impl Observer for JsObserver {
    fn token_event(&self, event: TokenEvent) {
        broadcast(name_of(&event), &event_json(&event).to_string());
    }

    fn request_started(&self, request: TokenRequest<'_>) {
        trace_token_request(request, None);
    }

    fn request_ended(&self, request: TokenRequest<'_>, end: TokenRequestEnd<'_>) {
        trace_token_request(request, Some(end));
    }
}

/// The name of a cause.
fn cause_name(cause: Cause) -> &'static str {
    match cause {
        Cause::Cold => "cold",
        Cause::StoreMiss => "storeMiss",
        Cause::Refresh => "refresh",
        Cause::Expired => "expired",
        Cause::Rejected => "rejected",
        Cause::Forced => "forced",
    }
}

fn name_of(event: &TokenEvent) -> EventName {
    match event {
        TokenEvent::Fetched { .. } => EventName::Fetched,
        TokenEvent::RefreshFailed { .. } => EventName::RefreshFailed,
        TokenEvent::Invalidated { .. } => EventName::Invalidated,
        TokenEvent::StoreIgnored { .. } => EventName::StoreIgnored,
        TokenEvent::ClockSkew { .. } => EventName::ClockSkew,
    }
}

/// The payload of an event.
fn event_json(event: &TokenEvent) -> Value {
    match event {
        TokenEvent::Fetched { cause, from_store, generation, expires_in_seconds, fingerprint } => json!({
            "cause": cause_name(*cause),
            "fromStore": from_store,
            "generation": generation,
            "expiresInSeconds": expires_in_seconds,
            "fingerprint": fingerprint,
        }),
        TokenEvent::RefreshFailed { cause, message, token_alive } => {
            json!({ "cause": cause_name(*cause), "message": message, "tokenAlive": token_alive })
        }
        TokenEvent::Invalidated { generation } => json!({ "generation": generation }),
        TokenEvent::StoreIgnored { message } => json!({ "message": message }),
        TokenEvent::ClockSkew { seconds } => json!({ "seconds": seconds }),
    }
}

/// Tells the environment whose call has started the fetch of a token that a token request is sent, or has ended.
fn trace_token_request(request: TokenRequest<'_>, end: Option<TokenRequestEnd<'_>>) {
    let TokenRequest { fetch, cause, attempt, url } = request;
    let Some(caller) = fetch.caller else { return };
    let mut event = json!({ "fetch": fetch.number, "attempt": attempt });
    let kind = match end {
        None => {
            event["cause"] = cause_name(cause).into();
            event["isAwaited"] = fetch.is_awaited.into();
            event["url"] = url.into();
            event["startedAt"] = epoch_milliseconds().into();
            TraceKind::TokenStart
        }
        Some(TokenRequestEnd { status, code, elapsed }) => {
            event["status"] = status.into();
            event["code"] = code.into();
            event["durationMs"] = milliseconds(elapsed).into();
            TraceKind::TokenEnd
        }
    };
    publish_in(caller.environment, || Message::Trace { kind, call: Some(caller.call), text: event.to_string() });
}

/// The time since 1970. The message may be read late, when the event loop is busy.
fn epoch_milliseconds() -> f64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default().as_secs_f64() * 1000.0
}

/// The value of `accessTokenStats()`.
pub(super) fn stats_json(stats: &TokenStats) -> Value {
    let causes: Map<String, Value> =
        Cause::ALL.map(|cause| (cause_name(cause).to_owned(), stats.counters.causes.of(cause).into())).into_iter().collect();
    json!({
        "requests": stats.counters.requests,
        "causes": causes,
        "failures": stats.counters.failures,
        "storeHits": stats.counters.store_hits,
        "storeFaults": stats.counters.store_errors,
        "generation": stats.generation,
        "ageSeconds": stats.age_seconds,
        "expiresInSeconds": stats.expires_in_seconds,
        "fingerprint": stats.fingerprint,
        "lastError": stats.last_error,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statistics_name_every_cause() {
        let json = stats_json(&TokenStats::default());
        let causes: Vec<&String> = json["causes"].as_object().unwrap().keys().collect();
        assert_eq!(causes, ["cold", "storeMiss", "refresh", "expired", "rejected", "forced"]);
        assert_eq!((&json["requests"], &json["ageSeconds"]), (&json!(0), &Value::Null));
    }
}
