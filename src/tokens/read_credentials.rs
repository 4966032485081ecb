//! Read credentials where they come from: values, or functions of the caller.

use std::sync::{Arc, Weak};

use super::credential::{Credential, ProviderError};
use super::schedule;
use crate::deadline::within;
use crate::error::{Error, Thrown, TokenFailure};
use crate::secret::Secret;

/// Where the credentials of one client come from.
#[derive(Clone)]
pub(crate) struct CredentialSource {
    /// The client id.
    pub id: Credential,
    /// The client secret, or several.
    pub secret: Credential,
    /// The option that `secret` came from, for errors.
    pub secret_option: &'static str,
    /// The client, as long as it exists.
    pub owner: Weak<()>,
}

impl CredentialSource {
    /// Whether both credentials are values.
    pub(crate) fn is_fixed(&self) -> bool {
        matches!((&self.id, &self.secret), (Credential::Fixed(_), Credential::Fixed(_)))
    }

    async fn read(&self, limit: Limit) -> Result<(Secret, Vec<Secret>), ReadError> {
        read_both(&self.id, &self.secret, self.secret_option, limit).await
    }
}

/// Why a credential could not be read.
#[derive(Debug, Clone)]
pub enum ReadError {
    /// The worker of its provider has ended.
    Gone,
    /// The provider failed, or gave something that cannot be used.
    Failed(Error),
    /// The provider gave nothing in time. Its event loop may have been busy.
    Late(Error),
}

impl From<ReadError> for Error {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Failed(error) | ReadError::Late(error) => error,
            ReadError::Gone => failed("the worker of the client's credential functions has ended".into(), None),
        }
    }
}

/// How many providers may fail before a refresh fails. More would take it past its limit.
const MAX_FAILURES: usize = 2;

/// How the limit of a provider is counted.
#[derive(Clone, Copy, PartialEq)]
enum Limit {
    /// In turns of the provider's event loop, so that a busy event loop does not use it up.
    Turns,
    /// In time, since the provider of another client may be asked instead.
    Time,
}

/// The client id, and the secrets to try in their order.
///
/// Providers are asked first, since they may know a newer secret than one that was given as a value. If a provider fails,
/// or its worker has ended, that of the next client is asked. Values come last.
pub(crate) async fn read_any(sources: Vec<CredentialSource>) -> Result<(Secret, Vec<Secret>), Error> {
    let (values, providers): (Vec<CredentialSource>, Vec<CredentialSource>) = sources.into_iter().partition(CredentialSource::is_fixed);
    let mut found: Option<(Secret, Vec<Secret>)> = None;
    let mut failures = Vec::new();
    let mut late = None;
    for (index, source) in providers.iter().enumerate() {
        // The event loop of one worker may be busy while another's is free.
        let can_ask_another = index + 1 < providers.len() || !values.is_empty();
        match source.read(if can_ask_another { Limit::Time } else { Limit::Turns }).await {
            Ok(pair) => found = Some(pair),
            Err(ReadError::Gone) => {}
            Err(ReadError::Late(error)) => {
                late.get_or_insert(source);
                failures.push(error);
            }
            Err(ReadError::Failed(error)) => failures.push(error),
        }
        if found.is_some() || failures.len() == MAX_FAILURES {
            break;
        }
    }
    if let (None, true, Some(source)) = (&found, values.is_empty(), late) {
        // No other source helped: wait for the busy event loop.
        return source.read(Limit::Turns).await.map_err(Error::from);
    }
    for source in values {
        let (id, secrets) = source.read(Limit::Turns).await?;
        let (_, all) = found.get_or_insert((id, Vec::new()));
        all.extend(secrets.into_iter().filter(|secret| !all.contains(secret)).collect::<Vec<_>>());
    }
    found.ok_or_else(|| failures.into_iter().next().unwrap_or_else(|| ReadError::Gone.into()))
}

/// The client id and the secrets of one client. `secret_option` is the option that errors name for the secret.
pub(crate) async fn read_pair(id: &Credential, secret: &Credential, secret_option: &str) -> Result<(Secret, Vec<Secret>), ReadError> {
    read_both(id, secret, secret_option, Limit::Turns).await
}

/// The values of one credential, at least one, each of which can be sent. `name` is the option that errors name.
pub(crate) async fn read(credential: &Credential, name: &str) -> Result<Vec<Secret>, ReadError> {
    read_within(credential, name, Limit::Turns).await
}

async fn read_both(id: &Credential, secret: &Credential, option: &str, limit: Limit) -> Result<(Secret, Vec<Secret>), ReadError> {
    let (mut ids, secrets) = (read_within(id, "clientId", limit).await?, read_within(secret, option, limit).await?);
    Ok((ids.swap_remove(0), secrets))
}

async fn read_within(credential: &Credential, name: &str, limit: Limit) -> Result<Vec<Secret>, ReadError> {
    let provider = match credential {
        Credential::Fixed(values) => return Ok(values.clone()),
        Credential::Provider(provider) => provider,
    };
    let error = |reason: String, thrown| failed(format!("the function given as {name} {reason}"), thrown);
    let turn = provider.turn();
    let may_be_busy = turn.is_some() && limit == Limit::Time;
    let values = match within(schedule::PROVIDER_LIMIT, turn.filter(|_| limit == Limit::Turns), provider.provide()).await {
        None => {
            let seconds = schedule::PROVIDER_LIMIT.as_secs();
            let error = error(format!("gave nothing within {seconds} s; one that calls its own client waits for itself"), None);
            return Err(if may_be_busy { ReadError::Late(error) } else { ReadError::Failed(error) });
        }
        Some(Err(ProviderError::Gone)) => return Err(ReadError::Gone),
        Some(Err(ProviderError::Failed(message, thrown))) => return Err(ReadError::Failed(error(format!("failed: {message}"), thrown))),
        Some(Ok(values)) => values,
    };
    let can_be_sent = |value: &Secret| !value.expose().trim().is_empty() && !value.expose().chars().any(char::is_control);
    if values.is_empty() || !values.iter().all(can_be_sent) {
        return Err(ReadError::Failed(error("must give a non-empty string without line breaks".into(), None)));
    }
    Ok(values)
}

fn failed(message: String, thrown: Option<Thrown>) -> Error {
    Error::Token(Arc::new(TokenFailure { code: Some("ERR_SUPPLIER".into()), message, thrown, ..TokenFailure::default() }))
}
