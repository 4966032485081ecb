//! Read URLs, most of which lead to a host that was asked before.
//!
//! Promise: what comes out is what `Url::parse` makes of the text.

use std::sync::Arc;

use parking_lot::Mutex;
use url::{ParseError, Url};

/// OriginCache that are remembered; each workflow may have a host of its own.
const MOST: usize = 16;

/// Hosts that were asked before. To read one (IDNA, IPv4 in all its spellings) costs more than the rest of a URL.
#[derive(Clone, Default)]
pub struct OriginCache(Arc<Mutex<Vec<Origin>>>);

struct Origin {
    /// As it stands in the texts, `https://api.pipedream.com`.
    text: Box<str>,
    url: Url,
}

impl OriginCache {
    /// The URL of an absolute text.
    pub fn url(&self, text: &str) -> Result<Url, ParseError> {
        let Some((origin, path)) = split(text) else { return Url::parse(text) };
        let mut known = self.0.lock();
        if let Some(found) = known.iter().find(|known| *known.text == *origin) {
            return found.url.join(path);
        }
        let url = Url::parse(text)?;
        if known.len() == MOST {
            known.remove(0);
        }
        known.push(Origin { text: origin.into(), url: url.clone() });
        Ok(url)
    }
}

/// Parts a plain http URL before its path. A path that could be read as something else (`//`, `/\`, a tab) is left alone.
fn split(text: &str) -> Option<(&str, &str)> {
    let begin = ["https://", "http://"].iter().find(|scheme| text.starts_with(*scheme))?.len();
    let end = begin + text[begin..].find(['/', '?', '#', '\\'])?;
    let (origin, path) = text.split_at(end);
    let mut first = path.bytes();
    let is_plain = first.next() == Some(b'/') && first.next()?.is_ascii_alphanumeric();
    // Slashes and line breaks before a host are passed over: the host of `https:///a/b` and of `https://\n/a/b` is `a`.
    let has_host = end > begin && text[begin..end].bytes().all(|byte| byte.is_ascii_graphic());
    (is_plain && has_host).then_some((origin, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_that_is_known_gives_what_one_that_is_not_gives() {
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
                assert_eq!(origins.url(text), Url::parse(text), "{text}");
            }
        }
    }

    #[test]
    fn only_so_many_hosts_are_remembered() {
        let origins = OriginCache::default();
        for number in 0..100 {
            origins.url(&format!("https://h{number}.example/a")).unwrap();
        }
        assert_eq!(origins.0.lock().len(), MOST);
    }
}
