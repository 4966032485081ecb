//! The deadline of a call, what calls learn from one another, and the retry budget.

use super::*;
use crate::phase::CallTrace;
use crate::request::Deadline;

/// The outcome of a call, what is known of it, and how many milliseconds it took.
async fn traced(client: &Client, call: PreparedRequest) -> (Result<Reply, Error>, Arc<CallTrace>, u128) {
    let (trace, started) = (CallTrace::start(), Instant::now());
    let outcome = trace.track(client.call(call)).await;
    (outcome, trace, started.elapsed().as_millis())
}

fn within(seconds: u64, call: PreparedRequest) -> PreparedRequest {
    PreparedRequest { deadline: Some(Deadline { limit: Duration::from_secs(seconds), elapsed: Duration::ZERO }), ..call }
}

fn without_retries(call: PreparedRequest) -> PreparedRequest {
    PreparedRequest { max_retries: 0, ..call }
}

fn status_of<T>(outcome: &Result<T, Error>) -> u16 {
    match outcome {
        Err(Error::Status(answered)) => answered.head.status.as_u16(),
        _ => 0,
    }
}

#[tokio::test(start_paused = true)]
async fn a_deadline_covers_all_attempts_and_its_error_has_the_failure_before() {
    let (client, script) = scripted_client([Line::Answer(503, &[], ""), Line::Stalls]);
    let (outcome, trace, took) = traced(&client, within(3, get())).await;
    let Err(Error::Deadline { limit, last: Some(last), .. }) = outcome else { panic!("no deadline") };
    assert_eq!((limit.as_secs(), took), (3, 3000));
    assert_eq!(status_of::<()>(&Err(*last)), 503);
    assert_eq!((trace.attempts(), script.seen.lock().len()), (2, 2));
}

#[tokio::test(start_paused = true)]
async fn a_deadline_covers_the_wait_for_a_token_and_what_was_used_before() {
    struct Never;
    impl CredentialProvider for Never {
        fn provide(&self) -> BoxFuture<'static, Result<Vec<Secret>, ProviderError>> {
            Box::pin(std::future::pending())
        }
    }
    let (client, script) = scripted_client([]);
    let client = Client { tokens: ClientTokens::from_token_provider(Arc::new(Never)), ..client };
    let deadline = Some(Deadline { limit: Duration::from_secs(3), elapsed: Duration::from_secs(1) });
    let (outcome, trace, took) = traced(&client, PreparedRequest { deadline, ..get() }).await;
    assert!(matches!(outcome, Err(Error::Deadline { phase: Some(Phase::Token), last: None, .. })));
    assert_eq!((took, trace.attempts(), script.seen.lock().len()), (2000, 0, 0));
}

#[tokio::test(start_paused = true)]
async fn no_pause_is_started_that_would_end_after_the_deadline() {
    let (client, _) = scripted_client([Line::Answer(503, &[("retry-after", "7")], "")]);
    let (outcome, trace, took) = traced(&client, within(5, get())).await;
    assert_eq!((status_of(&outcome), took, trace.not_retried()), (503, 0, Some(NotRetried::Deadline)));

    let (client, _) = scripted_client([Line::Fails(Progress::Unsent), Line::Fails(Progress::Unsent)]);
    let (outcome, trace, took) = traced(&client, within(2, get())).await;
    assert!(matches!(outcome, Err(Error::Connection { .. })), "the second pause would end after 2 s");
    assert!(took < 1200, "{took}");
    assert_eq!((trace.attempts(), trace.not_retried()), (2, Some(NotRetried::Deadline)));
}

#[tokio::test(start_paused = true)]
async fn without_a_deadline_each_attempt_has_its_own_limit() {
    let (client, _) = scripted_client([Line::Answer(503, &[], ""), Line::Stalls]);
    let (outcome, _, took) = traced(&client, get()).await;
    assert!(matches!(outcome, Err(Error::Timeout { .. })));
    assert!((5900..6200).contains(&took), "{took}");
}

#[tokio::test(start_paused = true)]
async fn a_pause_that_one_call_is_asked_for_holds_back_others_of_its_class_only() {
    let (client, script) = scripted_client([Line::Answer(429, &[("retry-after", "7")], ""), GOOD, GOOD, GOOD]);
    assert_eq!(status_of(&client.call(without_retries(get())).await), 429);
    let other = PreparedRequest { template: "/v1/other".into(), url: "https://api/v1/other".into(), ..get() };
    let (outcome, _, took) = traced(&client, other).await;
    assert!(outcome.is_ok() && took == 0, "another class: {took}");
    let (outcome, _, took) = traced(&client, PreparedRequest { relayed: true, ..get() }).await;
    assert!(outcome.is_ok() && took == 0, "a relayed call: {took}");
    let (outcome, trace, took) = traced(&client, get()).await;
    assert!(outcome.is_ok());
    assert!((7000..=7700).contains(&took), "{took}");
    assert_eq!((trace.attempts(), script.seen.lock().len()), (1, 4));
}

