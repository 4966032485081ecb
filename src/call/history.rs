//! What a call has sent and got so far.

use std::sync::Arc;

use tokio::time::Instant;

use super::answer;
use crate::error::Error;
use crate::request::PreparedRequest;
use crate::tokens::Token;
use crate::transport::Incoming;

/// What a call has sent and got, also after its deadline.
#[derive(Default)]
pub(crate) struct History {
    /// The tokens that were sent.
    pub(crate) sent: Vec<Arc<Token>>,
    /// The failure of the attempt before.
    pub(crate) last: Option<Failure>,
}

/// A failed attempt that may be retried.
pub(crate) enum Failure {
    /// An answer, and the time at which its attempt must end.
    Answer(Incoming, Instant),
    /// No answer.
    Error(Error),
}

impl Failure {
    /// The failure, unless its body is a stream: an answer that nobody reads holds a connection.
    pub(crate) fn unless_streamed(self, call: &PreparedRequest) -> Option<Self> {
        match &self {
            Self::Answer(incoming, _) if answer::is_streamed(incoming, call) => None,
            _ => Some(self),
        }
    }

    /// The outcome of the call, if it is not retried.
    pub(crate) fn into_outcome(self) -> Result<(Incoming, Instant), Error> {
        match self {
            Self::Answer(incoming, end) => Ok((incoming, end)),
            Self::Error(error) => Err(error),
        }
    }
}
