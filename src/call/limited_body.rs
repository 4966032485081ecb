//! A streamed body that fails once it is longer than its limit.

use bytes::Bytes;
use http::StatusCode;

use crate::error::Error;
use crate::future::BoxFuture;
use crate::transport::{Pieces, too_large};

/// A body and how many of its bytes may still come.
struct LimitedBody {
    body: Box<dyn Pieces>,
    status: StatusCode,
    limit: usize,
    left: usize,
}

/// `body`, which may have `limit` bytes. `status` is that of its response, for the error.
pub(crate) fn limited(body: Box<dyn Pieces>, status: StatusCode, limit: usize) -> Box<dyn Pieces> {
    Box::new(LimitedBody { body, status, limit, left: limit })
}

impl Pieces for LimitedBody {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, Error>> {
        Box::pin(async move {
            let piece = self.body.next().await?;
            self.left = self.left.checked_sub(piece.as_ref().map_or(0, Bytes::len)).ok_or_else(|| too_large(self.status, self.limit))?;
            Ok(piece)
        })
    }
}
