//! The credentials of one client: client credentials, a token, or a function that gives one.

use std::sync::{Arc, OnceLock};

use super::clock::{Clock, System};
use super::events::Stats;
use super::manager::{Manager, Source};
use super::read_credentials::{self, ReadError};
use super::registry::{Key, Registry};
use super::user_token::Supplied;
use super::{ClientCredentialsOptions, CredentialProvider, Token};
use crate::error::Error;
use crate::secret::Secret;
use crate::single_flight::SingleFlight;

/// Where one client's tokens come from. Cheap to clone.
#[derive(Clone)]
pub struct ClientTokens(Arc<Inner>);

struct Inner {
    kind: Kind,
    /// Tells the manager that this client still exists.
    alive: Arc<()>,
}

impl Drop for Inner {
    fn drop(&mut self) {
        if let Kind::Grant(grant) = &self.kind
            && let Some(manager) = grant.manager.get()
        {
            manager.remove_client();
        }
    }
}

enum Kind {
    Grant(Box<Grant>),
    Supplied(Supplied),
}

struct Grant {
    options: ClientCredentialsOptions,
    registry: &'static Registry,
    clock: Arc<dyn Clock>,
    /// Known at once for fixed credentials, else when the suppliers have spoken for the first time.
    manager: OnceLock<Arc<Manager>>,
    /// However many calls meet before that, the suppliers are asked once.
    asking: SingleFlight<Result<(Secret, Vec<Secret>), ReadError>>,
}

impl ClientTokens {
    /// Client credentials. Clients with equal ones share a manager.
    pub fn from_client_credentials(options: ClientCredentialsOptions) -> Self {
        Self::in_registry(options, Registry::process(), Arc::new(System))
    }

    pub(super) fn in_registry(options: ClientCredentialsOptions, registry: &'static Registry, clock: Arc<dyn Clock>) -> Self {
        let grant = Grant { options, registry, clock, manager: OnceLock::new(), asking: SingleFlight::default() };
        let credentials = Self::new(Kind::Grant(Box::new(grant)));
        if let Kind::Grant(grant) = &credentials.0.kind
            && let (super::Credential::Fixed(id), super::Credential::Fixed(secrets)) =
                (&grant.options.client_id, &grant.options.client_secret)
        {
            credentials.bind(grant, &id[0], secrets);
        }
        credentials
    }

    /// A token of the caller's own. It is used as it is and cannot be replaced.
    pub fn from_token(token: Secret) -> Self {
        Self::new(Kind::Supplied(Supplied::fixed(token)))
    }

    /// A function that gives a token. It is asked for each call and keeps its own cache.
    pub fn from_token_provider(supplier: Arc<dyn CredentialProvider>) -> Self {
        Self::new(Kind::Supplied(Supplied::asked(supplier)))
    }

    fn new(kind: Kind) -> Self {
        Self(Arc::new(Inner { kind, alive: Arc::new(()) }))
    }

    /// The token, if one is there that can be sent. Takes no lock while it is young.
    pub fn live(&self) -> Option<Arc<Token>> {
        match &self.0.kind {
            Kind::Grant(grant) => grant.manager.get()?.live(),
            Kind::Supplied(supplied) => supplied.live(),
        }
    }

    /// The token; where there is none, the one flight is joined or started.
    pub async fn token(&self) -> Result<Arc<Token>, Error> {
        match &self.0.kind {
            Kind::Grant(grant) => self.manager(grant).await?.token().await,
            Kind::Supplied(supplied) => supplied.token().await,
        }
    }

    /// What to replay with after the API refused `rejected`; `None`: nothing better is to be had.
    pub async fn after_401(&self, rejected: &Arc<Token>) -> Option<Arc<Token>> {
        match &self.0.kind {
            Kind::Grant(grant) => grant.manager.get()?.after_401(rejected).await,
            Kind::Supplied(supplied) => supplied.after_401(rejected).await,
        }
    }

    /// Forgets `rejected`, for a call that cannot be replayed.
    pub fn rejected(&self, rejected: &Arc<Token>) {
        if let Kind::Grant(grant) = &self.0.kind
            && let Some(manager) = grant.manager.get()
        {
            manager.forget(rejected);
        }
    }

    /// A new token, whatever the current one is.
    pub async fn refresh(&self) -> Result<Arc<Token>, Error> {
        match &self.0.kind {
            Kind::Grant(grant) => self.manager(grant).await?.refresh().await,
            Kind::Supplied(supplied) => supplied.token().await,
        }
    }

    /// Forgets the token; the next call gets another.
    pub fn invalidate(&self) {
        if let Kind::Grant(grant) = &self.0.kind
            && let Some(manager) = grant.manager.get()
        {
            manager.invalidate();
        }
    }

    /// The client's secrets and its token, as far as they are known: no text that others wrote may show them.
    pub fn secrets(&self) -> Vec<Secret> {
        match &self.0.kind {
            Kind::Grant(grant) => grant.manager.get().map(|manager| manager.secrets()).unwrap_or_default(),
            Kind::Supplied(supplied) => supplied.live().map(|token| token.secret.clone()).into_iter().collect(),
        }
    }

    /// What is known of the tokens so far.
    pub fn stats(&self) -> Stats {
        match &self.0.kind {
            Kind::Grant(grant) => grant.manager.get().map(|manager| manager.stats()).unwrap_or_default(),
            Kind::Supplied(supplied) => supplied.stats(),
        }
    }

    #[cfg(test)]
    pub(super) fn manager_for_test(&self) -> Arc<Manager> {
        match &self.0.kind {
            Kind::Grant(grant) => Arc::clone(grant.manager.get().expect("its credentials are known")),
            Kind::Supplied(_) => panic!("a client with a token of its own has no manager"),
        }
    }

    async fn manager(&self, grant: &Grant) -> Result<Arc<Manager>, Error> {
        if let Some(manager) = grant.manager.get() {
            return Ok(Arc::clone(manager));
        }
        let (id, secret) = (grant.options.client_id.clone(), grant.options.client_secret.clone());
        match grant.asking.outcome(async move { read_credentials::read_pair(&id, &secret).await }).await {
            Some(Ok((id, secrets))) => Ok(self.bind(grant, &id, &secrets)),
            Some(Err(why)) => Err(why.into()),
            None => Err(Error::Internal { message: "the client's suppliers ended without an outcome".into() }),
        }
    }

    /// The manager of these credentials, which this client joins once.
    fn bind(&self, grant: &Grant, id: &Secret, secrets: &[Secret]) -> Arc<Manager> {
        let options = &grant.options;
        let manager = grant.manager.get_or_init(|| {
            let key = Key::new(&options.token_url, id, options.scope.as_deref(), secrets);
            let manager = grant.registry.manager(key, || Manager::new(options, Arc::clone(&grant.clock)));
            let owner = Arc::downgrade(&self.0.alive);
            manager.add_client(Source { id: options.client_id.clone(), secret: options.client_secret.clone(), owner });
            if let Some(store) = &options.store {
                manager.add_store(Arc::downgrade(&self.0.alive), Arc::clone(store));
            }
            manager
        });
        Arc::clone(manager)
    }
}
