//! The request of `client.workflows`: a call of a workflow's HTTP trigger.
//!
//! The URL is used as it was given. The token is sent only to the workflow domain and its subdomains (`evilm.pipedream.net` is
//! neither), and only over https or to this machine.

use http::{HeaderName, HeaderValue, Method, header};
use serde_json::Value;

use super::defaults::RequestDefaults;
use super::headers::{JSON, join_headers, parse_headers};
use super::prepared::{Payload, PreparedRequest, Redirects};
use super::query;
use super::upload::json_payload;
use crate::config::{CallOptions, describe, is_loopback, printable};
use crate::endpoint::Answer;
use crate::error::Error;
use crate::latin1;
use crate::raw_object::RawObject;

const EXTERNAL_USER: HeaderName = HeaderName::from_static("x-pd-external-user-id");

/// Builds the request. `args` is the JSON text of `{urlOrEndpoint, forExternalUser, externalUserId, method, body, headers,
/// authType}`.
pub(crate) fn prepare(defaults: &RequestDefaults, args: &str, options: &CallOptions) -> Result<PreparedRequest, Error> {
    let request = RawObject::parse(args, "the workflow's request")?;
    let for_external_user = request.raw("forExternalUser") == Some("true");
    let oauth = for_external_user || wants_oauth(&request.value("authType")?)?;
    let mut url = workflow_url(
        &request.value("urlOrEndpoint")?,
        &defaults.workflow_domain,
        oauth && !defaults.allow_insecure_http,
        defaults.custom_fetch,
    )?;
    query::add_params(&mut url, options)?;
    let method = method(&request.value("method")?)?;

    let mut own = parse_headers(&request)?;
    if for_external_user {
        own.insert(EXTERNAL_USER, external_user(&request.value("externalUserId")?)?);
    }
    let body = match request.raw("body") {
        Some(raw) => {
            own.entry(header::CONTENT_TYPE).or_insert(JSON);
            json_payload(raw)
        }
        None => Payload::None,
    };
    let (headers, authenticate) = join_headers(defaults, own, options, oauth);
    let limits = defaults.limits(options);
    let idempotent = method.is_idempotent();
    Ok(PreparedRequest {
        method,
        template: "/{workflow}".into(),
        url,
        headers,
        body,
        authenticate,
        idempotent,
        relayed: true,
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

fn wants_oauth(auth_type: &Value) -> Result<bool, Error> {
    match auth_type {
        Value::Null => Ok(false),
        Value::String(text) if text == "oauth" => Ok(true),
        Value::String(text) if matches!(text.as_str(), "none" | "static_bearer_token") => Ok(false),
        other => Err(Error::invalid(format!("authType must be \"none\", \"static_bearer_token\" or \"oauth\", got {}", describe(other)))),
    }
}

fn method(given: &Value) -> Result<Method, Error> {
    let wrong = || Error::invalid(format!("method must be an HTTP method, got {}", describe(given)));
    match given {
        Value::Null => Ok(Method::POST),
        Value::String(text) => Method::from_bytes(text.trim().to_ascii_uppercase().as_bytes()).map_err(|_| wrong()),
        _ => Err(wrong()),
    }
}

fn external_user(given: &Value) -> Result<HeaderValue, Error> {
    let wrong = |allowed: &str| Error::invalid(format!("externalUserId must be {allowed}, got {}", describe(given)));
    let text = given.as_str().filter(|text| !text.trim().is_empty()).ok_or_else(|| wrong("a non-empty string"))?;
    // A header holds Latin-1. A lossy encoding could send the same bytes for two ids.
    latin1::encode(text)
        .and_then(|bytes| HeaderValue::from_bytes(&bytes).ok())
        .ok_or_else(|| wrong("text in Latin-1 without line breaks and control characters"))
}

/// The workflow's URL: `given` itself, or `https://{id}.{domain}` for an endpoint id. `needs_tls`: the request has a token, and http to
/// other machines is not allowed.
fn workflow_url(given: &Value, domain: &str, needs_tls: bool, custom_fetch: bool) -> Result<String, Error> {
    let wrong = |why: &str| {
        Error::invalid(format!(
            "urlOrEndpoint must be a workflow's URL on {domain} or its endpoint id such as \"eo…\" ({why}), got {}",
            given.as_str().map_or_else(|| describe(given), |text| describe(&printable(text).into()))
        ))
    };
    let text = given.as_str().map(str::trim).filter(|text| !text.is_empty()).ok_or_else(|| wrong("it is missing"))?;
    let is_id = text.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("en") || start.eq_ignore_ascii_case("eo"));
    if is_id && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
        let url = format!("https://{}.{domain}", text.to_ascii_lowercase());
        // An IP address, such as the emulator's, has no subdomains.
        if url::Url::parse(&url).is_err() {
            return Err(wrong("that domain has no subdomains: give the workflow's URL"));
        }
        return Ok(url);
    }
    let absolute = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
    if !text.contains('.') && !text.contains("://") {
        return Err(wrong("it is neither"));
    }
    let url = url::Url::parse(&absolute).map_err(|e| wrong(&e.to_string()))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Error::invalid("urlOrEndpoint must not hold a user or password; its value is not shown"));
    }
    if !matches!(url.scheme(), "https" | "http") {
        return Err(wrong("another scheme is not allowed"));
    }
    if needs_tls && url.scheme() == "http" && !is_loopback(&url, custom_fetch) {
        return Err(wrong("http would send the token unencrypted; see the option allowInsecureHttp"));
    }
    if !is_within(&url, domain) {
        return Err(wrong("it is on another domain"));
    }
    Ok(absolute)
}

/// Whether a URL is on `domain` or a subdomain of it. If the domain has a port, the URL must have the same.
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
        workflow_url(&Value::from(given), "m.pipedream.net", true, false)
    }

    #[test]
    fn a_url_stays_as_it_was_given() {
        assert_eq!(to("eo123abc").unwrap(), "https://eo123abc.m.pipedream.net");
        assert_eq!(to("https://eoX.m.pipedream.net/Path/CamelCase?Q=A%20b").unwrap(), "https://eoX.m.pipedream.net/Path/CamelCase?Q=A%20b");
        assert_eq!(to("eo1.m.pipedream.net/a").unwrap(), "https://eo1.m.pipedream.net/a");
        assert_eq!(to("https://m.pipedream.net/").unwrap(), "https://m.pipedream.net/");
    }

    #[test]
    fn another_domain_is_refused() {
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
    fn a_port_of_the_domain_must_match() {
        let local = |text: &str| workflow_url(&Value::from(text), "127.0.0.1:8080", true, false);
        assert_eq!(local("http://127.0.0.1:8080/x").unwrap(), "http://127.0.0.1:8080/x");
        assert!(local("http://127.0.0.1:8081/x").is_err());
        assert!(workflow_url(&Value::from("http://127.0.0.1:9/x"), "127.0.0.1", true, false).is_ok());
    }

    #[test]
    fn an_endpoint_id_before_an_ip_address_is_refused() {
        let Err(Error::Invalid { message }) = workflow_url(&Value::from("eo123"), "127.0.0.1:8080", false, false) else { panic!() };
        assert!(message.contains("give the workflow's URL"), "{message}");
    }

    #[test]
    fn a_name_below_localhost_is_not_trusted_when_the_callers_fetch_looks_it_up() {
        let to = |url: &str, custom_fetch| workflow_url(&Value::from(url), "localhost", true, custom_fetch).is_ok();
        assert!(to("http://a.localhost/x", false) && !to("http://a.localhost/x", true));
        assert!(to("https://a.localhost/x", true) && to("http://localhost/x", true));
    }
}
