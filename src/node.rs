//! The boundary to Node: converts arguments, calls the crate, converts results.
//!
//! Only these files name napi, and only they know JavaScript's names. They do not know what an operation or a token means.
//! Everything that goes from Rust to JavaScript is a `message::Message` in the `mailbox` of its `environment`. One wake-up
//! delivers all messages that have gathered.

mod call;
mod callbacks;
mod catch_panic;
mod client;
mod client_tokens;
mod environment;
mod failure;
mod fetch;
mod fetch_response;
mod head;
mod mailbox;
mod mcp;
mod message;
mod observation;
mod observer;
mod options;
mod pacing_events;
mod runtime;
mod token_events;
mod token_store;

use napi_derive::napi;

#[cfg(any(test, feature = "fuzzing"))]
pub(crate) use head::json as head_json;

/// The version of this addon. JavaScript of another version refuses to load it.
#[napi]
pub fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

/// The hash of the operation tables. JavaScript with other tables refuses to load the addon.
#[napi]
pub fn tables() -> &'static str {
    crate::generated::HASH
}

/// For tests: makes the function or task called `place` panic once.
#[cfg(feature = "inject-panics")]
#[napi]
pub fn panic_at(place: String) {
    crate::panic::arm(place);
}
