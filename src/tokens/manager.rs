//! The token of one key: the state, and the one flight that may change it.
//!
//! Everything that decides is done under one short lock; everything that waits is done in the flight's own task. The
//! current token lies beside the lock, so that reading it takes none.

mod expiry;
mod fetch;
mod flight;
mod shared;
mod waiting;

use std::collections::VecDeque;
use std::sync::{Arc, Weak};
use std::time::Duration;

use tokio::sync::watch;

use super::clock::{Clock, Moment};
use super::events::{Cause, Figures, Stats, TokenEvent};
use super::store::TokenStore;
use super::sync::{Mutex, Slot};
use super::token::Token;
use super::{BoxFuture, GrantOptions, Observer, Value, schedule};
use crate::error::{Error, TokenFailure};
use crate::secret::Secret;

pub use fetch::Granting;
pub use flight::{Fetched, Missed};

/// What a flight ends with.
type Landing = Result<Arc<Token>, Error>;

/// Gets tokens for a manager. Real in production; the model check has its own.
pub trait Pilot: Send + Sync {
    /// Runs a flight as a task of its own.
    fn launch(&self, flight: BoxFuture<'static, ()>);
    /// Gets a token: from the store, or by as many requests as one flight may send.
    fn fetch<'a>(&'a self, manager: &'a Arc<Manager>, cause: Cause) -> BoxFuture<'a, Result<Fetched, Missed>>;
}

/// The token of one key.
pub struct Manager {
    live: Slot<Token>,
    state: Mutex<State>,
    pilot: Box<dyn Pilot>,
    observer: Arc<dyn Observer>,
    clock: Arc<dyn Clock>,
}

#[derive(Default)]
struct State {
    flight: Option<Flight>,
    flights: u64,
    generation: u64,
    /// How many clients of this key exist.
    clients: usize,
    /// The credentials of every client of this key; dead ones are dropped when they are met, all when no client is left.
    sources: Vec<Source>,
    /// Where the clients of this key share tokens beyond the process; the newest is asked first.
    stores: Vec<(Weak<()>, Arc<dyn TokenStore>)>,
    /// The token that was current last, even if it was forgotten: a store may give only a newer one.
    last: Option<Arc<Token>>,
    /// The secrets that a flight read last: what is taken out of what others say.
    secrets: Vec<Secret>,
    /// The secret that worked last, by its place.
    secret: usize,
    /// Flights in a row that failed, and when another may start.
    failures: u32,
    wait_until: Option<(Moment, Duration)>,
    last_error: Option<Error>,
    /// A refusal that asking again will not change, for these secrets.
    refusal: Option<[u8; 32]>,
    /// When 401s forced a refresh.
    forced: VecDeque<Moment>,
    figures: Figures,
    skew_told: bool,
    store_told: bool,
    /// Whether a task waits for the token's end, because no client is left.
    expiring: bool,
}

impl State {
    /// A flight still needs its secrets, whoever has started it.
    fn drop_unused_secrets(&mut self) {
        if self.clients == 0 && self.flight.is_none() {
            self.sources.clear();
            self.secrets.clear();
        }
    }
}

struct Flight {
    number: u64,
    started: Moment,
    landing: watch::Receiver<Option<Landing>>,
}

/// Where one client's credentials come from.
#[derive(Clone)]
pub struct Source {
    pub id: Value,
    pub secret: Value,
    /// The client, as long as it exists.
    pub owner: Weak<()>,
}

impl Source {
    /// Whether there is nothing to ask for.
    pub fn is_fixed(&self) -> bool {
        matches!((&self.id, &self.secret), (Value::Fixed(_), Value::Fixed(_)))
    }
}

impl Manager {
    pub fn new(options: &GrantOptions, clock: Arc<dyn Clock>) -> Arc<Self> {
        Self::flown_by(Box::new(Granting::new(options)), Arc::clone(&options.observer), clock)
    }

    pub fn flown_by(pilot: Box<dyn Pilot>, observer: Arc<dyn Observer>, clock: Arc<dyn Clock>) -> Arc<Self> {
        Arc::new(Self { live: Slot::empty(), state: Mutex::default(), pilot, observer, clock })
    }

    /// Adds a client's credentials to those that flights may use.
    pub fn attach(&self, source: Source) {
        let mut state = self.state.lock();
        state.clients += 1;
        // A client that was made for one request must not be remembered for ever.
        state.sources.retain(|known| known.is_fixed() || known.owner.strong_count() > 0);
        // Fixed credentials of one key are the same in every client: one is enough and outlives its client.
        if source.is_fixed() && state.sources.iter().any(Source::is_fixed) {
            return;
        }
        state.sources.push(source);
    }

