//! The credentials of a client, which may be functions of JavaScript, as the token manager takes them.

use std::sync::Arc;

use tokio::runtime::Handle;

use super::callbacks::JsCredential;
use super::environment::Environment;
use super::message::CallbackKind;
use super::token_events::JsObserver;
use super::token_store::token_store;
use crate::call::TokenRequests;
use crate::config::{Auth, Config, CredentialSource, Proof};
use crate::tokens::{ClientAuth, ClientCredentialsOptions, ClientTokens, Credential, KeyProvider, Scopes};
use crate::transport::Exchange;

/// The tokens of a client with these options.
pub(super) fn client_tokens(environment: &Arc<Environment>, config: &Config, exchange: Arc<dyn Exchange>, runtime: Handle) -> ClientTokens {
    match &config.auth {
        Auth::Token(CredentialSource::Values(values)) => ClientTokens::from_token(values[0].clone()),
        Auth::Token(CredentialSource::Callback(object)) => {
            ClientTokens::from_token_provider(Arc::new(JsCredential::new(environment, CallbackKind::Token, *object)))
        }
        Auth::ClientCredentials { client_id, proof, scope } => {
            let (auth, client_secret) = authentication(environment, proof, config);
            ClientTokens::from_client_credentials(ClientCredentialsOptions {
                token_url: format!("{}/v1/oauth/token", config.base_url),
                client_id: credential(environment, client_id, CallbackKind::ClientId),
                auth,
                client_secret,
                scopes: Scopes::new(scope.clone()),
                endpoint: Arc::new(TokenRequests::new(exchange, config)),
                store: config.store.as_ref().map(|store| token_store(environment, store)),
                observer: Arc::new(JsObserver),
                runtime,
            })
        }
    }
}

/// How the client authenticates, and with what.
fn authentication(environment: &Arc<Environment>, proof: &Proof, config: &Config) -> (ClientAuth, Credential) {
    match proof {
        Proof::Secret(secret) => (ClientAuth::Secret, credential(environment, secret, CallbackKind::ClientSecret)),
        Proof::PrivateKey { keys, key_ids } => {
            let keys = match credential(environment, keys, CallbackKind::PrivateKey) {
                Credential::Provider(texts) => Credential::Provider(Arc::new(KeyProvider { texts, key_ids: key_ids.clone() })),
                fixed @ Credential::Fixed(_) => fixed,
            };
            (ClientAuth::PrivateKey { audience: config.origin.clone() }, keys)
        }
    }
}

fn credential(environment: &Arc<Environment>, given: &CredentialSource, kind: CallbackKind) -> Credential {
    match given {
        CredentialSource::Values(values) => Credential::Fixed(values.clone()),
        CredentialSource::Callback(object) => Credential::Provider(Arc::new(JsCredential::new(environment, kind, *object))),
    }
}
