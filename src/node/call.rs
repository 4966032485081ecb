//! From a call's arguments, as they crossed, to its last message.

use std::sync::Arc;

use napi::bindgen_prelude::Buffer;

use super::mailbox::Post;
use super::message::Message;
use crate::call::Client;
use crate::defect::{caught_in, injected};
use crate::error::Error;
use crate::request::CallRequest;
use crate::tokens::BoxFuture;

/// Makes the call and keeps its stream, if it gave one.
pub async fn run(client: Arc<Client>, post: Arc<Post>, id: u32, request: CallRequest, options: Option<String>) -> Message {
    injected("call");
    let prepared = match request.prepare(&client.defaults, options.as_deref()) {
        Ok(prepared) => prepared,
        Err(error) => return Message::failed(id, error),
    };
    let limit = prepared.limit;
    let mut outcome = client.call(prepared).await;
    let pieces = outcome.as_mut().ok().and_then(|reply| reply.stream.take());
    let stream = pieces.map(|pieces| post.open_stream(id, pieces, limit));
    Message::ended(id, outcome, stream)
}

/// Reads one piece of a stream.
pub async fn read(post: Arc<Post>, id: u32, number: u32) -> Message {
    injected("piece");
    let Some(stream) = post.stream(number) else {
        return Message::Chunk { id, data: None };
    };
    let mut pieces = stream.pieces.lock().await;
    let read = match tokio::time::timeout(stream.limit, pieces.next()).await {
        Ok(read) => read,
        Err(_) => Err(Error::Timeout { limit: stream.limit, what: "the next piece of the body".into() }),
    };
    match read {
        Ok(Some(bytes)) => Message::Chunk { id, data: Some(Buffer::from(Vec::from(bytes))) },
        Ok(None) => {
            post.close_stream(number);
            Message::Chunk { id, data: None }
        }
        Err(error) => {
            post.close_stream(number);
            Message::failed(id, error)
        }
    }
}

/// The message of `work`, or the failure that a panic in it is.
pub async fn caught(id: u32, work: BoxFuture<'static, Message>) -> Message {
    caught_in(work).await.unwrap_or_else(|defect| Message::failed(id, defect.into()))
}
