//! A token and the moments of its life.

use std::fmt;
use std::time::Duration;

use super::clock::Moment;
use crate::secret::{Secret, off_the_stack};

/// An access token. It prints its generation, never itself.
pub struct Token {
    pub(super) secret: Secret,
    pub(super) generation: u64,
    /// The moment before the first byte of its request: its life is counted from there.
    pub(super) born: Moment,
    /// How long it lives.
    pub(super) life: Duration,
    /// From this age on it is refreshed in the background.
    pub(super) refresh: Duration,
    /// From this age on it is used only while no other can be had.
    pub(super) stop: Duration,
}

impl Token {
    /// The token itself.
    pub fn secret(&self) -> &Secret {
        &self.secret
    }

    /// Which token of its key this is; a later one has a higher number.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Eight bytes that tell two tokens apart and say nothing about them.
    pub fn fingerprint(&self) -> String {
        let digest = off_the_stack(|| ring::digest::digest(&ring::digest::SHA256, self.secret.expose().as_bytes()));
        hex::encode(&digest.as_ref()[..8])
    }

    pub(super) fn age(&self, now: &Moment) -> Duration {
        now.since(&self.born)
    }

    pub(super) fn has_ended(&self, now: &Moment) -> bool {
        self.age(now) >= self.life
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Token").field("generation", &self.generation).finish_non_exhaustive()
    }
}
