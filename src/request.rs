//! An operation and its arguments become a request: URL, headers, body. Nothing is sent from here.
//!
//! Whatever is wrong with the arguments is found here, so that nothing half right ever leaves. The three
//! hand-made kinds of request have a file each; what they share is [`Prepared`].

mod custom;
mod operation;
mod proxy;
mod segment;
#[cfg(test)]
mod tests;
mod workflow;

use std::borrow::Cow;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, header};

use crate::call::Client;
use crate::config::{CallOptions, Config, ENVIRONMENT, RATE_LIMIT, header as checked_header, is_framing};
use crate::endpoint::Answer;
use crate::error::Error;
use crate::generated::endpoints;
use crate::raw_object::RawObject;
use crate::transport::Source;

/// What JavaScript asks for, as it crossed.
pub enum Ask {
    /// An operation of the table; `args` is the JSON text of `[ids, request]`.
    Operation {
        /// Its number.
        operation: u32,
        /// Ids and request.
        args: String,
        /// A body that is no JSON.
        upload: Upload,
    },
    /// An endpoint that is not described; `args` is the JSON text of `{method, path, query, body, headers}`.
    Request {
        /// What to call.
        args: String,
        /// A body that is no JSON.
        upload: Upload,
    },
    /// A workflow; `args` is the JSON text of `{urlOrEndpoint, externalUserId, method, body, headers, authType}`.
    Workflow {
        /// What to call.
        args: String,
    },
}

/// A body that is no JSON.
pub enum Upload {
    /// There is none.
    None,
    /// Bytes at hand.
    Bytes(Bytes),
    /// A stream: can be sent once.
    Stream(Box<dyn Source>),
}

/// A request that could be sent, and how to take its answer.
pub struct Prepared {
    /// The verb.
    pub method: Method,
    /// The path as documented, for messages and events: it holds no ids.
    pub template: Cow<'static, str>,
    /// The absolute URL.
    pub url: String,
    /// All headers but the bearer.
    pub headers: HeaderMap,
    /// The body.
    pub body: Payload,
    /// Whether the bearer is still to be added.
    pub authenticate: bool,
    /// Whether sending it twice has the effect of sending it once.
    pub repeat: bool,
    /// Whether a 401 may be another service's.
    pub relayed: bool,
    /// Whether the caller asked a relayed service for something other than JSON, and so gets bytes whatever comes.
    pub wants_bytes: bool,
    /// What a good answer holds.
    pub answer: &'static Answer,
    /// The limit of one attempt.
    pub limit: Duration,
    /// How often it may be repeated.
    pub max_retries: u32,
    /// How large an answer that is read whole may be, in bytes.
    pub max_response_bytes: usize,
}

/// The body of a prepared request.
pub enum Payload {
    /// None.
    None,
    /// At hand, and can be sent again.
    Bytes(Bytes),
    /// Can be sent once.
    Stream(Option<Box<dyn Source>>),
}

impl Payload {
    /// Whether it can be sent once more.
    pub fn is_replayable(&self) -> bool {
        !matches!(self, Self::Stream(_))
    }
}

impl Prepared {
    /// `GET /v1/connect/{project_id}/accounts`: what the call is, without what is in it.
    pub fn what(&self) -> String {
        format!("{} {}", self.method, self.template)
    }
}

impl Ask {
    /// Checks everything and builds the request. `options` is the JSON text of the call's own options.
    pub fn prepare(self, client: &Client, options: Option<&str>) -> Result<Prepared, Error> {
        let options = CallOptions::parse(options)?;
        match self {
            Self::Operation { operation, args, upload } => {
                let endpoint = endpoints::numbered(operation)
                    .ok_or_else(|| Error::Internal { message: format!("there is no operation {operation}") })?;
                match endpoint.answer {
                    Answer::Relayed => proxy::prepare(client, endpoint, &args, upload, &options),
                    _ => operation::prepare(client, endpoint, &args, &options),
                }
            }
            Self::Request { args, upload } => custom::prepare(client, &args, upload, &options),
            Self::Workflow { args } => workflow::prepare(client, &args, &options),
        }
    }
}

/// The headers of a request before the bearer, in their order of rank: the client's, the environment, the
/// operation's own, the call's. Second: whether the bearer is to be added, which an Authorization of the
/// caller's own makes needless, and one set to null unwanted.
fn headers(client: &Client, own: HeaderMap, options: &CallOptions, bearer: bool) -> (HeaderMap, bool) {
    let mut headers = client.base_headers().clone();
    if let Some(environment) = options.environment {
        headers.insert(ENVIRONMENT, HeaderValue::from_static(environment));
    }
    if let Some(token) = &options.rate_limit_token {
        headers.insert(RATE_LIMIT, token.clone());
    }
    headers.extend(own);
    let mut authenticate = bearer && !headers.contains_key(header::AUTHORIZATION);
    for (name, value) in options.headers.iter().filter(|(name, _)| !is_framing(name)) {
        authenticate &= *name != header::AUTHORIZATION;
        match value {
            Some(value) => _ = headers.insert(name.clone(), value.clone()),
            None => _ = headers.remove(name),
        }
    }
    (headers, authenticate)
}

/// The headers a request was given.
fn given_headers(request: &RawObject<'_>) -> Result<HeaderMap, Error> {
    let mut given = HeaderMap::new();
    for (name, value) in request.pairs("headers")? {
        if let Some((name, value)) = checked_header(&name, &value, "headers")?
            && !is_framing(&name)
        {
            given.insert(name, value);
        }
    }
    Ok(given)
}

/// The limit, the number of retries and the largest answer of a call.
fn bounds(config: &Config, options: &CallOptions) -> (Duration, u32, usize) {
    (
        options.timeout.unwrap_or(config.timeout),
        options.max_retries.unwrap_or(config.max_retries),
        options.max_response_bytes.unwrap_or(config.max_response_bytes),
    )
}

const JSON: HeaderValue = HeaderValue::from_static("application/json");
