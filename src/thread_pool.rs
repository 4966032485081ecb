//! Plain threads for work that blocks or takes long: a few of them for each kind of work.
//!
//! tokio's `spawn_blocking` has one bound for all work, so that a name server that hangs would hold up the decoding of an
//! answer, and it panics where no thread can be started. Here each kind has a bound of its own, and who asks is told.

use std::collections::VecDeque;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use parking_lot::{Condvar, Mutex};
use tokio::sync::oneshot;

/// Decodes large answers: so many at a time that one of them does not hold up the others.
pub static DECODING: ThreadPool = ThreadPool::new("pipedream-decode", 2);
/// Asks for the addresses of names. One whose name server is silent holds a thread for half a minute.
pub static NAMES: ThreadPool = ThreadPool::new("pipedream-names", 16);
/// Reads and writes the files of token stores.
pub static FILES: ThreadPool = ThreadPool::new("pipedream-files", 4);

/// A thread without work ends after this time.
const IDLE: Duration = Duration::from_secs(10);
/// A queue that is longer is looked through for jobs that nobody waits for any more.
const LONG: usize = 64;

/// Threads that start when there is work for them and end when there is none.
pub struct ThreadPool {
    name: &'static str,
    most: usize,
    state: Mutex<State>,
    more: Condvar,
}

struct State {
    queue: VecDeque<Box<dyn Job>>,
    threads: usize,
    idle: usize,
    /// The length of the queue from which it is looked through.
    long: usize,
}

/// What a thread does.
pub trait Job: Send {
    /// Whether nobody waits for it any more: then it is not begun.
    fn is_cancelled(&self) -> bool;
    /// Does it.
    fn run(self: Box<Self>);
}

/// Why there is no result.
pub enum PoolError<F> {
    /// No thread runs and none can be started; the work comes back.
    NoThread(io::Error, F),
    /// It panicked.
    Panicked,
}

impl ThreadPool {
    /// At most `most` threads called `name`.
    pub const fn new(name: &'static str, most: usize) -> Self {
        let state = State { queue: VecDeque::new(), threads: 0, idle: 0, long: LONG };
        Self { name, most, state: Mutex::new(state), more: Condvar::new() }
    }

    /// What `work` gives, done on one of the threads. Work that has not begun when this is dropped never begins.
    pub async fn run<T: Send + 'static, F: FnOnce() -> T + Send + 'static>(&'static self, work: F) -> Result<T, PoolError<F>> {
        let (tell, told) = oneshot::channel();
        match self.start(Asked { work, tell }) {
            Ok(()) => told.await.map_err(|_| PoolError::Panicked),
            Err((error, asked)) => Err(PoolError::NoThread(error, asked.work)),
        }
    }

    /// Queues a job, and starts a thread for it where that helps. Where none runs and none can be started, the job comes back.
    pub fn start<J: Job + 'static>(&'static self, job: J) -> Result<(), (io::Error, J)> {
        let mut state = self.state.lock();
        if state.idle <= state.queue.len() && state.threads < self.most {
            match std::thread::Builder::new().name(self.name.into()).spawn(|| self.serve()) {
                Ok(_) => state.threads += 1,
                // Those that run come to it.
                Err(_) if state.threads > 0 => {}
                Err(error) => return Err((error, job)),
            }
        }
        if state.queue.len() >= state.long {
            state.queue.retain(|job| !job.is_cancelled());
            state.long = LONG.max(2 * state.queue.len());
        }
        state.queue.push_back(Box::new(job));
        self.more.notify_one();
        Ok(())
    }

    fn serve(&self) {
        let mut state = self.state.lock();
        loop {
            if let Some(job) = state.queue.pop_front() {
                drop(state);
                // Whoever waits for it sees that it ended without a result.
                _ = catch_unwind(AssertUnwindSafe(|| {
                    if !job.is_cancelled() {
                        job.run()
                    }
                }));
                state = self.state.lock();
                continue;
            }
            state.idle += 1;
            let is_late = self.more.wait_for(&mut state, IDLE).timed_out();
            state.idle -= 1;
            if is_late && state.queue.is_empty() {
                state.threads -= 1;
                return;
            }
        }
    }
}

/// Work with somebody who waits for what it gives.
struct Asked<T, F> {
    work: F,
    tell: oneshot::Sender<T>,
}

impl<T: Send, F: FnOnce() -> T + Send> Job for Asked<T, F> {
    fn is_cancelled(&self) -> bool {
        self.tell.is_closed()
    }

    fn run(self: Box<Self>) {
        _ = self.tell.send((self.work)());
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc;

    use futures_util::FutureExt;

    use super::*;

    fn workers(most: usize) -> &'static ThreadPool {
        Box::leak(Box::new(ThreadPool::new("test", most)))
    }

    #[tokio::test]
    async fn work_that_hangs_holds_up_what_needs_its_thread_and_nothing_else() {
        let (slow, other) = (workers(2), workers(1));
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
    async fn what_nobody_waits_for_any_more_is_not_begun_and_does_not_pile_up() {
        let workers = workers(1);
        let (release, held) = mpsc::channel::<()>();
        let first = tokio::spawn(workers.run(move || held.recv().is_ok()));
        tokio::task::yield_now().await;
        let begun = Arc::new(AtomicUsize::new(0));
        for _ in 0..1000 {
            let begun = Arc::clone(&begun);
            assert!(workers.run(move || begun.fetch_add(1, Ordering::Relaxed)).now_or_never().is_none());
        }
        assert!(workers.state.lock().queue.len() <= LONG + 1);
        drop(release);
        assert!(matches!(first.await, Ok(Ok(false))));
        assert!(workers.run(|| ()).await.is_ok());
        assert_eq!(begun.load(Ordering::Relaxed), 0);
    }

    #[tokio::test]
    async fn work_that_panics_takes_nothing_with_it() {
        let workers = workers(1);
        assert!(matches!(workers.run(|| panic!("as it should")).await, Err::<(), _>(PoolError::Panicked)));
        assert!(matches!(workers.run(|| 1).await, Ok(1)));
        assert_eq!(workers.state.lock().threads, 1);
    }
}
