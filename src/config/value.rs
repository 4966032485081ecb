//! Checks of single options. Each takes the option's name for its error message.

use std::time::Duration;

use http::{HeaderName, HeaderValue};
use serde_json::Value;

use crate::error::Error;
use crate::latin1;
use crate::secret::{Secret, SecretJson};
use crate::transport::{ProxyOption, ProxyUrl};

/// The length of the longest string that V8 can hold, 2^29 − 24 characters, and so of the largest response that can become a value.
pub(crate) const LONGEST_TEXT: usize = (1 << 29) - 24;

/// A credential, or the function that gives it.
#[derive(Debug)]
pub(crate) enum CredentialSource {
    /// The credential, or several of which at least one is valid.
    Values(Vec<Secret>),
    /// A function in JavaScript, as the number that JavaScript knows it by.
    Callback(u32),
}

/// Describes a value for an error message: short, on one line, without the members of arrays and objects.
pub(crate) fn describe(value: &Value) -> String {
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

/// Describes a value that must not be shown.
pub(crate) fn describe_type(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(text) if text.is_empty() => "\"\"",
        Value::String(text) if text.trim().is_empty() => "only white space",
        Value::String(text) => unsendable(text),
        Value::Array(list) if list.is_empty() => "an empty array",
        Value::Array(_) => "an array that holds something else",
        Value::Object(_) => "an object",
    }
}

/// Says which characters of a text cannot be sent. A file that was read into a variable often ends with a line break.
fn unsendable(text: &str) -> &'static str {
    let is_break = |c: char| matches!(c, '\r' | '\n');
    let inner = text.trim_matches(is_break);
    if inner.chars().any(is_break) {
        "a string with characters that cannot be sent: line breaks in the middle"
    } else if inner.chars().any(char::is_control) {
        "a string with characters that cannot be sent: control characters"
    } else if text.ends_with(is_break) {
        "a string with characters that cannot be sent: a line break at its end, as `echo` and editors write it; take it off, with .trim() for example"
    } else {
        "a string with characters that cannot be sent: a line break at its start"
    }
}

/// A string; `None` for null.
pub(crate) fn text(value: &Value, name: &str) -> Result<Option<String>, Error> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text.clone())),
        other => Err(Error::invalid(format!("{name} must be a string, got {}", describe(other)))),
    }
}

/// A string or a list of strings; empty for null.
pub(crate) fn texts(value: &Value, name: &str) -> Result<Vec<String>, Error> {
    let wrong = |got: &Value| Error::invalid(format!("{name} must be a string or an array of strings, got {}", describe(got)));
    match value {
        Value::Null => Ok(Vec::new()),
        Value::String(text) => Ok(vec![text.clone()]),
        Value::Array(list) => list.iter().map(|one| one.as_str().map(str::to_owned).ok_or_else(|| wrong(one))).collect(),
        other => Err(wrong(other)),
    }
}

/// A switch: a boolean, or as the text of an environment variable `1`, `true`, `0` or `false`; off for null.
pub(crate) fn flag(value: &Value, name: &str) -> Result<bool, Error> {
    // An option is written in code, where a text is a mistake.
    let is_variable = name.starts_with("PIPEDREAM_");
    match value {
        Value::Null => Ok(false),
        Value::Bool(flag) => Ok(*flag),
        Value::String(text) if is_variable && matches!(text.trim(), "1" | "true") => Ok(true),
        Value::String(text) if is_variable && matches!(text.trim(), "0" | "false") => Ok(false),
        other if is_variable => Err(Error::invalid(format!("{name} must be 1, true, 0 or false, got {}", describe(other)))),
        other => Err(Error::invalid(format!("{name} must be true or false, got {}", describe(other)))),
    }
}

/// A text that is passed beside the JSON text; `None` for null. No error message shows it.
pub(crate) fn hidden_text(value: &Value, name: &str, hidden: &[Secret]) -> Result<Option<Secret>, Error> {
    let found = value.get("hidden").and_then(Value::as_u64).and_then(|index| hidden.get(usize::try_from(index).ok()?));
    match (value, found) {
        (Value::Null, _) => Ok(None),
        (_, Some(secret)) => Ok(Some(secret.clone())),
        (Value::String(text), None) => Ok(Some(Secret::new(text.clone()))),
        (other, None) => {
            Err(Error::invalid(format!("{name} must be text in PEM, or a Buffer or Uint8Array with it, got {}", describe_type(other))))
        }
    }
}

