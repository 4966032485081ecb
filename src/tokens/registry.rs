//! One manager for each key in the process.
//!
//! The statics of a native library exist once in a process. Worker threads, hot reloads and bundled copies of the
//! JavaScript share them, so this is the one place that can guarantee a single manager.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use parking_lot::Mutex;

use super::key::Key;
use super::manager::Manager;

/// The most keys that are kept. The least recently used key is dropped first, but never during a refresh.
const MAX_KEYS: usize = 64;

/// The managers of a process, or of a test.
#[derive(Default)]
pub(crate) struct Registry(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    managers: HashMap<Key, (Arc<Manager>, u64)>,
    /// Counts look-ups, so that the least recently used key can be found.
    uses: u64,
}

impl Registry {
    /// The registry of the process.
    pub(crate) fn process() -> &'static Self {
        static PROCESS: LazyLock<Registry> = LazyLock::new(Registry::default);
        &PROCESS
    }

    /// The manager of `key`, made by `make` if there is none.
    pub(crate) fn manager(&self, key: Key, make: impl FnOnce() -> Arc<Manager>) -> Arc<Manager> {
        let mut inner = self.0.lock();
        inner.uses += 1;
        let now = inner.uses;
        if let Some((manager, used)) = inner.managers.get_mut(&key) {
            *used = now;
            return Arc::clone(manager);
        }
        if inner.managers.len() >= MAX_KEYS {
            let idle = inner.managers.iter().filter(|(_, (manager, _))| !manager.is_refreshing());
            let oldest = idle.min_by_key(|(_, (_, used))| *used).map(|(key, _)| key.clone());
            oldest.map(|key| inner.managers.remove(&key));
        }
        let manager = make();
        inner.managers.insert(key, (Arc::clone(&manager), now));
        manager
    }

    /// How many keys are known.
    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.0.lock().managers.len()
    }
}
