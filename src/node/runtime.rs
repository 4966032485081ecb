//! Where calls run: one thread of the process, made by the first call that needs it.

use std::io;

use parking_lot::Mutex;
use tokio::runtime::Handle;

use crate::error::{ConnectionFault, Error, Progress, ResourceFault};

/// One runtime for the process, never stopped: worker threads and copies of the JavaScript share it, and a thread that
/// waits for sockets keeps no process alive. A runtime that is made for one thread costs a tenth less CPU per call than
/// one for many with one worker.
static RUNTIME: Mutex<Option<Handle>> = Mutex::new(None);

/// The runtime. Where the system gives no descriptor or no thread for it, the error has the system's code, and the next
/// call tries again.
pub fn runtime() -> Result<Handle, Error> {
    let mut made = RUNTIME.lock();
    if let Some(handle) = &*made {
        return Ok(handle.clone());
    }
    let handle = start().map_err(|error| refused(&error))?;
    Ok(made.insert(handle).clone())
}

fn start() -> io::Result<Handle> {
    crate::defect::injected("runtime");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    std::thread::Builder::new().name("pipedream".into()).spawn(move || runtime.block_on(std::future::pending::<()>()))?;
    Ok(handle)
}

fn refused(error: &io::Error) -> Error {
    let fault = ResourceFault::from_io(error).map_or(ConnectionFault::Other, ConnectionFault::Resource);
    Error::connection(fault, format!("the operating system gives no thread or descriptor for calls: {error}"), Progress::Unsent)
}
