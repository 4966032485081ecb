//! What connections are pooled by.

use std::hash::{BuildHasher, Hash, Hasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use http::uri::{Authority, Scheme, Uri};

/// One server as one pool sees it: connections to it can be used for any request of the pool to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    /// Of the fields below. An exchange looks its origin up a dozen times, and `Authority` hashes letter by letter.
    hash: u64,
    /// Two pools may trust different authorities, so they share no connection.
    pool: u64,
    scheme: Scheme,
    authority: Authority,
    /// Whether HTTP/2 may be spoken with it, if it can.
    may_share: bool,
}

impl Origin {
    /// The origin of an absolute URI in the pool with this number. `allows_http2`: whether the pool does.
    pub(crate) fn new(pool: u64, uri: &Uri, allows_http2: bool) -> Option<Self> {
        let may_share = allows_http2 && uri.scheme() == Some(&Scheme::HTTPS);
        let (scheme, authority) = (uri.scheme()?.clone(), uri.authority()?.clone());
        let hash = hasher().hash_one((pool, &scheme, &authority, may_share));
        Some(Self { hash, pool, scheme, authority, may_share })
    }

    /// Whether it is that of `uri` in its pool, written the same way.
    pub(crate) fn is_of(&self, uri: &Uri) -> bool {
        uri.scheme() == Some(&self.scheme) && uri.authority().is_some_and(|authority| authority.as_str() == self.authority.as_str())
    }

    /// Whether a connection to it may carry several exchanges at a time: HTTP/2, which only TLS tells of.
    pub(crate) fn may_share(&self) -> bool {
        self.may_share
    }

    /// Its URL, with `/` as the path.
    pub(crate) fn uri(&self) -> Uri {
        let builder = Uri::builder().scheme(self.scheme.clone()).authority(self.authority.clone());
        builder.path_and_query("/").build().expect("scheme and authority come from a URI")
    }
}

impl Hash for Origin {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.hash);
    }
}

/// Keyed at random, because a server may redirect to origins that it chose.
fn hasher() -> &'static RandomState {
    static HASHER: OnceLock<RandomState> = OnceLock::new();
    HASHER.get_or_init(RandomState::new)
}

/// A number that no other pool or client of the process has.
pub(crate) fn next_number() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// An origin that several parts of an exchange hold.
pub(crate) type SharedOrigin = Arc<Origin>;
