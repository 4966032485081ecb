//! The URLs of servers that are sent a secret or a token.

use url::{Host, Url};

use crate::error::Error;

/// A URL without user, query and fragment: https, or http on this machine, or on any with `allow_http`. Returns it without trailing
/// slashes, and whether it is on this machine. `custom_fetch`: see [`is_loopback`].
pub(crate) fn base_url(text: &str, name: &str, custom_fetch: bool, allow_http: bool) -> Result<(String, bool), Error> {
    let (url, loopback) = service_url(text, name, "https://api.pipedream.com", custom_fetch, allow_http)?;
    Ok((url.as_str().trim_end_matches('/').to_owned(), loopback))
}

/// The same for the MCP server, whose URL is used as it is: a slash at the end of its path is kept.
pub(crate) fn mcp_url(text: &str, name: &str, custom_fetch: bool, allow_http: bool) -> Result<(String, bool), Error> {
    let (url, loopback) = service_url(text, name, "https://remote.mcp.pipedream.net", custom_fetch, allow_http)?;
    let text = if url.path() == "/" { url.as_str().trim_end_matches('/') } else { url.as_str() };
    Ok((text.to_owned(), loopback))
}

/// The URL of a server that is sent the token, and whether it is on this machine.
fn service_url(text: &str, name: &str, example: &str, custom_fetch: bool, allow_http: bool) -> Result<(Url, bool), Error> {
    let wrong = |why: &str, shown: &str| {
        Error::invalid(format!("{name} must be an https URL such as {example:?} ({why}), got {:?}", printable(shown)))
    };
    let url = Url::parse(text.trim()).map_err(|e| wrong(&e.to_string(), text))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(wrong("a user or password has no place in it", text));
    }
    let loopback = is_loopback(&url, custom_fetch);
    match url.scheme() {
        "https" => {}
        "http" if loopback || allow_http => {}
        "http" if is_loopback(&url, false) => {
            return Err(wrong(
                "the given fetch may resolve a name below localhost with DNS, and http is not encrypted: use localhost",
                text,
            ));
        }
        "http" => {
            return Err(wrong(
                "http would send the client's secret or its token unencrypted; it is allowed for localhost, and with the option allowInsecureHttp or \
                 PIPEDREAM_ALLOW_INSECURE_HTTP=1 for a network that nobody else can read",
                text,
            ));
        }
        _ => return Err(wrong("another scheme is not allowed", text)),
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(wrong("a query or fragment has no place in it", text));
    }
    Ok((url, loopback))
}

/// The text of a URL for an error, also of one that cannot be parsed: without user and password, and without the values of its query and
/// its fragment, because each may be a secret.
pub(crate) fn printable(text: &str) -> String {
    let (scheme, rest) = text.find("//").map_or(("", text), |at| text.split_at(at + 2));
    // A password may have any of the characters that end it, by mistake.
    let (user, rest) = rest.rsplit_once('@').map_or(("", rest), |(_, host)| ("redacted@", host));
    match rest.find(['?', '#']) {
        Some(at) if at + 1 < rest.len() => format!("{scheme}{user}{}redacted", &rest[..=at]),
        _ => format!("{scheme}{user}{rest}"),
    }
}

/// Whether a URL's host is this machine, by its name or address. Names below `localhost` are this machine if we resolve them
/// (RFC 6761, section 6.3); with a `custom_fetch` the caller's function resolves them, perhaps with DNS.
pub(crate) fn is_loopback(url: &Url, custom_fetch: bool) -> bool {
    match url.host() {
        Some(Host::Domain("localhost")) => true,
        Some(Host::Domain(name)) => !custom_fetch && crate::transport::is_localhost(name),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// The origin of a URL that was checked: scheme, host and port, without a slash.
pub(crate) fn origin(url: &str) -> String {
    Url::parse(url).map(|url| url.origin().ascii_serialization()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_in_an_error_has_no_secret() {
        for (text, expected) in [
            ("https://api.example/base", "https://api.example/base"),
            ("https://u:hush@api.example/", "https://redacted@api.example/"),
            ("https://u:hu/s?h@api.example/", "https://redacted@api.example/"),
            ("u:hush@api.example", "redacted@api.example"),
            ("http://u:hush@[", "http://redacted@["),
            ("https://api.example/?token=hush", "https://api.example/?redacted"),
            ("https://api.example/#hush", "https://api.example/#redacted"),
            ("https://api.example/?", "https://api.example/?"),
            ("/x?token=hush", "/x?redacted"),
            ("", ""),
            ("ü//é@☃?☃", "ü//redacted@☃?redacted"),
        ] {
            assert_eq!(printable(text), expected);
        }
    }
}
