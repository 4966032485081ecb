//! A request that is ready to be sent.

use std::borrow::Cow;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method};

use super::defaults::Deadline;
use crate::endpoint::Answer;
use crate::head::Head;
use crate::transport::Source;

/// A request that is ready to be sent, and how to read its response.
pub(crate) struct PreparedRequest {
    /// The HTTP method.
    pub method: Method,
    /// The path as documented, for messages and events: it holds no ids.
    pub template: Cow<'static, str>,
    /// The absolute URL.
    pub url: String,
    /// All headers except our Authorization.
    pub headers: HeaderMap,
    /// The body.
    pub body: Payload,
    /// Whether the client's token is to be added.
    pub authenticate: bool,
    /// Whether sending it twice has the same effect as sending it once (RFC 9110, section 9.2.2).
    pub idempotent: bool,
    /// Whether the API passes it on to another service, so that a 401 may be that service's.
    pub relayed: bool,
    /// Whether the caller asked a relayed service for something other than JSON: the body is then given as bytes, whatever its
    /// content type.
    pub wants_bytes: bool,
    /// What a successful response holds.
    pub answer: &'static Answer,
    /// What to do with a redirect.
    pub redirects: Redirects,
    /// The time for one attempt.
    pub limit: Duration,
    /// Whether it belongs to a session with the MCP server.
    pub is_mcp: bool,
    /// The time for the whole call, if it has a limit.
    pub deadline: Option<Deadline>,
    /// How often it may be repeated.
    pub max_retries: u32,
    /// How large a response may be, in bytes, if it is read whole or is the one of `client.fetch()`.
    pub max_response_bytes: usize,
}

impl PreparedRequest {
    /// Method and documented path for messages, such as `GET /v1/connect/{project_id}/accounts`.
    pub(crate) fn label(&self) -> String {
        format!("{} {}", self.method, self.template)
    }

    /// The time limit of each piece of the body, if it is read as a stream.
    pub(crate) fn piece_limit(&self) -> PieceLimit {
        PieceLimit { limit: self.limit, is_mcp: self.is_mcp }
    }
}

/// The time limit of each piece of a streamed body.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PieceLimit {
    limit: Duration,
    is_mcp: bool,
}

impl PieceLimit {
    /// The limit for the answer with this head. An event stream of an MCP session has none: it is silent until something happens, which
    /// may take hours. Then only an abort or the end of its connection ends it, and TCP keepalive finds a connection that is dead.
    pub(crate) fn of(self, head: &Head) -> Duration {
        if self.is_mcp && head.is_event_stream() { Duration::MAX } else { self.limit }
    }
}

/// What to do with a redirect, as the option `redirect` of `fetch` says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Redirects {
    /// Follow it, as [`redirect`](crate::redirect) does.
    Follow,
    /// Give it to the caller.
    Manual,
    /// Fail the call.
    Refuse,
}

/// The body of a prepared request.
pub(crate) enum Payload {
    /// There is none.
    None,
    /// Bytes in memory, which can be sent again.
    Bytes(Bytes),
    /// A stream, which can be sent once. `None` after it has been taken.
    Stream(Option<Box<dyn Source>>),
}

impl Payload {
    /// Whether it can be sent again.
    pub(crate) fn is_replayable(&self) -> bool {
        !matches!(self, Self::Stream(_))
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderValue, header};

    use super::*;

    #[test]
    fn an_event_stream_of_an_mcp_session_has_no_limit_between_its_pieces() {
        let limit = Duration::from_secs(60);
        for (kind, is_mcp, expected) in [
            ("text/event-stream", true, Duration::MAX),
            ("Text/Event-Stream; charset=utf-8", true, Duration::MAX),
            ("application/json", true, limit),
            ("text/event-streams", true, limit),
            ("text/event-stream", false, limit),
        ] {
            let headers = HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static(kind))]);
            assert_eq!(PieceLimit { limit, is_mcp }.of(&Head { headers, ..Head::default() }), expected, "{kind}");
        }
        assert_eq!(PieceLimit { limit, is_mcp: true }.of(&Head::default()), limit);
    }
}
