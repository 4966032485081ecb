//! One call from start to end.
//!
//! A prepared request gets a token and is sent within its time limit. A 401 of the API replaces the token, and the call is
//! repeated once with the new one. After another failure `retry` decides whether to try again, and after what pause.
//!
//! The parts have modules of their own: `request` builds the request, `tokens` finds a token, `transport` sends, `answer`
//! reads the answer, `redaction` removes secrets from errors.

mod answer;
mod authorization;
mod limited_body;
mod offload;
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
use crate::endpoint::Answer;
use crate::error::Error;
use crate::jitter::jitter;
use crate::redirect;
use crate::request::{Payload, PreparedRequest, Redirects, RequestDefaults};
use crate::retry;
use crate::secret::Secret;
use crate::tokens::{ClientTokens, Token};
use crate::transport::{Exchange, Incoming, OutBody, Outgoing};
use authorization::bearer;
use token_probe::TokenProbe;

pub(crate) use answer::{BufferedBody, Reply, Value};
pub(crate) use token_request::TokenRequests;

/// What every call of a client needs.
pub(crate) struct Client {
    /// What every request starts from.
    pub defaults: RequestDefaults,
    /// Where tokens come from.
    pub tokens: ClientTokens,
    exchange: Arc<dyn Exchange>,
    token_probe: TokenProbe,
}

/// The answer of one attempt.
enum Attempt {
    /// Any answer that does not reject the token.
    Answered(Incoming),
    /// The API rejected this token.
    TokenRejected(Incoming, Arc<Token>),
}

impl Client {
    /// A client that sends through `exchange`.
    pub(crate) fn new(config: &Config, tokens: ClientTokens, exchange: Arc<dyn Exchange>) -> Self {
        let defaults = RequestDefaults::new(config);
        let token_probe = TokenProbe::new(Arc::clone(&exchange), &defaults);
        Self { defaults, tokens, exchange, token_probe }
    }

    /// Makes the call and reads its answer.
    pub(crate) async fn call(&self, mut call: PreparedRequest) -> Result<Reply, Error> {
        let mut sent = Vec::new();
        match self.send_with_retries(&mut call, &mut sent).await {
            // Large answers wait for a thread to be decoded or redacted. The limit of the attempt includes that.
            Ok((incoming, end)) => {
                let late = |_| Err(Error::Timeout { limit: call.limit, label: call.label() });
                timeout_at(end, self.reply(incoming, &call, &sent)).await.unwrap_or_else(late)
            }
            Err(error) => Err(redaction::redact_error(error, self.secrets(&call, &sent), &call).await),
        }
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
    /// Adds the tokens that were sent to `sent`.
    async fn send_with_retries(&self, call: &mut PreparedRequest, sent: &mut Vec<Arc<Token>>) -> Result<(Incoming, Instant), Error> {
        let (mut retries, mut is_repeated, mut is_reconnected) = (0, false, false);
        let mut replacement = None;
        loop {
            let end = Instant::now() + call.limit;
            let outcome = match timeout_at(end, self.attempt(call, replacement.take(), sent)).await {
                Ok(outcome) => outcome,
                Err(_) => Err(Error::Timeout { limit: call.limit, label: call.label() }),
            };
            let may_retry = retries < call.max_retries && call.body.is_replayable();
            let pause = match outcome {
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
                    // If a redirect turned the POST into a GET, the answer to the GET says nothing about the POST.
                    let is_own = call.idempotent || !incoming.altered;
                    if !(may_retry && is_own && retry::is_retryable_status(incoming.head.status.as_u16(), call.idempotent)) {
                        return Ok((incoming, end));
                    }
                    retry::pause(retries, retry::retry_after(&incoming.head.headers), jitter())
                }
                Err(error) if !is_reconnected && call.idempotent && call.body.is_replayable() && retry::is_stale_connection(&error) => {
                    is_reconnected = true;
                    continue;
                }
                Err(error) if may_retry && retry::is_retryable_error(&error, call.idempotent) => retry::pause(retries, None, jitter()),
                Err(error) => return Err(error),
            };
            retries += 1;
            tokio::time::sleep(pause).await;
        }
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
            (true, None) => Some(self.token().await?),
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
        // The limit is that of the whole attempt, so the body is read here, unless the caller reads it as a stream.
        if !answer::is_streamed(&incoming, call) {
            let body = answer::read_body(&mut incoming, call.max_response_bytes).await?;
            incoming.body = Box::new(BufferedBody::new(body));
        }
        Ok(match rejected {
            Some(token) => Attempt::TokenRejected(incoming, token),
            None => Attempt::Answered(incoming),
        })
    }

    /// The token to repeat the call with, if there is one within the limit of an attempt.
    async fn replacement(&self, rejected: &Arc<Token>, limit: Duration) -> Option<Arc<Token>> {
        timeout(limit, self.tokens.after_401(rejected)).await.ok().flatten()
    }

    async fn token(&self) -> Result<Arc<Token>, Error> {
        match self.tokens.live() {
            Some(token) => Ok(token),
            None => self.tokens.token().await,
        }
    }

    fn secrets(&self, call: &PreparedRequest, sent: &[Arc<Token>]) -> Vec<Secret> {
        redaction::secrets(&self.tokens, call, sent)
    }
}
