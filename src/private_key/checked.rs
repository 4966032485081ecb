//! Remember which keys were checked. A check costs a signature, some milliseconds for a large RSA key, and some programs make a client for
//! each request.

use std::collections::VecDeque;
use std::sync::LazyLock;

use parking_lot::Mutex;
use ring::hmac;

use crate::secret::{Secret, off_the_stack};

/// How many keys are remembered.
const CAPACITY: usize = 16;

/// The keyed hashes of keys that were found to be good, the oldest first.
static CHECKED: Mutex<VecDeque<[u8; 32]>> = Mutex::new(VecDeque::new());

/// Runs `check` unless a key with this canonical text has passed it before.
pub(super) fn check_once<E>(canonical: &Secret, check: impl FnOnce() -> Result<(), E>) -> Result<(), E> {
    static KEY: LazyLock<Option<hmac::Key>> =
        LazyLock::new(|| hmac::Key::generate(hmac::HMAC_SHA256, &ring::rand::SystemRandom::new()).ok());
    let Some(key) = &*KEY else { return check() };
    let hash = off_the_stack(|| hmac::sign(key, canonical.expose().as_bytes()));
    let hash: [u8; 32] = hash.as_ref().try_into().expect("SHA-256 gives 32 bytes");
    if CHECKED.lock().contains(&hash) {
        return Ok(());
    }
    check()?;
    let mut checked = CHECKED.lock();
    if checked.len() == CAPACITY {
        checked.pop_front();
    }
    checked.push_back(hash);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_good_key_is_checked_once_and_a_bad_one_each_time() {
        let checks = std::cell::Cell::new(0);
        let check = |text: &str, outcome: Result<(), ()>| {
            check_once(&Secret::new(text.into()), || {
                checks.set(checks.get() + 1);
                outcome
            })
        };
        assert_eq!([check("good", Ok(())), check("good", Err(()))], [Ok(()), Ok(())]);
        assert_eq!([check("bad", Err(())), check("bad", Err(()))], [Err(()), Err(())]);
        assert_eq!(checks.get(), 3);
    }
}
