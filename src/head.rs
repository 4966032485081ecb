//! The head of an answer: what comes before its body.

use http::header::AsHeaderName;
use http::{HeaderMap, StatusCode};

/// The head of an answer. `src/node` writes it as JSON text for JavaScript.
#[derive(Debug, Clone, Default)]
pub struct Head {
    /// The HTTP status.
    pub status: StatusCode,
    /// The reason phrase, if it is not the usual one of the status.
    pub reason: Option<String>,
    /// Where the answer came from: the URL of the request, or the one that a redirect led to.
    pub url: String,
    /// Whether a redirect was followed.
    pub redirected: bool,
    /// The headers.
    pub headers: HeaderMap,
}

impl Head {
    /// The first value of the header `name`, if it is visible ASCII.
    pub fn text(&self, name: impl AsHeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Whether the body is a stream of server-sent events, which may be silent for any time (HTML, section 9.2).
    pub fn is_event_stream(&self) -> bool {
        let essence = self.text(http::header::CONTENT_TYPE).and_then(|value| value.split(';').next());
        essence.is_some_and(|essence| essence.trim().eq_ignore_ascii_case("text/event-stream"))
    }
}
