//! Connections that several exchanges use at a time (HTTP/2), while at least one does. Without one they are idle, like any other.

use std::time::Duration;

use super::connection::{Connection, Reusable};

/// The shared connections to one origin.
pub(super) struct Shared<C>(Vec<InUse<C>>);

struct InUse<C> {
    connection: Connection<C>,
    exchanges: usize,
}

impl<C> Default for Shared<C> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<C> Shared<C> {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// How many exchanges use them.
    pub(super) fn exchanges(&self) -> usize {
        self.0.iter().map(|shared| shared.exchanges).sum()
    }

    fn position(&self, number: u64) -> Option<usize> {
        self.0.iter().position(|shared| shared.connection.number == number)
    }
}

impl<C: Reusable> Shared<C> {
    /// The first exchange on an idle connection. If others can use it too, it is kept for them.
    pub(super) fn begin(&mut self, connection: Connection<C>) -> Connection<C> {
        let Some(own) = connection.share() else { return connection };
        self.0.push(InUse { connection, exchanges: 1 });
        own
    }

    /// A seat on the connection with the fewest exchanges. Those that take no more are moved to `unusable`.
    pub(super) fn join(&mut self, unusable: &mut Vec<Connection<C>>) -> Option<Connection<C>> {
        loop {
            let index = (0..self.0.len()).min_by_key(|index| self.0[*index].exchanges)?;
            let shared = &mut self.0[index];
            if !shared.connection.inner.is_ready() {
                unusable.push(self.0.swap_remove(index).connection);
                continue;
            }
            if shared.exchanges >= shared.connection.inner.seats() {
                // The others have no fewer exchanges, and the same server.
                return None;
            }
            let own = shared.connection.share()?;
            shared.exchanges += 1;
            return Some(own);
        }
    }

    /// An exchange that uses `own` has been answered.
    pub(super) fn answered(&mut self, own: &Connection<C>) {
        let Some(index) = self.position(own.number) else { return };
        let connection = &mut self.0[index].connection;
        (connection.is_reused, connection.active_at, connection.hint) = (true, own.active_at, own.hint);
    }

    /// An exchange is done with `own`. Returns the connection if no other exchange uses it.
    pub(super) fn end(&mut self, own: Connection<C>) -> Option<Connection<C>> {
        if !own.inner.is_shared() {
            return Some(own);
        }
        // One that takes no more exchanges is not there. It is closed after its last one.
        let index = self.position(own.number)?;
        let shared = &mut self.0[index];
        shared.exchanges -= 1;
        (shared.exchanges == 0).then(|| self.0.swap_remove(index).connection)
    }

    /// Takes those that have brought no answer since `time`. The exchanges on them go on.
    pub(super) fn take_unproven(&mut self, time: Duration, taken: &mut Vec<Connection<C>>) {
        taken.extend(self.0.extract_if(.., |shared| shared.connection.active_at < time).map(|shared| shared.connection));
    }
}
