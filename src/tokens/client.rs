//! The tokens of one client: fetched by client credentials, or given by the caller.

use std::sync::{Arc, OnceLock};

use super::clock::{Clock, SystemClock};
use super::credential::{Credential, CredentialProvider};
use super::events::TokenStats;
use super::key::Key;
use super::manager::Manager;
use super::options::ClientCredentialsOptions;
use super::read_credentials::{self, CredentialSource, ReadError};
use super::registry::Registry;
use super::token::Token;
use super::user_token::UserToken;
use crate::error::Error;
use crate::secret::Secret;
use crate::single_flight::SingleFlight;

/// Where one client's tokens come from. Cheap to clone.
#[derive(Clone)]
pub(crate) struct ClientTokens(Arc<Inner>);

struct Inner {
    kind: Kind,
    /// The manager holds a weak reference to it, and so knows whether this client still exists.
    alive: Arc<()>,
}

impl Drop for Inner {
    fn drop(&mut self) {
        if let Some(manager) = self.kind.manager() {
            manager.remove_client();
        }
    }
}

enum Kind {
    Managed(Box<Managed>),
    User(UserToken),
}

impl Kind {
    /// The manager, if there is one and its key is known.
    fn manager(&self) -> Option<&Arc<Manager>> {
        match self {
            Self::Managed(managed) => managed.manager.get(),
            Self::User(_) => None,
        }
    }
}

/// Tokens that are fetched by client credentials.
struct Managed {
    options: ClientCredentialsOptions,
    registry: &'static Registry,
    clock: Arc<dyn Clock>,
    /// Known at once if the credentials are values, otherwise after their providers were read for the first time.
    manager: OnceLock<Arc<Manager>>,
    /// The first read of the providers. Calls that arrive meanwhile share it.
    first_read: SingleFlight<Result<(Secret, Vec<Secret>), ReadError>>,
}

impl ClientTokens {
    /// Fetches tokens by client credentials. Clients with equal credentials share a manager.
    pub(crate) fn from_client_credentials(options: ClientCredentialsOptions) -> Self {
        Self::in_registry(options, Registry::process(), Arc::new(SystemClock))
    }

    pub(super) fn in_registry(options: ClientCredentialsOptions, registry: &'static Registry, clock: Arc<dyn Clock>) -> Self {
        let managed = Managed { options, registry, clock, manager: OnceLock::new(), first_read: SingleFlight::default() };
        let tokens = Self::new(Kind::Managed(Box::new(managed)));
        if let Kind::Managed(managed) = &tokens.0.kind
            && let (Credential::Fixed(id), Credential::Fixed(secrets)) = (&managed.options.client_id, &managed.options.client_secret)
        {
            tokens.bind(managed, &id[0], secrets);
        }
        tokens
    }

    /// Uses a token of the caller. It is never replaced.
    pub(crate) fn from_token(token: Secret) -> Self {
        Self::new(Kind::User(UserToken::fixed(token)))
    }

    /// Calls a function of the caller for each request. The function keeps its own cache.
    pub(crate) fn from_token_provider(provider: Arc<dyn CredentialProvider>) -> Self {
        Self::new(Kind::User(UserToken::from_provider(provider)))
    }

    fn new(kind: Kind) -> Self {
        Self(Arc::new(Inner { kind, alive: Arc::new(()) }))
    }

    /// The current token, if there is one that can be sent. Takes no lock before the refresh age.
    pub(crate) fn live(&self) -> Option<Arc<Token>> {
        match &self.0.kind {
            Kind::Managed(managed) => managed.manager.get()?.live(),
            Kind::User(user_token) => user_token.live(),
        }
    }

    /// The current token. If there is none, waits for the refresh that runs, or starts one.
    pub(crate) async fn token(&self) -> Result<Arc<Token>, Error> {
        match &self.0.kind {
            Kind::Managed(managed) => self.manager(managed).await?.token().await,
            Kind::User(user_token) => user_token.token().await,
        }
    }

    /// The token to repeat a call with after the API rejected `rejected`. `None`: there is no other token.
    pub(crate) async fn after_401(&self, rejected: &Arc<Token>) -> Option<Arc<Token>> {
        match &self.0.kind {
            Kind::Managed(managed) => managed.manager.get()?.after_401(rejected).await,
            Kind::User(user_token) => user_token.after_401(rejected).await,
        }
    }

    /// Drops `rejected` after a call that cannot be repeated.
    pub(crate) fn reject(&self, rejected: &Arc<Token>) {
        if let Some(manager) = self.0.kind.manager() {
            manager.reject(rejected);
        }
    }

    /// A new token, whatever the current one is.
    pub(crate) async fn refresh(&self) -> Result<Arc<Token>, Error> {
        match &self.0.kind {
            Kind::Managed(managed) => self.manager(managed).await?.refresh().await,
            Kind::User(user_token) => user_token.token().await,
        }
    }

    /// Drops the current token, so that the next call gets another.
    pub(crate) fn invalidate(&self) {
        if let Some(manager) = self.0.kind.manager() {
            manager.invalidate();
        }
    }

    /// The client's secrets and token, as far as they are known. Texts that others wrote are searched for them.
    pub(crate) fn secrets(&self) -> Vec<Secret> {
        match &self.0.kind {
            Kind::Managed(managed) => managed.manager.get().map(|manager| manager.secrets()).unwrap_or_default(),
            Kind::User(user_token) => user_token.live().map(|token| token.secret.clone()).into_iter().collect(),
        }
    }

    /// The statistics of the tokens so far.
    pub(crate) fn stats(&self) -> TokenStats {
        match &self.0.kind {
            Kind::Managed(managed) => managed.manager.get().map(|manager| manager.stats()).unwrap_or_default(),
            Kind::User(user_token) => user_token.stats(),
        }
    }

    #[cfg(test)]
    pub(super) fn manager_for_test(&self) -> Arc<Manager> {
        Arc::clone(self.0.kind.manager().expect("the credentials are known"))
    }

    async fn manager(&self, client: &Managed) -> Result<Arc<Manager>, Error> {
        if let Some(manager) = client.manager.get() {
            return Ok(Arc::clone(manager));
        }
        let (id, secret) = (client.options.client_id.clone(), client.options.client_secret.clone());
        let option = client.options.auth.option();
        match client.first_read.run(async move { read_credentials::read_pair(&id, &secret, option).await }).await {
            Some(Ok((id, secrets))) => Ok(self.bind(client, &id, &secrets)),
            Some(Err(error)) => Err(error.into()),
            None => Err(Error::Internal { message: "the client's credential providers ended without an outcome".into() }),
        }
    }

    /// The manager of these credentials. The first call adds this client to it.
    fn bind(&self, client: &Managed, id: &Secret, secrets: &[Secret]) -> Arc<Manager> {
        let options = &client.options;
        let manager = client.manager.get_or_init(|| {
            let key = Key::new(&options.token_url, id, &options.scopes, secrets);
            let manager = client.registry.manager(key, || Manager::new(options, Arc::clone(&client.clock)));
            let owner = Arc::downgrade(&self.0.alive);
            let (id, secret, secret_option) = (options.client_id.clone(), options.client_secret.clone(), options.auth.option());
            manager.add_client(CredentialSource { id, secret, secret_option, owner });
            manager.know(secrets);
            if let Some(store) = &options.store {
                manager.add_store(Arc::downgrade(&self.0.alive), Arc::clone(store));
            }
            manager
        });
        Arc::clone(manager)
    }
}
