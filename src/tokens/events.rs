//! What is known of a key's tokens, and what is told while it happens. Neither holds a secret or a token.

use serde_json::{Map, Value, json};

/// Figures of one key since the process started; times in seconds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Stats {
    /// What was counted.
    pub figures: Figures,
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

/// What is counted, from the start of the process on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures {
    /// Token requests sent.
    pub requests: u64,
    /// Flights that sent any, by what caused them.
    pub causes: Causes,
    /// Requests that gave no token.
    pub failures: u64,
    /// Tokens that another process had left in the store.
    pub store_hits: u64,
    /// Times the store did not do what it was asked.
    pub store_faults: u64,
}

/// Why a flight starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// There was no token yet.
    Cold,
    /// There was no token yet, and none in the store either.
    StoreMiss,
    /// The token was to be refreshed, nobody waited.
    Refresh,
    /// The token was too old to be sent.
    Hard,
    /// The API had refused the token.
    Rejected,
    /// The caller asked for a new one.
    Forced,
}

impl Cause {
    const ALL: [Self; 6] = [Self::Cold, Self::StoreMiss, Self::Refresh, Self::Hard, Self::Rejected, Self::Forced];

    /// Its name in JavaScript.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cold => "cold",
            Self::StoreMiss => "storeMiss",
            Self::Refresh => "refresh",
            Self::Hard => "hard",
            Self::Rejected => "401",
            Self::Forced => "forced",
        }
    }
}

/// How many flights each cause had.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Causes([u64; Cause::ALL.len()]);

impl Causes {
    /// Counts one flight.
    pub(super) fn count(&mut self, cause: Cause) {
        self.0[cause as usize] += 1;
    }

    /// How many flights `cause` had.
    pub fn of(&self, cause: Cause) -> u64 {
        self.0[cause as usize]
    }
}

impl Stats {
    /// As JavaScript gets them.
    pub fn json(&self) -> Value {
        let causes: Map<String, Value> =
            Cause::ALL.map(|cause| (cause.name().to_owned(), self.figures.causes.of(cause).into())).into_iter().collect();
        json!({
            "requests": self.figures.requests,
            "causes": causes,
            "failures": self.figures.failures,
            "storeHits": self.figures.store_hits,
            "storeFaults": self.figures.store_faults,
            "generation": self.generation,
            "ageSeconds": self.age_seconds,
            "expiresInSeconds": self.expires_in_seconds,
            "fingerprint": self.fingerprint,
            "lastError": self.last_error,
        })
    }
}

/// Something that happened to a key's token.
#[derive(Debug, Clone, PartialEq)]
pub enum TokenEvent {
    /// A new token is current.
    Fetched {
        /// What the flight was for.
        cause: Cause,
        /// Whether another process had left it in the store.
        from_store: bool,
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
    /// The store did not do what it was asked; tokens are fetched without it. Said once.
    StoreIgnored {
        /// Why.
        message: String,
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
            Self::StoreIgnored { .. } => "token:storeIgnored",
            Self::ClockSkew { .. } => "token:clockSkew",
        }
    }

    /// What is known of it, as JavaScript gets it.
    pub fn json(&self) -> Value {
        match self {
            Self::Fetched { cause, from_store, generation, expires_in_seconds, fingerprint } => json!({
                "cause": cause.name(),
                "fromStore": from_store,
                "generation": generation,
                "expiresInSeconds": expires_in_seconds,
                "fingerprint": fingerprint,
            }),
            Self::RefreshFailed { cause, message, token_alive } => {
                json!({ "cause": cause.name(), "message": message, "tokenAlive": token_alive })
            }
            Self::Invalidated { generation } => json!({ "generation": generation }),
            Self::StoreIgnored { message } => json!({ "message": message }),
            Self::ClockSkew { seconds } => json!({ "seconds": seconds }),
        }
    }
}
