//! Run a call, from its arguments as they crossed from JavaScript to the message that ends it.

use std::sync::Arc;

use napi::bindgen_prelude::Buffer;

use super::environment::{Environment, Stream};
use super::message::Message;
use crate::call::Client;
use crate::error::Error;
use crate::panic::inject;
use crate::phase::{CallTrace, Phase};
use crate::request::CallRequest;

/// Makes the call. If its response body is a stream, the environment keeps it.
pub(crate) async fn run(
    client: Arc<Client>,
    environment: Arc<Environment>,
    (id, trace): (u32, Arc<CallTrace>),
    request: CallRequest,
    options: Option<String>,
) -> Message {
    inject("call");
    let prepared = match request.prepare(&client.defaults, options.as_deref()) {
        Ok(prepared) => prepared,
        Err(error) => return Message::failed(id, error),
    };
    let limit = prepared.piece_limit();
    let mut outcome = client.call(prepared).await;
    let stream = outcome.as_mut().ok().and_then(|reply| {
        let pieces = reply.stream.take()?;
        Some(environment.open_stream(id, pieces, limit.of(&reply.head), trace))
    });
    Message::ended(id, outcome, stream)
}

/// Reads one piece of `stream`, which has this number, if it is still open.
pub(crate) async fn read(environment: Arc<Environment>, id: u32, number: u32, stream: Option<Arc<Stream>>) -> Message {
    inject("piece");
    let Some(stream) = stream else {
        return Message::Chunk { id, data: None };
    };
    let mut pieces = stream.pieces.lock().await;
    let piece = match tokio::time::timeout(stream.limit, pieces.next()).await {
        Ok(piece) => piece,
        Err(_) => Err(Error::Timeout { limit: stream.limit, label: "the next piece of the body".into(), phase: Some(Phase::Body) }),
    };
    match piece {
        Ok(Some(bytes)) => Message::Chunk { id, data: Some(Buffer::from(Vec::from(bytes))) },
        Ok(None) => {
            environment.close_stream(number);
            Message::Chunk { id, data: None }
        }
        Err(error) => {
            environment.close_stream(number);
            Message::failed(id, error)
        }
    }
}
