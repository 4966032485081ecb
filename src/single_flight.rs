//! Ask once, however many wait.
//!
//! The asking runs in a task of its own: a caller that gives up stops nothing, and all who wait get the one outcome.

use std::future::Future;

use parking_lot::Mutex;
use tokio::sync::watch;

/// A question of which there is one asking at a time.
pub struct SingleFlight<T>(Mutex<Option<watch::Receiver<Option<T>>>>);

impl<T> Default for SingleFlight<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: Clone + Send + Sync + 'static> SingleFlight<T> {
    /// The outcome of the asking that is on its way, or of `ask` where none is. `None`: it ended without one.
    pub async fn outcome(&self, ask: impl Future<Output = T> + Send + 'static) -> Option<T> {
        let mut told = self.joined(ask);
        let outcome = told.wait_for(Option::is_some).await.ok()?.clone();
        // What was asked for may be a secret: it is not kept here.
        self.0.lock().take_if(|last| last.same_channel(&told));
        outcome
    }

    fn joined(&self, ask: impl Future<Output = T> + Send + 'static) -> watch::Receiver<Option<T>> {
        let mut on_its_way = self.0.lock();
        // One that has ended, with an outcome or in a panic, is none.
        if let Some(told) = on_its_way.as_ref().filter(|told| told.has_changed().is_ok() && told.borrow().is_none()) {
            return told.clone();
        }
        let (tell, told) = watch::channel(None);
        tokio::spawn(async move { tell.send_replace(Some(ask.await)) });
        on_its_way.insert(told).clone()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::time::Duration;

    use super::*;

    async fn slow(asked: Arc<AtomicU32>) -> u32 {
        tokio::time::sleep(Duration::from_secs(5)).await;
        asked.fetch_add(1, Ordering::Relaxed) + 1
    }

    #[tokio::test(start_paused = true)]
    async fn all_who_wait_get_the_one_outcome_and_the_next_asks_again() {
        let (once, asked) = (SingleFlight::default(), Arc::new(AtomicU32::new(0)));
        let ask = || once.outcome(slow(Arc::clone(&asked)));
        assert_eq!(tokio::join!(ask(), ask(), ask()), (Some(1), Some(1), Some(1)));
        assert_eq!(ask().await, Some(2));
    }

    #[tokio::test(start_paused = true)]
    async fn who_asked_first_may_leave() {
        let (once, asked) = (SingleFlight::default(), Arc::new(AtomicU32::new(0)));
        let first = tokio::time::timeout(Duration::from_secs(1), once.outcome(slow(Arc::clone(&asked))));
        let (first, second) = tokio::join!(first, once.outcome(slow(Arc::clone(&asked))));
        assert!(first.is_err());
        assert_eq!(second, Some(1));
    }

    #[tokio::test]
    async fn one_that_panics_leaves_no_trace() {
        let once = SingleFlight::default();
        assert_eq!(once.outcome(async { panic!("as it should") }).await, None::<u32>);
        assert_eq!(once.outcome(async { 1 }).await, Some(1));
    }
}
