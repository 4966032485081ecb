//! Run a future once, however many callers wait for it.
//!
//! The future runs in a task of its own, so that a caller that gives up does not stop it. All callers that wait get the same
//! outcome.

use std::future::Future;

use parking_lot::Mutex;
use tokio::sync::watch;

/// Runs one future at a time and shares its outcome.
pub(crate) struct SingleFlight<T>(Mutex<Option<watch::Receiver<Option<T>>>>);

impl<T> Default for SingleFlight<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: Clone + Send + Sync + 'static> SingleFlight<T> {
    /// The outcome of the future that runs, or of `future` if none runs. `None`: it panicked.
    pub(crate) async fn run(&self, future: impl Future<Output = T> + Send + 'static) -> Option<T> {
        let mut receiver = self.join(future);
        let outcome = receiver.wait_for(Option::is_some).await.ok()?.clone();
        // The outcome may be a secret: do not keep it.
        self.0.lock().take_if(|last| last.same_channel(&receiver));
        outcome
    }

    fn join(&self, future: impl Future<Output = T> + Send + 'static) -> watch::Receiver<Option<T>> {
        let mut in_flight = self.0.lock();
        // Do not join one that has ended, with an outcome or in a panic.
        if let Some(receiver) = in_flight.as_ref().filter(|receiver| receiver.has_changed().is_ok() && receiver.borrow().is_none()) {
            return receiver.clone();
        }
        let (sender, receiver) = watch::channel(None);
        tokio::spawn(async move { sender.send_replace(Some(future.await)) });
        in_flight.insert(receiver).clone()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::time::Duration;

    use super::*;

    async fn slow(runs: Arc<AtomicU32>) -> u32 {
        tokio::time::sleep(Duration::from_secs(5)).await;
        runs.fetch_add(1, Ordering::Relaxed) + 1
    }

    #[tokio::test(start_paused = true)]
    async fn callers_that_wait_share_the_outcome_and_the_next_caller_runs_it_again() {
        let (flight, runs) = (SingleFlight::default(), Arc::new(AtomicU32::new(0)));
        let run = || flight.run(slow(Arc::clone(&runs)));
        assert_eq!(tokio::join!(run(), run(), run()), (Some(1), Some(1), Some(1)));
        assert_eq!(run().await, Some(2));
    }

    #[tokio::test(start_paused = true)]
    async fn the_first_caller_may_give_up() {
        let (flight, runs) = (SingleFlight::default(), Arc::new(AtomicU32::new(0)));
        let first = tokio::time::timeout(Duration::from_secs(1), flight.run(slow(Arc::clone(&runs))));
        let (first, second) = tokio::join!(first, flight.run(slow(Arc::clone(&runs))));
        assert!(first.is_err());
        assert_eq!(second, Some(1));
    }

    #[tokio::test]
    async fn a_panic_does_not_affect_the_next_run() {
        let flight = SingleFlight::default();
        assert_eq!(flight.run(async { panic!("as it should") }).await, None::<u32>);
        assert_eq!(flight.run(async { 1 }).await, Some(1));
    }
}
