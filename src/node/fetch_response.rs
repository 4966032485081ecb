//! Read what the caller's `fetch` returned: JSON text with `status`, `url`, `redirected`, `headers` and the id of the body.

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde_json::Value;

use crate::error::Error;
use crate::head::Head;
use crate::raw_object::RawObject;

/// The parsed response.
pub(crate) struct FetchResponse<'a>(RawObject<'a>);

impl<'a> FetchResponse<'a> {
    /// Parses the JSON text.
    pub(crate) fn parse(text: &'a str) -> Result<Self, Error> {
        Ok(Self(RawObject::parse(text, "what the given fetch gave")?))
    }

    /// The id of its body, if JavaScript reads it piece by piece.
    pub(crate) fn body_id(&self) -> Option<u32> {
        self.0.raw("body")?.parse().ok()
    }

    /// Its head. `requested` is the URL if the response names none. `None`: the status or a header is not valid.
    pub(crate) fn head(&self, requested: String) -> Option<Head> {
        let mut headers = HeaderMap::new();
        for (name, value) in self.0.pairs("headers").ok()? {
            let bytes: Option<Vec<u8>> = value.as_str()?.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
            headers.append(HeaderName::from_bytes(name.as_bytes()).ok()?, HeaderValue::from_bytes(&bytes?).ok()?);
        }
        let url = self.0.value("url").ok()?.as_str().filter(|url| !url.is_empty()).map_or(requested, str::to_owned);
        let status = u16::try_from(self.0.value("status").ok()?.as_u64()?).ok()?;
        let redirected = self.0.value("redirected").ok()? == Value::Bool(true);
        let reason = self.0.value("statusText").ok()?.as_str().filter(|reason| !reason.is_empty()).map(str::to_owned);
        Some(Head { status: StatusCode::from_u16(status).ok()?, reason, url, redirected, headers })
    }
}

/// The id of the body in the JSON text of a response.
pub(crate) fn body_id(text: &str) -> Option<u32> {
    FetchResponse::parse(text).ok()?.body_id()
}
