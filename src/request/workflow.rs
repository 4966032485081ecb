//! Calls of a workflow's HTTP trigger.
//!
//! The address is used as given. The token goes only to the workflow domain or a subdomain of it, and only over
//! https or to this machine: `evilm.pipedream.net` is not `m.pipedream.net`.

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, header};
use serde_json::Value;

use super::{JSON, Payload, Prepared, bounds, given_headers, headers};
use crate::call::Client;
use crate::config::{CallOptions, described, is_loopback};
use crate::endpoint::Answer;
use crate::error::Error;
use crate::raw_object::RawObject;

const EXTERNAL_USER: HeaderName = HeaderName::from_static("x-pd-external-user-id");

/// The request to the workflow.
pub fn prepare(client: &Client, args: &str, options: &CallOptions) -> Result<Prepared, Error> {
    let request = RawObject::of(args, "the workflow's request")?;
    let for_external_user = request.raw("forExternalUser") == Some("true");
    let oauth = for_external_user || wants_oauth(&request.value("authType")?)?;
    let mut url = address(&request.value("urlOrEndpoint")?, &client.config.workflow_domain, oauth, client.config.fetch.is_some())?;
    super::operation::add_query_params(&mut url, options)?;
    let method = method(&request.value("method")?)?;

    let mut own = given_headers(&request)?;
    if for_external_user {
        own.insert(EXTERNAL_USER, external_user(&request.value("externalUserId")?)?);
    }
    let body = match request.raw("body") {
        Some(raw) => {
            own.entry(header::CONTENT_TYPE).or_insert(JSON);
            Payload::Bytes(Bytes::copy_from_slice(raw.as_bytes()))
        }
        None => Payload::None,
    };
    let (headers, authenticate) = headers(client, own, options, oauth);
    let (limit, max_retries, max_response_bytes) = bounds(&client.config, options);
    let repeat = method.is_idempotent();
    Ok(Prepared {
        method,
        template: "/{workflow}".into(),
        url,
        headers,
        body,
        authenticate,
        repeat,
        relayed: true,
        wants_bytes: false,
        answer: &Answer::Relayed,
        limit,
        max_retries,
        max_response_bytes,
    })
}

fn wants_oauth(auth_type: &Value) -> Result<bool, Error> {
    match auth_type {
        Value::Null => Ok(false),
        Value::String(text) if text == "oauth" => Ok(true),
        Value::String(text) if matches!(text.as_str(), "none" | "static_bearer_token") => Ok(false),
        other => Err(Error::invalid(format!("authType must be \"none\", \"static_bearer_token\" or \"oauth\", got {}", described(other)))),
    }
}

fn method(given: &Value) -> Result<Method, Error> {
    let wrong = || Error::invalid(format!("method must be an HTTP method, got {}", described(given)));
    match given {
        Value::Null => Ok(Method::POST),
        Value::String(text) => Method::from_bytes(text.trim().to_ascii_uppercase().as_bytes()).map_err(|_| wrong()),
        _ => Err(wrong()),
    }
}

fn external_user(given: &Value) -> Result<HeaderValue, Error> {
    let wrong = |what: &str| Error::invalid(format!("externalUserId must be {what}, got {}", described(given)));
    let text = given.as_str().filter(|text| !text.trim().is_empty()).ok_or_else(|| wrong("a non-empty string"))?;
    // It travels in a header, whose characters are Latin-1: in another encoding two ids could be taken for one.
    let latin1: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
    latin1
        .and_then(|bytes| HeaderValue::from_bytes(&bytes).ok())
        .ok_or_else(|| wrong("text in Latin-1 without line breaks and control characters"))
}

