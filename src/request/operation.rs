//! A described operation and its arguments become a request.

use std::borrow::Cow;

use bytes::Bytes;
use http::{HeaderMap, Method, header};

use super::segment::Segment;
use super::{JSON, Payload, Prepared, bounds, headers};
use crate::call::Client;
use crate::config::CallOptions;
use crate::encode;
use crate::endpoint::{self, Body, Endpoint, Piece, QueryField, Shape};
use crate::error::Error;
use crate::json;

/// The request of `endpoint`. `args` is the JSON text of `[ids, request]`.
pub fn prepare(client: &Client, endpoint: &'static Endpoint, args: &str, options: &CallOptions) -> Result<Prepared, Error> {
    let broken = |_| Error::Internal { message: format!("the arguments of {} did not cross", endpoint.name) };
    let mut args = json::elements(args).map_err(broken)?;
    let ids = args.next().transpose().map_err(broken)?.unwrap_or("[]");
    let request = args.next().transpose().map_err(broken)?.unwrap_or("null");
    let request = match json::kind(request) {
        json::Kind::Null => "{}",
        json::Kind::Object => request,
        other => return Err(Error::invalid(format!("the request of {} must be an object, got {other}", endpoint.name))),
    };

    let ids: Vec<&str> = json::elements(ids).map_err(broken)?.collect::<Result<_, _>>().map_err(broken)?;
    let mut url = path(client, endpoint, &ids)?;
    let (query, rest) = encode::split(request, endpoint.query).map_err(broken)?;
    // What nobody described is sent as it was given: in the body, or in the query where there is no body.
    let undescribed = if matches!(endpoint.body, Body::None) { rest.as_slice() } else { &[] };
    add_query(&mut url, endpoint, &query, undescribed)?;
    add_query_params(&mut url, options)?;

    let mut own = HeaderMap::new();
    let body = match &endpoint.body {
        Body::Json { shape, constants } => {
            own.insert(header::CONTENT_TYPE, JSON);
            Payload::Bytes(json_body(endpoint, shape, constants, &rest)?)
        }
        Body::None | Body::Custom => Payload::None,
    };
    let (headers, authenticate) = headers(client, own, options, endpoint.bearer);
    let (limit, max_retries, max_response_bytes) = bounds(&client.config, options);
    Ok(Prepared {
        method: method(endpoint.method),
        template: Cow::Borrowed(endpoint.template),
        url,
        headers,
        body,
        authenticate,
        repeat: endpoint.repeat,
        relayed: false,
        wants_bytes: false,
        answer: &endpoint.answer,
        limit,
        max_retries,
        max_response_bytes,
    })
}

/// The verb as the transport knows it.
pub fn method(method: endpoint::Method) -> Method {
    match method {
        endpoint::Method::Get => Method::GET,
        endpoint::Method::Post => Method::POST,
        endpoint::Method::Put => Method::PUT,
        endpoint::Method::Patch => Method::PATCH,
        endpoint::Method::Delete => Method::DELETE,
    }
}

/// The URL up to its query, from ids as JSON values.
fn path(client: &Client, endpoint: &Endpoint, ids: &[&str]) -> Result<String, Error> {
    let named = |index: usize| endpoint.ids.get(index).copied().unwrap_or("id");
    let segment = |index: usize| Segment::from_json(ids.get(index).copied().unwrap_or("null"), named(index));
    filled(client, endpoint, segment)
}

/// The URL up to its query, from ids as text.
pub fn address(client: &Client, endpoint: &Endpoint, ids: &[&str]) -> Result<String, Error> {
    filled(client, endpoint, |index| Segment::new(ids[index], endpoint.ids.get(index).copied().unwrap_or("id")))
}

fn filled(client: &Client, endpoint: &Endpoint, segment: impl Fn(usize) -> Result<Segment, Error>) -> Result<String, Error> {
    let mut url = String::with_capacity(client.config.base_url.len() + 160);
    url.push_str(&client.config.base_url);
    for piece in endpoint.path {
        match *piece {
            Piece::Text(text) => url.push_str(text),
            // Only beside a token of the caller's own, which may itself say what project it is for: as with the official
            // client the path then goes without one.
            Piece::Project if client.config.project_id.is_empty() => _ = url.pop(),
            Piece::Project => url.push_str(&Segment::new(&client.config.project_id, "projectId")?.to_string()),
            Piece::Id(index) => url.push_str(&segment(index)?.to_string()),
        }
    }
    Ok(url)
}

