//! What is the same for all clients with the same trust, and for all pools of the process.

use std::collections::HashSet;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use http::Uri;
use parking_lot::Mutex;

use crate::future::BoxFuture;
use crate::transport::admission::Admission;
use crate::transport::causes::BoxError;
use crate::transport::connection_limit::{Capacity, ConnectionLimit};
use crate::transport::connections::{Connections, OpenPermit};
use crate::transport::connector::Connector;
use crate::transport::origin::{Origin, SharedOrigin, next_number};
use crate::transport::proxies::Proxies;
use crate::transport::sender::Sender;
use crate::transport::tracked_stream::TrackedStream;

/// How many origins are kept for the exchanges to come.
const MAX_ORIGINS: usize = 16;

/// How many origins are remembered to want HTTP/1.1.
const MAX_HTTP1_ONLY: usize = 1000;

/// What is the same for all clients with the same trust.
pub(super) struct Shared {
    /// The number of this pool.
    pool: u64,
    pub(super) connector: Connector,
    pub(super) proxies: Arc<Proxies>,
    pub(super) limits: Limits,
    allows_http2: bool,
    /// Origins whose server wants HTTP/1.1, although it has agreed on HTTP/2.
    http1_only: Mutex<HashSet<SharedOrigin>>,
    /// Those that were asked for, the newest last.
    origins: Mutex<Vec<SharedOrigin>>,
}

/// What is the same for all pools of the process.
#[derive(Clone)]
pub(in crate::transport) struct Limits {
    pub(super) admission: Arc<Admission>,
    pub(super) permits: Arc<ConnectionLimit>,
    pub(super) connections: Arc<Connections<Sender>>,
}

impl Limits {
    /// The limits of a process that may open this many files.
    pub(in crate::transport) fn for_descriptors(descriptors: u64) -> Self {
        let capacity = Capacity::for_descriptors(descriptors);
        let permits = ConnectionLimit::new(capacity);
        let connections = Connections::new(Arc::clone(&permits), capacity.max());
        Self { admission: Admission::new(Arc::clone(&permits)), permits, connections }
    }
}

impl Shared {
    /// A pool with a number of its own.
    pub(super) fn new(connector: Connector, proxies: Arc<Proxies>, limits: Limits) -> Self {
        let (pool, allows_http2) = (next_number(), is_http2_allowed());
        let (http1_only, origins) = (Mutex::default(), Mutex::default());
        Self { pool, connector, proxies, limits, allows_http2, http1_only, origins }
    }

    /// The origin of `uri` in this pool. Exchanges with the same server get the same one, because a pointer is compared fastest.
    pub(super) fn origin(&self, uri: &Uri) -> Option<SharedOrigin> {
        let mut known = self.origins.lock();
        if let Some(known) = known.iter().find(|known| known.is_of(uri)) {
            return Some(Arc::clone(known));
        }
        let origin = Arc::new(Origin::new(self.pool, uri, self.allows_http2)?);
        if known.len() == MAX_ORIGINS {
            known.remove(0);
        }
        known.push(Arc::clone(&origin));
        Some(origin)
    }

    async fn open(&self, origin: &SharedOrigin, permit: OpenPermit<Sender>) -> Result<TrackedStream, BoxError> {
        let (connections, origin) = (Arc::clone(&self.limits.connections), Arc::clone(origin));
        let target = origin.uri();
        let offers_http2 = origin.may_share() && !self.http1_only.lock().contains(&origin);
        let free_descriptors = move || -> BoxFuture<'static, bool> {
            let (connections, origin) = (Arc::clone(&connections), Arc::clone(&origin));
            Box::pin(async move { connections.close_idle(&origin).await })
        };
        self.connector.open(&target, offers_http2, Box::new(permit), free_descriptors).await
    }

    /// Opens a connection and speaks HTTP on it.
    pub(super) async fn dial(self: Arc<Self>, origin: SharedOrigin, permit: OpenPermit<Sender>) -> Result<Sender, BoxError> {
        Sender::start(self.open(&origin, permit).await?).await
    }

    /// The server of this origin wants HTTP/1.1, although it has agreed on HTTP/2. Its connections get no further exchange.
    pub(super) fn avoid_http2(&self, origin: &SharedOrigin) {
        let mut origins = self.http1_only.lock();
        if origins.len() >= MAX_HTTP1_ONLY {
            origins.clear();
        }
        origins.insert(Arc::clone(origin));
        drop(origins);
        self.limits.connections.close_unproven(origin, Duration::MAX);
    }
}

/// Whether the environment allows HTTP/2. It is read once, because Node may change the environment from another thread.
fn is_http2_allowed() -> bool {
    static ALLOWED: OnceLock<bool> = OnceLock::new();
    *ALLOWED.get_or_init(|| std::env::var_os("PIPEDREAM_HTTP2").is_none_or(|value| value != "0"))
}
