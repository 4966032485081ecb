//! Tests of phases.

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
