//! The guarantees of docs/architecture/guarantees.md by number, with a scripted endpoint and clocks that tests set.
//!
//! Time is tokio's paused clock, so no test waits. What needs real sockets, real stores or JavaScript is tested in
//! `__test__`.

mod clocks;
mod concurrency;
mod failure;
mod identity;
mod lifecycle;
mod locks;
mod private_key;
mod rejected;
mod scenarios;
mod stores;
mod support;
mod timing;
