//! Why a request over HTTP/1.1 or HTTP/2 brought no answer, and whether it can be sent again.

use http::Request;

use super::body::RequestBody;
use super::causes::BoxError;

/// Why a request brought no answer.
pub(crate) enum SendError {
    /// The connection was closed before anything of the request was sent. The request can be sent on another connection.
    NotSent(Box<Request<RequestBody>>, BoxError),
    /// The server says that it has not processed the request, so it can be sent again. It is `None` if too much of its body is gone.
    NotProcessed(Option<Box<Request<RequestBody>>>, BoxError),
    /// The server has not processed the request, and wants it to be sent with HTTP/1.1.
    WantsHttp1(Option<Box<Request<RequestBody>>>, BoxError),
    /// The connection was lost, or the answer is invalid. Nobody knows whether the server has processed the request.
    Lost(BoxError),
}
