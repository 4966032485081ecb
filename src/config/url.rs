//! Checks of URLs and host names. Each takes the option's name for its error message.

use crate::error::Error;

/// The URL of an API.
pub(crate) struct BaseUrl {
    /// Without trailing slashes.
    pub url: String,
    /// Scheme, host and port, without a slash.
    pub origin: String,
    /// Whether it is on this machine.
    pub loopback: bool,
}

/// A URL without user, query and fragment: https, or http on this machine, or on any with `allow_http`. `custom_fetch`: see
/// [`is_loopback`].
pub(crate) fn base_url(text: &str, name: &str, custom_fetch: bool, allow_http: bool) -> Result<BaseUrl, Error> {
    let wrong = |why: &str, shown: &str| {
        Error::invalid(format!("{name} must be an https URL such as \"https://api.pipedream.com\" ({why}), got {shown:?}"))
    };
    let url = ::url::Url::parse(text.trim()).map_err(|e| wrong(&e.to_string(), text))?;
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
                "http would send the client's secret unencrypted; it is allowed for localhost, and with the option allowInsecureHttp or \
                 PIPEDREAM_ALLOW_INSECURE_HTTP=1 for a network that nobody else can read",
                text,
            ));
        }
        _ => return Err(wrong("another scheme is not allowed", text)),
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(wrong("a query or fragment has no place in it", text));
    }
    Ok(BaseUrl { url: url.as_str().trim_end_matches('/').to_owned(), origin: url.origin().ascii_serialization(), loopback })
}

/// Whether a URL's host is this machine, by its name or address. Names below `localhost` are this machine if we resolve them
/// (RFC 6761, section 6.3); with a `custom_fetch` the caller's function resolves them, perhaps with DNS.
pub(crate) fn is_loopback(url: &::url::Url, custom_fetch: bool) -> bool {
    match url.host() {
        Some(::url::Host::Domain("localhost")) => true,
        Some(::url::Host::Domain(name)) => !custom_fetch && crate::transport::is_localhost(name),
        Some(::url::Host::Ipv4(address)) => address.is_loopback(),
        Some(::url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// A host name in lower case, without scheme and path; a port is allowed.
pub(crate) fn domain(text: &str, name: &str) -> Result<String, Error> {
    let domain = text.trim().to_ascii_lowercase();
    let wrong = || Error::invalid(format!("{name} must be a host name such as \"m.pipedream.net\", got {text:?}"));
    let url = ::url::Url::parse(&format!("https://{domain}/")).map_err(|_| wrong())?;
    let plain = !domain.is_empty() && domain.chars().all(|c| c.is_ascii_alphanumeric() || "-._:[]".contains(c));
    if !plain || url.host_str().is_none() || url.path() != "/" || domain.starts_with('.') {
        return Err(wrong());
    }
    Ok(domain)
}
