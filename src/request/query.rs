//! The query of a request: the fields of an operation, and the parameters that a call adds.

use crate::config::CallOptions;
use crate::encode;
use crate::endpoint::{Endpoint, QueryField};
use crate::error::Error;
use crate::json;

/// Adds the query of an operation to `url`, which has none yet. `fields` are places in `endpoint.query` with JSON values;
/// `unknown` are members of the request that are not described, and are sent under the names they were given.
pub(crate) fn add_fields(
    url: &mut String,
    endpoint: &Endpoint,
    fields: &[(usize, &str)],
    unknown: &[json::Entry<'_>],
) -> Result<(), Error> {
    let mut query = String::new();
    for (index, field) in endpoint.query.iter().enumerate() {
        let value = fields.iter().rev().find(|(at, _)| *at == index).map(|(_, raw)| *raw).filter(|raw| *raw != "null");
        match value {
            None if field.required => {
                return Err(Error::invalid(format!("{} is missing: {} needs it", field.js, endpoint.name)));
            }
            None => {}
            Some(raw) => {
                check_allowed(field, raw)?;
                encode::query_pairs(&mut query, field.wire, raw).map_err(|error| Error::invalid(format!("{} {error}", field.js)))?;
            }
        }
    }
    let is_given = |wire: &str| fields.iter().any(|(at, _)| endpoint.query[*at].wire == wire);
    for entry in unknown.iter().filter(|entry| !is_given(&entry.key)) {
        encode::query_pairs(&mut query, &entry.key, entry.value).map_err(|error| Error::invalid(format!("{} {error}", entry.key)))?;
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

/// Adds the call's own query parameters to `url`: one that it has already is replaced in its place, new ones follow.
pub(crate) fn add_params(url: &mut String, options: &CallOptions) -> Result<(), Error> {
    let Some(params) = &options.query else { return Ok(()) };
    let invalid = |error: json::SyntaxError| Error::invalid(format!("queryParams {error}"));
    for entry in json::entries(params).map_err(invalid)? {
        let entry = entry.map_err(invalid)?;
        let mut pairs = String::new();
        encode::query_pairs(&mut pairs, &entry.key, entry.value)
            .map_err(|error| Error::invalid(format!("queryParams.{} {error}", entry.key)))?;
        if !pairs.is_empty() {
            replace_or_append(url, &encode::encode_component(&entry.key), &pairs);
        }
    }
    Ok(())
}

fn replace_or_append(url: &mut String, name: &str, pairs: &str) {
    let fragment = url.split_off(url.find('#').unwrap_or(url.len()));
    let Some(start) = url.find('?').map(|at| at + 1) else {
        encode::append_pairs(url, pairs);
        url.push_str(&fragment);
        return;
    };
    let query = url.split_off(start);
    let mut is_replaced = false;
    let mut kept: Vec<&str> = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        if pair.split('=').next() != Some(name) {
            kept.push(pair);
        } else if !is_replaced {
            is_replaced = true;
            kept.push(pairs);
        }
    }
    if !is_replaced {
        kept.push(pairs);
    }
    url.push_str(&kept.join("&"));
    url.push_str(&fragment);
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
            add_params(&mut added, &options(params)).unwrap();
            assert_eq!(added, expected);
            // A parameter that is added again replaces itself.
            add_params(&mut added, &options(params)).unwrap();
            assert_eq!(added, expected);
        }
    }
}
