//! What a client proves its identity with: its secret, or a private key.

use serde_json::Value;

use super::options::Options;
use super::value::{self, CredentialSource};
use crate::error::Error;
use crate::private_key::{ALLOWED, KeysError, canonical_keys};
use crate::secret::SecretJson;

/// What a client proves its identity with.
#[derive(Debug)]
pub(crate) enum Proof {
    /// Its secret, or several of which at least one is valid.
    Secret(CredentialSource),
    /// A private key, or several of which at least one is valid.
    PrivateKey {
        /// The canonical texts of the keys, or the function that gives keys as PEM or JWK.
        keys: CredentialSource,
        /// The key ids that a function's keys get: none, one for all of them, or one for each.
        key_ids: Vec<String>,
    },
}

const SECRET: (&str, &str) = ("clientSecret", "PIPEDREAM_CLIENT_SECRET");
const PRIVATE_KEY: (&str, &str) = ("privateKey", "PIPEDREAM_PRIVATE_KEY");
const KEY_ID: (&str, &str) = ("keyId", "PIPEDREAM_KEY_ID");

/// The proof that was given. An option goes over the other credential's variable, which may be left from another program.
pub(super) fn proof(options: &Options<'_>) -> Result<Proof, Error> {
    let is_given = |(name, _): (&str, &str)| options.given.raw(name).is_some();
    let is_set = |(_, variable): (&str, &str)| options.env.raw(variable).is_some();
    match (is_given(SECRET), is_given(PRIVATE_KEY)) {
        (true, true) => Err(Error::invalid("clientSecret and privateKey are both given: a client has one of them, so leave one out")),
        (true, false) => secret(options),
        (false, true) => private_key(options),
        (false, false) => match (is_set(SECRET), is_set(PRIVATE_KEY)) {
            (true, true) => Err(Error::invalid(
                "PIPEDREAM_CLIENT_SECRET and PIPEDREAM_PRIVATE_KEY are both set: unset one of them, or give the option clientSecret or privateKey",
            )),
            (true, false) => secret(options),
            (false, true) => private_key(options),
            (false, false) => {
                Err(options.missing("clientSecret", "set PIPEDREAM_CLIENT_SECRET, give a privateKey or set PIPEDREAM_PRIVATE_KEY"))
            }
        },
    }
}

fn secret(options: &Options<'_>) -> Result<Proof, Error> {
    let (secret, name) = options.or_env(SECRET.0, SECRET.1)?;
    let secret = SecretJson(secret);
    let key_id = options.given.value(KEY_ID.0)?;
    if !key_id.is_null() {
        return Err(Error::invalid(format!("keyId is the id of a privateKey, but the client has a secret ({name}): leave keyId out")));
    }
    Ok(Proof::Secret(value::credential(&secret.0, name, true, options.hidden)?))
}

fn private_key(options: &Options<'_>) -> Result<Proof, Error> {
    let (given, name) = options.or_env(PRIVATE_KEY.0, PRIVATE_KEY.1)?;
    let given = SecretJson(given);
    let key_ids = key_ids(options)?;
    let (texts, is_list) = match value::secret_texts(&given.0, options.hidden) {
        Ok(texts) => (texts, given.0.is_array()),
        Err(other) => match value::callback(other) {
            Some(object) => return Ok(Proof::PrivateKey { keys: CredentialSource::Callback(object), key_ids }),
            None => {
                let got = value::describe_type(other);
                return Err(Error::invalid(format!("{name} must be {ALLOWED}, an array of them, a function or a promise, got {got}")));
            }
        },
    };
    let keys = canonical_keys(texts.iter().copied(), &key_ids).map_err(|error| {
        Error::invalid(match error {
            KeysError::NotUsable { index, what } if is_list => format!("{name}[{index}] must be {ALLOWED}, got {what}"),
            KeysError::NotUsable { what, .. } => format!("{name} must be {ALLOWED}, got {what}"),
            KeysError::KeyIds { .. } => error.to_string(),
        })
    })?;
    Ok(Proof::PrivateKey { keys: CredentialSource::Values(keys), key_ids })
}

/// The option `keyId`: one for all keys, or one for each.
fn key_ids(options: &Options<'_>) -> Result<Vec<String>, Error> {
    let (given, name) = options.or_env(KEY_ID.0, KEY_ID.1)?;
    let wrong = |got: &Value| {
        let got = value::describe(got);
        Error::invalid(format!("{name} must be a non-empty string without line breaks, or an array with one for each key, got {got}"))
    };
    let one = |id: &Value| match id {
        Value::String(text) if !text.trim().is_empty() && !text.chars().any(char::is_control) => Ok(text.trim().to_owned()),
        other => Err(wrong(other)),
    };
    match &given {
        Value::Null => Ok(Vec::new()),
        Value::Array(ids) if !ids.is_empty() => ids.iter().map(one).collect(),
        other => Ok(vec![one(other)?]),
    }
}
