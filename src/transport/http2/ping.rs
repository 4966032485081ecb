//! Notice a connection whose other end is gone: one that says nothing while exchanges wait is asked for a sign of life (RFC 9113,
//! section 6.7). Without an answer it is taken for dead, within 10 s in all.

use std::future::poll_fn;
use std::sync::atomic::Ordering;
use std::time::Duration;

use h2::{Ping, PingPong};
use tokio::time::{sleep, timeout};

use super::shared::Shared;

/// How often a connection is looked at.
const TICK: Duration = Duration::from_secs(2);

/// For so many ticks it may be silent.
const SILENT_TICKS: u32 = 2;

/// How long it may take to answer a ping.
const LIMIT: Duration = Duration::from_secs(3);

/// Whether something arrives on a connection while exchanges wait.
#[derive(Default)]
struct Watch {
    arrivals: u64,
    silent: u32,
}

impl Watch {
    /// One tick later. Returns whether the connection is to be asked for a sign of life.
    fn tick(&mut self, arrivals: u64, streams: usize) -> bool {
        let is_silent = streams > 0 && arrivals == self.arrivals;
        self.arrivals = arrivals;
        self.silent = if is_silent { self.silent + 1 } else { 0 };
        self.silent >= SILENT_TICKS
    }
}

/// Ends when the connection is dead.
pub(super) async fn watch(mut pings: PingPong, shared: &Shared) {
    let mut watch = Watch::default();
    loop {
        sleep(TICK).await;
        if !watch.tick(shared.stream.arrivals(), shared.streams.load(Ordering::Relaxed)) {
            continue;
        }
        let arrivals = shared.stream.arrivals();
        // It fails if the connection has ended, which its own task notices.
        let is_sent = pings.send_ping(Ping::opaque()).is_ok();
        let answer = timeout(LIMIT, poll_fn(|context| pings.poll_pong(context))).await;
        // Whatever arrives is a sign of life.
        if answer.is_err() && is_sent && shared.stream.arrivals() == arrivals {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_silent_connection_is_asked_while_exchanges_wait() {
        let mut watch = Watch::default();
        assert!(!watch.tick(1, 1), "something arrived");
        assert!(!watch.tick(1, 1));
        assert!(watch.tick(1, 1));
        assert!(watch.tick(1, 1), "and again, as long as it is silent");
        assert!(!watch.tick(2, 1));
        assert!(!watch.tick(2, 0), "nobody waits");
        assert!(!watch.tick(2, 0));
        assert!(!watch.tick(2, 1));
        assert!(watch.tick(2, 1));
    }

    #[test]
    fn a_dead_connection_is_noticed_within_ten_seconds() {
        // Something arrived just after a tick, so that tick does not count.
        assert!(TICK * (SILENT_TICKS + 1) + LIMIT < Duration::from_secs(10));
    }
}
