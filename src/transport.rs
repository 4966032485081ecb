//! Send one request and give back one answer.
//!
//! Only these files name the HTTP library. They turn a request into bytes, and a failed exchange into an
//! [`Error`](crate::error::Error) with the system's code. What a status means, whether to retry and which token to send is decided
//! in `call`.

mod admission;
mod answer_body;
mod body;
mod causes;
mod connection_limit;
mod connections;
mod connector;
mod content_coding;
mod dial;
mod early_answer;
mod exchange;
mod fault;
mod freshness;
mod http;
mod http1;
mod http2;
mod http2_failure;
mod identity_origin;
mod limits;
mod no_proxy;
mod origin;
mod origin_cache;
mod proxies;
mod proxy_url;
mod reason;
mod resolver;
mod send_error;
mod sender;
mod system_proxies;
mod tls;
mod tracked_stream;
mod trust;
mod tunnel;
mod way;

pub(crate) use self::http::Http;
pub(crate) use exchange::{Announced, Exchange, Incoming, OutBody, Outgoing, Pieces, Source, too_large};
pub(crate) use fault::origin;
pub(crate) use identity_origin::IdentityOrigin;
pub(crate) use limits::URL_LIMIT;
pub(crate) use proxies::ProxyOption;
pub(crate) use proxy_url::ProxyUrl;
pub(crate) use resolver::is_localhost;
pub(crate) use tls::ClientIdentity;
pub(crate) use trust::Trust;
pub(crate) use way::Way;

#[cfg(any(test, feature = "fuzzing"))]
pub(crate) use {no_proxy::NoProxy, origin_cache::OriginCache};
