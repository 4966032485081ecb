//! The rarer errors of the operating system that a connection can meet.

#[cfg(unix)]
use std::io;

/// An error of the operating system that a connection meets rarely.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SystemFault {
    /// The local address is in use.
    AddressInUse,
    /// The machine has no support for this kind of address.
    AddressFamily,
    /// The argument of a system call was refused.
    InvalidArgument,
    /// The host is down.
    HostDown,
    /// The network dropped the connection.
    NetworkReset,
    /// No buffers are left.
    NoBuffers,
    /// The socket is not connected.
    NotConnected,
    /// A firewall or the sandbox forbids it.
    NotPermitted,
    /// Another error of the protocol.
    Protocol,
    /// The protocol is not supported.
    ProtocolUnsupported,
    /// A read or write failed.
    Io,
}

impl SystemFault {
    /// What `error` of the operating system is, if it is one of these. Windows has numbers of its own (`windows_fault.rs`).
    #[cfg(unix)]
    pub fn from_io(error: &io::Error) -> Option<Self> {
        use rustix::io::Errno;
        Some(match Errno::from_io_error(error)? {
            Errno::ADDRINUSE => Self::AddressInUse,
            Errno::AFNOSUPPORT | Errno::PFNOSUPPORT => Self::AddressFamily,
            Errno::INVAL => Self::InvalidArgument,
            Errno::HOSTDOWN => Self::HostDown,
            Errno::NETRESET => Self::NetworkReset,
            Errno::NOBUFS => Self::NoBuffers,
            Errno::NOTCONN => Self::NotConnected,
            Errno::PERM => Self::NotPermitted,
            Errno::PROTO | Errno::NOPROTOOPT => Self::Protocol,
            Errno::PROTONOSUPPORT | Errno::PROTOTYPE | Errno::OPNOTSUPP => Self::ProtocolUnsupported,
            Errno::IO => Self::Io,
            _ => return None,
        })
    }

    /// The system's name for it, which is what Node has as the code.
    pub fn code(self) -> &'static str {
        match self {
            Self::AddressInUse => "EADDRINUSE",
            Self::AddressFamily => "EAFNOSUPPORT",
            Self::InvalidArgument => "EINVAL",
            Self::HostDown => "EHOSTDOWN",
            Self::NetworkReset => "ENETRESET",
            Self::NoBuffers => "ENOBUFS",
            Self::NotConnected => "ENOTCONN",
            Self::NotPermitted => "EPERM",
            Self::Protocol => "EPROTO",
            Self::ProtocolUnsupported => "EPROTONOSUPPORT",
            Self::Io => "EIO",
        }
    }

    /// What is wrong, in plain words.
    pub fn reason(self) -> &'static str {
        match self {
            Self::AddressInUse => "the local address is in use",
            Self::AddressFamily => "the machine does not support this kind of address",
            Self::InvalidArgument => "the system does not accept the address",
            Self::HostDown => "the host is down",
            Self::NetworkReset => "the network dropped the connection",
            Self::NoBuffers => "the system has no buffers left",
            Self::NotConnected => "the connection was closed before it was used",
            Self::NotPermitted => "a firewall or a sandbox forbids the connection",
            Self::Protocol => "the network reported a protocol error",
            Self::ProtocolUnsupported => "the machine does not support the protocol",
            Self::Io => "reading or writing failed",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ConnectionFault;

    #[cfg(target_os = "linux")]
    #[test]
    fn errors_of_the_system_have_its_codes() {
        for (number, code) in [
            (1, "EPERM"),
            (5, "EIO"),
            (11, "EAGAIN"),
            (12, "ENOMEM"),
            (13, "EACCES"),
            (22, "EINVAL"),
            (23, "ENFILE"),
            (24, "EMFILE"),
            (32, "EPIPE"),
            (71, "EPROTO"),
            (93, "EPROTONOSUPPORT"),
            (97, "EAFNOSUPPORT"),
            (98, "EADDRINUSE"),
            (99, "EADDRNOTAVAIL"),
            (100, "ENETDOWN"),
            (101, "ENETUNREACH"),
            (102, "ENETRESET"),
            (103, "ECONNABORTED"),
            (104, "ECONNRESET"),
            (105, "ENOBUFS"),
            (107, "ENOTCONN"),
            (110, "ETIMEDOUT"),
            (111, "ECONNREFUSED"),
            (112, "EHOSTDOWN"),
            (113, "EHOSTUNREACH"),
        ] {
            let fault = ConnectionFault::from_io(&io::Error::from_raw_os_error(number));
            assert_eq!(fault.map(ConnectionFault::code), Some(code), "{number}");
        }
    }
}
