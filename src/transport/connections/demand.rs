//! Whether one more connection to an origin is to be opened: a pure function of what waits and what is open.

use super::connection::Reusable;

/// How many connections are opened for exchanges that could share one (HTTP/2). It is no more than for those that cannot.
const MAX_SHARED: usize = 64;

/// How many small answers arrive in the first round trip of a new connection: TCP begins with 14 kB (RFC 6928).
const FIRST_FLIGHT: usize = 20;

/// How many exchanges are expected to share a connection that is being opened. Servers allow 100 or more (RFC 9113, section 6.5.2).
const SEATS: usize = 100;

/// Up to how many connections that carry one exchange are opened for exchanges that do not need them yet.
const MAX_EXPECTED: usize = 64;

/// How many exchanges at a time the connections to an origin carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Protocol {
    /// No connection has been opened.
    Unknown,
    /// One: HTTP/1.
    One,
    /// Many: HTTP/2.
    Many,
}

impl Protocol {
    /// The protocol of an open connection.
    pub(super) fn of<C: Reusable>(connection: &C) -> Self {
        if connection.is_shared() { Self::Many } else { Self::One }
    }
}

/// What needs connections to an origin, and which there are.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Demand {
    /// Exchanges that wait for a connection.
    pub(super) waiting: usize,
    /// Exchanges that will need one soon.
    pub(super) expected: usize,
    /// Exchanges on connections that carry several.
    pub(super) sharing: usize,
    /// Connections in use that carry one exchange.
    pub(super) in_use: usize,
    /// Connections that are idle or carry several exchanges.
    pub(super) usable: usize,
    /// Connections that are being opened.
    pub(super) opening: usize,
    /// Those that take long to open.
    pub(super) slow: usize,
    /// Whether the last connection could not be opened.
    pub(super) has_failed: bool,
}

impl Demand {
    /// Whether one more connection is to be opened.
    ///
    /// Connections that carry one exchange: one for each that waits. Connections that carry many: the square root of the number of
    /// exchanges, and one for each twenty. With one connection a lost packet would hold up all of them, and so would the slow start of TCP.
    /// With a connection for each, nothing would be shared. While nobody knows which it will be, that is enough, unless connections take
    /// long to open or cannot be opened.
    pub(super) fn needs_dial(mut self, protocol: Protocol) -> bool {
        // The first of those that are expected uses the connection that they wait for: that of the token request.
        self.expected = self.expected.saturating_sub(1);
        let is_shared = match protocol {
            Protocol::One => false,
            Protocol::Many => true,
            Protocol::Unknown => self.slow == 0 && !self.has_failed,
        };
        if is_shared {
            let exchanges = self.waiting + self.expected + self.sharing;
            let is_enough = |connections: &usize| connections * FIRST_FLIGHT.min(*connections) >= exchanges;
            let wanted = (1..MAX_SHARED).find(is_enough).unwrap_or(MAX_SHARED);
            let has_need = exchanges > 0 && self.usable + self.opening < wanted;
            return has_need || self.waiting > self.opening * SEATS;
        }
        let expected = self.expected.min(MAX_EXPECTED.saturating_sub(self.waiting + self.in_use));
        self.waiting > self.opening || (expected > 0 && self.waiting + expected > self.opening + self.usable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many connections are opened for `waiting` and `expected` exchanges.
    fn opened(protocol: Protocol, waiting: usize, expected: usize) -> usize {
        let demand = |opening| Demand { waiting, expected, opening, ..Demand::default() };
        (0..9999).find(|opening| !demand(*opening).needs_dial(protocol)).unwrap()
    }

    #[test]
    fn exchanges_that_cannot_share_have_a_connection_each() {
        for waiting in [0, 1, 2, 64, 300] {
            assert_eq!(opened(Protocol::One, waiting, 0), waiting);
        }
        assert_eq!(opened(Protocol::One, 0, 1000), 64);
        assert_eq!(opened(Protocol::One, 10, 1000), 64);
        assert_eq!(opened(Protocol::One, 100, 1000), 100);
    }

    #[test]
    fn exchanges_that_can_share_have_a_few_connections() {
        for protocol in [Protocol::Many, Protocol::Unknown] {
            for (exchanges, connections) in [(0, 0), (1, 1), (2, 2), (4, 2), (5, 3), (64, 8), (400, 20), (1000, 50), (3200, 64)] {
                assert_eq!(opened(protocol, exchanges, 0), connections, "{exchanges}");
                assert_eq!(opened(protocol, 0, exchanges + 1), connections, "{exchanges}");
            }
        }
    }

    #[test]
    fn more_than_they_can_carry_wait_for_further_connections() {
        assert_eq!(opened(Protocol::Many, 9000, 0), 90);
    }

    #[test]
    fn connections_that_may_never_open_are_not_waited_for() {
        let slow = Demand { waiting: 64, slow: 8, ..Demand::default() };
        assert!(slow.needs_dial(Protocol::Unknown));
        assert!(Demand { opening: 63, ..slow }.needs_dial(Protocol::Unknown));
        assert!(Demand { slow: 0, opening: 63, has_failed: true, ..slow }.needs_dial(Protocol::Unknown));
    }

    #[test]
    fn connections_that_are_open_are_enough_as_long_as_few_share_them() {
        let open = Demand { sharing: 4, usable: 2, ..Demand::default() };
        assert!(!open.needs_dial(Protocol::Many));
        assert!(Demand { sharing: 5, ..open }.needs_dial(Protocol::Many));
        assert!(!Demand { expected: 2, usable: 2, ..Demand::default() }.needs_dial(Protocol::One));
    }
}
