//! An endpoint that is not described yet: the caller names verb and path, everything else is as usual.

use std::borrow::Cow;

use http::{Method, header};
use serde_json::Value;

use super::{Prepared, Upload, bounds, given_headers, headers};
use crate::call::Client;
use crate::config::{CallOptions, described};
use crate::encode;
use crate::endpoint::Answer;
use crate::error::Error;
use crate::raw_object::RawObject;

/// The request the caller described.
pub fn prepare(client: &Client, args: &str, upload: Upload, options: &CallOptions) -> Result<Prepared, Error> {
    let request = RawObject::of(args, "the request")?;
    let method = method(&request.value("method")?)?;
    let path = path(&request.value("path")?)?;
    let mut url = format!("{}{path}", client.config.base_url);
    if let Some(query) = request.raw("query") {
        let mut pairs = String::new();
        encode::query_members(&mut pairs, query, false).map_err(|fault| Error::invalid(format!("query {fault}")))?;
        encode::add_pairs(&mut url, &pairs);
    }
    super::operation::add_query_params(&mut url, options)?;

    let mut own = given_headers(&request)?;
    let (body, content_type) = super::proxy::payload(upload, &request)?;
    if let Some(content_type) = content_type {
        own.entry(header::CONTENT_TYPE).or_insert(content_type);
    }
    let (headers, authenticate) = headers(client, own, options, true);
    let (limit, max_retries, max_response_bytes) = bounds(&client.config, options);
    let repeat = method.is_idempotent();
    let template = Cow::Owned(path.split('?').next().unwrap_or_default().to_owned());
    Ok(Prepared {
        method,
        template,
        url,
        headers,
        body,
        authenticate,
        repeat,
        relayed: false,
        wants_bytes: false,
        answer: &Answer::Relayed,
        limit,
        max_retries,
        max_response_bytes,
    })
}

fn method(given: &Value) -> Result<Method, Error> {
    let known = given.as_str().and_then(|text| Method::from_bytes(text.to_ascii_uppercase().as_bytes()).ok());
    known.ok_or_else(|| Error::invalid(format!("method must be an HTTP method such as \"GET\", got {}", described(given))))
}

/// A path on the API's own host: it starts with one slash and no segment of it climbs.
fn path(given: &Value) -> Result<String, Error> {
    let wrong = |why: &str| Error::invalid(format!("path must start with \"/\" and stay on the API ({why}), got {}", described(given)));
    let text = given.as_str().ok_or_else(|| wrong("it is no string"))?;
    let route = text.split(['?', '#']).next().unwrap_or_default();
    if !route.starts_with('/') || route.starts_with("//") {
        return Err(wrong("it starts with something else"));
    }
    if text.contains('#') || text.contains('\\') || text.chars().any(|c| c.is_control() || c == ' ') {
        return Err(wrong("a fragment, backslash or white space has no place in it"));
    }
    let climbs = |segment: &str| matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..");
    if route.split('/').any(climbs) {
        return Err(wrong("\".\" and \"..\" would change it"));
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
