//! The request of `client.fetch()`: any URL, with the response as it is.
//!
//! The origin of the URL decides what is added. The API's own origin gets the token, the client's headers and the `x-pd-*`
//! headers. Any other origin gets none of them, so that no URL that a caller was given can take the token elsewhere. In a session
//! with the MCP server it is the origin of that server which gets them, and the headers of the session.

use std::borrow::Cow;

use http::header;
use serde_json::Value;
use url::Url;

use super::custom::method;
use super::defaults::RequestDefaults;
use super::headers::{join_own_headers, optional_headers, public_headers};
use super::mcp::{self, Session};
use super::prepared::{Payload, PreparedRequest, Redirects};
use super::query;
use super::upload::{Upload, body_of};
use crate::config::{CallOptions, describe, header as checked_header, printable};
use crate::endpoint::Answer;
use crate::error::Error;
use crate::raw_object::RawObject;

/// Builds the request. `args` is the JSON text of `{method, url, redirect, mode, contentType, headers, mcp}`.
pub(crate) fn prepare(defaults: &RequestDefaults, args: &str, upload: Upload, options: &CallOptions) -> Result<PreparedRequest, Error> {
    let request = RawObject::parse(args, "the request")?;
    let method = method(&request.value("method")?)?;
    let session = request.raw("mcp").map(|given| Session::parse(defaults, given)).transpose()?;
    let base = session.as_ref().map_or(defaults.base_url.as_str(), |session| session.url);
    let Target { mut url, is_api } = target(base, &request.value("url")?)?;
    if !is_api && request.value("mode")? == "same-origin" {
        return Err(Error::invalid(format!("the URL must be on {} with mode \"same-origin\", got one on {}", origin(base), shown(&url))));
    }
    let template = if is_api { url.path().to_owned() } else { format!("{}{}", shown(&url), url.path()) };
    if let (Some(session), true) = (&session, is_api) {
        session.set_query(&mut url);
    }
    let mut url = String::from(url);
    query::add_params(&mut url, options)?;

    let mut own = optional_headers(&request)?;
    let body = body_of(upload);
    let content_type = checked_header("content-type", &request.value("contentType")?, "headers")?;
    if let Some((name, value)) = content_type
        && !matches!(body, Payload::None)
        && !own.iter().any(|(own, _)| own == header::CONTENT_TYPE)
    {
        own.push((name, Some(value)));
    }
    let (headers, authenticate) = match (&session, is_api) {
        (Some(session), true) => session.headers(defaults, own, options),
        (Some(_), false) => (public_headers(defaults, mcp::without_session(own)), false),
        (None, true) => join_own_headers(defaults, own, options),
        (None, false) => (public_headers(defaults, own), false),
    };
    let limits = defaults.limits(options);
    let idempotent = method.is_idempotent();
    Ok(PreparedRequest {
        method,
        template: Cow::Owned(template),
        url,
        headers,
        body,
        authenticate,
        idempotent,
        relayed: false,
        wants_bytes: false,
        answer: &Answer::Response,
        redirects: redirects(&request.value("redirect")?)?,
        limit: limits.timeout,
        is_mcp: session.is_some(),
        deadline: limits.deadline,
        max_retries: limits.max_retries,
        // The body is a stream, so only a limit that this call was given applies.
        max_response_bytes: options.max_response_bytes.unwrap_or(usize::MAX),
    })
}

/// Where a request goes.
struct Target {
    url: Url,
    /// Whether that is the API's origin.
    is_api: bool,
}

/// The URL of a request: an absolute one, or a path below the API's base URL. Its fragment is removed.
fn target(base: &str, given: &Value) -> Result<Target, Error> {
    let wrong = |why: &str, got: &str| {
        Error::invalid(format!(
            "input must be an http or https URL, or a path below the base URL ({why}), got {}",
            describe(&printable(got).into())
        ))
    };
    let text = given.as_str().ok_or_else(|| wrong("it is not a string", &describe(given)))?;
    if text.is_empty() || text.chars().any(char::is_control) || text.starts_with(' ') || text.ends_with(' ') {
        return Err(wrong("it is empty, has a control character, or begins or ends with a space", text));
    }
    let base = base.trim_end_matches('/');
    let base_url = Url::parse(base).map_err(|_| Error::Internal { message: "the base URL cannot be parsed".into() })?;
    let is_absolute = has_scheme(text);
    let mut url = if is_absolute {
        Url::parse(text).map_err(|error| wrong(&error.to_string(), text))?
    } else {
        if text.starts_with("//") {
            return Err(wrong("\"//\" would be followed by another host", text));
        }
        let slash = if text.starts_with('/') { "" } else { "/" };
        Url::parse(&format!("{base}{slash}{text}")).map_err(|error| wrong(&error.to_string(), text))?
    };
    if !matches!(url.scheme(), "http" | "https") {
        return Err(wrong("its scheme is another", &format!("{}:", url.scheme())));
    }
    // The text is not shown: it has a password.
    if !url.username().is_empty() || url.password().is_some() {
        return Err(wrong("it must not have credentials", &shown(&url)));
    }
    url.set_fragment(None);
    let is_api = url.origin() == base_url.origin();
    if is_api && changes_path(text) {
        return Err(wrong("a backslash, or a segment \".\" or \"..\", would change the path", text));
    }
    Ok(Target { url, is_api })
}

