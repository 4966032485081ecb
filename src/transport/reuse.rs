//! Tell whether a request opened a connection or was given one that had served another.
//!
//! Only a reused one can have gone stale without anybody's fault. The connector is called within the request's own task,
//! where it leaves a mark.

use std::cell::Cell;
use std::future::Future;

tokio::task_local! {
    static OPENED: Cell<bool>;
}

/// What `exchange` gives, and whether a connection was opened for it.
pub async fn watched<F: Future>(exchange: F) -> (F::Output, bool) {
    OPENED
        .scope(Cell::new(false), async {
            let output = exchange.await;
            (output, OPENED.with(Cell::get))
        })
        .await
}

/// Leaves the mark. Outside of a request there is nobody to tell.
pub fn mark() {
    _ = OPENED.try_with(|opened| opened.set(true));
}

/// Whether a request waits for what is being done: the library finishes in a task of its own what a request began that was
/// given another's connection meanwhile.
pub fn is_watched() -> bool {
    OPENED.try_with(|_| ()).is_ok()
}
