//! A credential of the client: a value, or a function that provides it.

use std::sync::Arc;

use crate::deadline::Turn;
use crate::error::Thrown;
use crate::future::BoxFuture;
use crate::secret::Secret;

/// A client id, a client secret or a token, or the provider of one.
#[derive(Clone)]
pub(crate) enum Credential {
    /// Known from the start. Several client secrets are tried in their order.
    Fixed(Vec<Secret>),
    /// Asked for at each refresh.
    Provider(Arc<dyn CredentialProvider>),
}

/// Provides a credential on request.
pub(crate) trait CredentialProvider: Send + Sync {
    /// One value, or several secrets of which one is valid.
    fn provide(&self) -> BoxFuture<'static, Result<Vec<Secret>, ProviderError>>;
    /// A turn of the event loop that the provider runs on, if it runs on one.
    fn turn(&self) -> Option<Turn> {
        None
    }
}

/// Why a provider gave nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ProviderError {
    /// Its worker has ended. The provider of another client may still answer.
    Gone,
    /// It failed, with its own message and the id of what it threw.
    Failed(String, Option<Thrown>),
}
