//! How long to wait for an answer that comes from JavaScript.
//!
//! The limit is counted in timer ticks, and each tick includes a turn of the event loop that the answer comes from. If that
//! event loop is busy, its turns take longer, and so would any answer. A busy event loop therefore does not use up the limit.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::time::{Instant, sleep, timeout};

use crate::future::BoxFuture;

/// Resolves after one turn of an event loop.
pub(crate) type Turn = Arc<dyn Fn() -> BoxFuture<'static, ()> + Send + Sync>;

/// The longest wait for an event loop that makes no turn. Others may wait for the same answer.
const BLOCKED_LIMIT: Duration = Duration::from_secs(60);

/// The output of `future`, or `None` after `limit`. With a `turn` the limit is counted in turns of its event loop.
pub(crate) async fn within<T>(limit: Duration, turn: Option<Turn>, future: impl Future<Output = T>) -> Option<T> {
    let Some(turn) = turn else { return timeout(limit, future).await.ok() };
    let tick = |time| -> BoxFuture<'static, ()> {
        let turn = Arc::clone(&turn);
        Box::pin(async move {
            sleep(time).await;
            turn().await;
        })
    };
    let (mut budget, mut future) = (limit, pin!(future));
    timeout(BLOCKED_LIMIT.max(limit), within_budget(&tick, &mut budget, &mut future)).await.ok().flatten()
}

/// The output of `future`, or `None` when `budget` is used up. Leaves the rest of the time in `budget`. `tick` waits for a
/// time, and longer while the answer is held up.
pub(crate) async fn within_budget<T>(
    tick: &(dyn Fn(Duration) -> BoxFuture<'static, ()> + Sync),
    budget: &mut Duration,
    future: &mut (impl Future<Output = T> + Unpin),
) -> Option<T> {
    let interval = (*budget / 100).clamp(Duration::from_millis(10), Duration::from_millis(50));
    let mut ticks = Ticks { tick, interval, budget: *budget, started: Instant::now(), current: tick(interval.min(*budget)) };
    let output = poll_fn(|context| match Pin::new(&mut *future).poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => ticks.poll(context).map(|()| None),
    })
    .await;
    ticks.count();
    *budget = ticks.budget;
    output
}

struct Ticks<'a> {
    tick: &'a (dyn Fn(Duration) -> BoxFuture<'static, ()> + Sync),
    interval: Duration,
    budget: Duration,
    started: Instant,
    current: BoxFuture<'static, ()>,
}

impl Ticks<'_> {
    fn poll(&mut self, context: &mut Context) -> Poll<()> {
        loop {
            ready!(self.current.as_mut().poll(context));
            self.count();
            if self.budget.is_zero() {
                return Poll::Ready(());
            }
            self.current = (self.tick)(self.interval.min(self.budget));
        }
    }

    /// Subtracts a tick from the budget. A tick that was late counts for little more than its interval: timers are exact to
    /// a millisecond.
    fn count(&mut self) {
        let max = self.interval.mul_f64(1.25);
        self.budget = self.budget.saturating_sub(self.started.elapsed().min(max));
        self.started = Instant::now();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    /// An event loop whose turns take this many milliseconds.
    fn busy(milliseconds: Arc<AtomicU64>) -> Turn {
        Arc::new(move || Box::pin(sleep(Duration::from_millis(milliseconds.load(Ordering::Relaxed)))))
    }

    async fn answer(after: u64) -> u64 {
        sleep(Duration::from_secs(after)).await;
        after
    }

    #[tokio::test(start_paused = true)]
    async fn a_busy_event_loop_does_not_use_up_the_limit() {
        let limit = Duration::from_secs(5);
        let turn = |milliseconds| Some(busy(Arc::new(AtomicU64::new(milliseconds))));
        assert_eq!(within(limit, turn(0), answer(4)).await, Some(4));
        assert_eq!(within(limit, turn(0), answer(6)).await, None);
        assert_eq!(within(limit, turn(6_000), answer(7)).await, Some(7), "busy for six seconds at a time");
        assert_eq!(within(limit, turn(500), answer(30)).await, Some(30), "busy for half a second at a time");
        assert_eq!(within(limit, None, answer(6)).await, None, "no event loop");
    }

    #[tokio::test(start_paused = true)]
    async fn a_future_that_never_resolves_ends_at_the_limit_and_a_blocked_event_loop_after_a_minute() {
        for (milliseconds, seconds) in [(0, 5), (u64::MAX, 60)] {
            let started = Instant::now();
            let turn = busy(Arc::new(AtomicU64::new(milliseconds)));
            assert_eq!(within(Duration::from_secs(5), Some(turn), std::future::pending::<()>()).await, None);
            assert_eq!(started.elapsed().as_secs(), seconds);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn the_limit_counts_again_when_the_event_loop_is_free_again() {
        let milliseconds = Arc::new(AtomicU64::new(20_000));
        let freed = Arc::clone(&milliseconds);
        tokio::spawn(async move {
            sleep(Duration::from_secs(1)).await;
            freed.store(0, Ordering::Relaxed);
        });
        let started = Instant::now();
        assert_eq!(within(Duration::from_secs(5), Some(busy(milliseconds)), std::future::pending::<()>()).await, None);
        assert!((24..26).contains(&started.elapsed().as_secs()), "{:?}", started.elapsed());
    }
}