#[tokio::test(start_paused = true)]
async fn a_relayed_answer_holds_back_nobody() {
    let (client, _) = scripted_client([Line::Answer(429, &[("retry-after", "7")], ""), GOOD]);
    let relayed = || PreparedRequest { relayed: true, ..get() };
    assert_eq!(status_of(&client.call(without_retries(relayed())).await), 429);
    let (outcome, _, took) = traced(&client, relayed()).await;
    assert!(outcome.is_ok() && took == 0, "{took}");
}

#[tokio::test(start_paused = true)]
async fn a_pause_of_an_hour_makes_calls_fail_at_once() {
    let (client, script) = scripted_client([Line::Answer(429, &[("retry-after", "3600")], ""), GOOD, GOOD]);
    let (outcome, trace, took) = traced(&client, get()).await;
    assert_eq!((status_of(&outcome), took, trace.not_retried()), (429, 0, Some(NotRetried::RetryAfter)));
    let (outcome, trace, took) = traced(&client, get()).await;
    assert!(matches!(outcome, Err(Error::HeldBack { status: 429, left, .. }) if left == Duration::from_secs(3600)));
    assert_eq!((took, trace.attempts(), trace.phase(), script.seen.lock().len()), (0, 0, Some(Phase::Queue), 1));
    // A call without retries is sent. Its success shows that the limit is over.
    tokio::time::advance(Duration::from_secs(1)).await;
    assert!(client.call(without_retries(get())).await.is_ok());
    assert!(client.call(get()).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_held_back_beyond_its_deadline_fails_at_once() {
    let (client, script) = scripted_client([Line::Answer(503, &[("retry-after", "7")], "")]);
    assert_eq!(status_of(&client.call(without_retries(get())).await), 503);
    let (outcome, trace, took) = traced(&client, within(5, get())).await;
    assert!(matches!(outcome, Err(Error::HeldBack { status: 503, .. })));
    assert_eq!((took, trace.not_retried(), script.seen.lock().len()), (0, Some(NotRetried::Deadline), 1));
}

#[tokio::test(start_paused = true)]
async fn a_failing_api_gets_ten_retries_or_a_tenth_of_the_calls_of_a_minute() {
    for (calls, expected) in [(40, 50), (400, 440)] {
        let (client, script) = scripted_client(std::iter::repeat_with(|| Line::Answer(500, &[], "")).take(1200));
        let outcomes = futures_util::future::join_all((0..calls).map(|_| traced(&client, get()))).await;
        assert_eq!(script.seen.lock().len(), expected);
        assert!(outcomes.iter().all(|(outcome, ..)| status_of(outcome) == 500));
        let sent: u32 = outcomes.iter().map(|(_, trace, _)| trace.attempts()).sum();
        assert_eq!(usize::try_from(sent).unwrap(), expected);
        assert!(outcomes.iter().all(|(_, trace, _)| trace.attempts() == 3 || trace.not_retried() == Some(NotRetried::Budget)));
    }
}

#[tokio::test(start_paused = true)]
async fn a_rate_limit_that_says_when_it_ends_needs_no_budget() {
    let limited = || Line::Answer(429, &[("retry-after", "1")], "");
    let lines = std::iter::repeat_with(limited).take(30).chain(std::iter::repeat_with(|| GOOD).take(30));
    let (client, script) = scripted_client(lines);
    let outcomes = futures_util::future::join_all((0..30).map(|_| client.call(get()))).await;
    assert!(outcomes.iter().all(Result::is_ok));
    assert_eq!(script.seen.lock().len(), 60);
}

#[tokio::test(start_paused = true)]
async fn a_503_from_a_server_that_answers_others_holds_back_nobody() {
    let (client, _) = scripted_client([GOOD, Line::Answer(503, &[("retry-after", "7")], ""), GOOD]);
    // Both are sent in the same instant, and the first one is answered.
    let (first, second) = futures_util::join!(client.call(get()), client.call(without_retries(get())));
    assert!(first.is_ok());
    assert_eq!(status_of(&second), 503);
    let (outcome, _, took) = traced(&client, get()).await;
    assert!(outcome.is_ok() && took == 0, "{took}");
}

#[tokio::test(start_paused = true)]
async fn a_call_is_held_back_once_however_often_the_pause_is_extended() {
    let limited = || Line::Answer(429, &[("retry-after", "7")], "");
    let (client, _) = scripted_client([limited(), limited(), GOOD]);
    assert_eq!(status_of(&client.call(without_retries(get())).await), 429);
    let extend = async {
        tokio::time::sleep(Duration::from_secs(6)).await;
        client.call(without_retries(get())).await
    };
    let (held, extended) = futures_util::join!(traced(&client, get()), extend);
    assert_eq!(status_of(&extended), 429);
    assert!(held.0.is_ok());
    assert!((7000..=7700).contains(&held.2), "{}", held.2);
}
