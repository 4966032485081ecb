//! Calls that the proxy passes on to another service.
//!
//! The target's URL travels as base64 in the path, its headers with a prefix, its body as it is. What the proxy
//! is documented to refuse is refused here, by name, before anything is sent.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, header};
use serde_json::Value;

use super::operation::{address, method};
use super::{JSON, Payload, Prepared, Upload, bounds, headers};
use crate::call::Client;
use crate::config::{CallOptions, described, header as checked_header};
use crate::encode;
use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::json;
use crate::raw_object::RawObject;

/// The documented list; `access-control-request-*` is checked by its beginning.
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

/// The request to the proxy. `args` is the JSON text of `[ids, request]`, without ids.
pub fn prepare(client: &Client, endpoint: &'static Endpoint, args: &str, upload: Upload, options: &CallOptions) -> Result<Prepared, Error> {
    let given = json::elements(args).ok().and_then(|mut args| args.nth(1)?.ok()).filter(|request| request.starts_with('{'));
    let request =
        given.ok_or_else(|| Error::invalid(format!("{} needs a request with url, externalUserId and accountId", endpoint.name)))?;
    let request = RawObject::of(request, "the request")?;
    let target = target(&required(&request, "url")?, request.raw("params"))?;
    let (user, account) = (required(&request, "externalUserId")?, required(&request, "accountId")?);

    let encoded = STANDARD.encode(&target);
    let mut query = String::new();
    for (name, value) in [("external_user_id", &user), ("account_id", &account)] {
        query.push_str(if query.is_empty() { "?" } else { "&" });
        query.push_str(name);
        query.push('=');
        query.push_str(&encode::component(value));
    }
    let mut url = address(client, endpoint, &[&encoded])?;
    url.push_str(&query);
    super::operation::add_query_params(&mut url, options)?;

    let mut own = forwarded(request.pairs("headers")?)?;
    let (body, content_type) = payload(upload, &request)?;
    if let Some(content_type) = content_type {
        own.insert(header::CONTENT_TYPE, content_type);
    }
    let (headers, authenticate) = headers(client, own, options, endpoint.bearer);
    let wants_bytes = headers.get(ACCEPT).is_some_and(|accept| !lists_json(accept));
    let (limit, max_retries, max_response_bytes) = bounds(&client.config, options);
    Ok(Prepared {
        method: method(endpoint.method),
        template: endpoint.template.into(),
        url,
        headers,
        body,
        authenticate,
        repeat: endpoint.repeat,
        relayed: true,
        wants_bytes,
        answer: &endpoint.answer,
        limit,
        max_retries,
        max_response_bytes,
    })
}

fn required(request: &RawObject<'_>, name: &str) -> Result<String, Error> {
    match request.value(name)? {
        Value::String(text) if !text.is_empty() => Ok(text),
        other => Err(Error::invalid(format!("{name} must be a non-empty string, got {}", described(&other)))),
    }
}

/// The target's URL with `params` merged into its query.
fn target(url: &str, params: Option<&str>) -> Result<String, Error> {
    let mut added = String::new();
    if let Some(params) = params {
        if !params.starts_with('{') {
            return Err(Error::invalid("params must be an object"));
        }
        encode::query_members(&mut added, params, true).map_err(|fault| Error::invalid(format!("params {fault}")))?;
    }
    let mut url = url.to_owned();
    encode::add_pairs(&mut url, &added);
    Ok(url)
}

/// The request's own headers under the prefix that makes the proxy forward them.
fn forwarded(given: Vec<(String, Value)>) -> Result<HeaderMap, Error> {
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

/// Whether an Accept header asks for JSON (RFC 9110, section 12.5.1). As in the official client, one that does not is
/// how a file is asked for: it comes as bytes whatever its type.
fn lists_json(accept: &HeaderValue) -> bool {
    let accept = String::from_utf8_lossy(accept.as_bytes()).to_ascii_lowercase();
    accept.split(',').any(|range| range.split(';').next().is_some_and(|essence| essence.trim() == "application/json"))
}

/// The body and its type: bytes and streams as they come, everything else as JSON.
pub fn payload(upload: Upload, request: &RawObject<'_>) -> Result<(Payload, Option<HeaderValue>), Error> {
    let typed = match request.value("contentType")? {
        Value::Null => Some(HeaderValue::from_static("application/octet-stream")),
        given => checked_header("content-type", &given, "headers")?.map(|(_, value)| value),
    };
    Ok(match (upload, request.raw("body")) {
        (Upload::Bytes(bytes), _) => (Payload::Bytes(bytes), typed),
        (Upload::Stream(source), _) => (Payload::Stream(Some(source)), typed),
        (Upload::None, Some(raw)) => (Payload::Bytes(Bytes::copy_from_slice(raw.as_bytes())), Some(JSON)),
        (Upload::None, None) => (Payload::None, None),
    })
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
    fn what_the_proxy_refuses_is_refused_by_name() {
        for name in REFUSED.iter().chain(&["Access-Control-Request-Anything", "x-pd-proxy-host", "HOST"]) {
            let message = match forwarded(vec![((*name).into(), Value::from("v"))]).unwrap_err() {
                Error::Invalid { message } => message,
                other => panic!("{other:?}"),
            };
            assert!(message.contains("cannot be forwarded"), "{message}");
        }
        let kept = forwarded(vec![("X-Custom".into(), Value::from("v")), ("x-pd-proxy-accept".into(), Value::from("a/b"))]).unwrap();
        assert_eq!(kept.get("x-pd-proxy-x-custom").unwrap(), "v");
        assert_eq!(kept.get("x-pd-proxy-accept").unwrap(), "a/b");
    }
}
