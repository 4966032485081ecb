//! The request of `client.proxy`, which the API passes on to another service.
//!
//! The URL of that service is sent as base64 in the path, its headers under a prefix, its body unchanged. Headers that the proxy
//! is documented to refuse are refused here, with their name, before anything is sent.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, HeaderName, HeaderValue, header};
use serde_json::Value;

use super::defaults::RequestDefaults;
use super::headers::join_headers;
use super::operation::method;
use super::prepared::{PreparedRequest, Redirects};
use super::upload::{Upload, payload};
use super::{query, url};
use crate::config::{CallOptions, describe, header as checked_header};
use crate::encode;
use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::json;
use crate::raw_object::RawObject;

/// The headers that the proxy is documented to refuse, besides all that begin with `access-control-request-`.
const REFUSED: [&str; 18] = [
    "accept-encoding",
    "connection",
    "content-length",
    "cookie",
    "date",
    "dnt",
    "expect",
    "host",
    "keep-alive",
    "origin",
    "permissions-policy",
    "referer",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "via",
    "access-control-request-method",
];
const PREFIX: &str = "x-pd-proxy-";
const ACCEPT: HeaderName = HeaderName::from_static("x-pd-proxy-accept");

/// Builds the request. `args` is the JSON text of `[ids, request]`; there are no ids.
pub(crate) fn prepare(
    defaults: &RequestDefaults,
    endpoint: &'static Endpoint,
    args: &str,
    upload: Upload,
    options: &CallOptions,
) -> Result<PreparedRequest, Error> {
    let request = json::elements(args).ok().and_then(|mut args| args.nth(1)?.ok()).filter(|request| request.starts_with('{'));
    let request =
        request.ok_or_else(|| Error::invalid(format!("{} needs a request with url, externalUserId and accountId", endpoint.name)))?;
    let request = RawObject::parse(request, "the request")?;
    let target = target(&required(&request, "url")?, request.raw("params"))?;
    let (external_user_id, account_id) = (required(&request, "externalUserId")?, required(&request, "accountId")?);

    let encoded = STANDARD.encode(&target);
    let mut url = url::url_from_text(defaults, endpoint, &[&encoded])?;
    url.push_str("?external_user_id=");
    url.push_str(&encode::encode_component(&external_user_id));
    url.push_str("&account_id=");
    url.push_str(&encode::encode_component(&account_id));
    query::add_params(&mut url, options)?;

    let mut own = prefixed_headers(request.pairs("headers")?)?;
    let (body, content_type) = payload(upload, &request)?;
    if let Some(content_type) = content_type {
        own.insert(header::CONTENT_TYPE, content_type);
    }
    let (headers, authenticate) = join_headers(defaults, own, options, endpoint.bearer);
    let wants_bytes = headers.get(ACCEPT).is_some_and(|accept| !lists_json(accept));
    let limits = defaults.limits(options);
    Ok(PreparedRequest {
        method: method(endpoint.method),
        template: endpoint.template.into(),
        url,
        headers,
        body,
        authenticate,
        idempotent: endpoint.idempotent,
        relayed: true,
        wants_bytes,
        answer: &endpoint.answer,
        redirects: Redirects::Follow,
        limit: limits.timeout,
        is_mcp: false,
        deadline: limits.deadline,
        max_retries: limits.max_retries,
        max_response_bytes: limits.max_response_bytes,
    })
}

fn required(request: &RawObject<'_>, name: &str) -> Result<String, Error> {
    match request.value(name)? {
        Value::String(text) if !text.is_empty() => Ok(text),
        other => Err(Error::invalid(format!("{name} must be a non-empty string, got {}", describe(&other)))),
    }
}

/// The target's URL with `params` merged into its query.
fn target(url: &str, params: Option<&str>) -> Result<String, Error> {
    let mut added = String::new();
    if let Some(params) = params {
        if !params.starts_with('{') {
            return Err(Error::invalid("params must be an object"));
        }
        encode::query_members(&mut added, params, true).map_err(|error| Error::invalid(format!("params {error}")))?;
    }
    let mut url = url.to_owned();
    encode::append_pairs(&mut url, &added);
    Ok(url)
}

/// The headers of the request under the prefix that makes the proxy forward them.
fn prefixed_headers(given: Vec<(String, Value)>) -> Result<HeaderMap, Error> {
    let mut own = HeaderMap::with_capacity(given.len());
    for (name, value) in given {
        let Some((name, value)) = checked_header(&name, &value, "headers")? else { continue };
        let bare = name.as_str().strip_prefix(PREFIX).unwrap_or(name.as_str());
        if REFUSED.contains(&bare) || bare.starts_with("access-control-request-") {
            return Err(Error::invalid(format!("headers[{bare:?}] cannot be forwarded: the proxy refuses it")));
        }
        let prefixed = HeaderName::from_bytes(format!("{PREFIX}{bare}").as_bytes()).expect("a header's name with a prefix is one");
        own.insert(prefixed, value);
    }
    Ok(own)
}

/// Whether an Accept header lists JSON (RFC 9110, section 12.5.1). A request for something else is answered as bytes, whatever
/// its content type, as the official client does: that is how files are downloaded.
fn lists_json(accept: &HeaderValue) -> bool {
    let accept = String::from_utf8_lossy(accept.as_bytes()).to_ascii_lowercase();
    accept.split(',').any(|range| range.split(';').next().is_some_and(|essence| essence.trim() == "application/json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(url: &str, params: &str) -> String {
        target(url, Some(params)).unwrap()
    }

    #[test]
    fn params_are_merged_into_the_query() {
        assert_eq!(merged("https://x/y", r#"{"a":"b c"}"#), "https://x/y?a=b%20c");
        assert_eq!(merged("https://x/y?x=1", r#"{"a":"b","l":["1","2"]}"#), "https://x/y?x=1&a=b&l=1&l=2");
        assert_eq!(merged("https://x/y?", r#"{"a":1}"#), "https://x/y?a=1");
        assert_eq!(merged("https://x/y#frag", r#"{"a":1}"#), "https://x/y?a=1#frag");
        assert_eq!(merged("https://x/y?x=1#frag?z", r#"{"a":1}"#), "https://x/y?x=1&a=1#frag?z");
        assert_eq!(merged("https://x/y?x=1&#frag", r#"{"a":1}"#), "https://x/y?x=1&a=1#frag");
        assert_eq!(merged("https://x/y#?", r#"{"a":1}"#), "https://x/y?a=1#?");
        assert_eq!(merged("https://x/y?x=1", "{}"), "https://x/y?x=1");
    }

    #[test]
    fn headers_that_the_proxy_refuses_are_refused_by_name() {
        for name in REFUSED.iter().chain(&["Access-Control-Request-Anything", "x-pd-proxy-host", "HOST"]) {
            let message = match prefixed_headers(vec![((*name).into(), Value::from("v"))]).unwrap_err() {
                Error::Invalid { message } => message,
                other => panic!("{other:?}"),
            };
            assert!(message.contains("cannot be forwarded"), "{message}");
        }
        let kept = prefixed_headers(vec![("X-Custom".into(), Value::from("v")), ("x-pd-proxy-accept".into(), Value::from("a/b"))]).unwrap();
        assert_eq!(kept.get("x-pd-proxy-x-custom").unwrap(), "v");
        assert_eq!(kept.get("x-pd-proxy-accept").unwrap(), "a/b");
    }
}