/// A credential: text, a list of texts if `list` allows it, or a function. No error message shows it.
pub(crate) fn credential(value: &Value, name: &str, list: bool, hidden: &[Secret]) -> Result<CredentialSource, Error> {
    let wrong = |got: &Value| {
        let array = if list { "an array of them, " } else { "" };
        let got = if got.is_array() && !list { "an array" } else { describe_type(got) };
        Error::invalid(format!("{name} must be a non-empty string, {array}a function or a promise, got {got}"))
    };
    let one = |value: &Value| match (value, hidden_value(value, hidden)) {
        (_, Some(secret)) if is_sendable(secret.expose()) => Ok(secret.clone()),
        (_, Some(_)) => Err(wrong(&Value::String(" ".into()))),
        (Value::String(text), None) if is_sendable(text) => Ok(Secret::new(text.clone())),
        (other, None) => Err(wrong(other)),
    };
    match value {
        Value::Object(map) if !map.contains_key("hidden") => match callback(value) {
            Some(object) => Ok(CredentialSource::Callback(object)),
            None => Err(wrong(value)),
        },
        Value::Array(several) if list && !several.is_empty() => {
            Ok(CredentialSource::Values(several.iter().map(one).collect::<Result<_, _>>()?))
        }
        other => Ok(CredentialSource::Values(vec![one(other)?])),
    }
}

/// The texts of an option that may be one text or a list of them, which can be among the `hidden` ones. The error is a value that is neither.
pub(crate) fn secret_texts<'a>(value: &'a Value, hidden: &'a [Secret]) -> Result<Vec<&'a str>, &'a Value> {
    let one = |value: &'a Value| hidden_value(value, hidden).map(Secret::expose).or_else(|| value.as_str()).ok_or(value);
    match value {
        Value::Array(several) if several.is_empty() => Err(value),
        Value::Array(several) => several.iter().map(one).collect::<Result<_, _>>().map_err(|_| value),
        one_value => Ok(vec![one(one_value)?]),
    }
}

/// The number that JavaScript knows a function by.
pub(crate) fn callback(value: &Value) -> Option<u32> {
    u32::try_from(value.get("callback")?.as_u64()?).ok()
}

fn hidden_value<'a>(value: &Value, hidden: &'a [Secret]) -> Option<&'a Secret> {
    hidden.get(usize::try_from(value.get("hidden")?.as_u64()?).ok()?)
}

/// The option `proxy`: a URL, or `false`. Its password is in no error message.
pub(crate) fn proxy(value: &SecretJson, hidden: &[Secret]) -> Result<ProxyOption, Error> {
    let secret = |value: &Value| hidden.get(usize::try_from(value.get("hidden")?.as_u64()?).ok()?);
    match (&value.0, secret(&value.0)) {
        (Value::Null, _) => Ok(ProxyOption::Environment),
        (Value::Bool(false), _) => Ok(ProxyOption::None),
        (_, Some(url)) => Ok(ProxyOption::Url(ProxyUrl::parse(url.expose(), "proxy").map_err(Error::invalid)?)),
        (Value::String(url), _) => Ok(ProxyOption::Url(ProxyUrl::parse(url, "proxy").map_err(Error::invalid)?)),
        (other, _) => Err(Error::invalid(format!(
            "proxy must be the URL of a proxy such as \"http://proxy.example:3128\", or false for none, got {}",
            describe(other)
        ))),
    }
}

/// Whether a credential can be sent in JSON and in a header: it is not blank and has no control characters.
fn is_sendable(text: &str) -> bool {
    !text.trim().is_empty() && !text.chars().any(char::is_control)
}

/// `production` or `development`; `None` for null.
pub(crate) fn environment(value: &Value, name: &str) -> Result<Option<&'static str>, Error> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) if text == "production" => Ok(Some("production")),
        Value::String(text) if text == "development" => Ok(Some("development")),
        other => Err(Error::invalid(format!("{name} must be \"production\" or \"development\", got {}", describe(other)))),
    }
}

/// A number of seconds above 0 and at most a year, fractions allowed; `None` for null.
pub(crate) fn seconds(value: &Value, name: &str) -> Result<Option<Duration>, Error> {
    const YEAR: f64 = 31_536_000.0;
    match value {
        Value::Null => Ok(None),
        other => match other.as_f64().filter(|seconds| *seconds > 0.0 && *seconds <= YEAR).map(Duration::from_secs_f64) {
            // Less than a nanosecond becomes 0.
            Some(limit) if !limit.is_zero() => Ok(Some(limit)),
            _ => Err(Error::invalid(format!("{name} must be a number of seconds above 0 and at most {YEAR}, got {}", describe(other)))),
        },
    }
}

