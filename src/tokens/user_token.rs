//! A token that the caller manages: a value, or a function that is called for each request.

use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;

use super::clock::{Clock, SystemClock};
use super::credential::{Credential, CredentialProvider};
use super::events::TokenStats;
use super::read_credentials::{self, ReadError};
use super::token::Token;
use crate::error::Error;
use crate::redact::Redactor;
use crate::secret::Secret;
use crate::single_flight::SingleFlight;

/// The caller's token.
pub(crate) struct UserToken {
    credential: Credential,
    /// Calls that arrive while the function runs share its result. A call that the function makes itself joins them and
    /// does not start the function again.
    reads: SingleFlight<Result<Vec<Secret>, ReadError>>,
    last: Mutex<Option<Arc<Token>>>,
}

impl UserToken {
    pub(crate) fn fixed(token: Secret) -> Self {
        let user_token = Self::new(Credential::Fixed(vec![token.clone()]));
        user_token.remember(token);
        user_token
    }

    pub(crate) fn from_provider(provider: Arc<dyn CredentialProvider>) -> Self {
        Self::new(Credential::Provider(provider))
    }

    fn new(credential: Credential) -> Self {
        Self { credential, reads: SingleFlight::default(), last: Mutex::default() }
    }

    /// The token if it is a value. `None`: the function has to be called.
    pub(crate) fn live(&self) -> Option<Arc<Token>> {
        match self.credential {
            Credential::Fixed(_) => self.last.lock().clone(),
            Credential::Provider(_) => None,
        }
    }

    pub(crate) async fn token(&self) -> Result<Arc<Token>, Error> {
        let credential = self.credential.clone();
        match self.reads.run(async move { read_credentials::read(&credential, "token").await }).await {
            Some(Ok(mut tokens)) => Ok(self.remember(tokens.swap_remove(0))),
            // The function may throw a text that quotes the token it gave before.
            Some(Err(error)) => {
                let last = self.last.lock().clone();
                Err(Redactor::new(last.iter().map(|token| token.secret())).error(error.into()))
            }
            None => Err(Error::Internal { message: "the function given as token ended without an outcome".into() }),
        }
    }

    /// The token to repeat a call with. `None`: the function gave the rejected token again.
    pub(crate) async fn after_401(&self, rejected: &Token) -> Option<Arc<Token>> {
        let token = self.token().await.ok()?;
        (token.secret != rejected.secret).then_some(token)
    }

    pub(crate) fn stats(&self) -> TokenStats {
        let last = self.last.lock();
        TokenStats {
            generation: last.as_ref().map_or(0, |token| token.generation),
            fingerprint: last.as_ref().map(|token| token.fingerprint()),
            ..TokenStats::default()
        }
    }

    /// The token with its generation. The token that was seen last keeps its generation.
    fn remember(&self, secret: Secret) -> Arc<Token> {
        let mut last = self.last.lock();
        if let Some(token) = last.as_ref().filter(|token| token.secret == secret) {
            return Arc::clone(token);
        }
        let token = Token {
            secret,
            generation: last.as_ref().map_or(1, |token| token.generation + 1),
            requested_at: SystemClock.now(),
            lifetime: Duration::MAX,
            refresh_age: Duration::MAX,
            stop_age: Duration::MAX,
        };
        Arc::clone(last.insert(Arc::new(token)))
    }
}
