//! Read credentials from where they come: values, or functions of JavaScript's that are asked.

use std::sync::Arc;

use super::manager::{Manager, Source};
use super::{SupplierFault, Value, schedule};
use crate::error::{Error, Thrown, TokenFailure};
use crate::secret::Secret;

/// Why a supplier could not be read.
#[derive(Debug, Clone)]
pub enum Unread {
    /// Its worker has ended.
    Gone,
    /// It failed, or gave nothing that can be used.
    Failed(Error),
}

impl From<Unread> for Error {
    fn from(why: Unread) -> Self {
        match why {
            Unread::Failed(error) => error,
            Unread::Gone => failed("the worker that supplies the client's credentials has ended".into(), None),
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
    for source in functions {
        match read_pair(&source.id, &source.secret).await {
            Ok(pair) => found = Some(pair),
            Err(Unread::Gone) => {}
            Err(Unread::Failed(error)) => failures.push(error),
        }
        if found.is_some() || failures.len() == FAILURES {
            break;
        }
    }
    for source in values {
        let (id, secrets) = read_pair(&source.id, &source.secret).await?;
        let (_, all) = found.get_or_insert((id, Vec::new()));
        all.extend(secrets.into_iter().filter(|secret| !all.contains(secret)).collect::<Vec<_>>());
    }
    found.ok_or_else(|| failures.into_iter().next().unwrap_or_else(|| Unread::Gone.into()))
}

/// What the two credentials of one client are now.
pub async fn read_pair(id: &Value, secret: &Value) -> Result<(Secret, Vec<Secret>), Unread> {
    let (mut ids, secrets) = (read(id, "clientId").await?, read(secret, "clientSecret").await?);
    Ok((ids.swap_remove(0), secrets))
}

/// What a credential is now: one value or more, each fit to be sent.
pub async fn read(value: &Value, name: &str) -> Result<Vec<Secret>, Unread> {
    let supplier = match value {
        Value::Fixed(values) => return Ok(values.clone()),
        Value::Supplied(supplier) => supplier,
    };
    let broken_by = |why: String, thrown| Unread::Failed(failed(format!("the function given as {name} {why}"), thrown));
    let broken = |why| broken_by(why, None);
    let given = match tokio::time::timeout(schedule::SUPPLIER_LIMIT, supplier.supply()).await {
        Err(_) => {
            let limit = schedule::SUPPLIER_LIMIT.as_secs();
            return Err(broken(format!("gave nothing within {limit} s; one that calls its own client waits for itself")));
        }
        Ok(Err(SupplierFault::Gone)) => return Err(Unread::Gone),
        Ok(Err(SupplierFault::Failed(why, thrown))) => return Err(broken_by(format!("failed: {why}"), thrown)),
        Ok(Ok(given)) => given,
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
