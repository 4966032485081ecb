//! One call from start to end.
//!
//! A prepared request gets a token and is sent within its time limit. A 401 of the API replaces the token, and the call is
//! repeated once with the new one. After another failure `retry` decides whether to try again, and after what pause.
//!
//! The parts have modules of their own: `request` builds the request, `tokens` finds a token, `transport` sends, `answer`
//! reads the answer, `redaction` removes secrets from errors.

mod answer;
mod authorization;
mod history;
mod limited_body;
mod offload;
mod pacing;
mod redaction;
#[cfg(test)]
mod tests;
mod token_probe;
mod token_request;

use std::sync::Arc;
use std::time::Duration;

use http::{StatusCode, header};
use tokio::time::{Instant, timeout, timeout_at};

use crate::config::Config;
use crate::deadline::within;
use crate::endpoint::Answer;
use crate::error::Error;
use crate::jitter::jitter;
use crate::phase::{self, NotRetried, Phase};
use crate::redirect;
use crate::request::{Payload, PreparedRequest, Redirects, RequestDefaults};
use crate::retry::{self, Admission};
use crate::secret::Secret;
use crate::tokens::{ClientTokens, Token};
use crate::transport::{Exchange, Incoming, OutBody, Outgoing};
use authorization::bearer;
use history::{Failure, History};
use token_probe::TokenProbe;

pub(crate) use answer::{BufferedBody, Reply, Value};
pub(crate) use pacing::{Pacing, PacingEvent};
pub(crate) use token_request::TokenRequests;

/// What every call of a client needs.
pub(crate) struct Client {
    /// What every request starts from.
    pub defaults: RequestDefaults,
    /// Where tokens come from.
    pub tokens: ClientTokens,
    exchange: Arc<dyn Exchange>,
    token_probe: TokenProbe,
    pacing: Arc<Pacing>,
}

/// The answer of one attempt.
enum Attempt {
    /// Any answer that does not reject the token.
    Answered(Incoming),
    /// The API rejected this token.
    TokenRejected(Incoming, Arc<Token>),
}

fn attempt_timeout(call: &PreparedRequest) -> Error {
    Error::Timeout { limit: call.limit, label: call.label(), phase: phase::current_phase() }
}

impl Client {
    /// A client that sends through `exchange`, and shares `pacing` with other clients.
    pub(crate) fn new(config: &Config, tokens: ClientTokens, exchange: Arc<dyn Exchange>, pacing: Arc<Pacing>) -> Self {
        let defaults = RequestDefaults::new(config);
        let token_probe = TokenProbe::new(Arc::clone(&exchange), &defaults);
        Self { defaults, tokens, exchange, token_probe, pacing }
    }

    /// Makes the call and reads its answer, within its deadline if it has one.
    pub(crate) async fn call(&self, mut call: PreparedRequest) -> Result<Reply, Error> {
        let mut history = History::default();
        phase::mark(Phase::Token);
        let Some(deadline) = call.deadline else { return self.run(&mut call, &mut history, None).await };
        let left = deadline.limit.saturating_sub(deadline.elapsed);
        let end = Instant::now() + left;
        match within(left, self.exchange.turn(), self.run(&mut call, &mut history, Some(end))).await {
            Some(outcome) => outcome,
            None => Err(self.deadline_error(&call, deadline.limit, history).await),
        }
    }

    async fn run(&self, call: &mut PreparedRequest, history: &mut History, deadline: Option<Instant>) -> Result<Reply, Error> {
        match self.send_with_retries(call, history, deadline).await {
            // Large answers wait for a thread to be decoded or redacted. The limit of the attempt includes that.
            Ok((incoming, end)) => {
                timeout_at(end, self.reply(incoming, call, &history.sent)).await.unwrap_or_else(|_| Err(attempt_timeout(call)))
            }
            Err(error) => Err(redaction::redact_error(error, self.secrets(call, &history.sent), call).await),
        }
    }

    /// The error of a call whose deadline has passed. The failure of the attempt before is a part of it.
    async fn deadline_error(&self, call: &PreparedRequest, limit: Duration, history: History) -> Error {
        let phase = phase::current_phase();
        let last = match history.last {
            Some(Failure::Answer(incoming, _)) => self.reply(incoming, call, &history.sent).await.err(),
            Some(Failure::Error(error)) => Some(redaction::redact_error(error, self.secrets(call, &history.sent), call).await),
            None => None,
        };
        Error::Deadline { limit, label: call.label(), phase, last: last.map(Box::new) }
    }

