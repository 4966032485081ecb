//! The napi boundary: converts, calls, converts back.
//!
//! The only files that name napi. Nothing here knows what an operation or a token means. Everything that goes
//! from Rust to JavaScript is a `message::Message` in the `mailbox` of its JavaScript environment; one wake-up
//! brings all that has gathered.

mod ask;
mod call;
mod client;
mod fetch;
mod mailbox;
mod message;

use std::sync::LazyLock;

use napi_derive::napi;
use tokio::runtime::Handle;

/// The version this was built as: JavaScript of another version refuses it.
#[napi]
pub fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

/// One runtime for the process, started at the first call and never stopped: worker threads and copies of the
/// JavaScript share it, and a thread that waits for sockets keeps no process alive. It is one thread that sends and
/// decodes; answers over 1 MB and look-ups of names go to at most four blocking threads that end when idle. A runtime
/// that is made for one thread costs a tenth less CPU per call than one for many with one worker.
static RUNTIME: LazyLock<Handle> = LazyLock::new(|| {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .max_blocking_threads(4)
        .thread_name("pipedream-blocking")
        .enable_all()
        .build()
        .expect("the operating system gives sockets and timers");
    let handle = runtime.handle().clone();
    std::thread::Builder::new()
        .name("pipedream".into())
        .spawn(move || runtime.block_on(std::future::pending::<()>()))
        .expect("the operating system gives one more thread");
    handle
});
