//! A number in 0..1 from the operating system's entropy, so that those who failed or started together do not come back
//! together. Policy takes it as an argument; this is where it comes from.

/// The number.
pub fn jitter() -> f64 {
    let mut bytes = [0; 4];
    // Without entropy the spread is lost, not the call.
    _ = ring::rand::SecureRandom::fill(&ring::rand::SystemRandom::new(), &mut bytes);
    f64::from(u32::from_le_bytes(bytes)) / f64::from(u32::MAX)
}
