//! One value at a time: what it may be, and what to say when it is not.

use std::time::Duration;

use http::{HeaderName, HeaderValue};
use serde_json::Value;

use super::{Given, LONGEST_TEXT};
use crate::error::Error;
use crate::secret::Secret;

/// A value as an error message shows it: short, on one line, and never a whole object.
pub fn described(value: &Value) -> String {
    match value {
        Value::Null => "nothing".into(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) if text.chars().count() > 80 => format!("{:?}…", text.chars().take(80).collect::<String>()),
        Value::String(text) => format!("{text:?}"),
        Value::Array(_) => "an array".into(),
        Value::Object(_) => "an object".into(),
    }
}

/// What kind of thing a value is: for what must not be shown.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(text) if text.is_empty() => "\"\"",
        Value::String(text) if text.trim().is_empty() => "only white space",
        Value::String(_) => "a string with characters that cannot be sent",
        Value::Array(list) if list.is_empty() => "an empty array",
        Value::Array(_) => "an array that holds something else",
        Value::Object(_) => "an object",
    }
}

/// A string, or nothing.
pub fn text(value: &Value, name: &str) -> Result<Option<String>, Error> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text.clone())),
        other => Err(Error::invalid(format!("{name} must be a string, got {}", described(other)))),
    }
}

/// One string or a list of strings.
pub fn texts(value: &Value, name: &str) -> Result<Vec<String>, Error> {
    let wrong = |got: &Value| Error::invalid(format!("{name} must be a string or an array of strings, got {}", described(got)));
    match value {
        Value::Null => Ok(Vec::new()),
        Value::String(text) => Ok(vec![text.clone()]),
        Value::Array(list) => list.iter().map(|one| one.as_str().map(str::to_owned).ok_or_else(|| wrong(one))).collect(),
        other => Err(wrong(other)),
    }
}

/// A credential, several of them where `list` allows it, or where to ask. Its value appears in no message.
pub fn given(value: &Value, name: &str, list: bool, hidden: &[Secret]) -> Result<Given, Error> {
    let wrong = |got: &Value| {
        let array = if list { "an array of them, " } else { "" };
        let got = if got.is_array() && !list { "an array" } else { kind(got) };
        Error::invalid(format!("{name} must be a non-empty string, {array}a function or a promise, got {got}"))
    };
    let place = |value: &Value| hidden.get(usize::try_from(value.get("hidden")?.as_u64()?).ok()?);
    let one = |value: &Value| match (value, place(value)) {
        (_, Some(secret)) if is_sendable(secret.expose()) => Ok(secret.clone()),
        (_, Some(_)) => Err(wrong(&Value::String(" ".into()))),
        (Value::String(text), None) if is_sendable(text) => Ok(Secret::new(text.clone())),
        (other, None) => Err(wrong(other)),
    };
    match value {
        Value::Object(map) if !map.contains_key("hidden") => {
            match map.get("ask").and_then(Value::as_u64).and_then(|n| u32::try_from(n).ok()) {
                Some(target) => Ok(Given::Ask(target)),
                None => Err(wrong(value)),
            }
        }
        Value::Array(several) if list && !several.is_empty() => Ok(Given::Values(several.iter().map(one).collect::<Result<_, _>>()?)),
        other => Ok(Given::Values(vec![one(other)?])),
    }
}

/// Whether a credential can stand in JSON and in a header: something to see, and no line break.
fn is_sendable(text: &str) -> bool {
    !text.trim().is_empty() && !text.chars().any(char::is_control)
}

/// `production` or `development`.
pub fn environment(value: &Value, name: &str) -> Result<Option<&'static str>, Error> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) if text == "production" => Ok(Some("production")),
        Value::String(text) if text == "development" => Ok(Some("development")),
        other => Err(Error::invalid(format!("{name} must be \"production\" or \"development\", got {}", described(other)))),
    }
}

/// A number of seconds above 0, fractions allowed, at most a year.
pub fn seconds(value: &Value, name: &str) -> Result<Option<Duration>, Error> {
    const YEAR: f64 = 31_536_000.0;
    match value {
        Value::Null => Ok(None),
        other => match other.as_f64().filter(|seconds| *seconds > 0.0 && *seconds <= YEAR).map(Duration::from_secs_f64) {
            // Less than a nanosecond is nothing.
            Some(limit) if !limit.is_zero() => Ok(Some(limit)),
            _ => Err(Error::invalid(format!("{name} must be a number of seconds above 0 and at most {YEAR}, got {}", described(other)))),
        },
    }
}

/// A whole number from 0 to 100.
pub fn count(value: &Value, name: &str) -> Result<Option<u32>, Error> {
    match value {
        Value::Null => Ok(None),
        other => match other.as_u64() {
            Some(count) if count <= 100 => Ok(Some(count as u32)),
            _ => Err(Error::invalid(format!("{name} must be a whole number from 0 to 100, got {}", described(other)))),
        },
    }
}

/// A whole number of bytes, from 1 to what V8 can hold as a text.
pub fn bytes(value: &Value, name: &str) -> Result<Option<usize>, Error> {
    match value {
        Value::Null => Ok(None),
        other => match other.as_u64().and_then(|bytes| usize::try_from(bytes).ok()) {
            Some(bytes) if (1..=LONGEST_TEXT).contains(&bytes) => Ok(Some(bytes)),
            _ => Err(Error::invalid(format!("{name} must be a whole number of bytes from 1 to {LONGEST_TEXT}, got {}", described(other)))),
        },
    }
}

