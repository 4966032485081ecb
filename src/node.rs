//! The napi boundary: converts, calls, converts back.
//!
//! The only files that name napi. Nothing here knows what an operation or a token means. Everything that goes
//! from Rust to JavaScript is a `message::Message` in the `mailbox` of its JavaScript environment; one wake-up
//! brings all that has gathered.

mod call;
mod callbacks;
mod catch_panic;
mod client;
mod fetch;
mod head;
mod mailbox;
mod message;
mod runtime;

use napi_derive::napi;

#[cfg(any(test, feature = "fuzzing"))]
pub(crate) use head::json as head_json;

/// The version this was built as: JavaScript of another version refuses it.
#[napi]
pub fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

/// The hash of the tables this was built with: JavaScript with other tables refuses it.
#[napi]
pub fn tables() -> &'static str {
    crate::generated::HASH
}
