//! Work on large bodies, off the thread of the runtime.

use crate::thread_pool::{DECODING, PoolError};

/// Bodies of more bytes than this are handled on another thread, so that one large answer does not hold up the others.
const LARGE: usize = 1 << 20;

/// Does `work` on a body of `size` bytes: here if it is small, otherwise on a thread of its own.
pub(crate) async fn offload<T: Send + 'static>(size: usize, work: impl FnOnce() -> T + Send + 'static) -> T {
    if size <= LARGE {
        return work();
    }
    match DECODING.run(work).await {
        Ok(done) => done,
        // No thread can be started: block this one.
        Err(PoolError::NoThread(_, work)) => work(),
        Err(PoolError::Panicked) => panic!("decoding panicked"),
    }
}
