//! The Unix user of this process.

use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

/// The effective user id of this process.
pub(crate) fn user() -> u32 {
    rustix::process::geteuid().as_raw()
}

/// Whether `path` belongs to the user. `None` if it does not exist.
pub(crate) fn belongs_to_user(path: &Path) -> Option<bool> {
    std::fs::metadata(path).ok().map(|found| found.uid() == user())
}

/// Distinguishes the folders of several users in a shared one.
pub(crate) fn user_suffix() -> String {
    format!("-{}", user())
}
