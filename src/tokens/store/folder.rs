//! A folder that only its user can reach, and the files in it.
//!
//! On Unix the folder is checked each time it is opened, and its files are opened relative to the checked handle, never
//! through a link: nothing can be put in their place between the check and the use. The folder must be the user's own
//! with mode 0700. One that is more open is refused and left as it is: others may have put files there already, and who
//! opened it may have had a reason. Elsewhere the user's own folders are private by inheritance.

#[cfg(not(unix))]
mod non_unix;
#[cfg(unix)]
mod path_check;
#[cfg(unix)]
mod unix;

use std::io;

#[cfg(not(unix))]
pub use non_unix::{Folder, belongs_to_user, user_suffix};
#[cfg(unix)]
pub use unix::{Folder, belongs_to_user, user_suffix};

/// Half a file name that no other process has.
fn unique() -> io::Result<String> {
    let mut bytes = [0; 8];
    ring::rand::SecureRandom::fill(&ring::rand::SystemRandom::new(), &mut bytes).map_err(|_| io::Error::other("there is no entropy"))?;
    Ok(format!("{:016x}", u64::from_le_bytes(bytes)))
}

/// `None` for what is not there.
pub fn none_if_missing<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
