//! The request of an operation that `openapi.yaml` describes.

use std::borrow::Cow;
use std::fmt::Write as _;

use bytes::Bytes;
use http::{HeaderMap, Method, header};

use super::defaults::RequestDefaults;
use super::headers::{JSON, join_headers};
use super::prepared::{Payload, PreparedRequest, Redirects};
use super::{query, token_grant, url};
use crate::config::CallOptions;
use crate::encode;
use crate::endpoint::{self, Body, Endpoint, Shape};
use crate::error::Error;
use crate::json;

/// Builds the request of `endpoint`. `args` is the JSON text of `[ids, request]`.
pub(crate) fn prepare(
    defaults: &RequestDefaults,
    endpoint: &'static Endpoint,
    args: &str,
    options: &CallOptions,
) -> Result<PreparedRequest, Error> {
    let broken = |_| Error::Internal { message: format!("the arguments of {} are not JSON", endpoint.name) };
    let mut args = json::elements(args).map_err(broken)?;
    let ids = args.next().transpose().map_err(broken)?.unwrap_or("[]");
    let request = args.next().transpose().map_err(broken)?.unwrap_or("null");
    let request = match json::kind(request) {
        json::Kind::Null => "{}",
        json::Kind::Object => request,
        other => return Err(Error::invalid(format!("the request of {} must be an object, got {other}", endpoint.name))),
    };

    let ids: Vec<&str> = json::elements(ids).map_err(broken)?.collect::<Result<_, _>>().map_err(broken)?;
    let mut url = url::url_from_json(defaults, endpoint, &ids)?;
    let (fields, mut rest) = encode::split_query(request, endpoint.query).map_err(broken)?;
    // Fields that are not described are sent as they were given: in the body, or in the query if there is no body.
    let unknown = if matches!(endpoint.body, Body::None) { rest.as_slice() } else { &[] };
    query::add_fields(&mut url, endpoint, &fields, unknown)?;
    query::add_params(&mut url, options)?;

    let is_single_use = token_grant::complete(endpoint, &mut rest)?;
    let mut own = HeaderMap::new();
    let body = match &endpoint.body {
        Body::Json { shape, constants } => {
            own.insert(header::CONTENT_TYPE, JSON);
            Payload::Bytes(json_body(endpoint, shape, constants, &rest)?)
        }
        Body::None | Body::Custom => Payload::None,
    };
    let (headers, authenticate) = join_headers(defaults, own, options, endpoint.bearer);
    let limits = defaults.limits(options);
    Ok(PreparedRequest {
        method: method(endpoint.method),
        template: Cow::Borrowed(endpoint.template),
        url,
        headers,
        body,
        authenticate,
        idempotent: endpoint.idempotent && !is_single_use,
        relayed: false,
        wants_bytes: false,
        answer: &endpoint.answer,
        redirects: Redirects::Follow,
        limit: limits.timeout,
        is_mcp: false,
        deadline: limits.deadline,
        max_retries: if is_single_use { 0 } else { limits.max_retries },
        max_response_bytes: limits.max_response_bytes,
    })
}

/// The HTTP method of a table row.
pub(crate) fn method(method: endpoint::Method) -> Method {
    match method {
        endpoint::Method::Get => Method::GET,
        endpoint::Method::Post => Method::POST,
        endpoint::Method::Put => Method::PUT,
        endpoint::Method::Patch => Method::PATCH,
        endpoint::Method::Delete => Method::DELETE,
    }
}

/// The body: the members of the request under their wire names, then the constants that the operation always sends.
fn json_body(endpoint: &Endpoint, shape: &'static Shape, constants: &[(&str, &str)], members: &[json::Entry<'_>]) -> Result<Bytes, Error> {
    let fields = match shape {
        Shape::Object(object) => object.fields,
        _ => &[],
    };
    for field in fields.iter().filter(|field| field.required) {
        let member = members.iter().rev().find(|entry| entry.key == field.js || entry.key == field.wire);
        if member.is_none_or(|entry| entry.value == "null") {
            return Err(Error::invalid(format!("{} is missing: {} needs it", field.js, endpoint.name)));
        }
    }
    let mut body = String::with_capacity(256);
    body.push('{');
    // A field that was given under both of its names is sent once, with the value of its JavaScript name.
    let is_given = |name: &str| members.iter().any(|entry| entry.key == name);
    let is_duplicate = |key: &str| fields.iter().any(|field| field.wire == key && field.js != key && is_given(field.js));
    let is_constant = |key: &str| constants.iter().any(|(name, _)| *name == key || name.replace('_', "").eq_ignore_ascii_case(key));
    for entry in members.iter().filter(|entry| !is_constant(&entry.key) && !is_duplicate(&entry.key)) {
        encode::write_member(&mut body, entry, fields).map_err(|error| Error::invalid(format!("{} cannot be sent: {error}", entry.key)))?;
    }
    for (name, value) in constants {
        if body.len() > 1 {
            body.push(',');
        }
        _ = write!(body, "\"{name}\":{value}");
    }
    body.push('}');
    Ok(body.into())
}
