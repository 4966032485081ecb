//! The guarantees of ARCHITECTURE.md by number, with an endpoint that answers by script and clocks that are set.
//!
//! Time is tokio's paused clock: no test waits, and a pause of an hour takes none. What needs real sockets, real
//! stores or JavaScript is tested in `__test__`.

mod clocks;
mod concurrency;
mod failure;
mod identity;
mod lifecycle;
mod locks;
mod rejected;
mod scenarios;
mod stores;
mod support;
mod timing;
