//! One call from start to end.
//!
//! A prepared request gets a token, is sent within its time limit, and its answer is judged: a 401 of the API
//! costs the token its place and the call is replayed once; what `retry` allows is tried again after a pause.
//! What the pieces do is theirs: `request` builds, `credentials` finds a token, `transport` sends, `answer` reads.

mod answer;
mod redaction;
#[cfg(test)]
mod tests;
mod token_probe;
mod token_request;

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::{HeaderMap, HeaderValue, StatusCode, header};
use tokio::time::Instant;

use crate::config::Config;
use crate::endpoint::Answer;
use crate::error::Error;
use crate::jitter::jitter;
use crate::request::{Payload, PreparedRequest, RequestDefaults};
use crate::retry;
use crate::tokens::{Credentials, Token};
use crate::transport::{Exchange, Incoming, OutBody, Outgoing};

pub use answer::{Reply, Value, Whole};
pub use token_request::TokenRequests;

/// Everything a call needs: the defaults of its request, the token and the way out.
pub struct Client {
    /// What every request starts from.
    pub defaults: RequestDefaults,
    /// Where tokens come from.
    pub credentials: Credentials,
    exchange: Arc<dyn Exchange>,
    token_probe: token_probe::TokenProbe,
}

/// How one attempt ended, short of an answer the caller is to see.
enum Attempt {
    Answered(Incoming),
    /// The API itself refused this token.
    Refused(Incoming, Arc<Token>),
}

impl Client {
    /// A client that sends through `exchange`.
    pub fn new(config: &Config, credentials: Credentials, exchange: Arc<dyn Exchange>) -> Self {
        Self { defaults: RequestDefaults::new(config), credentials, exchange, token_probe: token_probe::TokenProbe::default() }
    }

    /// Makes the call and reads its answer.
    pub async fn call(&self, mut call: PreparedRequest) -> Result<Reply, Error> {
        let mut sent = Vec::new();
        match self.answered(&mut call, &mut sent).await {
            // Large answers are decoded, or searched for what was sent, in their turn: that is part of the attempt.
            Ok((incoming, end)) => {
                let late = |_| Err(Error::Timeout { limit: call.limit, what: call.label() });
                tokio::time::timeout_at(end, self.reply(incoming, &call, &sent)).await.unwrap_or_else(late)
            }
            Err(error) => Err(redaction::error(error, self.hidden(&call, &sent), &call).await),
        }
    }

    /// What an answer gives. A server may echo what it was sent: nothing of that may stand in an error.
    async fn reply(&self, incoming: Incoming, call: &PreparedRequest, sent: &[Arc<Token>]) -> Result<Reply, Error> {
        match answer::read(incoming, call).await {
            Ok(Reply { stream: Some(stream), head, value }) => {
                let stream = redaction::stream(stream, self.hidden(call, sent));
                Ok(Reply { stream: Some(stream), head, value })
            }
            Ok(reply) => Ok(reply),
            Err(error) => Err(redaction::error(error, self.hidden(call, sent), call).await),
        }
    }

    /// Sends until there is an answer that will not get better by sending again; gives it with the moment at which its attempt
    /// has to be over. `sent` collects the tokens that went along.
    async fn answered(&self, call: &mut PreparedRequest, sent: &mut Vec<Arc<Token>>) -> Result<(Incoming, Instant), Error> {
        let (mut retries, mut replayed, mut revived) = (0, false, false);
        let mut replacement = None;
        loop {
            let end = Instant::now() + call.limit;
            let outcome = match tokio::time::timeout_at(end, self.attempt(call, replacement.take(), sent)).await {
                Ok(outcome) => outcome,
                Err(_) => Err(Error::Timeout { limit: call.limit, what: call.label() }),
            };
            let more = retries < call.max_retries && call.body.is_replayable();
            let pause = match outcome {
                Ok(Attempt::Refused(incoming, token)) => {
                    // A 401 comes before anything was done, so even a POST may be replayed; but only once.
                    if !call.body.is_replayable() {
                        self.credentials.rejected(&token);
                        return Ok((incoming, end));
                    }
                    replacement = if replayed { None } else { self.replacement(&token, call.limit).await };
                    if replacement.is_none() {
                        return Ok((incoming, end));
                    }
                    replayed = true;
                    continue;
                }
                Ok(Attempt::Answered(incoming)) => {
                    // Where a POST became a GET on the way, the answer to the GET does not say that the POST did nothing.
                    let is_own = call.idempotent || !incoming.altered;
                    if !(more && is_own && retry::status_allows(incoming.status.as_u16(), call.idempotent)) {
                        return Ok((incoming, end));
                    }
                    retry::pause(retries, asked_pause(&incoming.headers), jitter())
                }
                Err(fault) if !revived && call.idempotent && call.body.is_replayable() && retry::is_stale_connection(&fault) => {
                    revived = true;
                    continue;
                }
                Err(fault) if more && retry::fault_allows(&fault, call.idempotent) => retry::pause(retries, None, jitter()),
                Err(fault) => return Err(fault),
            };
            retries += 1;
            tokio::time::sleep(pause).await;
        }
    }

    /// One token, one exchange. The header is made per attempt: a retry after a long pause carries the newer token.
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
                None => return Err(Error::Internal { message: "a streamed body was to be sent twice".into() }),
            },
        };
        let may_stream = matches!(call.answer, Answer::Binary | Answer::Relayed);
        let outgoing = Outgoing { method: call.method.clone(), url: call.url.clone(), headers, body, may_stream };
        let mut incoming = self.exchange.send(outgoing).await?;
        let refused = match token {
            // Who was not sent the token has not refused it.
            Some(token) if incoming.status == StatusCode::UNAUTHORIZED && !incoming.altered => {
                let own = !call.relayed || self.is_revoked(&token, &incoming.headers, call.limit).await;
                own.then_some(token)
            }
            _ => None,
        };
        // The limit is over the whole attempt: unless the body is to be streamed, it is read within it.
        if !answer::is_streamed(&incoming, call) {
            let body = incoming.read(call.max_response_bytes).await?;
            incoming.body = Box::new(answer::Whole::new(body));
        }
        Ok(match refused {
            Some(token) => Attempt::Refused(incoming, token),
            None => Attempt::Answered(incoming),
        })
    }

    /// What to replay with, if it can be had within the limit of an attempt.
    async fn replacement(&self, rejected: &Arc<Token>, limit: Duration) -> Option<Arc<Token>> {
        tokio::time::timeout(limit, self.credentials.after_401(rejected)).await.ok().flatten()
    }

    async fn token(&self) -> Result<Arc<Token>, Error> {
        match self.credentials.live() {
            Some(token) => Ok(token),
            None => self.credentials.token().await,
        }
    }
}

/// The Authorization header (RFC 6750, section 2.1), never to be logged.
fn bearer(token: &Token) -> Result<HeaderValue, Error> {
    // The header wipes itself when the last copy of it is dropped.
    let text = zeroize::Zeroizing::new(["Bearer ", token.secret().expose()].concat().into_bytes());
    let mut value = HeaderValue::from_maybe_shared(bytes::Bytes::from_owner(text))
        .map_err(|_| Error::invalid("token must be text that can stand in a header; what it was is not shown"))?;
    value.set_sensitive(true);
    Ok(value)
}

fn asked_pause(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    retry::asked_pause(text("retry-after"), text("x-ratelimit-reset"), SystemTime::now())
}
