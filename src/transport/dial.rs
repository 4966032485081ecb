//! Connect to the first address of a host that answers (RFC 8305, "Happy Eyeballs").
//!
//! Each address has a short time before the next one is tried beside it, so a dead address costs that time and not the whole limit.

use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use socket2::{SockRef, TcpKeepalive};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep_until};

use crate::error::ConnectionFault;

/// How long an address has before the next one is tried beside it (RFC 8305, section 8: the recommended 250 ms).
const ATTEMPT_DELAY: Duration = Duration::from_millis(250);
/// The least time between two attempts, however many addresses there are (RFC 8305, section 5).
const MIN_ATTEMPT_DELAY: Duration = Duration::from_millis(10);
/// How many addresses an error names.
const MAX_NAMED: usize = 4;

/// Connects to one of `addresses`, in the order of the resolver (RFC 6724) with the families in turn. The first connection that opens
/// is used, the others are dropped. Ends after `limit` at the latest.
pub(super) async fn dial(addresses: &[SocketAddr], limit: Duration) -> Result<TcpStream, DialError> {
    let stream = race(addresses, limit, TcpStream::connect).await?;
    configure(&stream);
    Ok(stream)
}

/// The options that every connection has. One that the system does not know is no reason to fail.
fn configure(stream: &TcpStream) {
    _ = stream.set_nodelay(true);
    let socket = SockRef::from(stream);
    // A peer that vanished without closing is noticed after a minute on an idle connection, after 30 s on a busy one.
    let keepalive = TcpKeepalive::new().with_time(Duration::from_secs(15)).with_interval(Duration::from_secs(15)).with_retries(3);
    _ = socket.set_tcp_keepalive(&keepalive);
    #[cfg(any(target_os = "android", target_os = "linux"))]
    {
        _ = socket.set_tcp_user_timeout(Some(Duration::from_secs(30)));
    }
}

async fn race<T, F>(addresses: &[SocketAddr], limit: Duration, connect: impl Fn(SocketAddr) -> F) -> Result<T, DialError>
where
    F: Future<Output = io::Result<T>>,
{
    let mut attempts: Vec<Attempt> = Vec::new();
    let mut waiting = interleave(addresses);
    let delay = attempt_delay(waiting.len(), limit);
    let mut running = FuturesUnordered::new();
    let deadline = Instant::now() + limit;
    let mut next_at = Instant::now();
    loop {
        if running.is_empty() && waiting.is_empty() {
            return Err(DialError(attempts));
        }
        tokio::select! {
            biased;
            Some((index, outcome)) = running.next() => match outcome {
                Ok(connection) => return Ok(connection),
                Err(error) => {
                    let failed: &mut Attempt = &mut attempts[index];
                    failed.error = Some(error);
                    // There is no reason to wait for an address that has failed.
                    next_at = Instant::now();
                }
            },
            () = sleep_until(deadline) => return Err(DialError(attempts)),
            () = sleep_until(next_at), if !waiting.is_empty() => {
                let address = waiting.pop_front().expect("checked by the condition of this branch");
                let (index, connection) = (attempts.len(), connect(address));
                attempts.push(Attempt { address, error: None });
                running.push(async move { (index, connection.await) });
                next_at = Instant::now() + delay;
            }
        }
    }
}

/// The families in turn, beginning with that of the first address (RFC 8305, section 4). Within a family the order stays. An address
/// that comes twice is tried once.
fn interleave(addresses: &[SocketAddr]) -> VecDeque<SocketAddr> {
    let is_first_family = |address: &&SocketAddr| address.is_ipv4() == addresses[0].is_ipv4();
    let (first, second): (Vec<&SocketAddr>, Vec<&SocketAddr>) = addresses.iter().partition(is_first_family);
    let mut ordered = VecDeque::with_capacity(addresses.len());
    for index in 0..first.len().max(second.len()) {
        for family in [&first, &second] {
            if let Some(&&address) = family.get(index)
                && !ordered.contains(&address)
            {
                ordered.push_back(address);
            }
        }
    }
    ordered
}

/// The time between two attempts. With many addresses it is shorter, so that the last one still has half of `limit`.
fn attempt_delay(addresses: usize, limit: Duration) -> Duration {
    let share = limit / 2 / u32::try_from(addresses.max(1)).unwrap_or(u32::MAX);
    share.clamp(MIN_ATTEMPT_DELAY, ATTEMPT_DELAY)
}

#[derive(Debug)]
struct Attempt {
    address: SocketAddr,
    /// `None` while the address has not answered.
    error: Option<io::Error>,
}

impl Attempt {
    fn fault(&self) -> ConnectionFault {
        self.error.as_ref().map_or(ConnectionFault::TimedOut, |error| ConnectionFault::from_io(error).unwrap_or(ConnectionFault::Other))
    }
}

impl fmt::Display for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.fault().code(), self.address)
    }
}

/// No address could be connected to. The text names each address that was tried: `ECONNREFUSED 10.0.0.1:443, ETIMEDOUT 10.0.0.2:443`.
#[derive(Debug)]
pub(super) struct DialError(Vec<Attempt>);

impl DialError {
    /// The fault of the first address that failed. That this machine has no route for a family says less than what an address of the
    /// other family answered, so it counts only if all addresses failed so.
    pub(super) fn fault(&self) -> ConnectionFault {
        use ConnectionFault::{AddressNotAvailable, NetworkUnreachable};
        let mut faults = self.0.iter().map(Attempt::fault);
        let first = faults.clone().next().unwrap_or(ConnectionFault::TimedOut);
        faults.find(|fault| !matches!(fault, AddressNotAvailable | NetworkUnreachable)).unwrap_or(first)
    }

    /// Whether this machine was called, and nothing listens there.
    pub(super) fn is_refused_here(&self) -> bool {
        self.0.iter().all(|attempt| attempt.address.ip().to_canonical().is_loopback() && attempt.fault() == ConnectionFault::Refused)
    }

    /// Whether no address answered at all within the limit.
    pub(super) fn is_silence(&self) -> bool {
        self.0.iter().all(|attempt| attempt.error.is_none())
    }
}

impl fmt::Display for DialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, attempt) in self.0.iter().take(MAX_NAMED).enumerate() {
            write!(f, "{}{attempt}", if index == 0 { "" } else { ", " })?;
        }
        match self.0.len().saturating_sub(MAX_NAMED) {
            0 => Ok(()),
            more => write!(f, " and {more} more"),
        }
    }
}

impl std::error::Error for DialError {}

#[cfg(test)]
mod tests;
