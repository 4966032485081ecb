//! The hosts that are reached without a proxy: `NO_PROXY`, in the forms that curl, Node and the HTTP library know.
//!
//! | entry | excludes |
//! | --- | --- |
//! | `*` | every host |
//! | `host`, `.host` | the host and its subdomains |
//! | `*.host` | its subdomains only |
//! | `10.0.0.1`, `::1`, `[::1]` | an address |
//! | `10.0.0.0/8`, `fd00::/8` | a network |
//! | `10.0.0.1-10.0.0.9` | a range of addresses |
//! | one of the first five with `:port` | only this port |
//!
//! Entries are separated by commas or white space. An address excludes a host that is written as an address: names are not resolved.

use std::net::IpAddr;

use ipnet::IpNet;

/// The hosts that are reached without a proxy.
pub(crate) struct NoProxy(Vec<Rule>);

struct Rule {
    host: HostRule,
    port: Option<u16>,
}

enum HostRule {
    Any,
    /// A name in lower case, without a dot at its ends.
    Name {
        name: String,
        is_subdomains_only: bool,
    },
    Address(IpAddr),
    Network(IpNet),
    Range(IpAddr, IpAddr),
}

impl NoProxy {
    /// The rules of a list that is separated by commas or white space.
    pub(crate) fn parse(list: &str) -> Self {
        Self(list.split(|c: char| c == ',' || c.is_whitespace()).filter_map(rule).collect())
    }

    /// Whether `host` is reached without a proxy. It is in lower case, as in a URL: an IPv6 address has brackets.
    pub(crate) fn matches(&self, host: &str, port: Option<u16>) -> bool {
        let host = host.strip_suffix('.').unwrap_or(host);
        let address = ip_address(host);
        self.0.iter().any(|rule| {
            let is_host = match (&rule.host, address) {
                (HostRule::Any, _) => true,
                (HostRule::Address(excluded), Some(address)) => *excluded == address,
                (HostRule::Network(network), Some(address)) => network.contains(&address),
                (HostRule::Range(first, last), Some(address)) => first.is_ipv4() == address.is_ipv4() && (first..=last).contains(&&address),
                (HostRule::Name { name, is_subdomains_only }, None) => {
                    let rest = host.strip_suffix(&**name);
                    rest.is_some_and(|rest| rest.ends_with('.') || rest.is_empty() && !is_subdomains_only)
                }
                _ => false,
            };
            is_host && (rule.port.is_none() || rule.port == port)
        })
    }
}

/// The host of a URL as an address, if it is one.
pub(crate) fn ip_address(host: &str) -> Option<IpAddr> {
    host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host).parse().ok()
}

fn rule(entry: &str) -> Option<Rule> {
    if let Some(host) = address_rule(entry) {
        return Some(Rule { host, port: None });
    }
    let (host, port) = match entry.rsplit_once(':') {
        Some((host, port)) => (host, Some(port.parse().ok()?)),
        None => (entry, None),
    };
    let wildcard = host.strip_prefix("*.");
    let name = wildcard.unwrap_or_else(|| host.strip_prefix('.').unwrap_or(host));
    let name = name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase();
    let host = match (host, address_rule(host)) {
        ("*", _) => HostRule::Any,
        (_, Some(address)) => address,
        _ if name.is_empty() => return None,
        _ => HostRule::Name { name, is_subdomains_only: wildcard.is_some() },
    };
    Some(Rule { host, port })
}

fn address_rule(entry: &str) -> Option<HostRule> {
    if let Some(address) = ip_address(entry) {
        return Some(HostRule::Address(address));
    }
    if let Some((first, last)) = entry.split_once('-') {
        return Some(HostRule::Range(ip_address(first)?, ip_address(last)?));
    }
    let network = entry.replace(['[', ']'], "").parse().ok()?;
    Some(HostRule::Network(network))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_an_entry() {
        for (list, host, port, is_direct) in [
            ("", "example.com", 443, false),
            (" , ,", "example.com", 443, false),
            ("*", "example.com", 443, true),
            ("a.example,*", "example.com", 443, true),
            ("*", "[::1]", 443, true),
            ("example.com", "example.com", 443, true),
            ("Example.com", "api.example.com", 443, true),
            ("example.com.", "example.com", 443, true),
            ("example.com", "example.com.", 443, true),
            ("example.com", "badexample.com", 443, false),
            ("example.com", "example.com.org", 443, false),
            (".example.com", "example.com", 443, true),
            (".example.com", "a.b.example.com", 443, true),
            (".example.com", "badexample.com", 443, false),
            ("*.example.com", "api.example.com", 443, true),
            ("*.Example.com", "a.b.example.com", 443, true),
            ("*.example.com", "example.com", 443, false),
            ("*.example.com", "badexample.com", 443, false),
            ("other,example.com", "example.com", 443, true),
            ("other, example.com", "example.com", 443, true),
            ("other example.com", "example.com", 443, true),
            ("other\texample.com\n", "example.com", 443, true),
            ("other ,  example.com third", "example.com", 443, true),
            ("example.com:443", "example.com", 443, true),
            ("example.com:443", "api.example.com", 443, true),
            ("example.com:8443", "example.com", 443, false),
            (".Example.com:443", "api.example.com", 443, true),
            ("*.example.com:8443", "api.example.com", 8443, true),
            ("*.example.com:8443", "api.example.com", 443, false),
            ("*:443", "example.com", 443, true),
            ("*:8443", "example.com", 443, false),
            ("example.com:port", "example.com", 443, false),
            ("10.0.0.1", "10.0.0.1", 443, true),
            ("10.0.0.1", "10.0.0.10", 443, false),
            ("10.0.0.1:8443", "10.0.0.1", 8443, true),
            ("10.0.0.1:8443", "10.0.0.1", 443, false),
            ("0.0.1", "10.0.0.1", 443, false),
            ("10.0.0.0/8", "10.200.3.4", 443, true),
            ("10.0.0.1/8", "10.200.3.4", 443, true),
            ("10.0.0.0/8", "11.0.0.1", 443, false),
            ("10.0.0.0/33", "10.0.0.1", 443, false),
            ("10.0.0.0/8", "10.example.com", 443, false),
            ("192.168.1.1-192.168.1.9", "192.168.1.5", 443, true),
            ("192.168.1.1-192.168.1.9", "192.168.1.10", 443, false),
            ("my-host.example", "my-host.example", 443, true),
            ("fd00::1", "[fd00::1]", 443, true),
            ("[fd00::1]", "[fd00::1]", 443, true),
            ("[FD00:0::1]", "[fd00::1]", 443, true),
            ("[fd00::1]:8443", "[fd00::1]", 8443, true),
            ("[fd00::1]:8443", "[fd00::1]", 443, false),
            ("fd00::/8", "[fd12::1]", 443, true),
            ("[fd00::]/8", "[fd12::1]", 443, true),
            ("fd00::/8", "[fe80::1]", 443, false),
            (":443", "example.com", 443, false),
            ("*.", "example.com", 443, false),
            (".", "example.com", 443, false),
        ] {
            assert_eq!(NoProxy::parse(list).matches(host, Some(port)), is_direct, "{list:?} {host}:{port}");
        }
    }
}
