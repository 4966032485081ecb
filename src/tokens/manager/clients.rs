//! The clients of one key: their credentials and their stores.

use std::sync::{Arc, Weak};

use super::super::read_credentials::CredentialSource;
use super::super::store::TokenStore;
use super::expiry;
use super::state::Manager;

impl Manager {
    /// Adds a client and its credentials.
    pub(crate) fn add_client(&self, source: CredentialSource) {
        let mut state = self.state.lock();
        state.clients += 1;
        // Some programs make a client for each request: do not keep the providers of those that are gone.
        state.sources.retain(|known| known.is_fixed() || known.owner.strong_count() > 0);
        // Fixed credentials of one key are the same in every client, so one copy is enough. It outlives its client.
        if source.is_fixed() && state.sources.iter().any(CredentialSource::is_fixed) {
            return;
        }
        state.sources.push(source);
    }

    /// Removes a client. The last client takes the secrets with it, since a new client brings its own. The token stays
    /// until it expires, so that a program that makes a client for each request still sends one token request.
    pub(crate) fn remove_client(self: &Arc<Self>) {
        let mut state = self.state.lock();
        state.clients -= 1;
        state.drop_unused_secrets();
        if state.clients == 0 && state.last.is_some() && !std::mem::replace(&mut state.is_expiring, true) {
            self.source.spawn(Box::pin(expiry::drop_expired_token(Arc::downgrade(self))));
        }
    }

    /// Adds the store of a client. Stores of clients that are gone are kept while there is no other.
    pub(crate) fn add_store(&self, owner: Weak<()>, store: Arc<dyn TokenStore>) {
        let mut state = self.state.lock();
        state.stores.retain(|(owner, _)| owner.strong_count() > 0);
        state.stores.push((owner, store));
    }
}
