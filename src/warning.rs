//! Say once per process that a setting has another effect than somebody who knows Node would expect.

use std::collections::HashSet;
use std::io::Write as _;
use std::sync::LazyLock;

use parking_lot::Mutex;

/// How many different warnings are given.
const MOST: usize = 64;

/// Writes a line to stderr, unless this process has written it before. The text names the setting and holds no secret.
pub(crate) fn warn_once(text: &str) {
    static GIVEN: LazyLock<Mutex<HashSet<String>>> = LazyLock::new(Mutex::default);
    let mut given = GIVEN.lock();
    if given.len() < MOST && given.insert(text.to_owned()) {
        // A closed stderr is no reason to fail.
        _ = writeln!(std::io::stderr(), "pipedream-native: {text}");
    }
}
