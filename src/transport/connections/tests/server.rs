//! A server as the pool sees it.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use tokio::time::sleep;

use super::*;

/// How long it takes to open a connection.
pub(super) const OPENING: Duration = Duration::from_millis(100);

/// A connection of a server. It is closed when this is dropped.
pub(super) struct Fake {
    pub(super) number: usize,
    pub(super) is_open: Arc<AtomicBool>,
    seats: usize,
    /// Closes it when the last one is dropped.
    closed: Arc<oneshot::Sender<()>>,
}

impl Reusable for Fake {
    fn is_ready(&self) -> bool {
        self.is_open.load(Ordering::SeqCst)
    }

    fn is_shared(&self) -> bool {
        self.seats > 1
    }

    fn share(&self) -> Option<Self> {
        (self.seats > 1).then(|| Self { is_open: Arc::clone(&self.is_open), closed: Arc::clone(&self.closed), ..*self })
    }

    fn seats(&self) -> usize {
        self.seats
    }
}

/// A server that accepts at most `max` connections at a time.
pub(super) struct Server {
    pub(super) max: AtomicUsize,
    /// How many exchanges each connection carries at a time.
    seats: usize,
    pub(super) open: AtomicUsize,
    pub(super) dialed: AtomicUsize,
    pub(super) accepted: AtomicUsize,
    connections: Mutex<Vec<Arc<AtomicBool>>>,
}

impl Server {
    pub(super) fn new(max: usize) -> Arc<Self> {
        Self::with_seats(max, 1)
    }

    pub(super) fn with_seats(max: usize, seats: usize) -> Arc<Self> {
        Arc::new(Self {
            max: AtomicUsize::new(max),
            seats,
            open: AtomicUsize::new(0),
            dialed: AtomicUsize::new(0),
            accepted: AtomicUsize::new(0),
            connections: Mutex::default(),
        })
    }

    pub(super) async fn accept(self: Arc<Self>, permit: OpenPermit<Fake>) -> Result<Fake, BoxError> {
        self.dialed.fetch_add(1, Ordering::SeqCst);
        sleep(OPENING).await;
        if self.open.load(Ordering::SeqCst) >= self.max.load(Ordering::SeqCst) {
            return Err("refused".into());
        }
        self.open.fetch_add(1, Ordering::SeqCst);
        let is_open = Arc::new(AtomicBool::new(true));
        self.connections.lock().push(Arc::clone(&is_open));
        let (sender, closed) = oneshot::channel::<()>();
        let (number, server) = (self.accepted.fetch_add(1, Ordering::SeqCst), Arc::clone(&self));
        tokio::spawn(async move {
            _ = closed.await;
            drop(permit);
            server.open.fetch_sub(1, Ordering::SeqCst);
        });
        Ok(Fake { number, is_open, seats: self.seats, closed: Arc::new(sender) })
    }

    pub(super) fn close(&self, number: usize) {
        self.connections.lock()[number].store(false, Ordering::SeqCst);
    }
}