/// Scopes as one string or a list; RFC 6749, section 3.3 says which characters a scope may have.
pub fn scope(value: &Value) -> Result<Option<String>, Error> {
    let scopes = texts(value, "scope")?;
    let joined = scopes.join(" ");
    let allowed = |c: char| c == ' ' || (c.is_ascii_graphic() && c != '"' && c != '\\');
    if !joined.chars().all(allowed) {
        return Err(Error::invalid(format!("scope must be scopes separated by spaces, got {}", described(&Value::String(joined)))));
    }
    let words: Vec<&str> = joined.split_ascii_whitespace().collect();
    Ok(if words.is_empty() { None } else { Some(words.join(" ")) })
}

/// An address without user, query and fragment: https, or http on this machine. Gives it without a trailing
/// slash, and whether it is this machine. `own_fetch`: see [`is_loopback`].
pub fn base_url(text: &str, name: &str, own_fetch: bool) -> Result<(String, bool), Error> {
    let wrong = |why: &str, shown: &str| {
        Error::invalid(format!("{name} must be an https URL such as \"https://api.pipedream.com\" ({why}), got {shown:?}"))
    };
    let url = url::Url::parse(text.trim()).map_err(|e| wrong(&e.to_string(), text))?;
    let mut shown = url.clone();
    if !url.username().is_empty() || url.password().is_some() {
        _ = shown.set_password(None);
        _ = shown.set_username("redacted");
        return Err(wrong("a user or password has no place in it", shown.as_str()));
    }
    let loopback = is_loopback(&url, own_fetch);
    match url.scheme() {
        "https" => {}
        "http" if loopback => {}
        "http" if is_loopback(&url, false) => {
            return Err(wrong(
                "the given fetch may ask a name server for a name below localhost, and http is in the clear: use localhost",
                text,
            ));
        }
        "http" => return Err(wrong("http would send the client's secret in the clear; it is allowed for localhost only", text)),
        _ => return Err(wrong("another scheme is not allowed", text)),
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(wrong("a query or fragment has no place in it", text));
    }
    Ok((url.as_str().trim_end_matches('/').to_owned(), loopback))
}

/// Whether a URL's host is this machine, by its name or address. Names below `localhost` are (RFC 6761, section 6.3) where
/// we look them up; with an `own_fetch` the caller's function does, and may ask a name server.
pub fn is_loopback(url: &url::Url, own_fetch: bool) -> bool {
    match url.host() {
        Some(url::Host::Domain("localhost")) => true,
        Some(url::Host::Domain(name)) => !own_fetch && crate::transport::is_localhost(name),
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// A host name, without scheme and path; a port is allowed.
pub fn domain(text: &str, name: &str) -> Result<String, Error> {
    let domain = text.trim().to_ascii_lowercase();
    let wrong = || Error::invalid(format!("{name} must be a host name such as \"m.pipedream.net\", got {text:?}"));
    let url = url::Url::parse(&format!("https://{domain}/")).map_err(|_| wrong())?;
    let plain = !domain.is_empty() && domain.chars().all(|c| c.is_ascii_alphanumeric() || "-._:[]".contains(c));
    if !plain || url.host_str().is_none() || url.path() != "/" || domain.starts_with('.') {
        return Err(wrong());
    }
    Ok(domain)
}

/// A header of the caller's. `None` where the value is null: at the call it removes the header.
pub fn header(name: &str, value: &Value, option: &str) -> Result<Option<(HeaderName, HeaderValue)>, Error> {
    let known = header_name(name, option)?;
    match header_value(value, &format!("{option}[{name:?}]"))? {
        Some(value) => Ok(Some((known, value))),
        None => Ok(None),
    }
}

/// A header's name, in lower case (RFC 9110, section 5.1).
pub fn header_name(name: &str, option: &str) -> Result<HeaderName, Error> {
    HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| Error::invalid(format!("{option} has the name {}, which no header may have", described(&Value::String(name.into())))))
}

/// Whether a header is the connection's own (RFC 9110, sections 7.2, 7.6.1 and 8.6): it says how a message is cut and
/// where it goes, which only who sends it knows. One that is passed on from another request is left out.
pub fn is_framing(name: &HeaderName) -> bool {
    const FRAMING: [&str; 10] = [
        "connection",
        "content-length",
        "expect",
        "host",
        "keep-alive",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    ];
    FRAMING.contains(&name.as_str())
}

/// A header's value. It may be a secret, so no message shows it. Characters up to U+00FF go as Latin-1, as
/// `fetch` sends them.
fn header_value(value: &Value, name: &str) -> Result<Option<HeaderValue>, Error> {
    let text = match value {
        Value::Null => return Ok(None),
        Value::String(text) => text.trim_matches([' ', '\t']).to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        Value::Array(_) | Value::Object(_) => return Err(Error::invalid(format!("{name} must be a string, got {}", kind(value)))),
    };
    let latin1: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
    let allowed = latin1.and_then(|bytes| HeaderValue::from_bytes(&bytes).ok());
    let mut allowed = allowed.ok_or_else(|| {
        Error::invalid(format!(
            "{name} must be text without line breaks and control characters, in Latin-1; what it was is not shown, as it may be a secret"
        ))
    })?;
    allowed.set_sensitive(true);
    Ok(Some(allowed))
}

/// An option whose value is sent as a header.
pub fn header_option(value: &Value, name: &str) -> Result<Option<HeaderValue>, Error> {
    match value {
        Value::String(text) if text.trim().is_empty() => Err(Error::invalid(format!("{name} must be a non-empty string, got {text:?}"))),
        Value::Null | Value::String(_) => header_value(value, name),
        other => Err(Error::invalid(format!("{name} must be a string, got {}", described(other)))),
    }
}