/// A whole number from 0 to 100; `None` for null.
pub(crate) fn count(value: &Value, name: &str) -> Result<Option<u32>, Error> {
    match value {
        Value::Null => Ok(None),
        other => match other.as_u64().and_then(|count| u32::try_from(count).ok()) {
            Some(count) if count <= 100 => Ok(Some(count)),
            _ => Err(Error::invalid(format!("{name} must be a whole number from 0 to 100, got {}", describe(other)))),
        },
    }
}

/// A whole number of bytes from 1 to [`LONGEST_TEXT`]; `None` for null.
pub(crate) fn bytes(value: &Value, name: &str) -> Result<Option<usize>, Error> {
    match value {
        Value::Null => Ok(None),
        other => match other.as_u64().and_then(|bytes| usize::try_from(bytes).ok()) {
            Some(bytes) if (1..=LONGEST_TEXT).contains(&bytes) => Ok(Some(bytes)),
            _ => Err(Error::invalid(format!("{name} must be a whole number of bytes from 1 to {LONGEST_TEXT}, got {}", describe(other)))),
        },
    }
}

/// Scopes, as a string or a list, joined by single spaces; `None` if there are none. The allowed characters are those of RFC 6749,
/// section 3.3.
pub(crate) fn scope(value: &Value) -> Result<Option<String>, Error> {
    let joined = texts(value, "scope")?.join(" ");
    let allowed = |c: char| c == ' ' || (c.is_ascii_graphic() && c != '"' && c != '\\');
    if !joined.chars().all(allowed) {
        return Err(Error::invalid(format!("scope must be scopes separated by spaces, got {}", describe(&Value::String(joined)))));
    }
    let scopes: Vec<&str> = joined.split_ascii_whitespace().collect();
    Ok(if scopes.is_empty() { None } else { Some(scopes.join(" ")) })
}

/// A host name in lower case, without scheme and path; a port is allowed.
pub(crate) fn domain(text: &str, name: &str) -> Result<String, Error> {
    let domain = text.trim().to_ascii_lowercase();
    let wrong = || Error::invalid(format!("{name} must be a host name such as \"m.pipedream.net\", got {text:?}"));
    let url = url::Url::parse(&format!("https://{domain}/")).map_err(|_| wrong())?;
    let plain = !domain.is_empty() && domain.chars().all(|c| c.is_ascii_alphanumeric() || "-._:[]".contains(c));
    if !plain || url.host_str().is_none() || url.path() != "/" || domain.starts_with('.') {
        return Err(wrong());
    }
    Ok(domain)
}

/// A header of the caller's; `None` if its value is null. `option` is the name of the option that holds the headers.
pub(crate) fn header(name: &str, value: &Value, option: &str) -> Result<Option<(HeaderName, HeaderValue)>, Error> {
    let known = header_name(name, option)?;
    match header_value(value, &format!("{option}[{name:?}]"))? {
        Some(value) => Ok(Some((known, value))),
        None => Ok(None),
    }
}

/// A header's name, in lower case (RFC 9110, section 5.1).
pub(crate) fn header_name(name: &str, option: &str) -> Result<HeaderName, Error> {
    HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| Error::invalid(format!("{option} has the name {}, which no header may have", describe(&Value::String(name.into())))))
}

/// Whether a header belongs to the connection (RFC 9110, sections 7.2, 7.6.1 and 8.6): it frames or routes the message, so only
/// the sender can set it. Callers who forward the headers of another request have such headers; they are left out.
pub(crate) fn is_framing(name: &HeaderName) -> bool {
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

/// A header's value; `None` for null. It may be a secret, so no message shows it. It is encoded as Latin-1, as in `fetch`.
fn header_value(value: &Value, name: &str) -> Result<Option<HeaderValue>, Error> {
    let text = match value {
        Value::Null => return Ok(None),
        Value::String(text) => text.trim_matches([' ', '\t']).to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        Value::Array(_) | Value::Object(_) => return Err(Error::invalid(format!("{name} must be a string, got {}", describe_type(value)))),
    };
    let encoded = latin1::encode(&text).and_then(|bytes| HeaderValue::from_bytes(&bytes).ok());
    let mut header = encoded.ok_or_else(|| {
        Error::invalid(format!(
            "{name} must be text without line breaks and control characters, in Latin-1; its value is not shown, as it may be a secret"
        ))
    })?;
    header.set_sensitive(true);
    Ok(Some(header))
}

/// An option that is sent as a header; `None` for null.
pub(crate) fn header_option(value: &Value, name: &str) -> Result<Option<HeaderValue>, Error> {
    match value {
        Value::String(text) if text.trim().is_empty() => Err(Error::invalid(format!("{name} must be a non-empty string, got {text:?}"))),
        Value::Null | Value::String(_) => header_value(value, name),
        other => Err(Error::invalid(format!("{name} must be a string, got {}", describe(other)))),
    }
}
