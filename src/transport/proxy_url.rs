//! The URL of a proxy, checked: `http://user:password@proxy.example:3128`.
//!
//! Guarantee: no error and no debug text shows the user or the password.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::{HeaderValue, Uri};
use percent_encoding::percent_decode_str;
use url::Url;

use crate::secret::Secret;

/// The longest user and the longest password that SOCKS5 can send, in bytes (RFC 1929, section 2).
const LONGEST_SOCKS_TEXT: usize = 255;

/// A proxy.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct ProxyUrl {
    kind: ProxyKind,
    /// As it is written in a URL: an IPv6 address has brackets.
    host: String,
    port: u16,
    credentials: Option<(Secret, Secret)>,
    /// The option or the variable that it comes from, for error messages.
    named: &'static str,
}

/// What a proxy speaks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ProxyKind {
    /// HTTP.
    Http,
    /// HTTP, over TLS to the proxy.
    Https,
    /// SOCKS5 (RFC 1928).
    Socks {
        /// Whether the proxy resolves the names. Otherwise this machine does.
        remote_dns: bool,
    },
}

impl ProxyUrl {
    /// Checks the URL of a proxy. Without a scheme it is an `http` one, as in curl. A path is ignored, as in curl and Node. The error
    /// names `named`, the option or variable that holds the URL, and hides the credentials.
    pub(crate) fn parse(text: &str, named: &'static str) -> Result<Self, String> {
        let text = text.trim();
        let wrong = |why: &str| {
            let shown = without_credentials(text);
            format!(
                "{named} must be the URL of a proxy (http, https, socks5 or socks5h) such as \"http://proxy.example:3128\" ({why}), got {shown:?}"
            )
        };
        if text.chars().any(|c| c.is_whitespace() || c.is_control() || c == '\\') {
            return Err(wrong("it has white space or another character that no URL has"));
        }
        let with_scheme = if text.contains("://") { text.to_owned() } else { format!("http://{text}") };
        let url = Url::parse(&with_scheme).map_err(|error| wrong(&error.to_string()))?;
        let kind = match url.scheme() {
            "http" => ProxyKind::Http,
            "https" => ProxyKind::Https,
            "socks5" | "socks" => ProxyKind::Socks { remote_dns: false },
            "socks5h" => ProxyKind::Socks { remote_dns: true },
            "socks4" | "socks4a" => return Err(wrong("SOCKS4 is not supported, use SOCKS5")),
            _ => return Err(wrong("another scheme is not allowed")),
        };
        // `http:///host` would be read as `http://host`.
        let is_empty = with_scheme.split_once("://").is_none_or(|(_, rest)| rest.starts_with(['/', '?', '#']));
        let host = url.host_str().filter(|host| !host.is_empty() && !is_empty).ok_or_else(|| wrong("it has no host"))?.to_ascii_lowercase();
        let port = url.port_or_known_default().unwrap_or(1080);
        if port == 0 {
            return Err(wrong("the port must be from 1 to 65535"));
        }
        if format!("http://{host}:{port}/").parse::<Uri>().is_err() {
            return Err(wrong("its host is not a host name"));
        }
        let decoded = |part: &str| percent_decode_str(part).decode_utf8_lossy().into_owned();
        let has_credentials = !url.username().is_empty() || url.password().is_some();
        let (user, password) = (decoded(url.username()), decoded(url.password().unwrap_or_default()));
        if matches!(kind, ProxyKind::Socks { .. }) && user.len().max(password.len()) > LONGEST_SOCKS_TEXT {
            return Err(wrong("a user or password for SOCKS5 has at most 255 bytes"));
        }
        let credentials = has_credentials.then(|| (Secret::new(user), Secret::new(password)));
        Ok(Self { kind, host, port, credentials, named })
    }

    /// What the proxy speaks.
    pub(crate) fn kind(&self) -> ProxyKind {
        self.kind
    }

    /// The option or variable that holds the proxy's URL.
    pub(crate) fn named(&self) -> &'static str {
        self.named
    }

    /// User and password.
    pub(crate) fn credentials(&self) -> Option<(&Secret, &Secret)> {
        self.credentials.as_ref().map(|(user, password)| (user, password))
    }

    /// Where to connect to.
    pub(crate) fn uri(&self) -> Uri {
        let scheme = if self.kind == ProxyKind::Https { "https" } else { "http" };
        format!("{scheme}://{}:{}/", self.host, self.port).parse().expect("host and port were checked")
    }

    /// The value of `Proxy-Authorization` (RFC 9110, section 11.7.2; RFC 7617).
    pub(crate) fn basic_auth(&self) -> Option<HeaderValue> {
        let (user, password) = self.credentials()?;
        let encoded = BASE64_STANDARD.encode(format!("{}:{}", user.expose(), password.expose()));
        let mut header = HeaderValue::try_from(format!("Basic {encoded}")).expect("base64 is a valid header");
        header.set_sensitive(true);
        Some(header)
    }
}

