//! What a call is doing, and how often it was sent: the facts that every error of a call carries.
//!
//! A [`CallTrace`] belongs to one call. The task of the call has it as a task-local value, so that a step below marks its phase in one line
//! and no signature names it. Outside of a call, for example in a connection that is opened for no call any more, a mark does nothing.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU32, Ordering};
use std::time::Duration;

use tokio::time::Instant;

/// The phases of a call, in their order. A retry starts again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// It waits for an access token.
    Token,
    /// It waits for its turn: for a connection, for a rate limit, or in the pause before a retry.
    Queue,
    /// The name of the host is looked up.
    Dns,
    /// The TCP connection is opened, or the tunnel of a proxy.
    Connect,
    /// The TLS handshake.
    Tls,
    /// The request is sent.
    Send,
    /// The request is sent, and no answer has come.
    Wait,
    /// The head of the answer has come, and the body is read.
    Body,
    /// The whole answer has come, and is decoded.
    Decode,
}

impl Phase {
    const ALL: [Self; 9] =
        [Self::Token, Self::Queue, Self::Dns, Self::Connect, Self::Tls, Self::Send, Self::Wait, Self::Body, Self::Decode];

    /// What the call was doing, for messages: "… took longer than 3 s, waiting for a connection".
    pub fn doing(self) -> &'static str {
        match self {
            Self::Token => "waiting for an access token",
            Self::Queue => "waiting for a connection",
            Self::Dns => "looking up the name of the host",
            Self::Connect => "opening a connection",
            Self::Tls => "in the TLS handshake",
            Self::Send => "sending the request",
            Self::Wait => "waiting for the answer",
            Self::Body => "reading the answer",
            Self::Decode => "decoding the answer",
        }
    }
}

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
}

tokio::task_local! {
    static CURRENT: Arc<CallTrace>;
}

impl CallTrace {
    /// A call that starts now.
    pub(crate) fn start() -> Arc<Self> {
        Arc::new(Self {
            started: Instant::now(),
            phase: AtomicU8::new(0),
            attempts: AtomicU32::new(0),
            not_retried: AtomicU8::new(0),
            is_connecting: AtomicBool::new(false),
        })
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
    }

    /// The whole request is sent. Does nothing unless it was being sent: an answer may come before the end of an upload.
    pub(crate) fn mark_sent(&self) {
        let [from, to] = [Phase::Send, Phase::Wait].map(|phase| phase as u8 + 1);
        _ = self.phase.compare_exchange(from, to, Ordering::Relaxed, Ordering::Relaxed);
    }
}

/// The call of the current task.
pub(crate) fn current() -> Option<Arc<CallTrace>> {
    CURRENT.try_with(Arc::clone).ok()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_call_has_the_phase_and_the_attempts_that_its_own_task_marks() {
        let (trace, other) = (CallTrace::start(), CallTrace::start());
        assert_eq!((trace.phase(), trace.attempts()), (None, 0));
        trace
            .track(async {
                for phase in Phase::ALL {
                    mark(phase);
                    assert_eq!(current_phase(), Some(phase));
                }
                count_attempt();
                tokio::spawn(async { mark(Phase::Token) }).await.unwrap();
            })
            .await;
        assert_eq!((trace.phase(), trace.attempts()), (Some(Phase::Decode), 1));
        assert_eq!((other.phase(), other.attempts()), (None, 0));
        mark(Phase::Token);
    }

    #[tokio::test]
    async fn a_task_that_opens_a_connection_marks_the_phase_while_the_call_waits_for_one() {
        let trace = CallTrace::start();
        trace
            .track(async {
                let connecting = connecting();
                let lent = connecting.lend();
                let (sender, receiver) = tokio::sync::oneshot::channel::<()>();
                let opening = tokio::spawn(lent.track(async {
                    mark(Phase::Dns);
                    _ = receiver.await;
                    mark(Phase::Tls);
                }));
                tokio::task::yield_now().await;
                assert_eq!(current_phase(), Some(Phase::Dns));
                drop(connecting);
                mark(Phase::Wait);
                sender.send(()).unwrap();
                opening.await.unwrap();
                assert_eq!(current_phase(), Some(Phase::Wait));
            })
            .await;
    }

    #[test]
    fn the_end_of_an_upload_does_not_hide_that_the_answer_came_before() {
        let trace = CallTrace::start();
        trace.mark(Phase::Send);
        trace.mark_sent();
        assert_eq!(trace.phase(), Some(Phase::Wait));
        trace.mark(Phase::Body);
        trace.mark_sent();
        assert_eq!(trace.phase(), Some(Phase::Body));
    }

    #[tokio::test]
    async fn the_reason_why_nothing_was_retried_is_that_of_the_last_attempt() {
        let trace = CallTrace::start();
        trace
            .track(async {
                for reason in [NotRetried::Deadline, NotRetried::Budget, NotRetried::RetryAfter] {
                    mark_not_retried(reason);
                    assert_eq!(current().unwrap().not_retried(), Some(reason));
                }
                count_attempt();
            })
            .await;
        assert_eq!(trace.not_retried(), None);
    }
}
