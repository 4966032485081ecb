//! Builds the request of a call: URL, headers, body. Nothing is sent from here.
//!
//! All arguments and options are checked here, before anything is sent. Each kind of call has a file of its own.

mod custom;
mod defaults;
mod fetch;
mod headers;
mod mcp;
mod operation;
mod path_segment;
mod prepared;
mod proxy;
mod query;
#[cfg(test)]
mod tests;
mod token_grant;
mod upload;
mod url;
mod workflow;

use crate::config::CallOptions;
use crate::endpoint::Answer;
use crate::error::Error;
use crate::generated::endpoints;

#[cfg(test)]
pub(crate) use defaults::Deadline;
pub(crate) use defaults::RequestDefaults;
pub(crate) use mcp::McpServer;
pub(crate) use prepared::{Payload, PreparedRequest, Redirects};
pub(crate) use upload::Upload;

/// A call as JavaScript describes it.
pub(crate) enum CallRequest {
    /// An operation of `openapi.yaml`.
    Operation {
        /// The operation's number.
        operation: u32,
        /// The JSON text of `[ids, request]`.
        args: String,
        /// A body other than JSON.
        upload: Upload,
    },
    /// A path of the API that `openapi.yaml` does not describe.
    Custom {
        /// The JSON text of `{method, path, query, body, headers}`.
        args: String,
        /// A body other than JSON.
        upload: Upload,
    },
    /// A request of `client.fetch()`.
    Fetch {
        /// The JSON text of `{method, url, redirect, mode, contentType, headers}`, and of `mcp` if it is a request of an MCP session.
        args: String,
        /// The body.
        upload: Upload,
    },
    /// The HTTP trigger of a workflow.
    Workflow {
        /// The JSON text of `{urlOrEndpoint, externalUserId, method, body, headers, authType}`.
        args: String,
    },
}

/// A request whose texts have at most this many bytes takes a few microseconds to encode.
const SMALL: usize = 16 << 10;

impl CallRequest {
    /// Whether encoding the request takes so little time that the main thread may do it.
    pub(crate) fn is_small(&self, options: Option<&str>) -> bool {
        let (args, upload) = match self {
            Self::Operation { args, upload, .. } | Self::Custom { args, upload } | Self::Fetch { args, upload } => (args, upload),
            Self::Workflow { args } => (args, &Upload::None),
        };
        matches!(upload, Upload::None) && args.len() + options.map_or(0, str::len) <= SMALL
    }

    /// Checks the arguments and builds the request. `options` is the JSON text of the call's own options.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] names the argument that is wrong. [`Error::Internal`] if the arguments are not what our own JavaScript
    /// writes.
    pub(crate) fn prepare(self, defaults: &RequestDefaults, options: Option<&str>) -> Result<PreparedRequest, Error> {
        let options = CallOptions::parse(options)?;
        match self {
            Self::Operation { operation, args, upload } => {
                let endpoint = endpoints::numbered(operation)
                    .ok_or_else(|| Error::Internal { message: format!("there is no operation {operation}") })?;
                match endpoint.answer {
                    Answer::Relayed => proxy::prepare(defaults, endpoint, &args, upload, &options),
                    _ => operation::prepare(defaults, endpoint, &args, &options),
                }
            }
            Self::Custom { args, upload } => custom::prepare(defaults, &args, upload, &options),
            Self::Fetch { args, upload } => fetch::prepare(defaults, &args, upload, &options),
            Self::Workflow { args } => workflow::prepare(defaults, &args, &options),
        }
    }
}
