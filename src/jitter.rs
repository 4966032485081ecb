//! A random number that spreads retries, so that callers that failed or started together do not come back together.
//! Functions that use jitter take it as an argument. This is where it comes from.

/// A number from 0 to 1, from the entropy of the operating system.
pub(crate) fn jitter() -> f64 {
    let mut bytes = [0; 4];
    // Without entropy retries are not spread, but no call fails.
    _ = ring::rand::SecureRandom::fill(&ring::rand::SystemRandom::new(), &mut bytes);
    f64::from(u32::from_le_bytes(bytes)) / f64::from(u32::MAX)
}