    /// The outcome of the last answer. A server may echo what it was sent, so errors are redacted.
    async fn reply(&self, incoming: Incoming, call: &PreparedRequest, sent: &[Arc<Token>]) -> Result<Reply, Error> {
        match answer::read(incoming, call).await {
            Ok(Reply { stream: Some(stream), head, value }) => {
                let stream = redaction::redact_stream(stream, self.secrets(call, sent));
                Ok(Reply { stream: Some(stream), head, value })
            }
            Ok(reply) => Ok(reply),
            Err(error) => Err(redaction::redact_error(error, self.secrets(call, sent), call).await),
        }
    }

    /// Sends until there is an answer that no retry would improve. Returns it with the time at which its attempt must end.
    async fn send_with_retries(
        &self,
        call: &mut PreparedRequest,
        history: &mut History,
        deadline: Option<Instant>,
    ) -> Result<(Incoming, Instant), Error> {
        let (mut retries, mut is_repeated, mut is_reconnected) = (0, false, false);
        let mut replacement = None;
        self.pacing.count_call(call);
        loop {
            if let Err(refused) = self.wait_for_turn(call, deadline).await {
                return history.last.take().map_or(Err(refused), Failure::into_outcome);
            }
            let sent_at = Instant::now();
            let end = sent_at + call.limit;
            let outcome = match timeout_at(end, self.attempt(call, replacement.take(), &mut history.sent)).await {
                Ok(outcome) => outcome,
                Err(_) => Err(attempt_timeout(call)),
            };
            let may_retry = retries < call.max_retries && call.body.is_replayable();
            let (failure, requested) = match outcome {
                Ok(Attempt::TokenRejected(incoming, token)) => {
                    // The API answers 401 before it does anything, so even a POST may be repeated, but only once.
                    if !call.body.is_replayable() {
                        self.tokens.reject(&token);
                        return Ok((incoming, end));
                    }
                    replacement = if is_repeated { None } else { self.replacement(&token, call.limit).await };
                    if replacement.is_none() {
                        return Ok((incoming, end));
                    }
                    is_repeated = true;
                    continue;
                }
                Ok(Attempt::Answered(incoming)) => {
                    let requested = self.learn(call, &incoming, sent_at);
                    // If a redirect turned the POST into a GET, the answer to the GET says nothing about the POST.
                    let is_own = call.idempotent || !incoming.altered;
                    if !(may_retry && is_own && retry::is_retryable_status(incoming.head.status.as_u16(), call.idempotent)) {
                        return Ok((incoming, end));
                    }
                    (Failure::Answer(incoming, end), requested)
                }
                Err(error) if !is_reconnected && call.idempotent && call.body.is_replayable() && retry::is_stale_connection(&error) => {
                    is_reconnected = true;
                    continue;
                }
                Err(error) if may_retry && retry::is_retryable_error(&error, call.idempotent) => (Failure::Error(error), None),
                Err(error) => return Err(error),
            };
            let pause = retry::pause(retries, requested, jitter());
            if let Some(reason) = self.not_retried(call, &failure, requested, Instant::now() + pause, deadline) {
                phase::mark_not_retried(reason);
                return failure.into_outcome();
            }
            retries += 1;
            history.last = failure.unless_streamed(call);
            phase::mark(Phase::Queue);
            tokio::time::sleep(pause).await;
        }
    }

    /// Waits if an answer to another call of the same class holds this one back. It waits once: answers of its class that ask for pauses
    /// again and again must not hold it back for ever.
    async fn wait_for_turn(&self, call: &PreparedRequest, deadline: Option<Instant>) -> Result<(), Error> {
        let Some(hold) = self.pacing.hold(call) else { return Ok(()) };
        let now = Instant::now();
        let left = hold.until.saturating_duration_since(now);
        let until_deadline = deadline.map(|end| end.saturating_duration_since(now));
        match retry::admission(left, call.max_retries, until_deadline, jitter()) {
            Admission::Send => Ok(()),
            Admission::Wait(pause) => {
                phase::mark(Phase::Queue);
                tokio::time::sleep(pause).await;
                Ok(())
            }
            Admission::Refuse => {
                phase::mark(Phase::Queue);
                let is_late = until_deadline.is_some_and(|end| end <= left);
                phase::mark_not_retried(if is_late { NotRetried::Deadline } else { NotRetried::RetryAfter });
                Err(Error::HeldBack { status: hold.status, left, label: call.label() })
            }
        }
    }

    /// The pause that an answer asks for. Other calls learn of it, or that the pause is over.
    fn learn(&self, call: &PreparedRequest, incoming: &Incoming, sent_at: Instant) -> Option<Duration> {
        let status = incoming.head.status.as_u16();
        if status < 500 && status != 429 {
            self.pacing.succeeded(call, sent_at);
        }
        let requested = retry::requested(status, &incoming.head.headers)?;
        if matches!(status, 429 | 503) && !incoming.altered && !requested.is_zero() {
            self.pacing.learn(call, status, requested, sent_at);
        }
        Some(requested)
    }

