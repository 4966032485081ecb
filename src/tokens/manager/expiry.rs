//! The end of a token that no client is left for.

use std::sync::Weak;
use std::time::Duration;

use super::Manager;

/// Waits until the last token has ended, and drops it, unless there are clients again by then.
pub async fn drop_token_at_its_end(manager: Weak<Manager>) {
    while let Some(left) = manager.upgrade().and_then(|manager| left_of_token(&manager)) {
        tokio::time::sleep(left).await;
    }
}

/// How long the token lives on. `None`: there is nothing more to wait for.
fn left_of_token(manager: &Manager) -> Option<Duration> {
    let mut state = manager.state.lock();
    let now = manager.clock.now();
    let left = state.last.as_ref().map(|token| token.life.saturating_sub(token.age(&now))).filter(|_| state.clients == 0);
    match left {
        Some(left) if !left.is_zero() => return Some(left),
        Some(_) => {
            manager.live.put(None);
            state.last = None;
        }
        None => {}
    }
    state.expiring = false;
    None
}
