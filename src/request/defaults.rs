//! What a client adds to each of its requests.

use std::time::Duration;

use http::HeaderMap;

use crate::config::{CallOptions, Config};

/// The part of a client's options that its requests are made from. A call's own options go before it.
#[derive(Debug)]
pub(crate) struct RequestDefaults {
    /// The API's address, without a trailing slash.
    pub base_url: String,
    /// The URL of the MCP server. `None`: see [`Config::mcp_url`].
    pub mcp_url: Option<String>,
    /// The project in the paths of the API; empty only if the caller gave a token of their own and no project.
    pub project_id: String,
    /// A workflow gets the token only on this domain and its subdomains.
    pub workflow_domain: String,
    /// Whether the caller's own `fetch` sends the requests: it then looks up host names itself.
    pub custom_fetch: bool,
    /// Whether the token may be sent over http to other machines.
    pub allow_insecure_http: bool,
    /// The headers that every request starts with.
    pub headers: HeaderMap,
    timeout: Duration,
    deadline: Option<Duration>,
    max_retries: u32,
    max_response_bytes: usize,
}

/// The time limit of a whole call.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deadline {
    /// The limit.
    pub limit: Duration,
    /// How much of it was used before the request was prepared.
    pub elapsed: Duration,
}

/// The limits of one call.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// The time for one attempt.
    pub timeout: Duration,
    /// The time for the whole call.
    pub deadline: Option<Deadline>,
    /// How often the call may be repeated.
    pub max_retries: u32,
    /// How large a response that is read whole may be, in bytes.
    pub max_response_bytes: usize,
}

impl RequestDefaults {
    /// The defaults of a client with these options.
    pub(crate) fn new(config: &Config) -> Self {
        Self {
            base_url: config.base_url.clone(),
            mcp_url: config.mcp_url.clone(),
            project_id: config.project_id.clone(),
            workflow_domain: config.workflow_domain.clone(),
            custom_fetch: config.fetch.is_some(),
            allow_insecure_http: config.allow_insecure_http,
            headers: config.base_headers(),
            timeout: config.timeout,
            deadline: config.deadline,
            max_retries: config.max_retries,
            max_response_bytes: config.max_response_bytes,
        }
    }

    /// The limits of a call: its own, else the client's.
    pub(crate) fn limits(&self, options: &CallOptions) -> Limits {
        Limits {
            timeout: options.timeout.unwrap_or(self.timeout),
            deadline: options.deadline.or(self.deadline).map(|limit| Deadline { limit, elapsed: options.elapsed }),
            max_retries: options.max_retries.unwrap_or(self.max_retries),
            max_response_bytes: options.max_response_bytes.unwrap_or(self.max_response_bytes),
        }
    }
}