fn add_query(url: &mut String, endpoint: &Endpoint, given: &[(usize, &str)], undescribed: &[json::Entry<'_>]) -> Result<(), Error> {
    let mut query = String::new();
    for (index, field) in endpoint.query.iter().enumerate() {
        let value = given.iter().rev().find(|(at, _)| *at == index).map(|(_, raw)| *raw).filter(|raw| *raw != "null");
        match value {
            None if field.required => {
                return Err(Error::invalid(format!("{} is missing: {} needs it", field.js, endpoint.name)));
            }
            None => {}
            Some(raw) => {
                check_allowed(field, raw)?;
                encode::query_pairs(&mut query, field.wire, raw).map_err(|fault| Error::invalid(format!("{} {fault}", field.js)))?;
            }
        }
    }
    let given_by_name = |wire: &str| given.iter().any(|(at, _)| endpoint.query[*at].wire == wire);
    for entry in undescribed.iter().filter(|entry| !given_by_name(&entry.key)) {
        encode::query_pairs(&mut query, &entry.key, entry.value).map_err(|fault| Error::invalid(format!("{} {fault}", entry.key)))?;
    }
    if !query.is_empty() {
        url.push('?');
        url.push_str(&query);
    }
    Ok(())
}

fn check_allowed(field: &QueryField, raw: &str) -> Result<(), Error> {
    if field.allowed.is_empty() || json::string(raw).is_ok_and(|text| field.allowed.contains(&text.as_ref())) {
        return Ok(());
    }
    let allowed: Vec<String> = field.allowed.iter().map(|value| format!("{value:?}")).collect();
    Err(Error::invalid(format!("{} must be one of {}, got {raw}", field.js, allowed.join(", "))))
}

/// Adds the call's own query parameters: one that is there already is replaced in its place, new ones follow.
pub fn add_query_params(url: &mut String, options: &CallOptions) -> Result<(), Error> {
    let Some(params) = &options.query else { return Ok(()) };
    let wrong = |what: &dyn std::fmt::Display| Error::invalid(format!("queryParams {what}"));
    for entry in json::entries(params).map_err(|fault| wrong(&fault))? {
        let entry = entry.map_err(|fault| wrong(&fault))?;
        let mut pairs = String::new();
        encode::query_pairs(&mut pairs, &entry.key, entry.value)
            .map_err(|fault| Error::invalid(format!("queryParams.{} {fault}", entry.key)))?;
        if !pairs.is_empty() {
            replace_or_append(url, &encode::component(&entry.key), &pairs);
        }
    }
    Ok(())
}

fn replace_or_append(url: &mut String, name: &str, pairs: &str) {
    let fragment = url.split_off(url.find('#').unwrap_or(url.len()));
    let Some(start) = url.find('?').map(|at| at + 1) else {
        encode::add_pairs(url, pairs);
        url.push_str(&fragment);
        return;
    };
    let query = url.split_off(start);
    let mut placed = false;
    let mut kept: Vec<&str> = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        if pair.split('=').next() != Some(name) {
            kept.push(pair);
        } else if !placed {
            placed = true;
            kept.push(pairs);
        }
    }
    if !placed {
        kept.push(pairs);
    }
    url.push_str(&kept.join("&"));
    url.push_str(&fragment);
}

/// The body: the caller's fields under their wire names, then the constants the operation always sends.
fn json_body(endpoint: &Endpoint, shape: &'static Shape, constants: &[(&str, &str)], given: &[json::Entry<'_>]) -> Result<Bytes, Error> {
    let fields = match shape {
        Shape::Object(object) => object.fields,
        _ => &[],
    };
    for field in fields.iter().filter(|field| field.required) {
        let present = given.iter().rev().find(|entry| entry.key == field.js || entry.key == field.wire);
        if present.is_none_or(|entry| entry.value == "null") {
            return Err(Error::invalid(format!("{} is missing: {} needs it", field.js, endpoint.name)));
        }
    }
    let mut body = String::with_capacity(256);
    body.push('{');
    // A field that is there under its JavaScript name is not sent a second time under its wire name.
    let named = |name: &str| given.iter().any(|entry| entry.key == name);
    let is_double = |key: &str| fields.iter().any(|field| field.wire == key && field.js != key && named(field.js));
    let is_constant = |key: &str| constants.iter().any(|(name, _)| *name == key || name.replace('_', "").eq_ignore_ascii_case(key));
    for entry in given.iter().filter(|entry| !is_constant(&entry.key) && !is_double(&entry.key)) {
        encode::member_into(&mut body, entry, fields).map_err(|fault| Error::invalid(format!("{} cannot be sent: {fault}", entry.key)))?;
    }
    for (name, value) in constants {
        if body.len() > 1 {
            body.push(',');
        }
        body.push_str(&format!("\"{name}\":{value}"));
    }
    body.push('}');
    Ok(body.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn query_params_go_before_the_fragment() {
        let options = |json: &str| CallOptions::parse(Some(&format!(r#"{{"queryParams":{json}}}"#))).unwrap();
        for (url, params, expected) in [
            ("https://x/y", r#"{"a":1}"#, "https://x/y?a=1"),
            ("https://x/y#z", r#"{"a":1,"b":[2,3]}"#, "https://x/y?a=1&b=2&b=3#z"),
            ("https://x/y#z?a=0", r#"{"a":1}"#, "https://x/y?a=1#z?a=0"),
            ("https://x/y?#z", r#"{"a":1}"#, "https://x/y?a=1#z"),
            ("https://x/y?b=2&#z&a=0", r#"{"a":1}"#, "https://x/y?b=2&a=1#z&a=0"),
            ("https://x/y?a=0&b=2#", r#"{"a":1}"#, "https://x/y?a=1&b=2#"),
            ("https://x#z", r#"{"a":1}"#, "https://x?a=1#z"),
            ("https://x/y?b#z", "{}", "https://x/y?b#z"),
        ] {
            let mut added = url.to_owned();
            add_query_params(&mut added, &options(params)).unwrap();
            assert_eq!(added, expected);
            // What is added once more takes its own place.
            add_query_params(&mut added, &options(params)).unwrap();
            assert_eq!(added, expected);
        }
    }
}