    /// A client is gone. With the last one its secrets go: who comes next brings them along. The token stays until its end,
    /// since code that makes a client for each request is promised one token request per process as well.
    pub fn detach(self: &Arc<Self>) {
        let mut state = self.state.lock();
        state.clients -= 1;
        state.drop_unused_secrets();
        if state.clients == 0 && state.last.is_some() && !std::mem::replace(&mut state.expiring, true) {
            self.pilot.launch(Box::pin(expiry::drop_token_at_its_end(Arc::downgrade(self))));
        }
    }

    /// Adds a client's store. Stores of clients that are gone are kept while there is no other.
    pub fn attach_store(&self, owner: Weak<()>, store: Arc<dyn TokenStore>) {
        let mut state = self.state.lock();
        state.stores.retain(|(owner, _)| owner.strong_count() > 0);
        state.stores.push((owner, store));
    }

    /// The token, if it can be sent now. Past its refresh age it starts a flight that nobody waits for.
    pub fn live(self: &Arc<Self>) -> Option<Arc<Token>> {
        let token = self.live.get()?;
        let now = self.clock.now();
        let age = token.age(&now);
        if age >= token.stop {
            return None;
        }
        if age >= token.refresh {
            let mut state = self.state.lock();
            // Another caller's flight may have landed since this one looked.
            let still = self.live.get().is_some_and(|current| current.generation == token.generation);
            if still && self.may_start(&mut state, &now) {
                self.start(&mut state, Cause::Refresh, now);
            }
        }
        Some(token)
    }

    /// The token; waits for the one flight where there is none.
    pub async fn token(self: &Arc<Self>) -> Landing {
        match self.live() {
            Some(token) => Ok(token),
            None => self.joined(None).await,
        }
    }

    /// A new token, whatever the current one is.
    pub async fn refresh(self: &Arc<Self>) -> Landing {
        self.joined(Some(Cause::Forced)).await
    }

    /// Joins the flight, or starts it; `forced` starts one in spite of a live token or a pause.
    async fn joined(self: &Arc<Self>, forced: Option<Cause>) -> Landing {
        let mut landing = {
            let mut state = self.state.lock();
            let now = self.clock.now();
            if let (Some(token), None) = (self.live.get(), forced) {
                // Another caller's flight may have landed since this one looked.
                if token.age(&now) < token.stop {
                    return Ok(token);
                }
                // Past its stop age a token still serves while refreshing fails; nobody waits for an endpoint that is down.
                if state.failures > 0 && !token.has_ended(&now) {
                    if self.may_start(&mut state, &now) {
                        self.start(&mut state, Cause::Refresh, now);
                    }
                    return Ok(token);
                }
            }
            self.drop_frozen(&mut state, &now);
            let on_its_way = state.flight.as_ref().map(|flight| flight.landing.clone());
            match on_its_way {
                Some(landing) => landing,
                None if forced.is_none() && !self.may_start(&mut state, &now) => return Err(self.waiting(&state, &now)),
                None => {
                    let cause = forced.unwrap_or(if state.generation == 0 { Cause::Cold } else { Cause::Hard });
                    self.start(&mut state, cause, now)
                }
            }
        };
        let landed = landing.wait_for(Option::is_some).await.map(|landed| landed.clone());
        let outcome =
            landed.ok().flatten().unwrap_or_else(|| Err(Error::Internal { message: "a token request ended without an outcome".into() }));
        match (outcome, forced) {
            // H is advisory while refreshing fails: until its true end the old token serves.
            (Err(error), None) => match self.live.get() {
                Some(token) if !token.has_ended(&self.clock.now()) => Ok(token),
                _ => Err(error),
            },
            (outcome, _) => outcome,
        }
    }

    /// Forgets `rejected` while it is current and gets another. `None`: nothing better is to be had.
    pub async fn after_401(self: &Arc<Self>, rejected: &Token) -> Option<Arc<Token>> {
        if !self.forget(rejected) {
            return None;
        }
        match self.live() {
            Some(token) => Some(token),
            None => self.joined(None).await.ok().filter(|token| token.generation != rejected.generation),
        }
    }

    /// Forgets `rejected` while it is current: a late 401 keeps the fresh token. Says whether a token other than
    /// `rejected` may be had: when 401s have forced too many already, it stays.
    pub fn forget(self: &Arc<Self>, rejected: &Token) -> bool {
        let mut state = self.state.lock();
        let current = self.live.get();
        if current.is_none_or(|current| current.generation != rejected.generation) {
            return true;
        }
        let now = self.clock.now();
        state.forced.retain(|at| now.since(at) < schedule::FORCED_WINDOW);
        let too_soon = state.forced.back().is_some_and(|at| now.since(at) < schedule::FORCED_GAP);
        if too_soon || state.forced.len() >= schedule::FORCED_MOST {
            return false;
        }
        state.forced.push_back(now);
        self.live.put(None);
        // A background flight that was on its way already brings a newer token; else this 401 starts one.
        self.drop_frozen(&mut state, &now);
        if state.flight.is_none() {
            self.start(&mut state, Cause::Rejected, now);
        }
        drop(state);
        self.observer.token_event(TokenEvent::Invalidated { generation: rejected.generation });
        true
    }

