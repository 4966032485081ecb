//! The entries of `NO_PROXY` that we read ourselves mean the same as in a plain implementation.

use url::Url;

use super::input;
use crate::transport::NoProxy;

/// The labels of a name, last first, so that a domain is a prefix of its subdomains.
fn labels(name: &str) -> Vec<String> {
    name.split('.').rev().map(str::to_ascii_lowercase).collect()
}

/// Whether `entry` excludes `url` from the proxy. Entries that the HTTP library reads give false.
fn is_excluded(entry: &str, url: &Url) -> bool {
    let host = labels(url.host_str().unwrap_or_default());
    let parts: Vec<&str> = entry.split(':').collect();
    let (name, port) = match parts[..] {
        [name] => (name, None),
        [name, port] => match port.parse::<u16>() {
            Ok(port) => (name, Some(port)),
            Err(_) => return false,
        },
        // An IPv6 address is read by the HTTP library.
        _ => return false,
    };
    if port.is_some() && port != url.port_or_known_default() {
        return false;
    }
    if let Some(domain) = name.strip_prefix("*.") {
        let domain = labels(domain);
        return domain != [""] && host.len() > domain.len() && host.starts_with(&domain);
    }
    // A plain name without a port is read by the HTTP library, which ignores a leading dot.
    let plain = name.strip_prefix('.').unwrap_or(name);
    port.is_some() && !plain.is_empty() && name != "*" && host.starts_with(&labels(plain))
}

/// Compares what both make of `url` with `NO_PROXY={list}`.
pub fn check(list: &str, url: &str) {
    let no_proxy = NoProxy::parse(list);
    let Ok(url) = Url::parse(url) else { return };
    if !matches!(url.scheme(), "http" | "https") {
        // Other schemes are never used, and `Url` does not put their hosts in lower case.
        return;
    }
    let expected = list.split([',', ' ']).any(|entry| is_excluded(entry, &url));
    assert_eq!(no_proxy.matches(&url), expected, "NO_PROXY={list:?} and {url}");
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
