//! Threads for work that blocks or takes long: a few for each kind of work.
//!
//! tokio's `spawn_blocking` has one limit for all work, so that a name server that hangs would hold up the decoding of an
//! answer, and it panics if no thread can be started. Here each kind of work has its own limit, and the caller gets an error.

use std::collections::VecDeque;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use parking_lot::{Condvar, Mutex};
use tokio::sync::oneshot;

/// Decodes large answers. Two threads, so that one large answer does not hold up the others.
pub(crate) static DECODING: ThreadPool = ThreadPool::new("pipedream-decode", 2);
/// Resolves host names. A name server that does not answer blocks a thread for half a minute.
pub(crate) static NAMES: ThreadPool = ThreadPool::new("pipedream-names", 16);
/// Reads and writes the files of token stores.
pub(crate) static FILES: ThreadPool = ThreadPool::new("pipedream-files", 4);

/// A thread without work ends after this time.
const IDLE_TIMEOUT: Duration = Duration::from_secs(10);
/// From this length on the queue is searched for cancelled jobs.
const PURGE_LENGTH: usize = 64;

/// Threads that start when there is work and end when there is none.
pub(crate) struct ThreadPool {
    name: &'static str,
    max_threads: usize,
    state: Mutex<State>,
    job_added: Condvar,
}

struct State {
    queue: VecDeque<Box<dyn Job>>,
    threads: usize,
    idle: usize,
    /// The length of the queue from which it is searched for cancelled jobs.
    purge_length: usize,
}

/// A unit of work.
pub(crate) trait Job: Send {
    /// Whether nobody waits for its result. Then it does not start.
    fn is_cancelled(&self) -> bool;
    /// Does the work.
    fn run(self: Box<Self>);
}

/// Why there is no result.
pub(crate) enum PoolError<F> {
    /// No thread runs and none can be started. Returns the work.
    NoThread(io::Error, F),
    /// The work panicked.
    Panicked,
}

impl ThreadPool {
    /// A pool of at most `max_threads` threads called `name`.
    pub(crate) const fn new(name: &'static str, max_threads: usize) -> Self {
        let state = State { queue: VecDeque::new(), threads: 0, idle: 0, purge_length: PURGE_LENGTH };
        Self { name, max_threads, state: Mutex::new(state), job_added: Condvar::new() }
    }

    /// Runs `work` on one of the threads and returns its result. If the future is dropped before the work starts, the work
    /// never starts.
    pub(crate) async fn run<T: Send + 'static, F: FnOnce() -> T + Send + 'static>(&'static self, work: F) -> Result<T, PoolError<F>> {
        let (sender, result) = oneshot::channel();
        match self.start(Task { work, sender }) {
            Ok(()) => result.await.map_err(|_| PoolError::Panicked),
            Err((error, task)) => Err(PoolError::NoThread(error, task.work)),
        }
    }

    /// Queues a job, and starts a thread for it if that helps. If no thread runs and none can be started, returns the job.
    pub(crate) fn start<J: Job + 'static>(&'static self, job: J) -> Result<(), (io::Error, J)> {
        let mut state = self.state.lock();
        if state.idle <= state.queue.len() && state.threads < self.max_threads {
            match std::thread::Builder::new().name(self.name.into()).spawn(|| self.serve()) {
                Ok(_) => state.threads += 1,
                // The threads that run will take the job.
                Err(_) if state.threads > 0 => {}
                Err(error) => return Err((error, job)),
            }
        }
        if state.queue.len() >= state.purge_length {
            state.queue.retain(|job| !job.is_cancelled());
            state.purge_length = PURGE_LENGTH.max(2 * state.queue.len());
        }
        state.queue.push_back(Box::new(job));
        self.job_added.notify_one();
        Ok(())
    }

    fn serve(&self) {
        let mut state = self.state.lock();
        loop {
            if let Some(job) = state.queue.pop_front() {
                drop(state);
                // After a panic the caller sees that the job ended without a result.
                _ = catch_unwind(AssertUnwindSafe(|| {
                    if !job.is_cancelled() {
                        job.run();
                    }
                }));
                state = self.state.lock();
                continue;
            }
            state.idle += 1;
            let has_timed_out = self.job_added.wait_for(&mut state, IDLE_TIMEOUT).timed_out();
            state.idle -= 1;
            if has_timed_out && state.queue.is_empty() {
                state.threads -= 1;
                return;
            }
        }
    }
}

/// Work whose caller waits for the result.
struct Task<T, F> {
    work: F,
    sender: oneshot::Sender<T>,
}

impl<T: Send, F: FnOnce() -> T + Send> Job for Task<T, F> {
    fn is_cancelled(&self) -> bool {
        self.sender.is_closed()
    }

    fn run(self: Box<Self>) {
        _ = self.sender.send((self.work)());
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc;

    use futures_util::FutureExt;

    use super::*;

    fn pool(max_threads: usize) -> &'static ThreadPool {
        Box::leak(Box::new(ThreadPool::new("test", max_threads)))
    }

    #[tokio::test]
    async fn work_that_hangs_holds_up_its_own_pool_only() {
        let (slow, other) = (pool(2), pool(1));
        let (release, held) = mpsc::channel::<()>();
        let held = Arc::new(Mutex::new(held));
        let hanging: Vec<_> =
            (0..2).map(|_| Arc::clone(&held)).map(|held| tokio::spawn(slow.run(move || held.lock().recv().is_ok()))).collect();
        tokio::task::yield_now().await;
        assert!(slow.run(|| 1).now_or_never().is_none());
        assert!(matches!(other.run(|| 2).await, Ok(2)));
        drop(release);
        for hanging in hanging {
            assert!(matches!(hanging.await, Ok(Ok(_))));
        }
        assert!(matches!(slow.run(|| 3).await, Ok(3)));
        assert!(slow.state.lock().threads <= 2);
    }

    #[tokio::test]
    async fn cancelled_work_does_not_start_and_does_not_fill_the_queue() {
        let pool = pool(1);
        let (release, held) = mpsc::channel::<()>();
        let first = tokio::spawn(pool.run(move || held.recv().is_ok()));
        tokio::task::yield_now().await;
        let started = Arc::new(AtomicUsize::new(0));
        for _ in 0..1000 {
            let started = Arc::clone(&started);
            assert!(pool.run(move || started.fetch_add(1, Ordering::Relaxed)).now_or_never().is_none());
        }
        assert!(pool.state.lock().queue.len() <= PURGE_LENGTH + 1);
        drop(release);
        assert!(matches!(first.await, Ok(Ok(false))));
        assert!(pool.run(|| ()).await.is_ok());
        assert_eq!(started.load(Ordering::Relaxed), 0);
    }

    #[tokio::test]
    async fn a_panic_does_not_end_the_thread() {
        let pool = pool(1);
        assert!(matches!(pool.run(|| panic!("as it should")).await, Err::<(), _>(PoolError::Panicked)));
        assert!(matches!(pool.run(|| 1).await, Ok(1)));
        assert_eq!(pool.state.lock().threads, 1);
    }
}
