//! No panic may cross into C: it would end the process. Each entry from JavaScript runs within [`guarded`].

use std::sync::Once;

use crate::panic::{Defect, WORDS, caught, injected};

/// What an entry throws: an exception whose `code` is the text in it.
pub type Exception = napi::Error<&'static str>;

/// The code of a defect of ours.
const INTERNAL: &str = "ERR_INTERNAL";

/// Runs the entry called `name`. A panic in it is thrown as an exception with the code `ERR_INTERNAL`.
pub fn guarded<T>(name: &'static str, entry: impl FnOnce() -> T) -> Result<T, Exception> {
    caught(move || {
        injected(name);
        entry()
    })
    .map_err(|Defect| napi::Error::new(INTERNAL, WORDS.to_owned()))
}

/// The same for an entry that can fail by itself.
pub fn guarded_result<T>(name: &'static str, entry: impl FnOnce() -> napi::Result<T>) -> Result<T, Exception> {
    let failed = |error: napi::Error| napi::Error::new(INTERNAL, format!("Node refused {name}: {}", error.reason));
    guarded(name, entry)?.map_err(failed)
}

/// From now on a panic writes the place where it happened to stderr, and not its text, which may hold anything. The hook is
/// this library's own: another one in the process has a standard library of its own.
pub fn say_where_panics_happen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        std::panic::set_hook(Box::new(|panic| {
            use std::io::Write as _;
            let place = panic.location().map(|place| format!(" at {}:{}", place.file(), place.line())).unwrap_or_default();
            // A closed stderr is no reason to fail.
            _ = writeln!(std::io::stderr(), "pipedream-native: a defect{place}; please report it");
        }));
    });
}

/// For tests: the next time `place` is reached it panics, once.
#[cfg(feature = "inject-panics")]
#[napi_derive::napi]
pub fn panic_at(place: String) {
    crate::panic::arm(place);
}