    /// Forgets the current token, because the caller says so. A flight on its way is left behind: its token may be as bad.
    pub fn invalidate(&self) {
        let mut state = self.state.lock();
        let Some(token) = self.live.get() else { return };
        self.live.put(None);
        state.flight = None;
        state.wait_until = None;
        drop(state);
        self.observer.token_event(TokenEvent::Invalidated { generation: token.generation });
    }

    /// Where flights may get credentials from now.
    pub fn sources(&self) -> Vec<Source> {
        self.state.lock().sources.clone()
    }

    /// The client's secrets and its token, as far as they are known: no text that others wrote may show them.
    pub fn secrets(&self) -> Vec<Secret> {
        let token = self.live.get();
        let state = self.state.lock();
        let fixed = state.sources.iter().filter_map(|source| if let Value::Fixed(values) = &source.secret { Some(values) } else { None });
        let tokens = token.iter().chain(&state.last).map(|token| token.secret.clone());
        let mut secrets: Vec<Secret> = tokens.collect();
        for secret in fixed.flatten().chain(&state.secrets) {
            if !secrets.contains(secret) {
                secrets.push(secret.clone());
            }
        }
        secrets
    }

    /// Runs `act` while the lock is held.
    #[cfg(test)]
    pub fn while_locked(&self, act: impl FnOnce()) {
        let _state = self.state.lock();
        act();
    }

    pub fn is_flying(&self) -> bool {
        self.state.lock().flight.is_some()
    }

    pub fn stats(&self) -> Stats {
        let state = self.state.lock();
        let now = self.clock.now();
        let token = self.live.get();
        let token = token.as_ref();
        Stats {
            figures: state.figures,
            generation: state.generation,
            age_seconds: token.map(|token| token.age(&now).as_secs_f64()),
            expires_in_seconds: token.map(|token| token.life.saturating_sub(token.age(&now)).as_secs_f64()),
            fingerprint: token.map(|token| token.fingerprint()),
            last_error: state.last_error.as_ref().map(Error::to_string),
        }
    }

    /// Whether a flight may start: none is on its way, and no pause after a failure is running.
    fn may_start(&self, state: &mut State, now: &Moment) -> bool {
        self.drop_frozen(state, now);
        let waits = state.wait_until.is_some_and(|(from, wait)| now.since(&from) < wait);
        // A refused secret is not sent again; but a function may give another by now, and the flight looks.
        let may_differ = state.refusal.is_some() && state.sources.iter().any(|source| matches!(source.secret, Value::Supplied(_)));
        state.flight.is_none() && (!waits || may_differ)
    }

    /// Leaves a flight behind that cannot be on its way any more: the process was frozen while it flew.
    fn drop_frozen(&self, state: &mut State, now: &Moment) {
        let limit = schedule::FLIGHT_LIMIT + schedule::ATTEMPT_LIMIT;
        state.flight.take_if(|flight| now.since(&flight.started) > limit);
    }

    /// The error callers get while a pause is running.
    fn waiting(&self, state: &State, now: &Moment) -> Error {
        let left = state.wait_until.map(|(from, wait)| wait.saturating_sub(now.since(&from)));
        match state.last_error.clone() {
            Some(Error::Token(failure)) => Error::Token(Arc::new(TokenFailure { retry_after: left, ..(*failure).clone() })),
            Some(other) => other,
            None => Error::Internal { message: "a pause is running without a failure before it".into() },
        }
    }

    /// How many sources of secrets are kept, and whether a token is.
    #[cfg(test)]
    pub fn kept(&self) -> (usize, bool) {
        let state = self.state.lock();
        (state.sources.len(), self.live.get().is_some() || state.last.is_some())
    }

    /// Starts the flight in a task of its own: no caller's end is its end.
    fn start(self: &Arc<Self>, state: &mut State, cause: Cause, now: Moment) -> watch::Receiver<Option<Landing>> {
        let (lands, landing) = watch::channel(None);
        state.flights += 1;
        let number = state.flights;
        state.flight = Some(Flight { number, started: now, landing: landing.clone() });
        self.pilot.launch(Box::pin(flight::fly(Arc::clone(self), number, cause, lands)));
        landing
    }
}