    /// Why a failure is not retried at `next`, if it is not.
    fn not_retried(
        &self,
        call: &PreparedRequest,
        failure: &Failure,
        requested: Option<Duration>,
        next: Instant,
        deadline: Option<Instant>,
    ) -> Option<NotRetried> {
        if requested.is_some_and(|pause| pause > retry::MAX_PAUSE) {
            return Some(NotRetried::RetryAfter);
        }
        if deadline.is_some_and(|end| next >= end) {
            return Some(NotRetried::Deadline);
        }
        // A rate limit that says when it ends is no failure of the API.
        let is_rate_limit = matches!(failure, Failure::Answer(incoming, _) if incoming.head.status == StatusCode::TOO_MANY_REQUESTS)
            && requested.is_some_and(|pause| !pause.is_zero());
        (!is_rate_limit && !self.pacing.spend_retry(call)).then_some(NotRetried::Budget)
    }

    /// Sends one request. Each attempt gets its own Authorization header, so that a retry after a long pause carries the
    /// newer token.
    async fn attempt(
        &self,
        call: &mut PreparedRequest,
        replacement: Option<Arc<Token>>,
        sent: &mut Vec<Arc<Token>>,
    ) -> Result<Attempt, Error> {
        let mut headers = call.headers.clone();
        let token = match (call.authenticate, replacement) {
            (false, _) => None,
            (true, Some(token)) => Some(token),
            (true, None) => {
                phase::mark(Phase::Token);
                Some(self.token(call).await?)
            }
        };
        if let Some(token) = &token {
            headers.insert(header::AUTHORIZATION, bearer(token)?);
            sent.push(Arc::clone(token));
        }
        let body = match &mut call.body {
            Payload::None => OutBody::None,
            Payload::Bytes(bytes) => OutBody::Bytes(bytes.clone()),
            Payload::Stream(source) => match source.take() {
                Some(source) => OutBody::Stream(source),
                None => return Err(Error::Internal { message: "a streamed body cannot be sent twice".into() }),
            },
        };
        let may_repeat = call.idempotent && !matches!(body, OutBody::Stream(_));
        let may_stream = matches!(call.answer, Answer::Binary | Answer::Relayed | Answer::Response);
        let outgoing = Outgoing { method: call.method.clone(), url: call.url.clone(), headers, body, may_stream, may_repeat };
        phase::count_attempt();
        let mut incoming = match call.redirects {
            Redirects::Follow => self.exchange.send(outgoing).await?,
            Redirects::Manual => self.exchange.send_without_redirects(outgoing).await?,
            Redirects::Refuse => redirect::refuse(self.exchange.send_without_redirects(outgoing).await?)?,
        };
        let rejected = match token {
            // After a redirect to another origin the token was not sent, so it was not rejected.
            Some(token) if incoming.head.status == StatusCode::UNAUTHORIZED && !incoming.altered => {
                let is_rejected = !call.relayed || self.token_probe.is_revoked(&token, &incoming.head.headers, call.limit).await;
                is_rejected.then_some(token)
            }
            _ => None,
        };
        phase::mark(Phase::Body);
        // The limit is that of the whole attempt, so the body is read here, unless the caller reads it as a stream.
        if !answer::is_streamed(&incoming, call) {
            let body = answer::read_body(&mut incoming, call.max_response_bytes).await?;
            phase::note_received(body.len());
            incoming.body = Box::new(BufferedBody::new(body));
        }
        Ok(match rejected {
            Some(token) => Attempt::TokenRejected(incoming, token),
            None => Attempt::Answered(incoming),
        })
    }

    /// The token to repeat the call with, if there is one within the limit of an attempt.
    async fn replacement(&self, rejected: &Arc<Token>, limit: Duration) -> Option<Arc<Token>> {
        phase::mark(Phase::Token);
        timeout(limit, self.tokens.after_401(rejected)).await.ok().flatten()
    }

    async fn token(&self, call: &PreparedRequest) -> Result<Arc<Token>, Error> {
        if let Some(token) = self.tokens.live() {
            return Ok(token);
        }
        // Many calls that wait need more connections than the token request does. They are opened meanwhile.
        let _announced = self.exchange.expect(&call.url);
        self.tokens.token().await
    }

    fn secrets(&self, call: &PreparedRequest, sent: &[Arc<Token>]) -> Vec<Secret> {
        redaction::secrets(&self.tokens, call, sent)
    }
}
