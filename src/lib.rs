//! The server side of the Pipedream Connect API: the Rust half of the npm package `pipedream-native`.
//!
//! The modules in the order in which a call uses them:
//!
//! ```text
//! JavaScript ── node ──► call ──► request     what to send: URL, headers, body (config, endpoint, encode)
//!                         │  ├───► tokens      which token to send, when to refresh it, when to drop it (private_key)
//!                         │  ├───► redirect    follows redirects, around
//!                         │  │     transport   connections: bytes out, bytes in
//!                         │  ├───► retry       whether to try again, and after what pause
//!                         │  └───► decode      JSON text in, JSON text with JavaScript's keys out (json, rename, dates)
//! JavaScript ◄── node ◄───┘                    the outcome as data: a value, or an error
//! ```
//!
//! Only `node` names napi and what JavaScript gets. `tokens` and `transport` know nothing of each other: `call` connects them.
//! The crate keeps nothing on disk unless it is given a token store, and it contains no user interface (Connect Link runs in
//! a browser).
//!
//! A module is public only if another crate uses it: `node` is for Node, `properties` for `fuzz/`, and `decode`, `endpoint`,
//! `generated` and `dates` for `benchmark/json`. No file imports itself through others (`__test__/package/layout.test.mjs`).

// The boundary to JavaScript.
pub mod node;

// One call, and what it is made of.
mod call;
mod config;
pub mod endpoint;
pub mod generated;
mod raw_object;
mod request;

// Tokens, and the way to the server and back.
mod observed;
mod private_key;
mod redirect;
mod retry;
mod tokens;
mod transport;

// From JavaScript's values to the wire and back.
pub mod dates;
pub mod decode;
mod encode;
mod json;
mod latin1;
mod rename;

// Results: heads, errors, and the removal of secrets from them.
mod error;
mod head;
mod redact;
mod secret;

// Tools that know nothing of the API.
mod boot_clock;
mod deadline;
mod driver;
mod future;
mod jitter;
mod panic;
mod phase;
mod single_flight;
mod thread_pool;
mod warning;

#[cfg(any(test, feature = "fuzzing"))]
pub mod properties;