impl std::hash::Hash for ProxyUrl {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (&self.host, self.port).hash(state);
    }
}

/// `http://proxy.example:3128`, without credentials.
impl std::fmt::Display for ProxyUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let scheme = match self.kind {
            ProxyKind::Http => "http",
            ProxyKind::Https => "https",
            ProxyKind::Socks { remote_dns: false } => "socks5",
            ProxyKind::Socks { remote_dns: true } => "socks5h",
        };
        write!(f, "{scheme}://{}:{}", self.host, self.port)
    }
}

/// `text`, which may be no URL at all, without what may be a user or a password.
fn without_credentials(text: &str) -> String {
    let (scheme, rest) = text.split_at(text.find("://").map_or(0, |at| at + 3));
    match rest.rsplit_once('@') {
        Some((_, host)) => format!("{scheme}redacted@{host}"),
        // What follows a colon is a port, or a password whose host is missing.
        None => match rest.split_once(':') {
            Some((_, port))
                if !port.starts_with(|c: char| c == ':' || c.is_ascii_digit()) && !rest.starts_with('[') && !port.is_empty() =>
            {
                format!("{scheme}redacted")
            }
            _ => text.to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_url_of_a_proxy_is_read_as_curl_reads_it() {
        for (text, shown, auth) in [
            ("http://proxy.example:3128", "http://proxy.example:3128", None),
            (" http://Proxy.Example:3128/path ", "http://proxy.example:3128", None),
            ("proxy.example:3128", "http://proxy.example:3128", None),
            ("localhost:3128", "http://localhost:3128", None),
            ("user:pass@10.0.0.1:3128", "http://10.0.0.1:3128", Some("user:pass")),
            ("http://proxy.example", "http://proxy.example:80", None),
            ("https://proxy.example", "https://proxy.example:443", None),
            ("socks5://proxy.example", "socks5://proxy.example:1080", None),
            ("socks://proxy.example:1/", "socks5://proxy.example:1", None),
            ("SOCKS5H://u@Proxy.example:9050", "socks5h://proxy.example:9050", Some("u:")),
            ("socks5://[::1]:9050", "socks5://[::1]:9050", None),
            ("http://us%40er:p%3Ass%20word@[::1]:8080", "http://[::1]:8080", Some("us@er:p:ss word")),
        ] {
            let proxy = ProxyUrl::parse(text, "proxy").unwrap();
            assert_eq!(proxy.to_string(), shown);
            let auth = auth.map(|auth| format!("Basic {}", BASE64_STANDARD.encode(auth)));
            assert_eq!(proxy.basic_auth().map(|auth| auth.to_str().unwrap().to_owned()), auth, "{text}");
            assert!(!format!("{proxy:?}").contains("pass"), "{proxy:?}");
            assert!(proxy.uri().host().is_some());
        }
    }

    #[test]
    fn an_invalid_url_is_an_error_that_names_its_source_and_shows_no_password() {
        for text in [
            "",
            "ftp://user:hush@proxy.example",
            "socks4://user:hush@proxy.example",
            "http://user:hush@proxy.example:99999",
            "http://user:hush@proxy.example:0",
            "http://user:hush@:3128",
            "http://user:hu#sh@proxy.example",
            "http://user:hush",
            "user:hush",
            "http://",
            "http:///proxy.example",
            "http://a b:3128",
            "socks5://user:hush@a b:3128",
            "socks5://user:hush@",
            "http://proxy\u{0}.example",
            "socks5://user:hush@pro%20xy.example",
            "socks5://user:hush@proxy.ex ample",
        ] {
            let error = ProxyUrl::parse(text, "HTTPS_PROXY").unwrap_err();
            assert!(error.starts_with("HTTPS_PROXY must be the URL of a proxy"), "{error}");
            assert!(!error.contains("hush") && !error.contains("hu#sh"), "{error}");
        }
        let error = ProxyUrl::parse("http://proxy.example:99999", "proxy").unwrap_err();
        assert!(error.contains("port") && error.contains("http://proxy.example:99999"), "{error}");
        let long = format!("socks5://{}:hush@proxy.example", "u".repeat(256));
        assert!(ProxyUrl::parse(&long, "proxy").unwrap_err().contains("255 bytes"));
    }
}
