//! How long a store is waited for.
//!
//! It is counted in naps. Where the machine is busy with other things a nap takes longer than it should, and so would
//! any answer: that is not the store's fault.

use std::future::{Future as _, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::time::{Instant, Sleep, sleep};

use crate::credentials::BoxFuture;

const NAP: Duration = Duration::from_millis(10);
/// A nap that is late counts for no more than this: timers are exact to a millisecond.
const MOST: Duration = Duration::from_millis(12);

/// What `asked` gives within the time that is `left`, which becomes what is left after it. `None`: it is not there yet.
pub async fn limited<T>(left: &mut Duration, asked: &mut BoxFuture<'static, T>) -> Option<T> {
    let mut naps = Naps::new(*left);
    let answer = poll_fn(|context| match asked.as_mut().poll(context) {
        Poll::Ready(answer) => Poll::Ready(Some(answer)),
        Poll::Pending => naps.poll(context).map(|()| None),
    })
    .await;
    naps.count();
    *left = naps.left;
    answer
}

struct Naps {
    left: Duration,
    began: Instant,
    nap: Pin<Box<Sleep>>,
}

impl Naps {
    fn new(left: Duration) -> Self {
        Self { left, began: Instant::now(), nap: Box::pin(sleep(NAP.min(left))) }
    }

    fn poll(&mut self, context: &mut Context) -> Poll<()> {
        loop {
            ready!(self.nap.as_mut().poll(context));
            self.count();
            if self.left.is_zero() {
                return Poll::Ready(());
            }
            self.nap = Box::pin(sleep(NAP.min(self.left)));
        }
    }

    fn count(&mut self) {
        self.left = self.left.saturating_sub(self.began.elapsed().min(MOST));
        self.began = Instant::now();
    }
}
