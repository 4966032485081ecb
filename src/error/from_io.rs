//! What an error of the operating system means for a connection.

use std::io;

#[cfg(unix)]
use super::system_fault::SystemFault;
#[cfg(windows)]
use super::windows_fault;
use super::{ConnectionFault, ResourceFault};

impl ConnectionFault {
    /// What `error` of the operating system means for a connection, if it is known.
    pub fn from_io(error: &io::Error) -> Option<Self> {
        use io::ErrorKind as Kind;
        Some(match error.kind() {
            #[cfg(unix)]
            _ if SystemFault::from_io(error).is_some() => return SystemFault::from_io(error).map(Self::System),
            #[cfg(windows)]
            _ if windows_fault::of(error).is_some() => return windows_fault::of(error),
            Kind::ConnectionRefused => Self::Refused,
            Kind::ConnectionReset | Kind::UnexpectedEof => Self::Reset,
            Kind::ConnectionAborted => Self::Aborted,
            Kind::BrokenPipe => Self::BrokenPipe,
            Kind::TimedOut => Self::TimedOut,
            Kind::HostUnreachable => Self::HostUnreachable,
            Kind::NetworkUnreachable => Self::NetworkUnreachable,
            Kind::NetworkDown => Self::NetworkDown,
            Kind::AddrNotAvailable => Self::AddressNotAvailable,
            Kind::PermissionDenied => Self::PermissionDenied,
            _ => return ResourceFault::from_io(error).map(Self::Resource),
        })
    }
}

impl ResourceFault {
    /// Which resource `error` of the operating system is about, if it is about one. Opening a file, a socket or a thread can all
    /// meet it.
    pub fn from_io(error: &io::Error) -> Option<Self> {
        match error.kind() {
            io::ErrorKind::WouldBlock => Some(Self::Busy),
            io::ErrorKind::OutOfMemory => Some(Self::Memory),
            #[cfg(unix)]
            _ => match error.raw_os_error()? {
                23 => Some(Self::SystemDescriptors),
                24 => Some(Self::ProcessDescriptors),
                _ => None,
            },
            #[cfg(windows)]
            _ => windows_fault::resource(error.raw_os_error()?),
            #[cfg(not(any(unix, windows)))]
            _ => None,
        }
    }
}
