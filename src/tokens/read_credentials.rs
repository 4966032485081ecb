//! Read credentials from where they come: values, or functions of JavaScript's that are asked.

use std::sync::Arc;

use super::manager::{Manager, Source};
use super::{Credential, ProviderError, schedule};
use crate::deadline::within;
use crate::error::{Error, Thrown, TokenFailure};
use crate::secret::Secret;

/// Why a supplier could not be read.
#[derive(Debug, Clone)]
pub enum ReadError {
    /// Its worker has ended.
    Gone,
    /// It failed, or gave nothing that can be used.
    Failed(Error),
    /// It gave nothing in time; its event loop may have been busy.
    Late(Error),
}

impl From<ReadError> for Error {
    fn from(why: ReadError) -> Self {
        match why {
            ReadError::Failed(error) | ReadError::Late(error) => error,
            ReadError::Gone => failed("the worker that supplies the client's credentials has ended".into(), None),
        }
    }
}

/// How many functions that fail a flight asks before it says so: more would take it past its limit.
const FAILURES: usize = 2;

/// The client id, and the secrets to try in their order.
///
/// Functions come first, since they may know a newer secret than what was given as a value; one whose worker has ended,
/// or that fails, leaves it to the next client's. What was given as a value is tried last.
pub async fn credentials(manager: &Manager) -> Result<(Secret, Vec<Secret>), Error> {
    let (values, functions): (Vec<Source>, Vec<Source>) = manager.sources().into_iter().partition(Source::is_fixed);
    let mut found: Option<(Secret, Vec<Secret>)> = None;
    let mut failures = Vec::new();
    let mut late = None;
    for (index, source) in functions.iter().enumerate() {
        // The event loop of one worker may be busy while another's is free.
        let can_ask_another = index + 1 < functions.len() || !values.is_empty();
        match read_both(&source.id, &source.secret, !can_ask_another).await {
            Ok(pair) => found = Some(pair),
            Err(ReadError::Gone) => {}
            Err(ReadError::Late(error)) => {
                late.get_or_insert(source);
                failures.push(error);
            }
            Err(ReadError::Failed(error)) => failures.push(error),
        }
        if found.is_some() || failures.len() == FAILURES {
            break;
        }
    }
    if let (None, true, Some(source)) = (&found, values.is_empty(), late) {
        // No other was any help.
        return read_pair(&source.id, &source.secret).await.map_err(Error::from);
    }
    for source in values {
        let (id, secrets) = read_pair(&source.id, &source.secret).await?;
        let (_, all) = found.get_or_insert((id, Vec::new()));
        all.extend(secrets.into_iter().filter(|secret| !all.contains(secret)).collect::<Vec<_>>());
    }
    found.ok_or_else(|| failures.into_iter().next().unwrap_or_else(|| ReadError::Gone.into()))
}

/// What the two credentials of one client are now.
pub async fn read_pair(id: &Credential, secret: &Credential) -> Result<(Secret, Vec<Secret>), ReadError> {
    read_both(id, secret, true).await
}

/// What a credential is now: one value or more, each fit to be sent.
pub async fn read(value: &Credential, name: &str) -> Result<Vec<Secret>, ReadError> {
    read_within(value, name, true).await
}

async fn read_both(id: &Credential, secret: &Credential, is_patient: bool) -> Result<(Secret, Vec<Secret>), ReadError> {
    let (mut ids, secrets) = (read_within(id, "clientId", is_patient).await?, read_within(secret, "clientSecret", is_patient).await?);
    Ok((ids.swap_remove(0), secrets))
}

/// One that `is_patient` counts the function's limit in turns of its event loop, else in time.
async fn read_within(value: &Credential, name: &str, is_patient: bool) -> Result<Vec<Secret>, ReadError> {
    let supplier = match value {
        Credential::Fixed(values) => return Ok(values.clone()),
        Credential::Provider(supplier) => supplier,
    };
    let broken_by = |why: String, thrown| ReadError::Failed(failed(format!("the function given as {name} {why}"), thrown));
    let broken = |why| broken_by(why, None);
    let turn = supplier.turn();
    let can_be_busy = turn.is_some() && !is_patient;
    let given = match within(schedule::PROVIDER_LIMIT, turn.filter(|_| is_patient), supplier.supply()).await {
        None => {
            let limit = schedule::PROVIDER_LIMIT.as_secs();
            let why = format!("the function given as {name} gave nothing within {limit} s; one that calls its own client waits for itself");
            let error = failed(why, None);
            return Err(if can_be_busy { ReadError::Late(error) } else { ReadError::Failed(error) });
        }
        Some(Err(ProviderError::Gone)) => return Err(ReadError::Gone),
        Some(Err(ProviderError::Failed(why, thrown))) => return Err(broken_by(format!("failed: {why}"), thrown)),
        Some(Ok(given)) => given,
    };
    let fits = |one: &Secret| !one.expose().trim().is_empty() && !one.expose().chars().any(char::is_control);
    if given.is_empty() || !given.iter().all(fits) {
        return Err(broken("must give a non-empty string without line breaks".into()));
    }
    Ok(given)
}

fn failed(message: String, thrown: Option<Thrown>) -> Error {
    Error::Token(Arc::new(TokenFailure { code: Some("ERR_SUPPLIER".into()), message, thrown, ..TokenFailure::default() }))
}
