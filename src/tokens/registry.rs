//! One manager per key in the process.
//!
//! Rust's statics are one per process: worker threads, hot reloads and bundled copies of the JavaScript all come here.
//! A key is what makes two tokens different: endpoint, client id, scopes and secret. Project and environment are not in
//! it; a token is bound to neither. The secret is in it as a keyed fingerprint only.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use parking_lot::Mutex;
use ring::hmac;

use super::manager::Manager;
use crate::secret::{Secret, off_the_stack};

/// More keys than this are not kept; the least recently used goes first, never one in flight.
const MOST: usize = 64;

/// What tells managers apart.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key {
    token_url: String,
    client_id: String,
    scope: String,
    fingerprint: [u8; 32],
}

impl Key {
    /// The key of these credentials. Scopes are a set: `"a b"` is `"b a"`.
    pub fn new(token_url: &str, client_id: &Secret, scope: Option<&str>, secrets: &[Secret]) -> Self {
        let mut words: Vec<&str> = scope.unwrap_or_default().split_ascii_whitespace().collect();
        words.sort_unstable();
        words.dedup();
        Self {
            token_url: token_url.into(),
            client_id: client_id.expose().into(),
            scope: words.join(" "),
            fingerprint: fingerprint(secrets),
        }
    }
}

/// A fingerprint of secrets under a key of this process's own: it tells them apart and nothing else.
pub fn fingerprint(secrets: &[Secret]) -> [u8; 32] {
    static KEY: LazyLock<hmac::Key> = LazyLock::new(|| {
        hmac::Key::generate(hmac::HMAC_SHA256, &ring::rand::SystemRandom::new()).expect("the operating system has entropy")
    });
    off_the_stack(|| {
        let mut context = hmac::Context::with_key(&KEY);
        for secret in secrets {
            context.update(&(secret.expose().len() as u64).to_le_bytes());
            context.update(secret.expose().as_bytes());
        }
        context.sign().as_ref().try_into().expect("SHA-256 gives 32 bytes")
    })
}

/// The managers of a process, or of a test.
#[derive(Default)]
pub struct Registry(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    managers: HashMap<Key, (Arc<Manager>, u64)>,
    uses: u64,
}

impl Registry {
    /// The process's own.
    pub fn process() -> &'static Self {
        static PROCESS: LazyLock<Registry> = LazyLock::new(Registry::default);
        &PROCESS
    }

    /// The manager of `key`, made by `make` when there is none.
    pub fn manager(&self, key: Key, make: impl FnOnce() -> Arc<Manager>) -> Arc<Manager> {
        let mut inner = self.0.lock();
        inner.uses += 1;
        let now = inner.uses;
        if let Some((manager, used)) = inner.managers.get_mut(&key) {
            *used = now;
            return Arc::clone(manager);
        }
        if inner.managers.len() >= MOST {
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
    pub fn len(&self) -> usize {
        self.0.lock().managers.len()
    }
}
