//! `NO_PROXY` in the spellings that Node's users know and the HTTP library does not: `*.host`, `host:port`.
//!
//! The others (a host with all below it, an address, a network, `*`) are the library's.

use url::Url;

/// Which hosts are asked without a proxy.
pub struct NoProxy(Vec<Rule>);

struct Rule {
    host: String,
    /// Whether only what is below the host is meant.
    is_below: bool,
    port: Option<u16>,
}

impl NoProxy {
    /// What the environment says: that of the process, which the library reads its own from.
    pub fn from_env() -> Self {
        let said = ["NO_PROXY", "no_proxy"].iter().find_map(std::env::var_os);
        Self::of(&said.unwrap_or_default().to_string_lossy())
    }

    /// What a list says.
    pub fn of(list: &str) -> Self {
        Self(list.split([',', ' ']).filter_map(rule).collect())
    }

    /// None.
    pub fn none() -> Self {
        Self(Vec::new())
    }

    pub fn contain(&self, url: &Url) -> bool {
        let host = url.host_str().unwrap_or_default();
        self.0.iter().any(|rule| {
            let rest = host.strip_suffix(&*rule.host);
            let is_meant = rest.is_some_and(|rest| rest.ends_with('.') || rest.is_empty() && !rule.is_below);
            is_meant && rule.port.is_none_or(|port| url.port_or_known_default() == Some(port))
        })
    }
}

fn rule(entry: &str) -> Option<Rule> {
    let (host, port) = match entry.rsplit_once(':') {
        // An IPv6 address has more colons than a host and its port.
        Some((host, port)) if !host.contains(':') => (host, Some(port.parse().ok()?)),
        _ => (entry, None),
    };
    let below = host.strip_prefix("*.");
    if below.is_none() && (port.is_none() || host == "*") {
        return None;
    }
    // The HTTP library takes `.host` for `host`: so does the port behind it.
    let host = below.unwrap_or_else(|| host.strip_prefix('.').unwrap_or(host)).to_ascii_lowercase();
    (!host.is_empty()).then_some(Rule { host, is_below: below.is_some(), port })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_library_does_not_know_is_known_here() {
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
            let exclusions = NoProxy::of(list);
            assert_eq!(exclusions.contain(&Url::parse(url).unwrap()), is_direct, "{list} {url}");
        }
        // These are the library's, or nobody's.
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
            assert!(NoProxy::of(list).0.is_empty(), "{list}");
        }
    }
}
