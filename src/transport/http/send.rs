//! Send one request: on which connection, and again on another one if the server has not processed it.

use std::sync::Arc;
use std::time::Duration;

use http::{Request, Response};
use url::Url;

use super::shared::Shared;
use crate::error::{Error, Progress};
use crate::phase::{self, Phase};
use crate::transport::admission::Slot;
use crate::transport::answer_body::AnswerBody;
use crate::transport::body::{InFlight, RequestBody};
use crate::transport::causes::BoxError;
use crate::transport::connections::{Lease, Reusable as _};
use crate::transport::fault;
use crate::transport::freshness::{keep_alive_hint, now};
use crate::transport::origin::SharedOrigin;
use crate::transport::send_error::SendError;
use crate::transport::sender::Sender;

/// After this long without an answer on a connection that was used before, those that were idle meanwhile may be broken as well.
const SILENCE_LIMIT: Duration = Duration::from_millis(250);

/// How often a request is sent again at once that the server has not processed. After that `retry` decides, with its pause.
const MAX_REPEATS: u32 = 3;

/// The same if the server closed a connection that had brought answers. One that is about to stop does so with each of them, and many
/// close each connection after so many requests.
const MAX_CLOSED: u32 = 16;

/// After this time without an answer on a connection, its socket is looked at once more before a request that must not be repeated.
pub(super) const UNSEEN: Duration = Duration::from_millis(10);

/// An exchange whose turn it is.
pub(super) struct Queued {
    pub(super) origin: SharedOrigin,
    pub(super) slot: Slot,
    pub(super) in_flight: Arc<InFlight>,
    pub(super) may_repeat: bool,
    pub(super) has_body: bool,
}

/// Sends the request on a connection, and waits for the head of the answer.
pub(super) async fn send(
    shared: &Arc<Shared>,
    queued: Queued,
    mut request: Request<RequestBody>,
    url: &Url,
) -> Result<Response<AnswerBody>, Error> {
    let Queued { origin, slot, in_flight, may_repeat, has_body } = queued;
    let (mut slot, mut repeats) = (Some(slot), Repeats::default());
    loop {
        let lease = acquire(shared, &origin, may_repeat).await.map_err(|error| match error.downcast_ref::<hyper::Error>() {
            // The connection was opened, but the server closed it or wrote something before it was asked.
            Some(error) => fault::from_lost(error, url, Progress::Unsent),
            None => fault::from_connect(&*error, url),
        })?;
        let mut held = Held { lease, slot: slot.take(), sent_at: now(), is_answered: false };
        if let Some(slot) = &mut held.slot {
            slot.connected(held.lease.opening(), held.lease.get().is_shared());
        }
        let is_reused = held.lease.is_reused();
        if is_reused && !may_repeat && held.lease.idle_for() >= UNSEEN {
            // A process that was stopped and goes on, as a serverless function does, would send before the runtime has looked at its
            // sockets. The end of the connection is then there and not seen, and the request would be lost. After this it is seen:
            // the connection's task runs first, and the request is `NotSent` or `NotProcessed`.
            tokio::task::yield_now().await;
        }
        in_flight.set_connection(held.lease.get().own_stream());
        phase::mark(if has_body { Phase::Send } else { Phase::Wait });
        let unsent = |error: BoxError| Err(fault::from_lost(&*error, url, Progress::Unsent));
        match held.lease.get().send(request).await {
            Ok(mut answer) => {
                // A connection that is answered before the request is sent must not get another one.
                let hint = if in_flight.is_sent() { keep_alive_hint(answer.headers()) } else { Some(Duration::ZERO) };
                held.answered(hint, answer.body_mut());
                return Ok(answer);
            }
            // The server had closed the connection, which was seen before anything was written to it.
            Err(SendError::NotSent(again, _)) if is_reused => request = *again,
            Err(SendError::NotProcessed(Some(again), error)) if repeats.may_repeat(is_reused && fault::is_closing(&*error)) => {
                request = *again;
            }
            Err(SendError::WantsHttp1(Some(again), _)) if repeats.may_repeat(false) => {
                shared.avoid_http2(&origin);
                request = *again;
            }
            Err(SendError::NotProcessed(_, error)) => return Err(fault::from_unprocessed(&*error, url, repeats.sent())),
            Err(SendError::NotSent(_, error) | SendError::WantsHttp1(_, error)) => return unsent(error),
            Err(SendError::Lost(error)) => {
                if is_reused {
                    held.lease.close_unproven(held.sent_at);
                }
                let progress = if is_reused { Progress::SentOnReused } else { Progress::Sent };
                return Err(fault::from_lost(&*error, url, progress));
            }
        }
        held.is_answered = true;
        slot = held.slot.take();
    }
}

async fn acquire(shared: &Arc<Shared>, origin: &SharedOrigin, may_repeat: bool) -> Result<Lease<Sender>, BoxError> {
    let (target, opener) = (Arc::clone(origin), Arc::clone(shared));
    let connecting = phase::connecting();
    let lent = connecting.lend();
    let dial = |permit| lent.track(opener.dial(target, permit));
    shared.limits.connections.acquire(origin, may_repeat, dial).await
}

/// How often a request was sent again because the server had not processed it.
#[derive(Default)]
struct Repeats {
    closed: u32,
    others: u32,
}

impl Repeats {
    /// Whether to send it once more. `is_closed`: because the server closed a connection that had brought answers.
    fn may_repeat(&mut self, is_closed: bool) -> bool {
        let (count, max) = if is_closed { (&mut self.closed, MAX_CLOSED) } else { (&mut self.others, MAX_REPEATS) };
        let is_allowed = *count < max;
        *count += u32::from(is_allowed);
        is_allowed
    }

    /// How often it was sent.
    fn sent(&self) -> u32 {
        1 + self.closed + self.others
    }
}

/// What an exchange holds until its connection is free for the next one.
struct Held {
    lease: Lease<Sender>,
    /// Dropped after the lease, so that the next exchange finds the connection.
    slot: Option<Slot>,
    sent_at: Duration,
    is_answered: bool,
}

impl Held {
    /// The head of the answer has arrived. The connection is free once the whole answer has.
    fn answered(mut self, hint: Option<Duration>, body: &mut AnswerBody) {
        self.is_answered = true;
        match body {
            AnswerBody::Http1(_) => {
                self.lease.answered(hint);
                if !self.lease.get().is_ready() {
                    tokio::spawn(async move { self.lease.get().ready().await });
                }
            }
            AnswerBody::Http2(body) => {
                self.lease.answered(None);
                body.hold(Box::new(self));
            }
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        // The exchange has ended without an answer: at its time limit, or because the caller gave it up. A connection that others can use
        // stays open, so it is as suspect as those that were used before.
        let is_kept = self.lease.is_reused() || self.lease.get().is_shared();
        if !self.is_answered && is_kept && now().saturating_sub(self.sent_at) >= SILENCE_LIMIT {
            self.lease.close_unproven(self.sent_at);
        }
    }
}
