//! Which headers a request gets, and whether our token is one of them.

use http::{HeaderMap, HeaderValue, header};

use super::defaults::RequestDefaults;
use crate::config::{CODINGS, CallOptions, ENVIRONMENT, RATE_LIMIT, header as checked_header, is_framing};
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
    // A part of a compressed file cannot be decoded (Fetch, section 4.6).
    if headers.contains_key(header::RANGE) && headers.get(header::ACCEPT_ENCODING) == Some(&CODINGS) {
        headers.insert(header::ACCEPT_ENCODING, IDENTITY);
    }
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
