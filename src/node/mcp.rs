//! What `client.mcp.server()` is told about a session.

use napi_derive::napi;

use super::failure::Failure;
use crate::error::Error;
use crate::latin1;
use crate::request;

/// What a client of the MCP server needs, or why the session cannot be.
#[napi(object, object_from_js = false)]
pub struct McpServer {
    /// Why the session cannot be. Then nothing else is set.
    pub problem: Option<Failure>,
    /// The URL of the server.
    pub url: String,
    /// The same with the session in its query.
    pub url_with_session: String,
    /// The headers, except our Authorization: names and values in turn.
    pub headers: Vec<String>,
    /// Whether the client's token is to be added.
    pub authenticate: bool,
}

impl From<Result<request::McpServer, Error>> for McpServer {
    fn from(server: Result<request::McpServer, Error>) -> Self {
        match server {
            Ok(server) => {
                let pairs = server.headers.iter();
                let headers = pairs.flat_map(|(name, value)| [name.as_str().to_owned(), latin1::decode(value.as_bytes())]).collect();
                let request::McpServer { url, url_with_session, authenticate, .. } = server;
                Self { problem: None, url, url_with_session, headers, authenticate }
            }
            Err(error) => Self {
                problem: Some(error.into()),
                url: String::new(),
                url_with_session: String::new(),
                headers: Vec::new(),
                authenticate: false,
            },
        }
    }
}
