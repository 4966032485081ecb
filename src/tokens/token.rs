//! An access token and the ages at which it is refreshed and expires.

use std::fmt;
use std::time::Duration;

use super::clock::Timestamp;
use crate::secret::{Secret, off_the_stack};

/// An access token. `Debug` prints its generation, never the token.
pub(crate) struct Token {
    pub(super) secret: Secret,
    pub(super) generation: u64,
    /// The moment before the first byte of its request was sent. Its age is counted from there.
    pub(super) requested_at: Timestamp,
    /// How long it lives.
    pub(super) lifetime: Duration,
    /// From this age on it is refreshed in the background.
    pub(super) refresh_age: Duration,
    /// From this age on it is used only while a refresh fails.
    pub(super) stop_age: Duration,
}

impl Token {
    /// The token itself.
    pub(crate) fn secret(&self) -> &Secret {
        &self.secret
    }

    /// The number of this token among those of its key. A later token has a higher number.
    pub(crate) fn generation(&self) -> u64 {
        self.generation
    }

    /// Eight bytes in hex that tell two tokens apart and reveal nothing else about them.
    pub(crate) fn fingerprint(&self) -> String {
        let digest = off_the_stack(|| ring::digest::digest(&ring::digest::SHA256, self.secret.expose().as_bytes()));
        hex::encode(&digest.as_ref()[..8])
    }

    pub(super) fn age(&self, now: &Timestamp) -> Duration {
        now.since(&self.requested_at)
    }

    pub(super) fn is_expired(&self, now: &Timestamp) -> bool {
        self.age(now) >= self.lifetime
    }

    /// How long it is still good for.
    pub(super) fn remaining(&self, now: &Timestamp) -> Duration {
        self.lifetime.saturating_sub(self.age(now))
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Token").field("generation", &self.generation).finish_non_exhaustive()
    }
}
