//! A token that is the caller's own: a value, or a function that is asked for each call.

use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;

use super::clock::{Clock, System};
use super::events::Stats;
use super::read_credentials::{self, ReadError};
use super::{Credential, CredentialProvider, Token};
use crate::error::Error;
use crate::secret::Secret;
use crate::single_flight::SingleFlight;

/// The caller's token.
pub struct Supplied {
    given: Credential,
    /// One asking at a time: calls that meet share it, and one that is made by the function itself does not ask again.
    asking: SingleFlight<Result<Vec<Secret>, ReadError>>,
    last: Mutex<Option<Arc<Token>>>,
}

impl Supplied {
    pub fn fixed(token: Secret) -> Self {
        let supplied = Self { given: Credential::Fixed(vec![token.clone()]), asking: SingleFlight::default(), last: Mutex::default() };
        supplied.remember(token);
        supplied
    }

    pub fn asked(supplier: Arc<dyn CredentialProvider>) -> Self {
        Self { given: Credential::Provider(supplier), asking: SingleFlight::default(), last: Mutex::default() }
    }

    /// A value is there at once; a function has to be asked.
    pub fn live(&self) -> Option<Arc<Token>> {
        match self.given {
            Credential::Fixed(_) => self.last.lock().clone(),
            Credential::Provider(_) => None,
        }
    }

    pub async fn token(&self) -> Result<Arc<Token>, Error> {
        let given = self.given.clone();
        match self.asking.outcome(async move { read_credentials::read(&given, "token").await }).await {
            Some(Ok(mut tokens)) => Ok(self.remember(tokens.swap_remove(0))),
            Some(Err(why)) => Err(why.into()),
            None => Err(Error::Internal { message: "the function given as token ended without an outcome".into() }),
        }
    }

    /// A function may have another token by now; the same one again would be refused again.
    pub async fn after_401(&self, rejected: &Token) -> Option<Arc<Token>> {
        let token = self.token().await.ok()?;
        (token.secret != rejected.secret).then_some(token)
    }

    pub fn stats(&self) -> Stats {
        let last = self.last.lock();
        Stats {
            generation: last.as_ref().map_or(0, |token| token.generation),
            fingerprint: last.as_ref().map(|token| token.fingerprint()),
            ..Stats::default()
        }
    }

    /// The token with its number: a token that was seen last keeps it.
    fn remember(&self, secret: Secret) -> Arc<Token> {
        let mut last = self.last.lock();
        if let Some(token) = last.as_ref().filter(|token| token.secret == secret) {
            return Arc::clone(token);
        }
        let generation = last.as_ref().map_or(1, |token| token.generation + 1);
        let token =
            Token { secret, generation, requested_at: System.now(), life: Duration::MAX, refresh: Duration::MAX, stop: Duration::MAX };
        Arc::clone(last.insert(Arc::new(token)))
    }
}
