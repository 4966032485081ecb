//! How long and how much the transport allows.

use std::time::Duration;

/// How long a connection may take to open, TLS included, once the address is known. It is below the 5 s that a token request has
/// in all, and enough for a thousand handshakes at once on one core.
pub(crate) const CONNECT_LIMIT: Duration = Duration::from_secs(4);

/// How long resolving a name may take. If the first of two name servers is dead, the second answers after 5 s.
pub(crate) const DNS_LIMIT: Duration = Duration::from_secs(10);

/// The longest URL, in bytes, that the HTTP library can hold. Servers accept far less.
pub(crate) const URL_LIMIT: usize = u16::MAX as usize - 1;

/// How many headers an answer may have. The library's default of 100 is below what some servers send, and Node's is about 2,000.
pub(crate) const MAX_HEADERS: usize = 1000;

/// How large the head of an answer may be, in bytes: the limit of the library for HTTP/1.1.
pub(crate) const MAX_HEAD_SIZE: u32 = 408 << 10;
