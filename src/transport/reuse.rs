//! Tell whether a request opened a connection or was given one that had served another.
//!
//! Only a reused one can have gone stale without anybody's fault. The connector is called within the request's own task,
//! where it leaves a mark.

use std::cell::Cell;
use std::future::Future;
use std::task::{Context, Poll};

use tower_layer::Layer;
use tower_service::Service;

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

/// Puts the mark around a connector.
#[derive(Clone)]
pub struct Marking;

impl<S> Layer<S> for Marking {
    type Service = Marked<S>;

    fn layer(&self, connector: S) -> Marked<S> {
        Marked(connector)
    }
}

/// A connector that leaves the mark.
#[derive(Clone)]
pub struct Marked<S>(S);

impl<S: Service<R>, R> Service<R> for Marked<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.0.poll_ready(context)
    }

    fn call(&mut self, target: R) -> S::Future {
        // Outside of a request there is nobody to tell.
        _ = OPENED.try_with(|opened| opened.set(true));
        self.0.call(target)
    }
}
