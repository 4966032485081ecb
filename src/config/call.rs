//! The options of one call.

use std::time::Duration;

use http::{HeaderName, HeaderValue};

use super::value;
use crate::error::Error;
use crate::raw_object::RawObject;

/// A call's own options, checked. The client's apply where it has none.
#[derive(Debug, Default)]
pub(crate) struct CallOptions {
    /// The time limit of one attempt.
    pub timeout: Option<Duration>,
    /// The time limit of the whole call.
    pub deadline: Option<Duration>,
    /// How long the call had been going on before it got here, while functions gave its headers.
    pub elapsed: Duration,
    /// How often the call may be retried.
    pub max_retries: Option<u32>,
    /// How large a response that is read whole may be, in bytes.
    pub max_response_bytes: Option<usize>,
    /// Headers that replace all others; `None` removes the header.
    pub headers: Vec<(HeaderName, Option<HeaderValue>)>,
    /// Query parameters, as the JSON text of an object. They replace those of the operation in their place, or follow them.
    pub query: Option<String>,
    /// The value of `x-pd-environment`.
    pub environment: Option<&'static str>,
    /// The value of `x-pd-rate-limit`.
    pub rate_limit_token: Option<HeaderValue>,
}

impl CallOptions {
    /// Checks the options, given as JSON text; `None` means no options.
    pub(crate) fn parse(json: Option<&str>) -> Result<Self, Error> {
        let Some(json) = json else { return Ok(Self::default()) };
        let options = RawObject::parse(json, "the call's options")?;
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
            deadline: value::seconds(&options.value("deadlineInSeconds")?, "deadlineInSeconds")?,
            elapsed: options.value("elapsedMs")?.as_f64().and_then(|ms| Duration::try_from_secs_f64(ms / 1000.0).ok()).unwrap_or_default(),
            max_retries: value::count(&options.value("maxRetries")?, "maxRetries")?,
            max_response_bytes: value::bytes(&options.value("maxResponseBytes")?, "maxResponseBytes")?,
            headers,
            query: query.map(str::to_owned),
            environment: value::environment(&options.value("projectEnvironment")?, "projectEnvironment")?,
            rate_limit_token: value::header_option(&options.value("rateLimitToken")?, "rateLimitToken")?,
        })
    }
}
