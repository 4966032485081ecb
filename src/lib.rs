//! The server side of the Pipedream Connect API, native: the Rust half of the npm package `pipedream-native`.
//!
//! The modules in the order in which a call travels:
//!
//! ```text
//! JavaScript ── node ──► client ──► request      what to send: URL, headers, body (endpoint, encode)
//!                          │  ├────► credentials  which token, when to fetch, when to forget
//!                          │  ├────► transport    bytes out, bytes in; redirect follows what leads elsewhere
//!                          │  ├────► retry        again? after how long?
//!                          │  └────► decode       JSON text in, JSON text with JavaScript's keys out
//! JavaScript ◄── node ◄────┘                      an outcome, as data
//! ```
//!
//! What it does not do: it draws nothing on a screen (no Connect Link in a browser), and it keeps nothing on
//! disk unless it is given a token store.

pub mod node;

pub mod call;
pub mod config;
pub mod endpoint;
pub mod generated;
mod raw_object;
pub mod request;

pub mod redirect;
pub mod retry;
pub mod tokens;
pub mod transport;

pub mod dates;
pub mod deadline;
pub mod decode;
pub mod encode;
pub mod future;
pub mod head;
mod jitter;
pub mod json;
mod panic;
#[cfg(any(test, feature = "fuzzing"))]
pub mod properties;
mod redact;
mod rename;
mod single_flight;
mod thread_pool;

pub mod error;
pub mod secret;
