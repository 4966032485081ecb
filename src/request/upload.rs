//! Bodies of requests that are sent as they were given: bytes, streams, and JSON of an unknown shape.

use bytes::Bytes;
use http::HeaderValue;
use serde_json::Value;

use super::headers::JSON;
use super::prepared::Payload;
use crate::config::header as checked_header;
use crate::error::Error;
use crate::raw_object::RawObject;
use crate::transport::Source;

/// A body other than JSON.
pub(crate) enum Upload {
    /// There is none.
    None,
    /// Bytes in memory.
    Bytes(Bytes),
    /// A stream, which can be sent once.
    Stream(Box<dyn Source>),
}

/// The body of `request` and its content type. `upload` is sent as it is, under the member `contentType` or as
/// `application/octet-stream`; without an upload the member `body` is sent as JSON.
pub(crate) fn payload(upload: Upload, request: &RawObject<'_>) -> Result<(Payload, Option<HeaderValue>), Error> {
    let upload_type = match request.value("contentType")? {
        Value::Null => Some(HeaderValue::from_static("application/octet-stream")),
        given => checked_header("content-type", &given, "headers")?.map(|(_, value)| value),
    };
    Ok(match (upload, request.raw("body")) {
        (Upload::Bytes(bytes), _) => (Payload::Bytes(bytes), upload_type),
        (Upload::Stream(source), _) => (Payload::Stream(Some(source)), upload_type),
        (Upload::None, Some(raw)) => (json_payload(raw), Some(JSON)),
        (Upload::None, None) => (Payload::None, None),
    })
}

/// The body that `upload` is.
pub(crate) fn body_of(upload: Upload) -> Payload {
    match upload {
        Upload::None => Payload::None,
        Upload::Bytes(bytes) => Payload::Bytes(bytes),
        Upload::Stream(source) => Payload::Stream(Some(source)),
    }
}

/// JSON text as a body.
pub(crate) fn json_payload(raw: &str) -> Payload {
    Payload::Bytes(Bytes::copy_from_slice(raw.as_bytes()))
}
