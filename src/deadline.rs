//! How long JavaScript is waited for.
//!
//! A limit is counted in naps, each with a turn of the event loop that the answer comes from. Where that loop is busy with
//! other things a turn takes longer than it should, and so would any answer: that is not the fault of who answers.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::time::{Instant, sleep, timeout};

use crate::future::BoxFuture;

/// Ends when an event loop has gone round once more.
pub type Turn = Arc<dyn Fn() -> BoxFuture<'static, ()> + Send + Sync>;

/// An event loop that stands still for this long is waited for no more: others may have to wait for the same answer.
const LONGEST: Duration = Duration::from_secs(60);

/// What `asked` gives within `limit`, which is counted in turns where the answer comes from an event loop. `None`: nothing.
pub async fn within<T>(limit: Duration, turn: Option<Turn>, asked: impl Future<Output = T>) -> Option<T> {
    let Some(turn) = turn else { return timeout(limit, asked).await.ok() };
    let nap = |time| -> BoxFuture<'static, ()> {
        let turn = Arc::clone(&turn);
        Box::pin(async move {
            sleep(time).await;
            turn().await;
        })
    };
    let (mut left, mut asked) = (limit, pin!(asked));
    timeout(LONGEST.max(limit), limited(&nap, &mut left, &mut asked)).await.ok().flatten()
}

/// What `asked` gives within the time that is `left`, which becomes what is left after it. `nap` lets a time go by, and
/// more where the answer is held up. `None`: it is not there yet.
pub async fn limited<T>(
    nap: &(dyn Fn(Duration) -> BoxFuture<'static, ()> + Sync),
    left: &mut Duration,
    asked: &mut (impl Future<Output = T> + Unpin),
) -> Option<T> {
    let length = (*left / 100).clamp(Duration::from_millis(10), Duration::from_millis(50));
    let mut naps = Naps { nap, length, left: *left, began: Instant::now(), current: nap(length.min(*left)) };
    let answer = poll_fn(|context| match Pin::new(&mut *asked).poll(context) {
        Poll::Ready(answer) => Poll::Ready(Some(answer)),
        Poll::Pending => naps.poll(context).map(|()| None),
    })
    .await;
    naps.count();
    *left = naps.left;
    answer
}

struct Naps<'a> {
    nap: &'a (dyn Fn(Duration) -> BoxFuture<'static, ()> + Sync),
    length: Duration,
    left: Duration,
    began: Instant,
    current: BoxFuture<'static, ()>,
}

impl Naps<'_> {
    fn poll(&mut self, context: &mut Context) -> Poll<()> {
        loop {
            ready!(self.current.as_mut().poll(context));
            self.count();
            if self.left.is_zero() {
                return Poll::Ready(());
            }
            self.current = (self.nap)(self.length.min(self.left));
        }
    }

    /// A nap that is late counts for little more than it was to be: timers are exact to a millisecond.
    fn count(&mut self) {
        let most = self.length.mul_f64(1.25);
        self.left = self.left.saturating_sub(self.began.elapsed().min(most));
        self.began = Instant::now();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    /// A loop each of whose turns takes as many milliseconds as it says.
    fn busy(milliseconds: Arc<AtomicU64>) -> Turn {
        Arc::new(move || Box::pin(sleep(Duration::from_millis(milliseconds.load(Ordering::Relaxed)))))
    }

    async fn answer(after: u64) -> u64 {
        sleep(Duration::from_secs(after)).await;
        after
    }

    #[tokio::test(start_paused = true)]
    async fn an_event_loop_that_is_busy_uses_no_limit_up() {
        let limit = Duration::from_secs(5);
        let turn = |milliseconds| Some(busy(Arc::new(AtomicU64::new(milliseconds))));
        assert_eq!(within(limit, turn(0), answer(4)).await, Some(4));
        assert_eq!(within(limit, turn(0), answer(6)).await, None);
        assert_eq!(within(limit, turn(6_000), answer(7)).await, Some(7), "busy for six seconds at a time");
        assert_eq!(within(limit, turn(500), answer(30)).await, Some(30), "busy for half a second at a time");
        assert_eq!(within(limit, None, answer(6)).await, None, "no event loop");
    }

    #[tokio::test(start_paused = true)]
    async fn one_that_never_settles_is_left_after_the_limit_and_a_loop_that_stands_still_after_a_minute() {
        for (milliseconds, seconds) in [(0, 5), (u64::MAX, 60)] {
            let began = Instant::now();
            let turn = busy(Arc::new(AtomicU64::new(milliseconds)));
            assert_eq!(within(Duration::from_secs(5), Some(turn), std::future::pending::<()>()).await, None);
            assert_eq!(began.elapsed().as_secs(), seconds);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_loop_that_is_free_again_is_counted_again() {
        let milliseconds = Arc::new(AtomicU64::new(20_000));
        let freed = Arc::clone(&milliseconds);
        tokio::spawn(async move {
            sleep(Duration::from_secs(1)).await;
            freed.store(0, Ordering::Relaxed);
        });
        let began = Instant::now();
        assert_eq!(within(Duration::from_secs(5), Some(busy(milliseconds)), std::future::pending::<()>()).await, None);
        assert!((24..26).contains(&began.elapsed().as_secs()), "{:?}", began.elapsed());
    }
}