/// The workflow's URL: one that was given, or the one its endpoint id stands for.
fn address(given: &Value, domain: &str, oauth: bool, own_fetch: bool) -> Result<String, Error> {
    let wrong = |why: &str| {
        Error::invalid(format!(
            "urlOrEndpoint must be a workflow's URL on {domain} or its endpoint id such as \"eo…\" ({why}), got {}",
            described(given)
        ))
    };
    let text = given.as_str().map(str::trim).filter(|text| !text.is_empty()).ok_or_else(|| wrong("it is missing"))?;
    let is_id = text.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("en") || start.eq_ignore_ascii_case("eo"));
    if is_id && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
        let address = format!("https://{}.{domain}", text.to_ascii_lowercase());
        // Nothing can stand before an IP address, such as the emulator's.
        if url::Url::parse(&address).is_err() {
            return Err(wrong("no endpoint id can stand before that domain: give the workflow's URL"));
        }
        return Ok(address);
    }
    let absolute = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
    if !text.contains('.') && !text.contains("://") {
        return Err(wrong("it is neither"));
    }
    let url = url::Url::parse(&absolute).map_err(|e| wrong(&e.to_string()))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Error::invalid("urlOrEndpoint must not hold a user or password; what it was is not shown"));
    }
    if !matches!(url.scheme(), "https" | "http") {
        return Err(wrong("another scheme is not allowed"));
    }
    if oauth && url.scheme() == "http" && !is_loopback(&url, own_fetch) {
        return Err(wrong("http would send the token in the clear"));
    }
    if !is_within(&url, domain) {
        return Err(wrong("it is on another domain"));
    }
    Ok(absolute)
}

/// Whether a URL is on `domain` or a subdomain of it; a port counts where the domain names one.
fn is_within(url: &url::Url, domain: &str) -> bool {
    let (domain, port) = match domain.rsplit_once(':') {
        Some((name, port)) if port.chars().all(|c| c.is_ascii_digit()) && !name.is_empty() => (name, port.parse::<u16>().ok()),
        _ => (domain, None),
    };
    if port.is_some() && url.port_or_known_default() != port {
        return false;
    }
    let host = url.host_str().unwrap_or_default().trim_end_matches('.');
    host == domain || host.strip_suffix(domain).is_some_and(|sub| sub.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn to(given: &str) -> Result<String, Error> {
        address(&Value::from(given), "m.pipedream.net", true, false)
    }

    #[test]
    fn an_address_stays_as_it_was_given() {
        assert_eq!(to("eo123abc").unwrap(), "https://eo123abc.m.pipedream.net");
        assert_eq!(to("https://eoX.m.pipedream.net/Path/CamelCase?Q=A%20b").unwrap(), "https://eoX.m.pipedream.net/Path/CamelCase?Q=A%20b");
        assert_eq!(to("eo1.m.pipedream.net/a").unwrap(), "https://eo1.m.pipedream.net/a");
        assert_eq!(to("https://m.pipedream.net/").unwrap(), "https://m.pipedream.net/");
    }

    #[test]
    fn the_token_goes_to_no_other_domain() {
        for wrong in [
            "https://evilm.pipedream.net/",
            "https://m.pipedream.net.evil.com",
            "https://evil.com/m.pipedream.net",
            "https://evil.com#m.pipedream.net",
            "https://evil.com?x.m.pipedream.net",
            "http://eo1.m.pipedream.net",
            "https://user:pw@eo1.m.pipedream.net",
            "https://m.pipedream.net@evil.com",
            "ftp://eo1.m.pipedream.net",
            "",
            "xyz",
        ] {
            assert!(matches!(to(wrong), Err(Error::Invalid { .. })), "{wrong}");
        }
    }

    #[test]
    fn a_port_counts_where_the_domain_names_one() {
        let local = |text: &str| address(&Value::from(text), "127.0.0.1:8080", true, false);
        assert_eq!(local("http://127.0.0.1:8080/x").unwrap(), "http://127.0.0.1:8080/x");
        assert!(local("http://127.0.0.1:8081/x").is_err());
        assert!(address(&Value::from("http://127.0.0.1:9/x"), "127.0.0.1", true, false).is_ok());
    }

    #[test]
    fn an_endpoint_id_on_an_address_asks_for_the_workflows_url() {
        let Err(Error::Invalid { message }) = address(&Value::from("eo123"), "127.0.0.1:8080", false, false) else { panic!() };
        assert!(message.contains("give the workflow's URL"), "{message}");
    }

    #[test]
    fn a_name_below_localhost_is_another_machine_where_the_callers_fetch_looks_it_up() {
        let to = |url: &str, own_fetch| address(&Value::from(url), "localhost", true, own_fetch).is_ok();
        assert!(to("http://a.localhost/x", false) && !to("http://a.localhost/x", true));
        assert!(to("https://a.localhost/x", true) && to("http://localhost/x", true));
    }
}
