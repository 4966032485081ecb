//! The forms of `NO_PROXY` that Node's users know and the HTTP library does not: `*.host` and `host:port`.
//!
//! The library reads the other forms: a host with its subdomains, an address, a network, `*`.

use url::Url;

/// The hosts that are reached without a proxy.
pub(crate) struct NoProxy(Vec<Rule>);

struct Rule {
    host: String,
    /// Whether the rule is for subdomains of the host only.
    is_subdomains_only: bool,
    port: Option<u16>,
}

impl NoProxy {
    /// The rules of the process's environment, which the library reads too.
    pub(crate) fn from_env() -> Self {
        let list = ["NO_PROXY", "no_proxy"].iter().find_map(std::env::var_os);
        Self::parse(&list.unwrap_or_default().to_string_lossy())
    }

    /// The rules of a list that is separated by commas or spaces.
    pub(crate) fn parse(list: &str) -> Self {
        Self(list.split([',', ' ']).filter_map(rule).collect())
    }

    /// No rules.
    pub(crate) fn none() -> Self {
        Self(Vec::new())
    }

    /// Whether `url` is reached without a proxy.
    pub(crate) fn matches(&self, url: &Url) -> bool {
        let host = url.host_str().unwrap_or_default();
        self.0.iter().any(|rule| {
            let rest = host.strip_suffix(&*rule.host);
            let is_host = rest.is_some_and(|rest| rest.ends_with('.') || rest.is_empty() && !rule.is_subdomains_only);
            is_host && rule.port.is_none_or(|port| url.port_or_known_default() == Some(port))
        })
    }
}

fn rule(entry: &str) -> Option<Rule> {
    let (host, port) = match entry.rsplit_once(':') {
        // An IPv6 address has more colons than a host and its port.
        Some((host, port)) if !host.contains(':') => (host, Some(port.parse().ok()?)),
        _ => (entry, None),
    };
    let wildcard = host.strip_prefix("*.");
    if wildcard.is_none() && (port.is_none() || host == "*") {
        return None;
    }
    // The HTTP library reads `.host` as `host`, and so do we with a port.
    let host = wildcard.unwrap_or_else(|| host.strip_prefix('.').unwrap_or(host)).to_ascii_lowercase();
    (!host.is_empty()).then_some(Rule { host, is_subdomains_only: wildcard.is_some(), port })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_and_ports_match_and_other_forms_are_left_to_the_library() {
        for (list, url, is_direct) in [
            ("*.example.com", "https://api.example.com/a", true),
            ("*.Example.com", "https://a.b.example.com", true),
            ("*.example.com", "https://example.com", false),
            ("*.example.com", "https://badexample.com", false),
            ("other, *.example.com", "https://api.example.com", true),
            ("other *.example.com", "https://api.example.com", true),
            ("example.com:443", "https://example.com/a", true),
            ("example.com:443", "https://api.example.com", true),
            ("example.com:443", "https://badexample.com", false),
            ("example.com:8443", "https://example.com", false),
            ("example.com:8443", "https://example.com:8443", true),
            (".example.com:443", "https://example.com/a", true),
            (".Example.com:443", "https://api.example.com", true),
            (".example.com:443", "https://badexample.com", false),
            ("*.example.com:8443", "https://api.example.com:8443", true),
            ("*.example.com:8443", "https://api.example.com", false),
            ("10.0.0.1:8443", "https://10.0.0.1:8443", true),
        ] {
            let no_proxy = NoProxy::parse(list);
            assert_eq!(no_proxy.matches(&Url::parse(url).unwrap()), is_direct, "{list} {url}");
        }
        // The library reads these, or they mean nothing.
        for list in [
            "",
            "example.com",
            ".example.com",
            "*",
            "10.0.0.0/8",
            "::1",
            "fe80::1",
            "*example.com",
            "example.com:port",
            ":443",
            "*:443",
            "*.",
            ".:443",
            "*.:443",
        ] {
            assert!(NoProxy::parse(list).0.is_empty(), "{list}");
        }
    }
}
