//! `oauthTokens.create`: the request proves the identity of the client with a secret or with an assertion.

use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::json;
use crate::private_key::ASSERTION_TYPE_JSON;

/// A field by its JavaScript name and its wire name.
type Names = [&'static str; 2];

const SECRET: Names = ["clientSecret", "client_secret"];
const ASSERTION: Names = ["clientAssertion", "client_assertion"];
const ASSERTION_TYPE: Names = ["clientAssertionType", "client_assertion_type"];

/// Checks that a token request has a secret or an assertion (RFC 6749, section 2.3), and adds the type of an assertion unless it was given.
/// Returns whether it has an assertion, which is accepted once, so that the request must not be repeated. Ignores other operations.
pub(super) fn complete(endpoint: &Endpoint, members: &mut Vec<json::Entry<'_>>) -> Result<bool, Error> {
    if endpoint.name != "oauthTokens.create" {
        return Ok(false);
    }
    let has = |names: Names| members.iter().any(|entry| names.contains(&&*entry.key) && entry.value != "null");
    match (has(SECRET), has(ASSERTION)) {
        (true, true) => {
            Err(Error::invalid(format!("clientSecret and clientAssertion are both given: {} needs one of them", endpoint.name)))
        }
        (false, false) => Err(Error::invalid(format!("clientSecret is missing: {} needs it, or a clientAssertion", endpoint.name))),
        (true, false) => Ok(false),
        (false, true) => {
            if !has(ASSERTION_TYPE) {
                members.retain(|entry| !ASSERTION_TYPE.contains(&&*entry.key));
                let key = "client_assertion_type".into();
                members.push(json::Entry { key, raw_key: "\"client_assertion_type\"", value: ASSERTION_TYPE_JSON });
            }
            Ok(true)
        }
    }
}
