//! Names for temporary files.

use std::io;

/// `name` with a random part, so that no other process uses it.
pub(crate) fn temporary_name(name: &str) -> io::Result<String> {
    let mut bytes = [0; 8];
    ring::rand::SecureRandom::fill(&ring::rand::SystemRandom::new(), &mut bytes).map_err(|_| io::Error::other("there is no entropy"))?;
    Ok(format!("{name}.{}.new", hex::encode(bytes)))
}
