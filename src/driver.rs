//! The runtime and the thread that drives it: a thread of its own, or for a short call the thread that makes the call.
//!
//! A call that is passed to another thread costs two wake-ups of sleeping threads, which take longer than all the rest if the
//! server is on the same machine. So after a short call the runtime's own thread steps aside. The thread that makes the next call
//! drives the runtime until that call has ended, but for 100 microseconds at most. `turns` decides when.

mod turns;

#[cfg(test)]
mod tests;

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use parking_lot::{Condvar, Mutex};
use tokio::runtime::{Handle, Runtime};
use tokio::sync::Notify;
use tokio::task::{AbortHandle, JoinHandle};

use crate::panic::catch;
use turns::{Limits, Start, Turns};

/// On a slow machine the two wake-ups take half of `short`. A server on the same machine answers within `drive`, one elsewhere does not, so
/// its callers do not drive. docs/architecture/boundary.md has the measurements. `idle` bounds how late a timer, or a task that no call waits
/// for, can be.
const LIMITS: Limits = Limits { short: Duration::from_micros(150), drive: Duration::from_micros(100), idle: Duration::from_millis(2) };

/// A runtime, and who drives it.
pub(crate) struct Driver {
    runtime: Runtime,
    limits: Limits,
    /// How many calls run.
    running: AtomicUsize,
    turns: Mutex<Turns>,
    /// Tells the runtime's own thread to step aside.
    step_aside: Notify,
    /// What that thread delivers after it has stepped aside.
    outcomes: Mutex<Vec<Box<dyn FnOnce() + Send>>>,
    /// Tells the runtime's own thread to drive again.
    drive_again: Condvar,
}

impl Driver {
    /// Starts the runtime and its thread, which never ends.
    pub(crate) fn start() -> io::Result<Arc<Self>> {
        Self::with_limits(LIMITS)
    }

    fn with_limits(limits: Limits) -> io::Result<Arc<Self>> {
        // A current-thread runtime costs a tenth less CPU per call than a multi-thread runtime with one worker.
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let driver = Arc::new(Self {
            runtime,
            limits,
            running: AtomicUsize::new(0),
            turns: Mutex::new(Turns::new(limits)),
            step_aside: Notify::new(),
            outcomes: Mutex::default(),
            drive_again: Condvar::new(),
        });
        let own = Arc::clone(&driver);
        std::thread::Builder::new().name("pipedream".into()).spawn(move || own.run())?;
        Ok(driver)
    }

    /// The runtime.
    pub(crate) fn handle(&self) -> &Handle {
        self.runtime.handle()
    }

    /// Runs `call` and passes its outcome to `deliver`. `on_start` gets the handle of its task before the task can end. `is_small`:
    /// encoding the request takes little time, so this thread may do it.
    pub(crate) fn run_call<T: Send + 'static>(
        self: &Arc<Self>,
        is_small: bool,
        call: impl Future<Output = T> + Send + 'static,
        deliver: impl FnOnce(T) + Send + 'static,
        on_start: impl FnOnce(AbortHandle),
    ) {
        let running = RunningCall::new(self);
        let started = running.started;
        let may_drive = is_small && running.is_alone && Handle::try_current().is_err();
        let start = self.turns.lock().start(may_drive);
        // It ends this thread's turn however this function ends, because otherwise nobody would ever drive again.
        let turn = (start == Start::Drive).then(|| CallersTurn { driver: self, started });
        let task = self.runtime.spawn(async move {
            let outcome = call.await;
            running.end(move || deliver(outcome));
        });
        on_start(task.abort_handle());
        match start {
            Start::Spawn => {}
            Start::Wake => _ = self.drive_again.notify_one(),
            Start::Drive => self.drive_until_ended(task, started),
        }
        drop(turn);
    }

    /// Drives the runtime on this thread until `call` has ended, or the limit has passed.
    fn drive_until_ended(&self, call: JoinHandle<()>, started: Instant) {
        let limit = self.limits.drive;
        // A task that yields makes the runtime look for input without sleeping. `block_on` itself would write to a descriptor each time.
        let waiting = self.runtime.spawn(async move {
            while !call.is_finished() && started.elapsed() < limit {
                tokio::task::yield_now().await;
            }
        });
        _ = self.runtime.block_on(waiting);
    }

    /// The runtime's own thread.
    fn run(&self) {
        loop {
            self.runtime.block_on(self.step_aside.notified());
            let mut turns = self.turns.lock();
            // `run_call` counts a call before it looks who drives, so a call that is not counted yet finds that nobody does.
            turns.step_aside(self.running.load(Ordering::Relaxed) > 0, Instant::now());
            drop(turns);
            let outcomes = std::mem::take(&mut *self.outcomes.lock());
            for deliver in outcomes {
                // A panic must not end this thread.
                _ = catch(deliver);
            }
            let mut turns = self.turns.lock();
            while !turns.must_return(Instant::now()) {
                self.drive_again.wait_for(&mut turns, self.limits.idle);
            }
        }
    }
}

/// Counts a call until it is dropped.
struct RunningCall {
    driver: Arc<Driver>,
    started: Instant,
    /// Whether no other call ran when it started.
    is_alone: bool,
}

impl RunningCall {
    fn new(driver: &Arc<Driver>) -> Self {
        let is_alone = driver.running.fetch_add(1, Ordering::Relaxed) == 0;
        Self { driver: Arc::clone(driver), started: Instant::now(), is_alone }
    }

    /// The call has ended. If the runtime's own thread steps aside now, it delivers the outcome after that. The caller's next call may
    /// follow within microseconds, and is to find that nobody drives.
    fn end(self, deliver: impl FnOnce() + Send + 'static) {
        let driver = Arc::clone(&self.driver);
        let (started, is_alone) = (self.started, self.is_alone);
        drop(self);
        // Calls that overlapped were not made one at a time.
        let is_only = is_alone && driver.running.load(Ordering::Relaxed) == 0;
        if is_only && driver.turns.lock().ended(started.elapsed()) {
            driver.outcomes.lock().push(Box::new(deliver));
            driver.step_aside.notify_one();
        } else {
            deliver();
        }
    }
}

impl Drop for RunningCall {
    fn drop(&mut self) {
        self.driver.running.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The time in which the thread of a caller drives the runtime.
struct CallersTurn<'a> {
    driver: &'a Driver,
    started: Instant,
}

impl Drop for CallersTurn<'_> {
    fn drop(&mut self) {
        let mut turns = self.driver.turns.lock();
        // Under the lock, because a call that has started meanwhile relies on this thread.
        let is_call_running = self.driver.running.load(Ordering::Relaxed) > 0;
        if turns.drove(is_call_running, self.started.elapsed(), Instant::now()) {
            drop(turns);
            self.driver.drive_again.notify_one();
        }
    }
}
