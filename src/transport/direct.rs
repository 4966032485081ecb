//! `NO_PROXY` in the spellings that Node's users know and the HTTP library does not: `*.host`, `host:port`.
//!
//! The others (a host with all below it, an address, a network, `*`) are the library's.

use url::Url;

/// Which hosts are asked without a proxy.
pub struct Exclusions(Vec<Rule>);

struct Rule {
    /// `.host` for all below it.
    host: String,
    port: Option<u16>,
}

impl Exclusions {
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
            let below = host.strip_suffix(&*rule.host);
            let is_host = below.is_some_and(|below| below.is_empty() || rule.host.starts_with('.') || below.ends_with('.'));
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
    let below = host.strip_prefix('*').filter(|below| below.starts_with('.') && below.len() > 1);
    if below.is_none() && (port.is_none() || host.is_empty() || host == "*") {
        return None;
    }
    Some(Rule { host: below.unwrap_or(host).to_ascii_lowercase(), port })
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
            ("*.example.com:8443", "https://api.example.com:8443", true),
            ("*.example.com:8443", "https://api.example.com", false),
            ("10.0.0.1:8443", "https://10.0.0.1:8443", true),
        ] {
            let exclusions = Exclusions::of(list);
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
        ] {
            assert!(Exclusions::of(list).0.is_empty(), "{list}");
        }
    }
}
