//! A URL is parsed as `Url::parse` does, whichever hosts were parsed before.

use url::Url;

use crate::transport::OriginCache;

/// Parses `urls` in order, twice, so that each is also parsed when its host is cached.
pub fn check<'a>(urls: impl Iterator<Item = &'a str> + Clone) {
    let origins = OriginCache::default();
    for text in urls.clone().chain(urls) {
        assert_eq!(origins.parse(text), Url::parse(text), "{text:?}");
    }
}

/// One URL a line.
pub fn check_bytes(data: &[u8]) {
    check(String::from_utf8_lossy(data).split('\n'));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn urls_of_one_host(host in "[a-c.:@0-9]{0,6}", paths in prop::collection::vec("[ -~\t\u{fc}]{0,12}", 1..4)) {
            let urls: Vec<String> = paths.iter().map(|path| format!("http://h{host}/{path}")).collect();
            check(urls.iter().map(String::as_str));
        }

        #[test]
        fn any_texts(urls in prop::collection::vec("(https?:[/\t\r\n]{0,4})?[a-z@:.\t\n]{0,5}[/?#\\\\]?\\PC{0,9}", 1..4)) {
            check(urls.iter().map(String::as_str));
        }
    }
}
