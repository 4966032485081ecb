//! What a call is doing, and how often it was sent: the facts that every error of a call carries.
//!
//! A [`CallTrace`] belongs to one call. The task of the call has it as a task-local value, so that a step below marks its phase in one line
//! and no signature names it. Outside of a call, for example in a connection that is opened for no call any more, a mark does nothing.

mod names;
mod observation;
#[cfg(test)]
mod tests;

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU32, AtomicU64, Ordering};
use std::time::Duration;

use tokio::time::Instant;

pub(crate) use names::Phase;
pub(crate) use observation::{Observation, Outcome, RequestEnd, RequestObserver, RequestStart, Spent};

/// Why a failure that could have been retried was not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotRetried {
    /// The pause before the retry would have ended after the deadline.
    Deadline = 1,
    /// The retry budget was used up.
    Budget,
    /// The server asks for a longer pause than calls make.
    RetryAfter,
}

/// One call: its start, its phase, and how often it was sent.
#[derive(Debug)]
pub(crate) struct CallTrace {
    started: Instant,
    /// 0 before the first phase, else one more than the index in [`Phase::ALL`].
    phase: AtomicU8,
    attempts: AtomicU32,
    not_retried: AtomicU8,
    /// Whether the call waits for a connection.
    is_connecting: AtomicBool,
    caller: Option<Caller>,
    observation: Option<Observation>,
}

/// A fetch of a token, which the calls that wait for it share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TokenFetch {
    /// Its number in this process, from 1.
    pub number: u64,
    /// The call that started it.
    pub caller: Option<Caller>,
    /// Whether that call waits for it. The renewal of a token that can still be sent holds up no call.
    pub is_awaited: bool,
}

/// Where a call comes from: which JavaScript environment, and its number there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Caller {
    /// The number of the environment in this process.
    pub environment: u32,
    /// The number of the call.
    pub call: u32,
}

tokio::task_local! {
    static CURRENT: Arc<CallTrace>;
    static TOKEN_FETCH: TokenFetch;
}

impl TokenFetch {
    /// A fetch that the current task's call starts.
    pub(crate) fn start(is_awaited: bool) -> Self {
        static LAST: AtomicU64 = AtomicU64::new(0);
        let caller = CURRENT.try_with(|trace| trace.caller).ok().flatten();
        Self { number: LAST.fetch_add(1, Ordering::Relaxed) + 1, caller, is_awaited }
    }

    /// The fetch that the current task is.
    pub(crate) fn current() -> Option<Self> {
        TOKEN_FETCH.try_with(|fetch| *fetch).ok()
    }

    /// The output of `fetch`, which is this fetch.
    pub(crate) async fn track<F: Future>(self, fetch: F) -> F::Output {
        TOKEN_FETCH.scope(self, fetch).await
    }
}

impl CallTrace {
    /// A call that starts now.
    pub(crate) fn start() -> Arc<Self> {
        Self::of(None, None)
    }

    /// A call of `caller` that starts now. `observation`: if somebody observes it.
    pub(crate) fn of(caller: Option<Caller>, observation: Option<Observation>) -> Arc<Self> {
        Arc::new(Self {
            started: Instant::now(),
            phase: AtomicU8::new(0),
            attempts: AtomicU32::new(0),
            not_retried: AtomicU8::new(0),
            is_connecting: AtomicBool::new(false),
            caller,
            observation,
        })
    }

    /// What is noted of the call, if somebody observes it.
    pub(crate) fn observation(&self) -> Option<&Observation> {
        self.observation.as_ref()
    }

    /// Who is told of each request of the call.
    pub(crate) fn observer(&self) -> Option<&dyn RequestObserver> {
        self.observation.as_ref()?.observer.as_deref()
    }

    /// The output of `call`, which marks its phases here.
    pub(crate) async fn track<F: Future>(self: &Arc<Self>, call: F) -> F::Output {
        CURRENT.scope(Arc::clone(self), call).await
    }

    /// The phase, or `None` if the call has not got as far as the first one.
    pub(crate) fn phase(&self) -> Option<Phase> {
        Phase::ALL.get(usize::from(self.phase.load(Ordering::Relaxed)).checked_sub(1)?).copied()
    }

    /// How many requests were sent, or tried to be sent.
    pub(crate) fn attempts(&self) -> u32 {
        self.attempts.load(Ordering::Relaxed)
    }

