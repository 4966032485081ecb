//! A queue in which the clients take turns.

use std::collections::VecDeque;

/// What waits, by client. Each client's own are in the order of their arrival.
pub(super) struct FairQueue<T> {
    /// The client at the front is the next one. None of them is empty.
    clients: VecDeque<Client<T>>,
}

struct Client<T> {
    number: u64,
    waiting: VecDeque<(u32, T)>,
}

impl<T> Default for FairQueue<T> {
    fn default() -> Self {
        Self { clients: VecDeque::new() }
    }
}

impl<T> FairQueue<T> {
    pub(super) fn is_empty(&self) -> bool {
        self.clients.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.clients.iter().map(|client| client.waiting.len()).sum()
    }

    /// Adds what arrived at tick `since`.
    pub(super) fn push(&mut self, client: u64, since: u32, item: T) {
        match self.clients.iter_mut().find(|other| other.number == client) {
            Some(client) => client.waiting.push_back((since, item)),
            None => self.clients.push_back(Client { number: client, waiting: VecDeque::from([(since, item)]) }),
        }
    }

    /// Removes the oldest one of the client whose turn it is.
    pub(super) fn pop(&mut self) -> Option<T> {
        let mut client = self.clients.pop_front()?;
        let item = client.waiting.pop_front();
        if !client.waiting.is_empty() {
            self.clients.push_back(client);
        }
        item.map(|(_, item)| item)
    }

    /// The tick at which the oldest one arrived.
    pub(super) fn oldest(&self) -> Option<u32> {
        self.clients.iter().filter_map(|client| client.waiting.front()).map(|(since, _)| *since).min()
    }

    /// Removes those for which `is_kept` is false.
    pub(super) fn retain(&mut self, is_kept: impl Fn(&T) -> bool) {
        for client in &mut self.clients {
            client.waiting.retain(|(_, item)| is_kept(item));
        }
        self.clients.retain(|client| !client.waiting.is_empty());
    }
}
