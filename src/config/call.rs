//! What one call asks for on top of the client's options.

use std::time::Duration;

use http::{HeaderName, HeaderValue};

use super::value;
use crate::error::Error;
use crate::raw_object::RawObject;

/// A call's own options, checked. What is absent is the client's.
#[derive(Debug, Default)]
pub struct CallOptions {
    /// The limit of one attempt.
    pub timeout: Option<Duration>,
    /// How often the call is repeated.
    pub max_retries: Option<u32>,
    /// How large an answer that is read whole may be, in bytes.
    pub max_response_bytes: Option<usize>,
    /// Headers over all others; no value removes the header.
    pub headers: Vec<(HeaderName, Option<HeaderValue>)>,
    /// Query parameters that replace or follow the operation's own, as the JSON text of an object.
    pub query: Option<String>,
    /// What `x-pd-environment` says.
    pub environment: Option<&'static str>,
    /// Sent as `x-pd-rate-limit`.
    pub rate_limit_token: Option<HeaderValue>,
}

impl CallOptions {
    /// Checks the options, given as JSON text; no text means no options.
    pub fn parse(json: Option<&str>) -> Result<Self, Error> {
        let Some(json) = json else { return Ok(Self::default()) };
        let options = RawObject::of(json, "the call's options")?;
        let query = options.raw("queryParams");
        if let Some(query) = query.filter(|query| !query.starts_with('{')) {
            return Err(Error::invalid(format!("queryParams must be an object, got {query}")));
        }
        let given = options.pairs("headers")?;
        let mut headers = Vec::with_capacity(given.len());
        for (name, given) in &given {
            let checked = value::header(name, given, "headers")?;
            headers.push(match checked {
                Some((name, given)) => (name, Some(given)),
                None => (value::header_name(name, "headers")?, None),
            });
        }
        Ok(Self {
            timeout: value::seconds(&options.value("timeoutInSeconds")?, "timeoutInSeconds")?,
            max_retries: value::count(&options.value("maxRetries")?, "maxRetries")?,
            max_response_bytes: value::bytes(&options.value("maxResponseBytes")?, "maxResponseBytes")?,
            headers,
            query: query.map(str::to_owned),
            environment: value::environment(&options.value("projectEnvironment")?, "projectEnvironment")?,
            rate_limit_token: value::header_option(&options.value("rateLimitToken")?, "rateLimitToken")?,
        })
    }
}
