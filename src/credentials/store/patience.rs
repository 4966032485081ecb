//! How long a store is waited for.
//!
//! It is counted in naps, taken where the store's answer comes from. Where the machine is busy with other things, as when
//! many processes start at once, a nap takes longer than it should, and so would any answer: that is not the store's fault.

use std::future::poll_fn;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::time::Instant;

use super::TokenStore;
use crate::credentials::BoxFuture;

const NAP: Duration = Duration::from_millis(10);
/// A nap that is late counts for no more than this: timers are exact to a millisecond.
const MOST: Duration = Duration::from_millis(12);

/// What `asked` of `store` gives within the time that is `left`, which becomes what is left after it. `None`: it is not
/// there yet.
pub async fn limited<T>(store: &dyn TokenStore, left: &mut Duration, asked: &mut BoxFuture<'static, T>) -> Option<T> {
    let mut naps = Naps { store, left: *left, began: Instant::now(), nap: store.nap(NAP.min(*left)) };
    let answer = poll_fn(|context| match asked.as_mut().poll(context) {
        Poll::Ready(answer) => Poll::Ready(Some(answer)),
        Poll::Pending => naps.poll(context).map(|()| None),
    })
    .await;
    naps.count();
    *left = naps.left;
    answer
}

struct Naps<'a> {
    store: &'a dyn TokenStore,
    left: Duration,
    began: Instant,
    nap: BoxFuture<'static, ()>,
}

impl Naps<'_> {
    fn poll(&mut self, context: &mut Context) -> Poll<()> {
        loop {
            ready!(self.nap.as_mut().poll(context));
            self.count();
            if self.left.is_zero() {
                return Poll::Ready(());
            }
            self.nap = self.store.nap(NAP.min(self.left));
        }
    }

    fn count(&mut self) {
        self.left = self.left.saturating_sub(self.began.elapsed().min(MOST));
        self.began = Instant::now();
    }
}
