//! Which headers a request gets, and whether our token is one of them.

use http::{HeaderMap, HeaderName, HeaderValue, header};

use super::defaults::RequestDefaults;
use crate::config::{CODINGS, CallOptions, ENVIRONMENT, RATE_LIMIT, header as checked_header, header_name, is_framing, public_defaults};
use crate::error::Error;
use crate::raw_object::RawObject;

const IDENTITY: HeaderValue = HeaderValue::from_static("identity");

/// The content type of JSON.
pub(crate) const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// Joins the headers of a request; a later source replaces what an earlier one set: the client's defaults, the call's
/// environment and rate limit token, `own` (those of the operation), the call's `headers`.
///
/// Also returns whether to add our token: not if `bearer` is false, nor if the caller set Authorization, or removed it with null.
pub(crate) fn join_headers(defaults: &RequestDefaults, own: HeaderMap, options: &CallOptions, bearer: bool) -> (HeaderMap, bool) {
    let mut headers = defaults.headers.clone();
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
    uncompressed_range(&mut headers);
    (headers, authenticate)
}

/// The member `headers` of a request, checked. Headers of the connection are left out.
pub(crate) fn parse_headers(request: &RawObject<'_>) -> Result<HeaderMap, Error> {
    let mut headers = HeaderMap::new();
    for (name, value) in request.pairs("headers")? {
        if let Some((name, value)) = checked_header(&name, &value, "headers")?
            && !is_framing(&name)
        {
            headers.insert(name, value);
        }
    }
    Ok(headers)
}

/// Headers in the order in which they were given. `None` removes the header.
pub(crate) type OptionalHeaders = Vec<(HeaderName, Option<HeaderValue>)>;

/// The member `headers` of a request, checked, where null removes a header. Headers of the connection are left out.
pub(crate) fn optional_headers(request: &RawObject<'_>) -> Result<OptionalHeaders, Error> {
    let mut headers = Vec::new();
    for (name, value) in request.pairs("headers")? {
        let header = match checked_header(&name, &value, "headers")? {
            Some((name, value)) => (name, Some(value)),
            None => (header_name(&name, "headers")?, None),
        };
        if !is_framing(&header.0) {
            headers.push(header);
        }
    }
    Ok(headers)
}

/// Like [`join_headers`] for a request whose headers are all the caller's: `own` replaces what the client's functions for headers
/// gave, which are `options.headers`.
pub(crate) fn join_own_headers(defaults: &RequestDefaults, own: OptionalHeaders, options: &CallOptions) -> (HeaderMap, bool) {
    let (mut headers, bearer) = join_headers(defaults, HeaderMap::new(), options, true);
    let authenticate = bearer && own.iter().all(|(name, _)| *name != header::AUTHORIZATION);
    apply(&mut headers, own);
    (headers, authenticate)
}

/// The headers of a request to another origin than the API's: the caller's `own` headers, and none that is configured for the API.
pub(crate) fn public_headers(defaults: &RequestDefaults, own: OptionalHeaders) -> HeaderMap {
    let mut headers = public_defaults(defaults.custom_fetch);
    apply(&mut headers, own);
    headers
}

/// Does not ask for compression if `headers` ask for a part of a file: a part of compressed data cannot be decoded (Fetch, section 4.6).
fn uncompressed_range(headers: &mut HeaderMap) {
    if headers.contains_key(header::RANGE) && headers.get(header::ACCEPT_ENCODING) == Some(&CODINGS) {
        headers.insert(header::ACCEPT_ENCODING, IDENTITY);
    }
}

fn apply(headers: &mut HeaderMap, own: OptionalHeaders) {
    for (name, value) in own {
        match value {
            Some(value) => _ = headers.insert(name, value),
            None => _ = headers.remove(name),
        }
    }
    uncompressed_range(headers);
}