    /// How long the call has taken.
    pub(crate) fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Why the last failure was not retried, if it could have been.
    pub(crate) fn not_retried(&self) -> Option<NotRetried> {
        let reason = self.not_retried.load(Ordering::Relaxed);
        [NotRetried::Deadline, NotRetried::Budget, NotRetried::RetryAfter].into_iter().find(|known| *known as u8 == reason)
    }

    fn mark(&self, phase: Phase) {
        self.phase.store(phase as u8 + 1, Ordering::Relaxed);
        if let Some(observation) = &self.observation {
            observation.enter(phase);
        }
    }

    /// The whole request is sent. Does nothing unless it was being sent: an answer may come before the end of an upload.
    pub(crate) fn mark_sent(&self) {
        let [from, to] = [Phase::Send, Phase::Wait].map(|phase| phase as u8 + 1);
        let is_sent = self.phase.compare_exchange(from, to, Ordering::Relaxed, Ordering::Relaxed).is_ok();
        if let Some(observation) = self.observation.as_ref().filter(|_| is_sent) {
            observation.enter(Phase::Wait);
        }
    }
}

/// The call of the current task.
pub(crate) fn current() -> Option<Arc<CallTrace>> {
    CURRENT.try_with(Arc::clone).ok()
}

/// The current task's call, if somebody is told of each of its requests.
pub(crate) fn observed() -> Option<Arc<CallTrace>> {
    CURRENT.try_with(|trace| trace.observer().map(|_| Arc::clone(trace))).ok().flatten()
}

/// Where the current task's call comes from.
pub(crate) fn caller() -> Option<Caller> {
    CURRENT.try_with(|trace| trace.caller).ok().flatten()
}

/// The answer of the current task's call has this many bytes.
pub(crate) fn note_received(bytes: usize) {
    _ = CURRENT.try_with(|trace| trace.observation().inspect(|observation| observation.note_received(bytes)).is_some());
}

/// The current task's call waits for this fetch of a token.
pub(crate) fn note_token_fetch(number: u64) {
    _ = CURRENT.try_with(|trace| trace.observation().inspect(|observation| observation.note_token_fetch(number)).is_some());
}

/// The phase of the current task's call.
pub(crate) fn current_phase() -> Option<Phase> {
    CURRENT.try_with(|trace| trace.phase()).ok().flatten()
}

/// The current task's call enters `phase`.
pub(crate) fn mark(phase: Phase) {
    _ = CURRENT.try_with(|trace| trace.mark(phase));
}

/// The current task's call waits for a connection until this is dropped.
pub(crate) struct Connecting(Option<Arc<CallTrace>>);

/// Lets another task, which opens a connection, mark the phase of a call. It marks nothing once the call has a connection: that may be
/// another one.
pub(crate) struct Lent(Option<Arc<CallTrace>>);

/// The current task's call starts to wait for a connection.
pub(crate) fn connecting() -> Connecting {
    let trace = current();
    if let Some(trace) = &trace {
        trace.is_connecting.store(true, Ordering::Relaxed);
    }
    Connecting(trace)
}

impl Connecting {
    /// For the task that opens the connection.
    pub(crate) fn lend(&self) -> Lent {
        Lent(self.0.clone())
    }
}

impl Drop for Connecting {
    fn drop(&mut self) {
        if let Some(trace) = &self.0 {
            trace.is_connecting.store(false, Ordering::Relaxed);
        }
    }
}

impl Lent {
    /// The output of `work`, which marks phases of the call that waits for it.
    pub(crate) async fn track<F: Future>(self, work: F) -> F::Output {
        let mut work = std::pin::pin!(work);
        std::future::poll_fn(|context| match &self.0 {
            Some(trace) if trace.is_connecting.load(Ordering::Relaxed) => {
                CURRENT.sync_scope(Arc::clone(trace), || work.as_mut().poll(context))
            }
            _ => work.as_mut().poll(context),
        })
        .await
    }
}

/// The current task's call sends a request.
pub(crate) fn count_attempt() {
    _ = CURRENT.try_with(|trace| {
        trace.not_retried.store(0, Ordering::Relaxed);
        trace.attempts.fetch_add(1, Ordering::Relaxed)
    });
}

/// The failure of the current task's call is not retried, because of `reason`.
pub(crate) fn mark_not_retried(reason: NotRetried) {
    _ = CURRENT.try_with(|trace| trace.not_retried.store(reason as u8, Ordering::Relaxed));
}
