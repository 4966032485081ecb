//! What is known of a key's tokens, and what is told while it happens. Neither holds a secret or a token.

use serde::Serialize;

/// Figures of one key since the process started; times in seconds.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Stats {
    /// Token requests sent.
    pub requests: u64,
    /// Flights, by what caused them.
    pub causes: Causes,
    /// Requests that gave no token.
    pub failures: u64,
    /// Which token is current; 0: none yet.
    pub generation: u64,
    /// Its age.
    pub age_seconds: Option<f64>,
    /// Until it ends.
    pub expires_in_seconds: Option<f64>,
    /// Eight bytes that tell tokens apart.
    pub fingerprint: Option<String>,
    /// What the last failure said.
    pub last_error: Option<String>,
}

/// What flights were for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Causes {
    /// There was no token yet.
    pub cold: u64,
    /// The token was to be refreshed, nobody waited.
    pub refresh: u64,
    /// The token was too old to be sent.
    pub hard: u64,
    /// The API had refused the token.
    #[serde(rename = "401")]
    pub rejected: u64,
    /// The caller asked for a new one.
    pub forced: u64,
}

/// Why a flight starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Cause {
    Cold,
    Refresh,
    Hard,
    #[serde(rename = "401")]
    Rejected,
    Forced,
}

impl Causes {
    /// Counts one flight.
    pub(super) fn count(&mut self, cause: Cause) {
        *match cause {
            Cause::Cold => &mut self.cold,
            Cause::Refresh => &mut self.refresh,
            Cause::Hard => &mut self.hard,
            Cause::Rejected => &mut self.rejected,
            Cause::Forced => &mut self.forced,
        } += 1;
    }
}

/// Something that happened to a key's token.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged, rename_all_fields = "camelCase")]
pub enum TokenEvent {
    /// A new token is current.
    Fetched {
        /// What the flight was for.
        cause: Cause,
        /// Which token it is.
        generation: u64,
        /// How long it lives.
        expires_in_seconds: f64,
        /// Eight bytes that tell tokens apart.
        fingerprint: String,
    },
    /// A flight gave no token.
    RefreshFailed {
        /// What the flight was for.
        cause: Cause,
        /// Why.
        message: String,
        /// Whether a token that can still be used is there.
        token_alive: bool,
    },
    /// The current token was forgotten.
    Invalidated {
        /// Which token it was.
        generation: u64,
    },
    /// The host's clock is more than 60 s off the endpoint's.
    ClockSkew {
        /// By how much, positive: the host is ahead.
        seconds: f64,
    },
}

impl TokenEvent {
    /// The event's name, as subscribers know it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Fetched { .. } => "token:fetched",
            Self::RefreshFailed { .. } => "token:tokenRefreshFailed",
            Self::Invalidated { .. } => "token:invalidated",
            Self::ClockSkew { .. } => "token:clockSkew",
        }
    }
}
