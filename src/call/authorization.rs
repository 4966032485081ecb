//! The Authorization header.

use bytes::Bytes;
use http::HeaderValue;
use zeroize::Zeroizing;

use crate::error::Error;
use crate::tokens::Token;

/// The Authorization header of `token` (RFC 6750, section 2.1). It is marked as sensitive, so that it is never logged.
pub(crate) fn bearer(token: &Token) -> Result<HeaderValue, Error> {
    // The text is wiped when the last copy of the header is dropped.
    let text = Zeroizing::new(["Bearer ", token.secret().expose()].concat().into_bytes());
    let mut value = HeaderValue::from_maybe_shared(Bytes::from_owner(text))
        .map_err(|_| Error::invalid("token must be text that can stand in a header; what it was is not shown"))?;
    value.set_sensitive(true);
    Ok(value)
}
