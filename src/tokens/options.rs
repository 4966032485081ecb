//! What a client needs to fetch tokens by client credentials (RFC 6749, section 4.4).

use std::sync::Arc;

use super::client_auth::ClientAuth;
use super::credential::Credential;
use super::events::Observer;
use super::scopes::Scopes;
use super::store::TokenStore;
use super::token_endpoint::TokenEndpoint;

/// The options of the client credentials grant.
pub(crate) struct ClientCredentialsOptions {
    /// The URL of the token endpoint.
    pub token_url: String,
    /// The client's id.
    pub client_id: Credential,
    /// How the client authenticates.
    pub auth: ClientAuth,
    /// The client's secret, or several of which one is valid. With a private key: its canonical text in the place of the secret.
    pub client_secret: Credential,
    /// The scopes to request.
    pub scopes: Scopes,
    /// Sends the token requests.
    pub endpoint: Arc<dyn TokenEndpoint>,
    /// Where processes share tokens.
    pub store: Option<Arc<dyn TokenStore>>,
    /// Receives the token events.
    pub observer: Arc<dyn Observer>,
    /// Where refreshes run.
    pub runtime: tokio::runtime::Handle,
}
