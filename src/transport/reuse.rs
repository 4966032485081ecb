//! Tell whether a request opened a connection or was given one that had served another.
//!
//! Only a reused one can have gone stale without anybody's fault. The connector is called within the request's own task,
//! where it leaves a mark.

use std::cell::Cell;
use std::future::Future;
use std::sync::Arc;
use std::task::{Context, Poll};

use parking_lot::Mutex;
use tower_layer::Layer;
use tower_service::Service;

use crate::credentials::BoxFuture;

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
        Marked(Arc::new(Mutex::new(connector)))
    }
}

/// A connector that leaves the mark. It is cloned several times for each request, and used for the few that connect.
pub struct Marked<S>(Arc<Mutex<S>>);

impl<S> Clone for Marked<S> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<S, R> Service<R> for Marked<S>
where
    S: Service<R> + Clone + Send + 'static,
    S::Future: Send,
    R: Send + 'static,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = BoxFuture<'static, Result<S::Response, S::Error>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, target: R) -> Self::Future {
        // Outside of a request there is nobody to tell.
        _ = OPENED.try_with(|opened| opened.set(true));
        let mut connector = self.0.lock().clone();
        Box::pin(async move {
            std::future::poll_fn(|context| connector.poll_ready(context)).await?;
            connector.call(target).await
        })
    }
}
