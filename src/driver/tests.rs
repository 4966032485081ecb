use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread::{self, ThreadId};

use super::*;

/// For what has to happen on a busy machine.
const LONG: Duration = Duration::from_secs(60);
/// Every call counts as short, the caller drives as long as it takes, and the runtime's own thread drives again very late.
const PATIENT: Limits = Limits { short: LONG, drive: LONG, idle: LONG };

/// Runs a call. Its receiver gets the thread on which it ran.
fn call(driver: &Arc<Driver>, is_small: bool, work: impl Future<Output = ()> + Send + 'static) -> Receiver<ThreadId> {
    let (sender, receiver) = mpsc::channel();
    let work = async move {
        work.await;
        thread::current().id()
    };
    driver.run_call(is_small, work, move |thread| sender.send(thread).expect("the test waits"), |_| {});
    receiver
}

/// Runs a short call.
fn short_call(driver: &Arc<Driver>) -> ThreadId {
    call(driver, true, async {}).recv_timeout(LONG).expect("it ends")
}

/// A driver after a short call, whose outcome is delivered when the thread of the runtime has stepped aside.
fn idle(limits: Limits) -> Arc<Driver> {
    let driver = Driver::with_limits(limits).expect("a runtime");
    assert_ne!(short_call(&driver), thread::current().id());
    driver
}

#[test]
fn after_a_short_call_the_callers_thread_runs_the_next_ones() {
    let driver = idle(PATIENT);
    for _ in 0..3 {
        assert_eq!(short_call(&driver), thread::current().id());
    }
}

#[test]
fn a_caller_that_drives_sees_timers_and_other_threads() {
    let driver = idle(PATIENT);
    let (sender, answer) = tokio::sync::oneshot::channel();
    let answering = thread::spawn(move || sender.send(()));
    let done = call(&driver, true, async {
        tokio::time::sleep(Duration::from_millis(5)).await;
        answer.await.expect("an answer");
    });
    assert_eq!(done.try_recv(), Ok(thread::current().id()));
    answering.join().expect("no panic").expect("it waits");
}

#[test]
fn a_call_that_takes_longer_than_the_limit_goes_on_without_its_caller() {
    let driver = idle(Limits { drive: Duration::ZERO, ..PATIENT });
    let (sender, answer) = tokio::sync::oneshot::channel::<()>();
    let done = call(&driver, true, async { answer.await.expect("an answer") });
    assert_eq!(done.try_recv(), Err(mpsc::TryRecvError::Empty));
    sender.send(()).expect("it waits");
    assert_ne!(done.recv_timeout(LONG), Ok(thread::current().id()));
}

#[test]
fn a_large_request_is_left_to_the_thread_of_the_runtime() {
    let driver = idle(PATIENT);
    let done = call(&driver, false, async {});
    assert_ne!(done.recv_timeout(LONG).expect("it ends"), thread::current().id());
}

#[test]
fn without_another_call_the_thread_of_the_runtime_drives_again() {
    let driver = Driver::with_limits(Limits { idle: Duration::from_millis(1), ..PATIENT }).expect("a runtime");
    // The thread steps aside after this call, and nothing wakes it.
    short_call(&driver);
    let (sender, receiver) = mpsc::channel();
    driver.handle().spawn(async move {
        tokio::time::sleep(Duration::from_millis(1)).await;
        sender.send(thread::current().id()).expect("the test waits");
    });
    assert_ne!(receiver.recv_timeout(LONG).expect("the timer fires"), thread::current().id());
}

#[test]
fn a_call_made_on_a_thread_that_drives_already_does_not_drive() {
    let driver = idle(PATIENT);
    let inner = Arc::clone(&driver);
    let (sender, ended) = mpsc::channel();
    let done = call(&driver, true, async move {
        inner.run_call(true, async {}, move |()| sender.send(()).expect("the test waits"), |_| {});
    });
    done.recv_timeout(LONG).expect("the outer call ends");
    ended.recv_timeout(LONG).expect("the inner call ends");
}

#[test]
fn a_call_that_panics_or_is_aborted_leaves_the_runtime_driven() {
    let driver = idle(PATIENT);
    driver.run_call(true, async { std::panic::resume_unwind(Box::new("a bug")) }, |()| {}, |_| {});
    driver.run_call(true, std::future::pending(), |()| {}, |task| task.abort());
    short_call(&driver);
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        driver.run_call(true, async {}, |()| {}, |_| std::panic::resume_unwind(Box::new("a bug")));
    }));
    assert!(panicked.is_err());
    call(&driver, false, async {}).recv_timeout(LONG).expect("it ends");
}

/// Every order in which threads may meet has to end with each call done. With limits this small the turns change all the time.
#[test]
fn no_call_of_any_thread_is_lost() {
    let limits = Limits { short: LONG, drive: Duration::from_micros(20), idle: Duration::from_micros(50) };
    let driver = Driver::with_limits(limits).expect("a runtime");
    let callers: Vec<_> = (0..3_u32)
        .map(|caller| {
            let driver = Arc::clone(&driver);
            thread::spawn(move || {
                for number in 0..2000_u32 {
                    let pauses = (caller + number) % 4;
                    let done = call(&driver, number % 5 != 0, async move {
                        for _ in 0..pauses {
                            tokio::task::yield_now().await;
                        }
                    });
                    match done.recv_timeout(LONG) {
                        Ok(_) => {}
                        Err(RecvTimeoutError::Timeout) => panic!("call {number} of {caller} does not end"),
                        Err(RecvTimeoutError::Disconnected) => panic!("call {number} of {caller} was dropped"),
                    }
                }
            })
        })
        .collect();
    for caller in callers {
        caller.join().expect("no panic");
    }
    assert_eq!(driver.running.load(Ordering::Relaxed), 0);
}