/// Whether a URL begins with a scheme (RFC 3986, section 3.1). Without one it is a path.
fn has_scheme(text: &str) -> bool {
    let scheme = text.split(['/', '?', '#']).next().and_then(|first| first.split_once(':'));
    scheme.is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    })
}

/// Whether the path of a URL would be changed by parsing it. An id in the path could then lead to another endpoint.
fn changes_path(text: &str) -> bool {
    let path = text.split(['?', '#']).next().unwrap_or_default();
    let is_dots = |segment: &str| matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..");
    path.contains('\\') || path.split('/').any(is_dots)
}

/// Scheme, host and port of a URL, without its credentials.
fn shown(url: &Url) -> String {
    url.origin().ascii_serialization()
}

fn origin(base: &str) -> String {
    Url::parse(base).map(|url| shown(&url)).unwrap_or_default()
}

fn redirects(given: &Value) -> Result<Redirects, Error> {
    match given.as_str() {
        Some("follow") => Ok(Redirects::Follow),
        Some("manual") => Ok(Redirects::Manual),
        Some("error") => Ok(Redirects::Refuse),
        _ if given.is_null() => Ok(Redirects::Follow),
        _ => Err(Error::invalid(format!("redirect must be \"follow\", \"manual\" or \"error\", got {}", describe(given)))),
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderMap;

    use super::*;
    use crate::config::Config;

    fn url_of(base: &str, input: &str) -> Result<(String, bool), Error> {
        target(base, &input.into()).map(|target| (target.url.into(), target.is_api))
    }

    #[test]
    fn a_path_is_below_the_base_url() {
        for (input, expected) in [
            ("/v1/x", "https://api.example/v1/x"),
            ("v1/x", "https://api.example/v1/x"),
            ("/v1/x?q=/../a&b=c:d#part", "https://api.example/v1/x?q=/../a&b=c:d"),
            ("?q=1", "https://api.example/?q=1"),
            ("/a b/é", "https://api.example/a%20b/%C3%A9"),
            ("/a/..b/c..", "https://api.example/a/..b/c.."),
            ("/v1/a:b", "https://api.example/v1/a:b"),
            ("/@evil.example", "https://api.example/@evil.example"),
            ("@evil.example", "https://api.example/@evil.example"),
            (".evil.example", "https://api.example/.evil.example"),
        ] {
            assert_eq!(url_of("https://api.example", input).unwrap(), (expected.to_owned(), true), "{input:?}");
        }
        assert_eq!(url_of("https://api.example/base", "v1/x").unwrap().0, "https://api.example/base/v1/x");
    }

    #[test]
    fn only_the_origin_of_the_base_url_is_the_api() {
        for (input, is_api) in [
            ("https://api.example/v1/x", true),
            ("HTTPS://API.example:443/v1/x", true),
            ("http://api.example/v1/x", false),
            ("https://api.example:8443/v1/x", false),
            ("https://api.example.evil.example/v1/x", false),
            ("https://other.example/a/../b", false),
        ] {
            assert_eq!(url_of("https://api.example", input).unwrap().1, is_api, "{input:?}");
        }
    }

    #[test]
    fn what_would_lead_elsewhere_is_refused() {
        for input in [
            "",
            " /x",
            "/x\n",
            "/a\t/../b",
            "//evil.example/x",
            "/a/../b",
            "/a/%2E%2e/b",
            "..",
            "/a\\..\\b",
            "\\\\evil.example/x",
            "https://api.example/a/../b",
            "https:\\\\api.example\\a",
            "ftp://api.example/x",
            "data:text/plain,x",
            "javascript:1",
            "https://user:hush@api.example/x",
            "https://",
        ] {
            let message = url_of("https://api.example", input).unwrap_err().to_string();
            assert!(message.starts_with("input must be an http or https URL") && !message.contains("hush"), "{input:?}: {message}");
        }
    }

    #[test]
    fn no_other_origin_gets_the_headers_of_the_client() {
        let own = vec![(header::AUTHORIZATION, Some("own".parse().unwrap())), (header::USER_AGENT, None)];
        let defaults = RequestDefaults::new(&Config::parse(r#"{"token":"t","projectId":"p","headers":{"x-own":"1"}}"#).unwrap());
        let headers: HeaderMap = public_headers(&defaults, own);
        assert_eq!(headers.get(header::AUTHORIZATION).unwrap(), "own");
        let mut names: Vec<_> = headers.keys().map(header::HeaderName::as_str).collect();
        names.sort_unstable();
        assert_eq!(names, ["accept", "accept-encoding", "authorization"]);
    }
}
