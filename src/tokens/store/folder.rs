//! A folder that only its user can access, and the files in it.
//!
//! On Unix the folder is checked each time it is opened. Its files are opened relative to the checked handle and never
//! through a link, so nothing can replace them between the check and the use. The folder must be the user's own with mode
//! 0700. A folder with more permissions is refused and left unchanged: others may have put files there already, and the
//! permissions may be intended. On other platforms the user's own folders are private by inheritance.

mod missing;
#[cfg(unix)]
mod path_check;
#[cfg(not(unix))]
mod portable;
mod unique_name;
#[cfg(unix)]
mod unix;
#[cfg(unix)]
mod user;

#[cfg(not(unix))]
pub(crate) use portable::{Folder, belongs_to_user, user_suffix};
#[cfg(unix)]
pub(crate) use {
    unix::Folder,
    user::{belongs_to_user, user_suffix},
};
