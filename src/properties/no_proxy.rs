//! The entries of `NO_PROXY` mean the same as in a plain implementation.

use std::net::IpAddr;

use url::{Host, Url};

use super::input;
use crate::transport::NoProxy;

/// The labels of a name, last first, so that a domain is a prefix of its subdomains.
fn labels(name: &str) -> Vec<String> {
    name.split('.').rev().map(str::to_ascii_lowercase).collect()
}

/// Whether `entry` excludes `url` from the proxy. Networks and ranges are left out.
fn is_excluded(entry: &str, url: &Url) -> bool {
    let address = match url.host() {
        Some(Host::Ipv4(address)) => Some(IpAddr::V4(address)),
        Some(Host::Ipv6(address)) => Some(IpAddr::V6(address)),
        _ => None,
    };
    let is_address = |text: &str| text.trim_matches(['[', ']']).parse().is_ok_and(|entry: IpAddr| Some(entry) == address);
    if is_address(entry) {
        return true;
    }
    let (name, port) = match entry.rsplit_once(':').map(|(name, port)| (name, port.parse::<u16>())) {
        Some((name, Ok(port))) => (name, Some(port)),
        Some((_, Err(_))) => return false,
        None => (entry, None),
    };
    if port.is_some() && port != url.port_or_known_default() {
        return false;
    }
    let host = labels(url.host_str().unwrap_or_default().trim_end_matches('.'));
    match (name.strip_prefix("*."), name.strip_prefix('.')) {
        _ if name == "*" || is_address(name) => true,
        _ if address.is_some() => false,
        (Some(domain), _) => host.len() > labels(domain).len() && !domain.is_empty() && host.starts_with(&labels(domain)),
        (None, domain) => !domain.unwrap_or(name).is_empty() && host.starts_with(&labels(domain.unwrap_or(name))),
    }
}

/// Compares what both make of `url` with `NO_PROXY={list}`.
pub fn check(list: &str, url: &str) {
    let no_proxy = NoProxy::parse(list);
    let Ok(url) = Url::parse(url) else { return };
    let entries: Vec<&str> = list.split(|c: char| c == ',' || c.is_whitespace()).collect();
    let is_left_out =
        |entry: &&str| entry.contains(['/', '-', '[', ']']) || entry.contains("..") || entry.ends_with('.') || entry.contains(".:");
    if !matches!(url.scheme(), "http" | "https")
        || url.host_str().is_some_and(|host| host.ends_with(".."))
        || entries.iter().any(is_left_out)
    {
        // Other schemes are never used, and `Url` does not put their hosts in lower case.
        return;
    }
    let expected = entries.iter().any(|entry| is_excluded(entry, &url));
    let matches = no_proxy.matches(url.host_str().unwrap_or_default(), url.port_or_known_default());
    assert_eq!(matches, expected, "NO_PROXY={list:?} and {url}");
}

/// The list in the first line, then the URL.
pub fn check_bytes(mut data: &[u8]) {
    let list = input::text_line(&mut data);
    check(&list, &String::from_utf8_lossy(data));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_list_of_likely_entries(
            list in "((\\*|\\.|\\*\\.)?([aB]\\.){0,2}(c|Example|10\\.0\\.0\\.1)?(\\.com)?(:(443|80|8443|x)?)?[, ]?){0,3}",
            url in "https?://([ab]\\.){0,3}(c|example|10\\.0\\.0\\.1)(\\.com)?(:(443|80|8443))?/",
        ) {
            check(&list, &url);
        }

        #[test]
        fn any_list(list in "\\PC{0,12}", url in "https?://[a-z.*]{1,5}(:[0-9]{1,5})?") {
            check(&list, &url);
        }
    }
}
