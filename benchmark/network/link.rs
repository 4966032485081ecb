//! A network link with delay, rate and loss between two TUN devices, for kernels without `netem`.
//!
//! `link DEVICE_A DEVICE_B DELAY_MICROSECONDS BITS_PER_SECOND LOSS_PERCENT` creates the devices and prints `ready`. It runs
//! until its standard input ends. The caller moves the devices into their network namespaces; they stay attached.
//!
//! Each direction has a queue of its own. A packet waits until those before it are sent, takes `bytes * 8 / rate` to send, and
//! arrives `delay` later, so packets keep their order. A full queue drops what arrives, as a router does.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::fd::AsRawFd;
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

/// Packets in one direction's queue. Large enough that a burst of 1,000 TLS handshakes is delayed and not dropped.
const QUEUE: usize = 20_000;
const LARGEST_PACKET: usize = 65_536;

/// Of `<linux/if_tun.h>`: `_IOW('T', 202, int)`, layer 3 packets, without a header in front of each.
const TUNSETIFF: u64 = 0x4004_54ca;
const IFF_TUN: u16 = 0x0001;
const IFF_NO_PI: u16 = 0x1000;

/// `struct ifreq` with the member that TUNSETIFF reads.
#[repr(C)]
struct InterfaceRequest {
    name: [u8; 16],
    flags: u16,
    padding: [u8; 22],
}

unsafe extern "C" {
    fn ioctl(descriptor: i32, request: u64, ...) -> i32;
}

#[derive(Clone, Copy)]
struct Conditions {
    delay: Duration,
    bits_per_second: f64,
    loss: f64,
}

struct Packet {
    due: Instant,
    bytes: Vec<u8>,
}

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [first, second, delay, rate, loss] = arguments.as_slice() else {
        return Err(io::Error::other("expected DEVICE_A DEVICE_B DELAY_MICROSECONDS BITS_PER_SECOND LOSS_PERCENT"));
    };
    let conditions =
        Conditions { delay: Duration::from_micros(number(delay)? as u64), bits_per_second: number(rate)?, loss: number(loss)? / 100.0 };
    let first = Arc::new(open(first)?);
    let second = Arc::new(open(second)?);
    connect(first.clone(), second.clone(), conditions, 0x9e37_79b9_7f4a_7c15);
    connect(second, first, conditions, 0xbf58_476d_1ce4_e5b9);
    println!("ready");
    io::copy(&mut io::stdin(), &mut io::sink())?;
    Ok(())
}

fn number(text: &str) -> io::Result<f64> {
    text.parse().map_err(|_| io::Error::other(format!("{text} is not a number")))
}

fn open(name: &str) -> io::Result<File> {
    let file = OpenOptions::new().read(true).write(true).open("/dev/net/tun")?;
    let mut request = InterfaceRequest { name: [0; 16], flags: IFF_TUN | IFF_NO_PI, padding: [0; 22] };
    // The last byte stays 0: the kernel wants a terminated name.
    let length = name.len().min(15);
    request.name[..length].copy_from_slice(&name.as_bytes()[..length]);
    // SAFETY: `request` is a whole `struct ifreq` (40 bytes) that outlives the call, and the descriptor is open.
    match unsafe { ioctl(file.as_raw_fd(), TUNSETIFF, &mut request) } {
        0 => Ok(file),
        _ => Err(io::Error::last_os_error()),
    }
}

/// Two threads for a direction: one reads packets and says when each is due, one waits and writes.
fn connect(from: Arc<File>, to: Arc<File>, conditions: Conditions, seed: u64) {
    let (sender, receiver) = sync_channel::<Packet>(QUEUE);
    thread::spawn(move || read(&from, &sender, conditions, seed));
    thread::spawn(move || {
        for Packet { due, bytes } in receiver {
            let wait = due.saturating_duration_since(Instant::now());
            if !wait.is_zero() {
                thread::sleep(wait);
            }
            // Fails while the device is down or being moved: such a packet is lost, as on a cable that is unplugged.
            let _ = (&*to).write(&bytes);
        }
    });
}

fn read(mut from: &File, sender: &SyncSender<Packet>, conditions: Conditions, mut random: u64) {
    let mut buffer = vec![0; LARGEST_PACKET];
    let mut line_is_free = Instant::now();
    loop {
        let Ok(length) = from.read(&mut buffer) else {
            // The device is not up yet.
            thread::sleep(Duration::from_millis(1));
            continue;
        };
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        if ((random >> 11) as f64 / (1_u64 << 53) as f64) < conditions.loss {
            continue;
        }
        let sending = Duration::from_secs_f64(length as f64 * 8.0 / conditions.bits_per_second);
        let sent = line_is_free.max(Instant::now()) + sending;
        match sender.try_send(Packet { due: sent + conditions.delay, bytes: buffer[..length].to_vec() }) {
            Ok(()) => line_is_free = sent,
            Err(TrySendError::Full(_)) => {}
            Err(TrySendError::Disconnected(_)) => return,
        }
    }
}
