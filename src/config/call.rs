//! What one call asks for on top of the client's options.

use std::time::Duration;

use http::{HeaderName, HeaderValue};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::value;
use crate::error::Error;

/// A call's own options, checked. What is absent is the client's.
#[derive(Debug, Default)]
pub struct CallOptions {
    /// The limit of one attempt.
    pub timeout: Option<Duration>,
    /// How often the call is repeated.
    pub max_retries: Option<u32>,
    /// Headers over all others; no value removes the header.
    pub headers: Vec<(HeaderName, Option<HeaderValue>)>,
    /// Query parameters that replace or follow the operation's own, as the JSON text of an object.
    pub query: Option<Box<RawValue>>,
    /// What `x-pd-environment` says.
    pub environment: Option<&'static str>,
    /// Sent as `x-pd-rate-limit`.
    pub rate_limit_token: Option<HeaderValue>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Options {
    timeout_in_seconds: Value,
    max_retries: Value,
    headers: Vec<(String, Value)>,
    query_params: Option<Box<RawValue>>,
    project_environment: Value,
    rate_limit_token: Value,
}

impl CallOptions {
    /// Checks the options, given as JSON text; no text means no options.
    pub fn parse(json: Option<&str>) -> Result<Self, Error> {
        let Some(json) = json else { return Ok(Self::default()) };
        let options: Options =
            serde_json::from_str(json).map_err(|e| Error::invalid(format!("the call's options could not be read: {e}")))?;
        if let Some(query) = options.query_params.as_deref()
            && !query.get().starts_with('{')
        {
            return Err(Error::invalid(format!("queryParams must be an object, got {}", query.get())));
        }
        let mut headers = Vec::with_capacity(options.headers.len());
        for (name, given) in &options.headers {
            let checked = value::header(name, given, "headers")?;
            headers.push(match checked {
                Some((name, given)) => (name, Some(given)),
                None => (value::header_name(name, "headers")?, None),
            });
        }
        Ok(Self {
            timeout: value::seconds(&options.timeout_in_seconds, "timeoutInSeconds")?,
            max_retries: value::count(&options.max_retries, "maxRetries")?,
            headers,
            query: options.query_params,
            environment: value::environment(&options.project_environment, "projectEnvironment")?,
            rate_limit_token: value::header_option(&options.rate_limit_token, "rateLimitToken")?,
        })
    }
}
