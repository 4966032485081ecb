//! What is known of an observed call as JavaScript gets it: `ts/tracing.ts` reads it.

use std::time::Duration;

use serde_json::{Map, Value, json};

use crate::phase::{Observation, Phase, Spent};

/// The name of a phase in JavaScript: `Phase` of `ts/call-facts.ts`.
pub(super) fn phase_name(phase: Phase) -> &'static str {
    match phase {
        Phase::Token => "token",
        Phase::Queue => "queue",
        Phase::Dns => "dns",
        Phase::Connect => "connect",
        Phase::Tls => "tls",
        Phase::Send => "send",
        Phase::Wait => "wait",
        Phase::Body => "body",
        Phase::Decode => "decode",
    }
}

/// What is known of an observed call when it has ended, as JSON text.
pub(super) fn observed_json(observation: &Observation) -> String {
    json!({
        "phases": phases_json(&observation.spent()),
        "bytes": observation.received(),
        "origin": observation.origin(),
        "tokenFetch": observation.token_fetch(),
    })
    .to_string()
}

/// The phases that took any time, in milliseconds.
pub(super) fn phases_json(spent: &Spent) -> Value {
    let taken = Phase::ALL.into_iter().zip(spent).filter(|(_, spent)| !spent.is_zero());
    taken.map(|(phase, spent)| (phase_name(phase).to_owned(), milliseconds(*spent).into())).collect::<Map<String, Value>>().into()
}

pub(super) fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}
