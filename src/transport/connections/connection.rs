//! An open connection as the pool sees it.

use std::time::Duration;

use super::super::freshness::idle_limit;
use super::super::origin::SharedOrigin;

/// A connection as the pool sees it.
pub(crate) trait Reusable: Send + Sized + 'static {
    /// Whether it is open and takes another exchange, as far as is known.
    fn is_ready(&self) -> bool;

    /// Whether it carries several exchanges at a time.
    fn is_shared(&self) -> bool;

    /// The same connection for a further exchange, if it carries several.
    fn share(&self) -> Option<Self>;

    /// How many exchanges it carries at a time.
    fn seats(&self) -> usize;
}

/// An open connection.
pub(super) struct Connection<C> {
    pub(super) inner: C,
    pub(super) origin: SharedOrigin,
    pub(super) number: u64,
    /// How long it took to open.
    pub(super) opening: Duration,
    /// Whether it has been used, or has been idle.
    pub(super) is_reused: bool,
    /// When it was opened, or when its last answer began to arrive.
    pub(super) active_at: Duration,
    /// How long the server keeps it open from there, as far as it has said so.
    pub(super) hint: Option<Duration>,
}

impl<C: Reusable> Connection<C> {
    /// Whether a request may use it at `now`.
    pub(super) fn is_usable(&self, may_repeat: bool, now: Duration) -> bool {
        self.inner.is_ready() && now.saturating_sub(self.active_at) < idle_limit(self.hint, may_repeat)
    }

    /// The same connection for a further exchange, if it carries several.
    pub(super) fn share(&self) -> Option<Self> {
        let (inner, origin) = (self.inner.share()?, SharedOrigin::clone(&self.origin));
        Some(Self { inner, origin, ..*self })
    }
}
