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
    let wrong = |why: &str, shown: &str| Error::invalid(format!("{name} must be an https URL such as {example:?} ({why}), got {shown:?}"));
    let url = Url::parse(text.trim()).map_err(|e| wrong(&e.to_string(), text))?;
    let mut shown = url.clone();
    if !url.username().is_empty() || url.password().is_some() {
        _ = shown.set_password(None);
        _ = shown.set_username("redacted");
        return Err(wrong("a user or password has no place in it", shown.as_str()));
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
