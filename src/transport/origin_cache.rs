//! Parse URLs, most of which have an origin that was parsed before.
//!
//! Guarantee: the result is always that of `Url::parse`.

use std::sync::Arc;

use parking_lot::Mutex;
use url::{ParseError, Url};

/// How many origins are kept. Each workflow may have a host of its own.
const MAX_ORIGINS: usize = 16;

/// The origins that were parsed last. To parse a host (IDNA, all spellings of IPv4) costs more than to parse the rest of a URL.
#[derive(Clone, Default)]
pub(crate) struct OriginCache(Arc<Mutex<Vec<Origin>>>);

struct Origin {
    /// As it is written in a URL, `https://api.pipedream.com`.
    text: Box<str>,
    url: Url,
}

impl OriginCache {
    /// Parses an absolute URL.
    pub(crate) fn parse(&self, text: &str) -> Result<Url, ParseError> {
        let Some((origin, path)) = split_origin(text) else { return Url::parse(text) };
        let mut origins = self.0.lock();
        if let Some(found) = origins.iter().find(|found| *found.text == *origin) {
            return found.url.join(path);
        }
        let url = Url::parse(text)?;
        if origins.len() == MAX_ORIGINS {
            origins.remove(0);
        }
        origins.push(Origin { text: origin.into(), url: url.clone() });
        Ok(url)
    }
}

/// Splits an http URL into origin and path. `None` if the path could be parsed as something else (`//`, `/\`, a tab).
fn split_origin(text: &str) -> Option<(&str, &str)> {
    let begin = ["https://", "http://"].iter().find(|scheme| text.starts_with(*scheme))?.len();
    let end = begin + text[begin..].find(['/', '?', '#', '\\'])?;
    let (origin, path) = text.split_at(end);
    let mut first = path.bytes();
    let is_plain = first.next() == Some(b'/') && first.next()?.is_ascii_alphanumeric();
    // Url::parse skips slashes and line breaks before a host: the host of `https:///a/b` and of `https://\n/a/b` is `a`.
    let has_host = end > begin && text[begin..end].bytes().all(|byte| byte.is_ascii_graphic());
    (is_plain && has_host).then_some((origin, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cached_origin_gives_the_same_url_as_url_parse() {
        let origins = OriginCache::default();
        for text in [
            "http://127.1:80/v1/a?b=c#d",
            "http://127.1:80/x/../y//z",
            "https://api.pipedream.com/v1/connect",
            "https://api.pipedream.com/w?x",
            "https://api.pipedream.com//evil.example/",
            "https://api.pipedream.com/\\evil.example/",
            "https://api.pipedream.com/\t/evil.example/",
            "https://api.pipedream.com?q",
            "https://api.pipedream.com",
            "https:///h1.example/a",
            "https:///h2.example/a",
            "https://\r/h1.example/a",
            "https://\r/h2.example/a",
            "https://\t\n/h1.example/a",
            "https://\t\n/h2.example/a",
            "https://\u{fc}ber.example/a\u{fc}",
            "https://me:it@h.example/a",
            "https://h.example:99999/a",
            "ftp://h.example/a",
            "/a",
        ] {
            for _ in 0..2 {
                assert_eq!(origins.parse(text), Url::parse(text), "{text}");
            }
        }
    }

    #[test]
    fn the_cache_has_a_limit() {
        let origins = OriginCache::default();
        for number in 0..100 {
            origins.parse(&format!("https://h{number}.example/a")).unwrap();
        }
        assert_eq!(origins.0.lock().len(), MAX_ORIGINS);
    }
}
