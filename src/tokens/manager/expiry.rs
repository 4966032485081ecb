//! Drop the token of a key without clients when it expires.

use std::sync::Weak;
use std::time::Duration;

use super::state::Manager;

/// Waits until the last token has expired and drops it, unless there are clients again.
pub(crate) async fn drop_expired_token(manager: Weak<Manager>) {
    while let Some(remaining) = manager.upgrade().and_then(|manager| remaining_lifetime(&manager)) {
        tokio::time::sleep(remaining).await;
    }
}

/// How long to wait for the token to expire. `None`: there is nothing to wait for.
fn remaining_lifetime(manager: &Manager) -> Option<Duration> {
    let mut state = manager.state.lock();
    let now = manager.clock.now();
    let remaining = state.last.as_ref().map(|token| token.remaining(&now)).filter(|_| state.clients == 0);
    match remaining {
        Some(remaining) if !remaining.is_zero() => return Some(remaining),
        Some(_) => {
            manager.live.store(None);
            state.last = None;
        }
        None => {}
    }
    state.is_expiring = false;
    None
}
