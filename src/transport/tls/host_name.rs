//! Whether a name in a certificate is that of a host, by the rules of Node (`tls.checkServerIdentity`, RFC 6125, section 6.4).
//!
//! webpki is stricter in one point: its wildcards stand for a whole label. It decides first, so this only adds `a*.example.com`.

/// Whether `pattern` is the name `host` or has a wildcard that stands for it.
pub(super) fn matches(pattern: &str, host: &str) -> bool {
    let labels = |name: &str| name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase().split('.').map(str::to_owned).collect::<Vec<_>>();
    let (pattern, host) = (labels(pattern), labels(host));
    let is_plain = |label: &String| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_graphic());
    if pattern.len() != host.len() || !pattern.iter().all(is_plain) || pattern[1..] != host[1..] {
        return false;
    }
    let (first, host) = (&pattern[0], &host[0]);
    match first.split_once('*') {
        None => first == host,
        // A wildcard in an A-label would match another name than the one that is shown. One for a whole top-level domain is refused.
        Some((_, end)) if first.contains("xn--") || end.contains('*') || pattern.len() <= 2 => false,
        Some((start, end)) => host.len() >= start.len() + end.len() && host.starts_with(start) && host.ends_with(end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_match_as_in_node() {
        for (pattern, host) in [
            ("a.example.com", "A.example.com"),
            ("a.example.com.", "a.example.com"),
            ("*.example.com", "a.example.com"),
            ("a*.example.com", "api.example.com"),
            ("a*.example.com", "a.example.com"),
            ("*i.example.com", "api.example.com"),
            ("a*i.example.com", "api.example.com"),
            ("localhost", "localhost"),
        ] {
            assert!(matches(pattern, host), "{pattern} is {host}");
        }
        for (pattern, host) in [
            ("", ""),
            ("", "a"),
            ("b.example.com", "a.example.com"),
            ("*.example.com", "example.com"),
            ("*.example.com", "a.b.example.com"),
            ("*.com", "example.com"),
            ("*", "localhost"),
            ("a.*.com", "a.example.com"),
            ("a**.example.com", "api.example.com"),
            ("aa*aa.example.com", "aaa.example.com"),
            ("xn--*.example.com", "xn--a.example.com"),
            ("a..com", "a..com"),
            ("a .example.com", "a .example.com"),
            ("é.example.com", "é.example.com"),
        ] {
            assert!(!matches(pattern, host), "{pattern} is not {host}");
        }
    }
}
