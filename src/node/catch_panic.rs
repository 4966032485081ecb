//! Catch panics at the boundary to C, where they would end the process. Each function that JavaScript calls runs within
//! [`catch_panic`].

use std::sync::Once;

use crate::panic::{MESSAGE, Panicked, catch, inject};

/// What a function throws: an error whose `code` is this text.
pub(crate) type Exception = napi::Error<&'static str>;

/// The code of a bug of this package.
const INTERNAL: &str = "ERR_INTERNAL";

/// Runs the function called `name`. A panic in it becomes an error with the code `ERR_INTERNAL`.
pub(crate) fn catch_panic<T>(name: &'static str, function: impl FnOnce() -> T) -> Result<T, Exception> {
    catch(move || {
        inject(name);
        function()
    })
    .map_err(|Panicked| napi::Error::new(INTERNAL, MESSAGE.to_owned()))
}

/// The same for a function that can fail.
pub(crate) fn catch_panic_in_fallible<T>(name: &'static str, function: impl FnOnce() -> napi::Result<T>) -> Result<T, Exception> {
    let failed = |error: napi::Error| napi::Error::new(INTERNAL, format!("Node refused {name}: {}", error.reason));
    catch_panic(name, function)?.map_err(failed)
}

/// Makes panics write their source location to stderr, without their message, which may hold anything. The hook applies to
/// this library only, since other libraries in the process have a standard library of their own.
pub(crate) fn report_panic_locations() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        std::panic::set_hook(Box::new(|panic| {
            use std::io::Write as _;
            let location = panic.location().map(|at| format!(" at {}:{}", at.file(), at.line())).unwrap_or_default();
            // stderr may be closed.
            _ = writeln!(std::io::stderr(), "pipedream-native: a bug{location}; please report it");
        }));
    });
}
