//! Tell whether a request opened a connection or got one that had served another request.
//!
//! Only a reused connection can have gone stale. The connector runs within the request's own task, where it
//! sets a task-local flag.

use std::cell::Cell;
use std::future::Future;

tokio::task_local! {
    static OPENED: Cell<bool>;
}

/// The output of `exchange`, and whether a connection was opened for it.
pub(crate) async fn track<F: Future>(exchange: F) -> (F::Output, bool) {
    OPENED
        .scope(Cell::new(false), async {
            let output = exchange.await;
            (output, OPENED.with(Cell::get))
        })
        .await
}

/// Records that a connection is opened. Does nothing outside of a request.
pub(crate) fn mark_opened() {
    _ = OPENED.try_with(|opened| opened.set(true));
}

/// Whether a request waits for the current work. If a request gets another connection while it opens one, the library goes on
/// opening it in a task of its own.
pub(crate) fn is_request_waiting() -> bool {
    OPENED.try_with(|_| ()).is_ok()
}
