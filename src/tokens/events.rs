//! Statistics and events of a key's tokens. Neither holds a secret or a token.

/// The statistics of one key since the process started. Times are in seconds.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct TokenStats {
    /// What was counted.
    pub counters: Counters,
    /// The number of the current token, or of the last one. 0: there was none yet.
    pub generation: u64,
    /// The age of the current token.
    pub age_seconds: Option<f64>,
    /// The time until the current token expires.
    pub expires_in_seconds: Option<f64>,
    /// Eight bytes in hex that tell tokens apart.
    pub fingerprint: Option<String>,
    /// The message of the last failure, if no refresh has succeeded since.
    pub last_error: Option<String>,
}

/// What is counted from the start of the process on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counters {
    /// Token requests that were sent.
    pub requests: u64,
    /// Refreshes that sent a request, by cause.
    pub causes: Causes,
    /// Token requests that brought no token.
    pub failures: u64,
    /// Tokens that another process had put into the store.
    pub store_hits: u64,
    /// Operations of the store that failed.
    pub store_errors: u64,
}

/// Why a refresh starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cause {
    /// There was no token yet.
    Cold,
    /// There was no token yet, and none in the store either.
    StoreMiss,
    /// The token had reached its refresh age. No call waited.
    Refresh,
    /// The token was too old to be sent.
    Expired,
    /// The API had rejected the token.
    Rejected,
    /// The caller requested a new token.
    Forced,
}

impl Cause {
    /// Every cause.
    pub(crate) const ALL: [Self; 6] = [Self::Cold, Self::StoreMiss, Self::Refresh, Self::Expired, Self::Rejected, Self::Forced];
}

/// How many refreshes each cause had.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Causes([u64; Cause::ALL.len()]);

impl Causes {
    /// Counts one refresh.
    pub(super) fn count(&mut self, cause: Cause) {
        self.0[cause as usize] += 1;
    }

    /// How many refreshes `cause` had.
    pub(crate) fn of(&self, cause: Cause) -> u64 {
        self.0[cause as usize]
    }
}

/// Something that happened to a key's token.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum TokenEvent {
    /// A new token was fetched.
    Fetched {
        /// Why it was fetched.
        cause: Cause,
        /// Whether another process had put it into the store.
        from_store: bool,
        /// Its number.
        generation: u64,
        /// Its lifetime.
        expires_in_seconds: f64,
        /// Eight bytes in hex that tell tokens apart.
        fingerprint: String,
    },
    /// A refresh failed.
    RefreshFailed {
        /// Why the refresh started.
        cause: Cause,
        /// Why it failed.
        message: String,
        /// Whether there is a token that can still be used.
        token_alive: bool,
    },
    /// The current token was dropped.
    Invalidated {
        /// Its number.
        generation: u64,
    },
    /// An operation of the store failed, and tokens are fetched without it. Reported once.
    StoreIgnored {
        /// Why it failed.
        message: String,
    },
    /// The host's clock differs from the endpoint's by more than 60 s. Reported once.
    ClockSkew {
        /// The difference. Positive: the host is ahead.
        seconds: f64,
    },
}

/// Receives token events.
pub(crate) trait Observer: Send + Sync {
    /// Called for each event. Must not block.
    fn token_event(&self, event: TokenEvent);
}
