//! The request of `client.request()`: an endpoint that `openapi.yaml` does not describe.

use std::borrow::Cow;

use http::{Method, header};
use serde_json::Value;

use super::defaults::RequestDefaults;
use super::headers::{join_own_headers, optional_headers};
use super::prepared::{PreparedRequest, Redirects};
use super::query;
use super::upload::{Upload, payload};
use crate::config::{CallOptions, describe};
use crate::encode;
use crate::endpoint::Answer;
use crate::error::Error;
use crate::raw_object::RawObject;

/// Builds the request. `args` is the JSON text of `{method, path, query, body, headers}`.
pub(crate) fn prepare(defaults: &RequestDefaults, args: &str, upload: Upload, options: &CallOptions) -> Result<PreparedRequest, Error> {
    let request = RawObject::parse(args, "the request")?;
    let method = method(&request.value("method")?)?;
    let path = path(&request.value("path")?)?;
    let mut url = format!("{}{path}", defaults.base_url);
    if let Some(params) = request.raw("query") {
        let mut pairs = String::new();
        encode::query_members(&mut pairs, params, false).map_err(|error| Error::invalid(format!("query {error}")))?;
        encode::append_pairs(&mut url, &pairs);
    }
    query::add_params(&mut url, options)?;

    let mut own = optional_headers(&request)?;
    let (body, content_type) = payload(upload, &request)?;
    if let Some(content_type) = content_type
        && !own.iter().any(|(name, _)| name == header::CONTENT_TYPE)
    {
        own.push((header::CONTENT_TYPE, Some(content_type)));
    }
    let (headers, authenticate) = join_own_headers(defaults, own, options);
    let limits = defaults.limits(options);
    let idempotent = method.is_idempotent();
    let template = Cow::Owned(path.split('?').next().unwrap_or_default().to_owned());
    Ok(PreparedRequest {
        method,
        template,
        url,
        headers,
        body,
        authenticate,
        idempotent,
        relayed: false,
        wants_bytes: false,
        answer: &Answer::Relayed,
        redirects: Redirects::Follow,
        limit: limits.timeout,
        is_mcp: false,
        deadline: limits.deadline,
        max_retries: limits.max_retries,
        max_response_bytes: limits.max_response_bytes,
    })
}

/// An HTTP method in upper case. The three that Fetch, section 2.2.1 forbids are refused: CONNECT would turn the connection into a
/// tunnel, and TRACE would send back the token.
pub(crate) fn method(given: &Value) -> Result<Method, Error> {
    let known = given.as_str().and_then(|text| Method::from_bytes(text.to_ascii_uppercase().as_bytes()).ok());
    let wrong = |what: &str| Error::invalid(format!("method must {what}, got {}", describe(given)));
    let method = known.ok_or_else(|| wrong("be an HTTP method such as \"GET\""))?;
    match method.as_str() {
        "CONNECT" | "TRACE" | "TRACK" => Err(wrong("not be CONNECT, TRACE or TRACK")),
        _ => Ok(method),
    }
}

/// A path on the API's own host: it starts with exactly one slash and has no segment `.` or `..`.
fn path(given: &Value) -> Result<String, Error> {
    let wrong = |why: &str| Error::invalid(format!("path must start with \"/\" and stay on the API ({why}), got {}", describe(given)));
    let text = given.as_str().ok_or_else(|| wrong("it is not a string"))?;
    let route = text.split(['?', '#']).next().unwrap_or_default();
    if !route.starts_with('/') || route.starts_with("//") {
        return Err(wrong("it starts with something else"));
    }
    if text.contains('#') || text.contains('\\') || text.chars().any(|c| c.is_control() || c == ' ') {
        return Err(wrong("it must not have a fragment, backslash, space or control character"));
    }
    let is_dots = |segment: &str| matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..");
    if route.split('/').any(is_dots) {
        return Err(wrong("a segment \".\" or \"..\" would change the path"));
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_stays_on_the_api() {
        for good in ["/v1/x", "/v1/x?y=1", "/v1/..a/b.."] {
            assert_eq!(path(&Value::from(good)).unwrap(), good);
        }
        for bad in ["", "v1", "//evil.com/x", "/a/../b", "/a/./b", "/%2e%2E/x", "/a\\b", "/a b", "/a#b", "/a\nb", "https://evil.com"] {
            assert!(path(&Value::from(bad)).is_err(), "{bad:?}");
        }
    }
}
