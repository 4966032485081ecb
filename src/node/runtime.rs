//! The runtime of all calls: one thread of the process, started by the first call.

use std::io;

use parking_lot::Mutex;
use tokio::runtime::Handle;

use crate::error::{ConnectionFault, Error, Progress, ResourceFault};

/// The runtime is never stopped. Worker threads and copies of the JavaScript share it, and its thread does not keep the
/// process alive. A current-thread runtime costs a tenth less CPU per call than a multi-thread runtime with one worker.
static RUNTIME: Mutex<Option<Handle>> = Mutex::new(None);

/// The runtime. If the system has no descriptor or thread for it, the error has the system's code, and the next call tries
/// again.
pub(crate) fn runtime() -> Result<Handle, Error> {
    let mut runtime = RUNTIME.lock();
    if let Some(handle) = &*runtime {
        return Ok(handle.clone());
    }
    let handle = start().map_err(|error| failed(&error))?;
    Ok(runtime.insert(handle).clone())
}

fn start() -> io::Result<Handle> {
    crate::panic::inject("runtime");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    std::thread::Builder::new().name("pipedream".into()).spawn(move || runtime.block_on(std::future::pending::<()>()))?;
    Ok(handle)
}

fn failed(error: &io::Error) -> Error {
    let fault = ResourceFault::from_io(error).map_or(ConnectionFault::Other, ConnectionFault::Resource);
    Error::connection(fault, format!("the operating system has no thread or descriptor left for calls: {error}"), Progress::Unsent)
}
