//! The options of a client as JavaScript passes them, and the variables of the environment beside them.

use serde_json::Value;

use crate::error::Error;
use crate::raw_object::RawObject;
use crate::secret::Secret;

/// The variable with an access token of the caller's own.
pub(super) const ACCESS_TOKEN: &str = "PIPEDREAM_ACCESS_TOKEN";

/// The options as JavaScript passes them.
pub(super) struct Options<'a> {
    /// The options.
    pub given: RawObject<'a>,
    /// The variables of the environment.
    pub env: RawObject<'a>,
    /// The credentials, which the text does not hold.
    pub hidden: &'a [Secret],
}

impl<'a> Options<'a> {
    pub(super) fn parse(json: &'a str, hidden: &'a [Secret]) -> Result<Self, Error> {
        let given = RawObject::parse(json, "the client's options")?;
        let env = RawObject::parse(given.raw("env").unwrap_or("{}"), "the environment's variables")?;
        Ok(Self { given, env, hidden })
    }

    /// The option `name`, else its environment variable, and the name of the one that was used.
    pub(super) fn or_env<'n>(&self, name: &'n str, variable: &'n str) -> Result<(Value, &'n str), Error> {
        if self.given.raw(name).is_none() && self.env.raw(variable).is_some() {
            return Ok((self.env.value(variable)?, variable));
        }
        Ok((self.given.value(name)?, name))
    }

    /// Whether a credential other than a token is among the options: `PIPEDREAM_ACCESS_TOKEN` does not count then.
    pub(super) fn gives_credentials(&self) -> bool {
        ["clientId", "clientSecret", "privateKey"].iter().any(|name| self.given.raw(name).is_some())
    }

    /// The error for a credential that is neither given nor in the environment. `otherwise` is what helps beside the option.
    pub(super) fn missing(&self, name: &str, otherwise: &str) -> Error {
        let token = match self.env.raw(ACCESS_TOKEN) {
            None => "or give a token: the option token or PIPEDREAM_ACCESS_TOKEN",
            Some(_) => {
                "or give the option token (PIPEDREAM_ACCESS_TOKEN is set, but does not count beside clientId, clientSecret or privateKey)"
            }
        };
        Error::invalid(format!("{name} is missing: give the option {name}, {otherwise}, {token}"))
    }
}
