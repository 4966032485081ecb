//! The runtime of all calls: one for the process, started by the first call.

use std::io;
use std::sync::Arc;

use parking_lot::Mutex;

use crate::driver::Driver;
use crate::error::{ConnectionFault, Error, Progress, ResourceFault};

/// The runtime is never stopped. Worker threads and copies of the JavaScript share it, and its thread does not keep the
/// process alive.
static RUNTIME: Mutex<Option<Arc<Driver>>> = Mutex::new(None);

/// The runtime. If the system has no descriptor or thread for it, the error has the system's code, and the next call tries
/// again.
pub(crate) fn runtime() -> Result<Arc<Driver>, Error> {
    let mut runtime = RUNTIME.lock();
    if let Some(driver) = &*runtime {
        return Ok(Arc::clone(driver));
    }
    crate::panic::inject("runtime");
    let driver = Driver::start().map_err(|error| failed(&error))?;
    Ok(Arc::clone(runtime.insert(driver)))
}

fn failed(error: &io::Error) -> Error {
    let fault = ResourceFault::from_io(error).map_or(ConnectionFault::Other, ConnectionFault::Resource);
    Error::connection(fault, format!("the operating system has no thread or descriptor left for calls: {error}"), Progress::Unsent)
}
