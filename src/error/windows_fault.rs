//! What the numbers of Windows mean for a connection: those of Winsock and of the system calls below it.
//!
//! The standard library knows the commoner ones as an `io::ErrorKind`. Codes are the names that Node has for the same errors (libuv,
//! `src/win/error.c`).

use super::system_fault::SystemFault;
use super::{ConnectionFault, ResourceFault};

/// The fault of `error`, if its number is known here.
#[cfg(windows)]
pub(super) fn of(error: &std::io::Error) -> Option<ConnectionFault> {
    error.raw_os_error().and_then(fault)
}

/// The fault with this number, if the kind that the standard library gives it says less.
pub(super) fn fault(number: i32) -> Option<ConnectionFault> {
    Some(match number {
        // ERROR_NETNAME_DELETED: what a reset is called where the system completes a read or write.
        64 => ConnectionFault::Reset,
        // ERROR_CONNECTION_REFUSED, ERROR_CONNECTION_ABORTED, ERROR_PORT_UNREACHABLE.
        1225 | 1234 => ConnectionFault::Refused,
        1236 => ConnectionFault::Aborted,
        // ERROR_NETWORK_UNREACHABLE, ERROR_HOST_UNREACHABLE.
        1231 => ConnectionFault::NetworkUnreachable,
        1232 => ConnectionFault::HostUnreachable,
        // ERROR_SEM_TIMEOUT.
        121 => ConnectionFault::TimedOut,
        // WSAESHUTDOWN: a write after the end of the connection, which Unix calls a broken pipe.
        10058 => ConnectionFault::BrokenPipe,
        _ => return system(number).map(ConnectionFault::System).or_else(|| resource(number).map(ConnectionFault::Resource)),
    })
}

fn system(number: i32) -> Option<SystemFault> {
    Some(match number {
        // WSAEINVAL, ERROR_INVALID_PARAMETER.
        10022 | 87 => SystemFault::InvalidArgument,
        // WSAEPROTOTYPE, WSAEPROTONOSUPPORT, WSAESOCKTNOSUPPORT, WSAEOPNOTSUPP.
        10041 | 10043 | 10044 | 10045 => SystemFault::ProtocolUnsupported,
        // WSAENOPROTOOPT.
        10042 => SystemFault::Protocol,
        // WSAEPFNOSUPPORT, WSAEAFNOSUPPORT.
        10046 | 10047 => SystemFault::AddressFamily,
        // WSAEADDRINUSE.
        10048 => SystemFault::AddressInUse,
        // WSAENETRESET.
        10052 => SystemFault::NetworkReset,
        // WSAENOBUFS: also when the ports for outgoing connections are used up.
        10055 => SystemFault::NoBuffers,
        // WSAENOTCONN.
        10057 => SystemFault::NotConnected,
        // WSAEHOSTDOWN.
        10064 => SystemFault::HostDown,
        // ERROR_IO_DEVICE.
        1117 => SystemFault::Io,
        _ => return None,
    })
}

/// What the system has no more of.
pub(super) fn resource(number: i32) -> Option<ResourceFault> {
    Some(match number {
        // ERROR_TOO_MANY_OPEN_FILES, WSAEMFILE.
        4 | 10024 => ResourceFault::ProcessDescriptors,
        // ERROR_NOT_ENOUGH_MEMORY, ERROR_OUTOFMEMORY, ERROR_NO_SYSTEM_RESOURCES, ERROR_COMMITMENT_LIMIT.
        8 | 14 | 1450 | 1455 => ResourceFault::Memory,
        // WSAEPROCLIM, WSAEWOULDBLOCK.
        10035 | 10067 => ResourceFault::Busy,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_of_windows_have_the_codes_that_node_has() {
        for (number, code) in [
            (4, "EMFILE"),
            (8, "ENOMEM"),
            (64, "ECONNRESET"),
            (121, "ETIMEDOUT"),
            (1225, "ECONNREFUSED"),
            (1231, "ENETUNREACH"),
            (1232, "EHOSTUNREACH"),
            (1236, "ECONNABORTED"),
            (1455, "ENOMEM"),
            (10022, "EINVAL"),
            (10024, "EMFILE"),
            (10035, "EAGAIN"),
            (10043, "EPROTONOSUPPORT"),
            (10047, "EAFNOSUPPORT"),
            (10048, "EADDRINUSE"),
            (10052, "ENETRESET"),
            (10055, "ENOBUFS"),
            (10057, "ENOTCONN"),
            (10058, "EPIPE"),
            (10064, "EHOSTDOWN"),
        ] {
            assert_eq!(fault(number).map(ConnectionFault::code), Some(code), "{number}");
        }
        for unknown in [0, 2, 5, 10013, 10061] {
            assert_eq!(fault(unknown), None, "{unknown}");
        }
    }

    /// The rest of Winsock's numbers, which the standard library knows.
    #[cfg(windows)]
    #[test]
    fn the_kinds_of_the_standard_library_have_their_codes_too() {
        for (number, code) in [
            (10013, "EACCES"),
            (10049, "EADDRNOTAVAIL"),
            (10050, "ENETDOWN"),
            (10051, "ENETUNREACH"),
            (10053, "ECONNABORTED"),
            (10054, "ECONNRESET"),
            (10060, "ETIMEDOUT"),
            (10061, "ECONNREFUSED"),
            (10065, "EHOSTUNREACH"),
            (109, "EPIPE"),
        ] {
            let error = std::io::Error::from_raw_os_error(number);
            assert_eq!(ConnectionFault::from_io(&error).map(ConnectionFault::code), Some(code), "{number}");
        }
    }
}
